import { addDays, daysBetween, type BusinessCalendar, type Day } from '../calendar.js';
import type { CampaignData, Post } from './data.js';
import { placePosts, type Wish } from './place.js';
import type { CampaignRun } from './runs.js';

/**
 * plan: T-7 to the organiser · preview: the working day before each post, to edit, skip or approve · post: 09:30 in
 * the groups · midway: figures so far · collect: photos and numbers of the activities · summary: for the file.
 */
export type StepKind = 'plan' | 'preview' | 'post' | 'midway' | 'collect' | 'summary';

export interface Step {
  /** Stable over re-planning: `safety-month:2026:post:sm-three`. */
  readonly id: string;
  readonly kind: StepKind;
  readonly campaignId: string;
  readonly year: number;
  readonly day: Day;
  /** Clock time in Asia/Shanghai. */
  readonly time: string;
  readonly postId?: string | undefined;
  /** For a post: its number of the campaign's posts, from 1. */
  readonly no?: number | undefined;
  /** false = the holiday notice that rules this day is not out: the step may move. */
  readonly announced: boolean;
}

export interface CampaignPlan {
  readonly steps: readonly Step[];
  /** Posts that found no day: a group gets one a day and two a week at most (experience.md §2). */
  readonly left: readonly string[];
}

/** Days before the end of a longer campaign on which its activities are asked for. */
const COLLECT_BEFORE = 5;

const TIME: Readonly<Record<StepKind, string>> = {
  plan: '09:00',
  preview: '10:00',
  post: '09:30',
  midway: '09:00',
  collect: '09:00',
  summary: '09:00',
};

/** The steps of the given runs together: posts of several campaigns share the days of a group. */
export function planRuns(
  runs: readonly CampaignRun[],
  data: CampaignData,
  calendar: BusinessCalendar,
): CampaignPlan {
  const wishes = runs.flatMap((run) => wishesOf(run, postsOf(run, data), calendar));
  const { placed, left } = placePosts(wishes, calendar);
  const steps = runs.flatMap((run) => {
    const make = (kind: StepKind, day: Day, more: Pick<Step, 'postId' | 'no'> = {}): Step => ({
      id: [run.campaign.id, run.year, kind, ...(more.postId === undefined ? [] : [more.postId])].join(':'),
      kind,
      campaignId: run.campaign.id,
      year: run.year,
      day,
      time: TIME[kind],
      ...more,
      announced: calendar.isAnnounced(day),
    });
    const posts = placed.filter((post) => post.run === run).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const single = run.from === run.to;
    // Early enough for what comes in to stand in the summary.
    const collect = single
      ? calendar.rollForward(addDays(run.from, 7))
      : back(addDays(run.to, -COLLECT_BEFORE), calendar);
    const midway = calendar.rollForward(
      addDays(run.from, single ? 3 : Math.floor(daysBetween(run.from, run.to) / 2)),
    );
    return [
      make('plan', back(addDays(run.from, -7), calendar)),
      ...posts.flatMap(({ day, postId }, index) => [
        make('preview', calendar.addWorkdays(day, -1), { postId, no: index + 1 }),
        make('post', day, { postId, no: index + 1 }),
      ]),
      make('midway', midway),
      make('collect', collect),
      // Not before its last post, which may have found a day only in the next month.
      make('summary', back(monthEnd(latest(run.to, collect, posts.at(-1)?.day)), calendar)),
    ];
  });
  return {
    steps: steps.toSorted((a, b) => compare(`${a.day} ${a.time} ${a.id}`, `${b.day} ${b.time} ${b.id}`)),
    left: left.map(({ run, postId }) => `${run.campaign.id}:${run.year}:${postId}`),
  };
}

function postsOf(run: CampaignRun, data: CampaignData): readonly Post[] {
  return data.packs.get(run.campaign.pack ?? '') ?? [];
}

/**
 * Where each post would like to be. A single day: on it, then T+3, T+7, T+10 and so on. A range: the first on its
 * first working day, those of key days on them, the rest evenly between.
 */
function wishesOf(run: CampaignRun, posts: readonly Post[], calendar: BusinessCalendar): readonly Wish[] {
  const own = run.campaign.mark === 'own';
  const single = run.from === run.to;
  const firstDay = single ? back(run.from, calendar) : calendar.rollForward(run.from);
  // A week can't hold its pack at two posts a week: a short campaign runs on for three weeks, a day among others for four.
  const lastDay = single
    ? addDays(run.from, 28)
    : daysBetween(run.from, run.to) < 15
      ? addDays(run.to, 21)
      : run.to;
  const keyed = new Map(run.keyDays.map((key) => [key.post, back(key.day, calendar)]));
  const others = posts.filter(({ id }) => !keyed.has(id));
  const step = single ? 3.5 : Math.max(3, (daysBetween(firstDay, run.to) + 1) / others.length);
  return [
    ...[...keyed].map(([postId, day]): Wish => ({
      run,
      postId,
      day: day < firstDay ? firstDay : day,
      lastDay,
      rank: 0,
    })),
    ...others.map(({ id }, index): Wish => ({
      run,
      postId: id,
      day: index === 0 ? firstDay : calendar.rollForward(addDays(firstDay, Math.floor(index * step))),
      lastDay,
      // The first post of an official day goes before all; the others share the days by their wishes.
      rank: index === 0 && !own ? 0 : 1,
    })),
  ];
}

/** The working day itself or the last one before it: what must be told by then is not told after. */
function back(day: Day, calendar: BusinessCalendar): Day {
  return calendar.isWorkday(day) ? day : calendar.addWorkdays(day, -1);
}

function latest(...days: readonly (Day | undefined)[]): Day {
  return days.reduce<Day>((last, day = '') => (day > last ? day : last), '');
}

function monthEnd(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`, -1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
