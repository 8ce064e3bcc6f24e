import { addDays, type BusinessCalendar, type Day } from '../calendar.js';
import { mayShow, type CampaignData } from './data.js';
import { runOf, type CampaignRun, type YearEntry } from './runs.js';
import { planRuns, type CampaignPlan, type Step } from './schedule.js';

/** The runs that touch a year, and all their steps, also those that fall in the next. */
export interface Programme {
  readonly runs: readonly CampaignRun[];
  readonly plan: CampaignPlan;
}

/** A programme is a few thousand days looked at: kept as long as nothing that it is made from changes. */
const kept = new WeakMap<BusinessCalendar, { readonly key: string; readonly programme: Programme }>();

/** The programme round a day. Pure: the same data, holidays and entries give the same one. */
export function programmeOf(
  data: CampaignData,
  today: Day,
  calendar: BusinessCalendar,
  entries: readonly YearEntry[],
): Programme {
  const key = JSON.stringify([
    today.slice(0, 4),
    data.campaigns.length,
    ...entries.map(({ campaignId, year, from, to }) => [campaignId, year, from, to]),
  ]);
  const known = kept.get(calendar);
  if (known?.key === key) return known.programme;
  const programme = built(data, today, calendar, entries);
  kept.set(calendar, { key, programme });
  return programme;
}

function built(
  data: CampaignData,
  today: Day,
  calendar: BusinessCalendar,
  entries: readonly YearEntry[],
): Programme {
  const year = Number(today.slice(0, 4));
  const runs = [year - 1, year, year + 1].flatMap((each) =>
    data.campaigns
      .filter(({ mark, pack }) => mayShow(mark) && pack !== undefined)
      .map((campaign) => runOf(campaign, each, entries))
      .filter((run) => run !== undefined),
  );
  return { runs, plan: planRuns(runs, data, calendar) };
}

export function runOfStep(
  programme: Programme,
  step: Pick<Step, 'campaignId' | 'year'>,
): CampaignRun | undefined {
  return programme.runs.find(({ campaign, year }) => campaign.id === step.campaignId && year === step.year);
}

/** When a campaign runs in a year, by the holidays and what has been entered. */
export function yearsRun(
  data: CampaignData,
  { campaignId, year }: Pick<Step, 'campaignId' | 'year'>,
  calendar: BusinessCalendar,
  entries: readonly YearEntry[],
): CampaignRun | undefined {
  return runOfStep(programmeOf(data, `${year}-07-01`, calendar, entries), { campaignId, year });
}

/**
 * What the clock has to do today, by kind. A step that was missed (the bot stood still) is made up for while it still
 * helps: the plan until the campaign begins, a preview until its post is too late, figures for three days, the summary for
 * a week. Telling twice is telling once, so a step may be due on several days.
 */
export function dueSteps(programme: Programme, today: Day): readonly Step[] {
  return programme.plan.steps.filter((step) => step.day <= today && today <= lastDayOf(programme, step));
}

/** A post may still go out some days late (send.ts), so somebody may still be asked. */
const PREVIEW_LATE = 4;

function lastDayOf(programme: Programme, step: Step): Day {
  switch (step.kind) {
    case 'plan': {
      const from = runOfStep(programme, step)?.from;
      return from === undefined ? step.day : addDays(from, -1);
    }
    case 'preview': {
      const post = programme.plan.steps.find(({ id }) => id === step.id.replace(':preview:', ':post:'));
      return addDays(post?.day ?? step.day, PREVIEW_LATE);
    }
    case 'post':
      return step.day;
    case 'midway':
    case 'collect':
      return addDays(step.day, 3);
    case 'summary':
      return addDays(step.day, 7);
  }
}
