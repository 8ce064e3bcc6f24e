import { addDays, type BusinessCalendar, type Day } from '../calendar.js';
import { given } from '../given.js';
import { isLate, percentOf, timeliness } from '../hazards/figures.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import type { Kind } from '../hazards/kinds.js';
import { firstDayOf, monthAfter, monthOf, type Meeting } from './meeting.js';

/** What an agenda says in numbers; days are inclusive. */
export interface MeetingFigures {
  readonly from: Day;
  readonly to: Day;
  readonly reported: number;
  readonly closed: number;
  readonly open: number;
  readonly late: number;
  readonly majorOpen: number;
  /** By first approved dates (domain.md §13.3); undefined when nothing fell due. */
  readonly onTimePercent?: number;
  readonly byKind: readonly { readonly kind: Kind; readonly n: number }[];
  readonly byUnit: readonly UnitFigures[];
}

export interface UnitFigures {
  /** undefined = not known yet. */
  readonly unitId: string | undefined;
  readonly reported: number;
  readonly closed: number;
  readonly open: number;
  readonly late: number;
  readonly majorOpen: number;
}

/** The figures' period: from the day of the last meeting, or the first of the month before, to yesterday or the meeting. */
export function figuresPeriod(
  meeting: Pick<Meeting, '_id' | 'day'>,
  lastHeld: Pick<Meeting, 'day'> | undefined,
  today: Day,
): { readonly from: Day; readonly to: Day } {
  const from = lastHeld?.day ?? firstDayOf(monthAfter(monthOf(meeting.day), -1));
  const to = today < meeting.day ? today : meeting.day;
  return { from: from <= to ? from : addDays(to, -30), to };
}

export interface HazardLists {
  readonly reported: readonly Hazard[];
  readonly closed: readonly Hazard[];
  readonly open: readonly Hazard[];
  /** Those whose first approved day lies in the period. */
  readonly fellDue: readonly Hazard[];
}

export function figuresOf(
  period: { readonly from: Day; readonly to: Day },
  lists: HazardLists,
  today: Day,
): MeetingFigures {
  const closed = lists.closed.filter((hazard) => hazard.status === 'closed');
  const { onTime, due } = timeliness(lists.fellDue, today);
  const kinds = new Map<Kind, number>();
  for (const { kind } of lists.reported) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    ...period,
    reported: lists.reported.length,
    closed: closed.length,
    open: lists.open.length,
    late: lists.open.filter((hazard) => isLate(hazard, today)).length,
    majorOpen: lists.open.filter((hazard) => hazard.level === 'major').length,
    ...given('onTimePercent', percentOf(onTime, due)),
    byKind: [...kinds].map(([kind, n]) => ({ kind, n })).toSorted((a, b) => b.n - a.n),
    byUnit: unitsOf({ ...lists, closed }, today),
  };
}

function unitsOf(lists: Omit<HazardLists, 'fellDue'>, today: Day): readonly UnitFigures[] {
  const ids = new Set([...lists.reported, ...lists.closed, ...lists.open].map((hazard) => hazard.unitId));
  const of = (list: readonly Hazard[], unitId: string | undefined): readonly Hazard[] =>
    list.filter((hazard) => hazard.unitId === unitId);
  return [...ids]
    .map((unitId): UnitFigures => {
      const open = of(lists.open, unitId);
      return {
        unitId,
        reported: of(lists.reported, unitId).length,
        closed: of(lists.closed, unitId).length,
        open: open.length,
        late: open.filter((hazard) => isLate(hazard, today)).length,
        majorOpen: open.filter((hazard) => hazard.level === 'major').length,
      };
    })
    .toSorted((a, b) => b.late - a.late || b.open - a.open || b.reported - a.reported);
}

/**
 * What the ladder puts on the agenda (domain.md §9): ordinary ones from seven working days late on, major ones from
 * eight, and what asked for a third extension.
 */
export function laddered(open: readonly Hazard[], today: Day, calendar: BusinessCalendar): readonly Hazard[] {
  return open.filter((hazard) => {
    if (pendingExtension(hazard)?.toCommittee === true) return true;
    if (!isLate(hazard, today) || hazard.dueDay === undefined) return false;
    return calendar.workdaysBetween(hazard.dueDay, today) >= (hazard.level === 'major' ? 8 : 7);
  });
}
