import { addDays, type BusinessCalendar, type Day } from '../calendar.js';
import { mayShow, type CampaignData } from './data.js';
import { runOf, type CampaignRun, type YearEntry } from './runs.js';
import { planRuns, type CampaignPlan, type Step } from './schedule.js';

/** The runs that touch a year, and all their steps, also those that fall in the next. */
export interface Programme {
  readonly runs: readonly CampaignRun[];
  readonly plan: CampaignPlan;
}

export function programmeOf(
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

/**
 * What the clock has to do today, by kind. A step that was missed (the bot stood still) is made up for while it still
 * helps: the plan until the campaign begins, a preview until its post's day, figures for three days, the summary for
 * a week. Telling twice is telling once, so a step may be due on several days.
 */
export function dueSteps(programme: Programme, today: Day): readonly Step[] {
  return programme.plan.steps.filter((step) => step.day <= today && today <= lastDayOf(programme, step));
}

function lastDayOf(programme: Programme, step: Step): Day {
  switch (step.kind) {
    case 'plan': {
      const from = runOfStep(programme, step)?.from;
      return from === undefined ? step.day : addDays(from, -1);
    }
    case 'preview':
      return (
        programme.plan.steps.find(
          ({ kind, campaignId, year, postId }) =>
            kind === 'post' && campaignId === step.campaignId && year === step.year && postId === step.postId,
        )?.day ?? step.day
      );
    case 'post':
      return step.day;
    case 'midway':
    case 'collect':
      return addDays(step.day, 3);
    case 'summary':
      return addDays(step.day, 7);
  }
}
