import { plainDay, type Day } from '../calendar.js';
import type { CampaignRun } from '../campaigns/runs.js';
import type { Hazard } from '../hazards/hazard.js';
import { personById, type Org } from '../people/org.js';
import { label } from './label.js';
import { firstDayOf, lastDayOf, monthAfter, type Meeting } from './meeting.js';
import { risksOf } from './season.js';

export interface MonthFacts {
  readonly meeting: Pick<Meeting, '_id'>;
  readonly org: Org;
  readonly today: Day;
  readonly open: readonly Hazard[];
  readonly runs: readonly CampaignRun[];
}

/** 部署下月 from what is known of it: campaigns, the season, and hazards that fall due. Nothing is invented. */
export function nextMonth({ meeting, org, today, open, runs }: MonthFacts): readonly string[] {
  const month = monthAfter(meeting._id);
  const [from, to] = [firstDayOf(month), lastDayOf(month)];
  const due = open
    .filter(({ status, dueDay }) => status === 'rectifying' && dueDay !== undefined)
    .filter(({ dueDay = '' }) => dueDay >= from && dueDay <= to)
    .toSorted((a, b) => ((a.dueDay ?? '') < (b.dueDay ?? '') ? -1 : 1));
  return [
    ...runs
      .filter((run) => run.from <= to && run.to >= from)
      .map((run) => campaignLine(run, from, to, today)),
    ...risksOf(Number(month.slice(5))).map((risk) => `防范：${risk}`),
    ...(due.length === 0 ? [] : [`${Number(month.slice(5))}月到期的整改${due.length}件`]),
    ...due.map((hazard) => {
      const who = personById(org, hazard.rectifierId)?.name;
      return `${plainDay(hazard.dueDay ?? to, today)}到期：${label(hazard, org)}${who === undefined ? '' : `（${who}）`}`;
    }),
  ];
}

/** `宣传：消防宣传月（11月1日至11月30日），其中11月9日全国消防日`. */
function campaignLine(run: CampaignRun, from: Day, to: Day, today: Day): string {
  const words = (day: Day): string => plainDay(day, today);
  const days = run.from === run.to ? words(run.from) : `${words(run.from)}至${words(run.to)}`;
  const keys = run.keyDays
    .filter(({ day }) => day >= from && day <= to)
    .map(({ day, name }) => `${words(day)}${name}`);
  return `宣传：${run.campaign.name}（${days}）${keys.length === 0 ? '' : `，其中${keys.join('、')}`}`;
}
