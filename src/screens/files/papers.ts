import { PAPERS, type PaperKind } from '../../hazards/papers.js';
import { buildMinutes } from '../../papers/minutes.js';
import { buildPeriodReport } from '../../papers/period-report.js';
import { buildRecheckOpinion } from '../../papers/recheck-opinion.js';
import { buildRectificationNotice } from '../../papers/rectification-notice.js';
import { buildTransferLetter } from '../../papers/transfer-letter.js';
import { buildUrgingLetter } from '../../papers/urging-letter.js';
import { PAPER } from '../../../cards/texts.zh-CN.js';
import { spanOf } from '../period.js';
import { minutesFacts } from './minutes-facts.js';
import { noticeFacts, recheckFacts, transferFacts, urgingFacts, type PaperSource } from './paper-facts.js';
import { reportFacts } from './report-facts.js';
import type { FileMaker } from './source.js';

const BUILD: Readonly<Record<PaperKind, (source: PaperSource) => Promise<Uint8Array>>> = {
  notice: (source) => buildRectificationNotice(noticeFacts(source)),
  recheck: (source) => buildRecheckOpinion(recheckFacts(source)),
  urging: (source) => buildUrgingLetter(urgingFacts(source)),
  transfer: (source) => buildTransferLetter(transferFacts(source)),
};

/** 整改通知书, 复查意见书, 督办函 or 移送函 about a hazard, as a draft. */
export const hazardPaperFile: FileMaker = async (sources, [kind, id = '']) => {
  const wanted = PAPERS.find((one) => one === kind);
  const hazard = await sources.hazards.get(id);
  if (wanted === undefined || hazard === undefined) return undefined;
  const source = {
    hazard,
    org: await sources.org(),
    calendar: await sources.calendar(),
    now: sources.now(),
  };
  return { name: `${PAPER[wanted]}（样稿）${hazard.code}.docx`, bytes: await BUILD[wanted](source) };
};

/** 月报 or 季报 of the bureau, as a draft. */
export const periodReportFile: FileMaker = async (sources, [span = '', askerId = '']) => {
  const period = spanOf(span);
  if (period === undefined) return undefined;
  const { activities } = sources.campaigns.store;
  const facts = await reportFacts(
    { ...sources, activities },
    period,
    askerId,
    await sources.org(),
    sources.now(),
  );
  return {
    name: `${facts.period}安全隐患排查治理${facts.genre}（样稿）.docx`,
    bytes: await buildPeriodReport(facts),
  };
};

/** 会议纪要 of a month: a draft until it is issued. */
export const minutesFile: FileMaker = async (sources, [month = '']) => {
  const meeting = await sources.meetings.get(month);
  if (meeting === undefined) return undefined;
  const facts = await minutesFacts(sources, meeting, await sources.org(), sources.now());
  const mark = facts.issueNo === undefined ? '（样稿）' : `（${facts.issueNo}）`;
  return { name: `${facts.title}${mark}.docx`, bytes: await buildMinutes(facts) };
};
