import type { BusinessCalendar } from '../calendar.js';
import type { CampaignDeps } from '../campaigns/ports.js';
import type { Gateway } from '../delivery/gateway-port.js';
import { PAPERS, type PaperKind } from '../hazards/papers.js';
import { buildNotice } from '../papers/notice.js';
import { buildPeriodReport } from '../papers/period-report.js';
import { buildRecheckOpinion } from '../papers/recheck-opinion.js';
import { buildRectificationNotice } from '../papers/rectification-notice.js';
import { buildTransferLetter } from '../papers/transfer-letter.js';
import { buildUrgingLetter } from '../papers/urging-letter.js';
import { campaignNoticeFacts } from '../screens/campaign-notice.js';
import { spanOf } from '../screens/period.js';
import {
  noticeFacts,
  recheckFacts,
  transferFacts,
  urgingFacts,
  type PaperSource,
} from '../screens/paper-facts.js';
import { reportFacts, type ReportSources } from '../screens/report-facts.js';
import type { PeopleStore } from '../store/people.js';
import { PAPER } from '../../cards/texts.zh-CN.js';

const BUILD: Readonly<Record<PaperKind, (source: PaperSource) => Promise<Uint8Array>>> = {
  notice: (source) => buildRectificationNotice(noticeFacts(source)),
  recheck: (source) => buildRecheckOpinion(recheckFacts(source)),
  urging: (source) => buildUrgingLetter(urgingFacts(source)),
  transfer: (source) => buildTransferLetter(transferFacts(source)),
};

export interface PaperParts extends Omit<ReportSources, 'activities'> {
  readonly campaigns: CampaignDeps;
  readonly people: PeopleStore;
  readonly gateway: Pick<Gateway, 'uploadFile'>;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
}

/**
 * Papers as uploaded files, drawn up when they are sent, from what is stored then.
 * @returns a function that takes `paper:urging:<hazard id>`, `report:2026-10-01~2026-10-31:<person id>` or
 * `notice:<campaign id>:2026` and gives the file key; undefined for anything else
 */
export function createPapers(parts: PaperParts): (what: string) => Promise<string | undefined> {
  return async (what) => {
    const [noun, kind = '', id = ''] = what.split(':');
    const draw = noun === undefined ? undefined : DRAW[noun];
    const made = await draw?.(parts, kind, id);
    return made === undefined
      ? undefined
      : parts.gateway.uploadFile(`${made.name}.docx`, Buffer.from(made.bytes));
  };
}

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const DRAW: Readonly<
  Record<string, (parts: PaperParts, what: string, id: string) => Promise<Made | undefined>>
> = { paper, report, notice };

async function paper(parts: PaperParts, kind: string, id: string): Promise<Made | undefined> {
  const wanted = PAPERS.find((one) => one === kind);
  const hazard = await parts.hazards.get(id);
  if (wanted === undefined || hazard === undefined) return undefined;
  const source = {
    hazard,
    org: await parts.people.org(),
    calendar: await parts.calendar(),
    now: parts.now(),
  };
  return { name: `${PAPER[wanted]}（样稿）${hazard.code}`, bytes: await BUILD[wanted](source) };
}

async function report(parts: PaperParts, span: string, askerId: string): Promise<Made | undefined> {
  const period = spanOf(span);
  if (period === undefined) return undefined;
  const facts = await reportFacts(
    { ...parts, activities: parts.campaigns.store.activities },
    period,
    askerId,
    await parts.people.org(),
    parts.now(),
  );
  return {
    name: `${facts.period}安全隐患排查治理${facts.genre}（样稿）`,
    bytes: await buildPeriodReport(facts),
  };
}

async function notice(parts: PaperParts, campaignId: string, year: string): Promise<Made | undefined> {
  const of = { campaignId, year: Number(year) };
  const facts = await campaignNoticeFacts(parts.campaigns, of, await parts.people.org(), parts.now());
  if (facts === undefined) return undefined;
  return { name: `${facts.title}（样稿）`, bytes: await buildNotice(facts) };
}
