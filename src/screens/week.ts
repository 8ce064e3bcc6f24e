import { addDays, weekdayOf, type Day } from '../calendar.js';

export interface Week {
  /** Monday. */
  readonly from: Day;
  /** Sunday. */
  readonly to: Day;
}

/** The week, Monday to Sunday, that this day is in. */
export function weekOf(day: Day): Week {
  const from = addDays(day, -((weekdayOf(day) + 6) % 7));
  return { from, to: addDays(from, 6) };
}

/** The whole week before the one that this day is in. */
export function weekBefore(day: Day): Week {
  return weekOf(addDays(day, -7));
}
