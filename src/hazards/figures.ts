import type { Day } from '../calendar.js';
import type { Hazard } from './hazard.js';

/** How many of those that fell due were struck off in time (domain.md §13.3). */
export interface Timeliness {
  /** 到期数: those whose first approved day is over, 立行立改 left out: it would hide delays. */
  readonly due: number;
  /** Struck off by the first approved day. */
  readonly onTime: number;
  /** Struck off by the day that counted in the end, extensions included. */
  readonly withExtension: number;
}

/**
 * 按期整改率 as its three counts.
 * @param fellDue hazards whose first approved day lies in the period
 * @param today a day that is not over yet has missed nothing
 */
export function timeliness(fellDue: readonly Hazard[], today: Day): Timeliness {
  const due = fellDue.filter(
    (hazard) =>
      hazard.manner !== 'onTheSpot' &&
      (hazard.status === 'closed' || (hazard.open && (hazard.firstDueDay ?? today) < today)),
  );
  const by = (day: (hazard: Hazard) => Day | undefined): number =>
    due.filter((hazard) => hazard.status === 'closed' && (hazard.closedDay ?? '') <= (day(hazard) ?? ''))
      .length;
  return {
    due: due.length,
    onTime: by((hazard) => hazard.firstDueDay),
    withExtension: by((hazard) => hazard.dueDay ?? hazard.firstDueDay),
  };
}

/**
 * 整改率: of all that had to be struck off by now, how many are (domain.md §13.3).
 * @param closed what ended in the period, also before its day and on the spot
 */
export function struckOff(
  closed: readonly Hazard[],
  fellDue: readonly Hazard[],
  today: Day,
): { readonly owed: number; readonly done: number } {
  const done = new Set(
    [...closed, ...fellDue].filter(({ status }) => status === 'closed').map(({ _id }) => _id),
  );
  const still = fellDue.filter((hazard) => hazard.open && (hazard.dueDay ?? today) < today);
  return { owed: done.size + still.length, done: done.size };
}

/** Percent with one decimal; undefined when nothing fell due: that is no zero. */
export const percentOf = (n: number, due: number): number | undefined =>
  due === 0 ? undefined : Math.round((n / due) * 1000) / 10;

/** Struck off on the spot: shown apart (domain.md §13.3). */
export const onTheSpotOf = (closed: readonly Hazard[]): number =>
  closed.filter(({ status, manner }) => status === 'closed' && manner === 'onTheSpot').length;

/** 逾期: the date of rectification is over. */
export function isLate(hazard: Hazard, today: Day): boolean {
  return hazard.status === 'rectifying' && hazard.dueDay !== undefined && hazard.dueDay < today;
}
