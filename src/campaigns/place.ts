import { addDays, weekdayOf, type BusinessCalendar, type Day } from '../calendar.js';
import type { CampaignRun } from './runs.js';

/** A post that wants a day, or the next free one up to `lastDay`. Rank 0 chooses first. */
export interface Wish {
  readonly run: CampaignRun;
  readonly postId: string;
  readonly day: Day;
  readonly lastDay: Day;
  readonly rank: 0 | 1;
}

export interface Placed {
  readonly run: CampaignRun;
  readonly postId: string;
  readonly day: Day;
}

/** A group gets one post a day and two a week (experience.md §2), on working days only. */
const A_WEEK = 2;

/** Gives the days away by rank, then by wished day: nobody's day is taken by somebody less urgent. */
export function placePosts(
  wishes: readonly Wish[],
  calendar: BusinessCalendar,
): { readonly placed: readonly Placed[]; readonly left: readonly Wish[] } {
  const days = new Set<Day>();
  const weeks = new Map<Day, number>();
  const placed: Placed[] = [];
  const left: Wish[] = [];
  const order = (wish: Wish): string => `${wish.rank} ${wish.day} ${wish.run.campaign.id} ${wish.postId}`;
  for (const wish of wishes.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const day = freeDay(wish);
    if (day === undefined) {
      left.push(wish);
      continue;
    }
    days.add(day);
    weeks.set(monday(day), (weeks.get(monday(day)) ?? 0) + 1);
    placed.push({ run: wish.run, postId: wish.postId, day });
  }
  return { placed, left };

  function freeDay(wish: Wish): Day | undefined {
    for (let day = wish.day; day <= wish.lastDay; day = addDays(day, 1))
      if (calendar.isWorkday(day) && !days.has(day) && (weeks.get(monday(day)) ?? 0) < A_WEEK) return day;
    return undefined;
  }
}

function monday(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}
