import type { CardNode } from './card.js';
import { daysBetween } from '../src/calendar.js';
import { RECURRENCE_DAYS } from '../src/hazards/report.js';
import { field } from './kit.js';
import { plainDayOf, type HazardView } from './view.js';

/** 复发: which earlier hazard it repeats, for the reporter and for whoever verifies (cases.md 49). */
export function recurrenceLine(view: HazardView): readonly CardNode[] {
  const { recurrenceOf } = view.hazard;
  const earlier = recurrenceOf === undefined ? undefined : view.others.get(recurrenceOf);
  if (earlier === undefined) return [];
  const since = earlier.closedDay === undefined ? 0 : daysBetween(earlier.closedDay, view.hazard.reportedDay);
  // Linked by hand, the earlier one may lie further back.
  const within = since <= RECURRENCE_DAYS ? `${RECURRENCE_DAYS}日内` : '';
  const closed = earlier.closedDay === undefined ? '' : `，${plainDayOf(earlier.closedDay, view)}销号`;
  return [
    field(
      '复发',
      `同一处${plainDayOf(earlier.reportedDay, view)}报过同类隐患（${earlier.code}${closed}），${within}再次出现，记为复发`,
    ),
  ];
}
