import { addDays, dayOf, endOfDay, type Day } from './day.js';
import { fingerprint, PACKAGED } from './holidays.js';
import type { YearOverride } from './overrides.js';
import { createDayTable, yearOf, type DayNature } from './year-table.js';

export interface DueDate {
  readonly day: Day;
  /** The instant at which it is missed. */
  readonly at: Date;
  /** `workdays:3`, `days:7`, `sameDay`, `hours:24` or `date`. */
  readonly rule: string;
  /** The day the period was set; it is not counted. */
  readonly from: Day;
  /** false = the holiday notice that rules these days is not out; count again when it is. */
  readonly announced: boolean;
}

export interface BusinessCalendar {
  isWorkday(day: Day): boolean;
  nature(day: Day): DayNature;
  /** Name of the holiday (国庆节), or undefined on other days. */
  holidayName(day: Day): string | undefined;
  /** A Saturday or Sunday on which people work (调休上班). */
  isMakeupWorkday(day: Day): boolean;
  /** Is the official arrangement for this day known? From 26 December on the next year's notice rules. */
  isAnnounced(day: Day): boolean;
  /** The last year without a gap before it whose notice is packaged or entered. */
  readonly lastKnownYear: number;
  /** The day itself if it is a working day, else the next one. */
  rollForward(day: Day): Day;
  /** n working days after (or before, n < 0) this day, the day itself not counted. */
  addWorkdays(day: Day, n: number): Day;
  /** Working days after `from` up to and including `to`; negative the other way round. */
  workdaysBetween(from: Day, to: Day): number;
  /** N calendar days: the first day is not counted, a last day off rolls forward (民法典 201, 203). */
  inDays(from: Day, n: number): DueDate;
  inWorkdays(from: Day, n: number): DueDate;
  sameDay(from: Day): DueDate;
  inHours(at: Date, n: number): DueDate;
  /** A date that a person chose: it stands as chosen, also on a day off. */
  onDay(day: Day, from: Day): DueDate;
  /** Counts a stored deadline again, after a holiday notice was entered. Hours and chosen dates do not move. */
  recount(due: Pick<DueDate, 'rule' | 'from' | 'day' | 'at'>): DueDate;
  /** The last day on which an extension may still be asked for: one working day before the due day (domain.md §9). */
  extensionDeadline(dueDay: Day): Day;
  /** The year whose notice an administrator is to be asked for: from 1 November on the next, before that a gap. */
  yearToEnter(today: Day): number | undefined;
}

/**
 * Working days of China with holidays and 调休; all days are days of Asia/Shanghai, whatever the machine's zone.
 * @param overrides years entered by an administrator; each replaces all data of its year
 */
export function createCalendar(overrides: readonly YearOverride[] = []): BusinessCalendar {
  const table = createDayTable(overrides);
  const isWorkday = (day: Day): boolean => {
    const kind = table.nature(day);
    return kind === 'workday' || kind === 'makeup-workday';
  };
  const rollForward = (day: Day): Day => (isWorkday(day) ? day : rollForward(addDays(day, 1)));
  const addWorkdays = (day: Day, n: number): Day => {
    const step = n < 0 ? -1 : 1;
    let current = day;
    for (let left = Math.abs(n); left > 0;) {
      current = addDays(current, step);
      if (isWorkday(current)) left -= 1;
    }
    return current;
  };
  const workdaysBetween = (from: Day, to: Day): number => {
    if (to < from) return -workdaysBetween(to, from);
    let n = table.workdaysInYearUpTo(to) - table.workdaysInYearUpTo(from);
    for (let year = yearOf(from); year < yearOf(to); year += 1) n += table.workdaysOfYear(year);
    return n;
  };
  const due = (day: Day, from: Day, rule: string): DueDate => ({
    day,
    at: endOfDay(day),
    rule,
    from,
    announced: table.isAnnounced(day),
  });
  const inDays = (from: Day, n: number): DueDate => due(rollForward(addDays(from, n)), from, `days:${n}`);
  const inWorkdays = (from: Day, n: number): DueDate => due(addWorkdays(from, n), from, `workdays:${n}`);
  return {
    isWorkday,
    nature: (day) => table.nature(day),
    holidayName: (day) => table.holidayName(day),
    isMakeupWorkday: (day) => table.nature(day) === 'makeup-workday',
    isAnnounced: (day) => table.isAnnounced(day),
    lastKnownYear: table.lastKnownYear,
    rollForward,
    addWorkdays,
    workdaysBetween,
    inDays,
    inWorkdays,
    sameDay: (from) => due(from, from, 'sameDay'),
    inHours: (at, n) => {
      const end = new Date(at.getTime() + n * 3_600_000);
      return { day: dayOf(end), at: end, rule: `hours:${n}`, from: dayOf(at), announced: true };
    },
    onDay: (day, from) => due(day, from, 'date'),
    recount: (old) => {
      const [kind, n] = old.rule.split(':');
      if (kind === 'days') return inDays(old.from, Number(n));
      if (kind === 'workdays') return inWorkdays(old.from, Number(n));
      const announced = kind === 'hours' || table.isAnnounced(old.day);
      return { day: old.day, at: old.at, rule: old.rule, from: old.from, announced };
    },
    extensionDeadline: (dueDay) => addWorkdays(dueDay, -1),
    yearToEnter: (today) => {
      const needed = yearOf(today) + (today.slice(5) >= '11-01' ? 1 : 0);
      return table.lastKnownYear < needed ? table.lastKnownYear + 1 : undefined;
    },
  };
}

/** Which calendar this is: another key = deadlines may come out otherwise. */
export function calendarKey(overrides: readonly YearOverride[]): string {
  return `${PACKAGED}${overrides.length === 0 ? '' : `-${fingerprint(JSON.stringify(overrides))}`}`;
}

/** The day on which a `days:n` period would have ended, when that was a day off; undefined when nothing rolled. */
export function rolledFrom(due: Pick<DueDate, 'rule' | 'from' | 'day'>): Day | undefined {
  const [kind, n] = due.rule.split(':');
  if (kind !== 'days') return undefined;
  const nominal = addDays(due.from, Number(n));
  return nominal === due.day ? undefined : nominal;
}
