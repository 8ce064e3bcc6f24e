import { dayOf } from '../../calendar.js';
import { plainActivity } from '../../campaigns/activity.js';
import { yearsRun } from '../../campaigns/due.js';
import { buildActivityLedger } from '../../papers/activity-ledger.js';
import { buildCampaignSummary } from '../../papers/campaign-summary.js';
import { buildNotice } from '../../papers/notice.js';
import { buildQuizTemplate } from '../../papers/quiz-template.js';
import { nameOf } from '../../people/org.js';
import { periodOf } from '../period.js';
import { campaignNoticeFacts } from './campaign-notice.js';
import type { FileMaker } from './source.js';

/** 活动台账 [2026年 | 6月 | 本季] of these units, `all` for every one, as an .xlsx. */
export const activityLedgerFile: FileMaker = async (sources, [units = '', scope = '']) => {
  const { campaigns, org, now } = sources;
  const today = dayOf(now());
  const year =
    /(20\d\d)年?$/u.exec(scope.trim())?.[1] ?? (scope.trim() === '' ? today.slice(0, 4) : undefined);
  const span = year === undefined ? periodOf(scope, today) : { from: `${year}-01-01`, to: `${year}-12-31` };
  const words =
    year === undefined ? `${span.from.slice(0, 4)}年${Number(span.from.slice(5, 7))}月` : `${year}年`;
  const rows = (await campaigns.store.activities({ from: span.from, to: span.to })).filter(
    ({ unitId, withdrawn }) => withdrawn !== true && (units === 'all' || units.split(',').includes(unitId)),
  );
  const bytes = await buildActivityLedger({
    bureau: (await org()).settings.bureauName,
    scope: words,
    cutoff: now(),
    rows: rows.map((row) => ({ ...plainActivity(row), place: row.place ?? '' })),
  });
  return { name: `${words}宣传活动台账${rows.length}次.xlsx`, bytes };
};

/** The filed summary as .docx; what a person has to write is marked 【待…】. */
export const campaignSummaryFile: FileMaker = async (sources, [campaignId = '', yearText = '']) => {
  const { campaigns, now } = sources;
  const year = Number(yearText);
  const years = await campaigns.store.years();
  const stored = years.find(({ _id }) => _id === `${campaignId}:${year}`);
  const run = yearsRun(campaigns.data, { campaignId, year }, await sources.calendar(), years);
  if (stored?.filed === undefined || run === undefined) return undefined;
  const { name } = run.campaign;
  const org = await sources.org();
  const entry = stored.history.findLast(({ command }) => command === 'file');
  const activities = await campaigns.store.activities({ campaignId, year });
  const bytes = await buildCampaignSummary({
    meta: { recordId: stored._id, recordVersion: stored.version, at: entry?.at ?? now() },
    bureau: org.settings.bureauName,
    year,
    name,
    lines: stored.filed,
    activities: activities.filter(({ withdrawn }) => withdrawn !== true).map(plainActivity),
    cutoff: dayOf(entry?.at ?? now()),
    filledBy: nameOf(org, entry?.by),
  });
  return { name: `${year}年${name}宣传活动小结.docx`, bytes };
};

/** 通知 of a campaign as a draft. */
export const campaignNoticeFile: FileMaker = async (sources, [campaignId = '', year = '']) => {
  const of = { campaignId, year: Number(year) };
  const facts = await campaignNoticeFacts(sources.campaigns, of, await sources.org(), sources.now());
  if (facts === undefined) return undefined;
  return { name: `${facts.title}（样稿）.docx`, bytes: await buildNotice(facts) };
};

/** The empty sheet for questions. */
export const quizTemplateFile: FileMaker = async ({ org, now }) => ({
  name: '题库模板.xlsx',
  bytes: await buildQuizTemplate({ bureau: (await org()).settings.bureauName, at: now() }),
});
