import { heardFrom, type BusinessCalendar } from '../calendar.js';
import type { Notice } from '../notices.js';

/**
 * Quiet hours: from 20:00 to 8:00 and on rest days a notice waits, unless it may go at any hour; care homes' steps
 * go out 8:00–20:00 on rest days as well (experience.md §1.5).
 * @returns until when it waits; undefined = now
 */
export function holdUntil(
  notice: Pick<Notice, 'anyHour' | 'restDays'>,
  now: Date,
  calendar: BusinessCalendar,
): Date | undefined {
  if (notice.anyHour === true) return undefined;
  return heardFrom(now, (day) => notice.restDays === true || calendar.isWorkday(day));
}
