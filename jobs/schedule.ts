import { addDays, instantAt, weekdayOf, type BusinessCalendar, type Day } from '../src/calendar.js';
import { WEEKDAYS, type CatchUp, type Job, type Schedule } from './job.js';

type Timed = Pick<Job, 'schedule' | 'catchUp'>;

/** Does the job have a slot on this day? */
export function hasSlot(schedule: Schedule, day: Day, calendar: BusinessCalendar): boolean {
  const { on } = schedule;
  if (on === 'day') return true;
  if (on === 'workday') return calendar.isWorkday(day);
  if (typeof on === 'string') return WEEKDAYS[weekdayOf(day)] === on;
  const date = Number(day.slice(8));
  const last = addDays(day, 1).slice(8) === '01';
  return date === on.monthDay || (last && date < on.monthDay);
}

/** The slots that have come due after `since` (exclusive) up to this instant, oldest first. */
export function dueSlots(
  job: Timed,
  since: Day,
  now: Date,
  today: Day,
  calendar: BusinessCalendar,
): readonly Day[] {
  const slots: Day[] = [];
  for (let day = addDays(since, 1); day <= today; day = addDays(day, 1))
    if (hasSlot(job.schedule, day, calendar) && instantAt(day, job.schedule.at) <= now) slots.push(day);
  return slots;
}

/** The instant from which on a slot is no longer worth doing. */
export function catchUpEnd(job: Timed, slot: Day): Date {
  const { catchUp, schedule } = job;
  if ('until' in catchUp) return instantAt(slot, catchUp.until);
  return new Date(instantAt(slot, schedule.at).getTime() + catchUp.hours * 3_600_000);
}

/** The next slot after this instant, for `jobs list`; undefined if there is none within a year. */
export function nextSlot(job: Timed, now: Date, today: Day, calendar: BusinessCalendar): Day | undefined {
  for (let n = 0, day = today; n <= 366; n += 1, day = addDays(day, 1))
    if (hasSlot(job.schedule, day, calendar) && instantAt(day, job.schedule.at) > now) return day;
  return undefined;
}

/** `09:00 on each workday`, `09:30 on each monday`, `08:00 on day 25 of the month`. */
export function scheduleInWords({ at, on }: Schedule): string {
  return typeof on === 'string' ? `${at} on each ${on}` : `${at} on day ${on.monthDay} of the month`;
}

/** `caught up until 18:00`, `caught up within 48 h`. */
export function catchUpInWords(catchUp: CatchUp): string {
  return 'until' in catchUp ? `caught up until ${catchUp.until}` : `caught up within ${catchUp.hours} h`;
}
