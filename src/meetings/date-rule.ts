import { addDays, isDay, weekdayOf, type BusinessCalendar, type Day } from '../calendar.js';
import { firstDayOf, lastDayOf, type Month } from './meeting.js';

/** On which day of the month the committee meets unless somebody decides otherwise. */
export interface MeetingRule {
  /** 1 = the first such weekday that is a working day. */
  readonly nth: number;
  /** 1 = Monday … 5 = Friday. */
  readonly weekday: number;
  /** `15:00` */
  readonly time: string;
  readonly place: string;
}

export const DEFAULT_RULE: MeetingRule = { nth: 1, weekday: 2, time: '15:00', place: '局会议室' };

/** The rule as stored; what is missing or senseless is the default. */
export function readRule(raw: unknown): MeetingRule {
  const { nth, weekday, time, place } = (raw ?? {}) as Partial<Record<keyof MeetingRule, unknown>>;
  const within = (value: unknown, least: number, most: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return {
    nth: within(nth, 1, 4) ? nth : DEFAULT_RULE.nth,
    weekday: within(weekday, 1, 5) ? weekday : DEFAULT_RULE.weekday,
    time: typeof time === 'string' && isClock(time) ? time : DEFAULT_RULE.time,
    place: typeof place === 'string' && place !== '' ? place : DEFAULT_RULE.place,
  };
}

/** `9:30`, `15：00` or `15点` → `15:00`; undefined for anything outside the working day. */
export function readClock(text: string | undefined): string | undefined {
  const match = /^(\d{1,2})(?:[:：点时](\d{2})?分?)?$/u.exec((text ?? '').normalize('NFKC').trim());
  if (match === null) return undefined;
  const clock = `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}`;
  return isClock(clock) ? clock : undefined;
}

/** The rule's day in a month: a holiday is no such weekday; short of them the last one of the month counts. */
export function ruleDay(month: Month, rule: MeetingRule, calendar: BusinessCalendar): Day {
  const last = lastDayOf(month);
  const fitting: Day[] = [];
  for (let day = firstDayOf(month); day <= last; day = addDays(day, 1))
    if (weekdayOf(day) === rule.weekday && calendar.isWorkday(day)) fitting.push(day);
  return fitting[rule.nth - 1] ?? fitting.at(-1) ?? calendar.addWorkdays(addDays(last, 1), -1);
}

/** The day of a month that is planned today: the rule's, or a week ahead when that has gone by. */
export function plannedDay(month: Month, rule: MeetingRule, calendar: BusinessCalendar, today: Day): Day {
  const usual = ruleDay(month, rule, calendar);
  if (usual > today) return usual;
  const later = calendar.rollForward(addDays(today, 7));
  const last = calendar.addWorkdays(addDays(lastDayOf(month), 1), -1);
  return later <= last ? later : last;
}

function isClock(time: string): boolean {
  return /^(?:0[7-9]|1\d|20):[0-5]\d$/u.test(time);
}

export function isMonth(text: string): boolean {
  return isDay(`${text}-01`);
}
