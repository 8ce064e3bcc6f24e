import { addDays, instantAt, type BusinessCalendar, type Day } from '../calendar.js';

/** From this age on a card is replaced; Feishu changes cards for 14 days only. */
export const RENEW_AFTER_MS = 12.5 * 24 * 3_600_000;
/** A click on a card older than this is answered by a fresh card in private. */
export const EXPIRED_AFTER_MS = 14 * 24 * 3_600_000;

/**
 * Cards sent before this instant lose their buttons on this working day: they are 13 days old, or will be before the
 * next working day comes (experience.md §3 j).
 */
export function renewedOn(day: Day, calendar: BusinessCalendar): Date {
  return instantAt(addDays(calendar.addWorkdays(day, 1), -13), '00:00');
}
