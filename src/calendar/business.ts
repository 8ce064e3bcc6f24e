import { addDays, dayOf, daysBetween, endOfDay, weekdayOf, type Day } from './day.js';
import { ANNOUNCED_OFF, ANNOUNCED_WORK, LAST_PACKAGED_YEAR, statutoryHolidays } from './holidays.js';

/** What an administrator enters for one year: it wins over the package's data. */
export interface YearOverride {
  readonly year: number;
  readonly off: readonly Day[];
  readonly work: readonly Day[];
}

export interface DueDate {
  readonly day: Day;
  /** The instant at which it is missed. */
  readonly at: Date;
  readonly rule: string;
  readonly from: Day;
  /** false = the holiday notice that rules these days is not out; count again when it is. */
  readonly announced: boolean;
}

export interface BusinessCalendar {
  isWorkday(day: Day): boolean;
  /** Name of the holiday (国庆节), or undefined on other days. */
  holidayName(day: Day): string | undefined;
  /** A Saturday or Sunday on which people work (调休上班). */
  isMakeupWorkday(day: Day): boolean;
  /** Is the official arrangement for this day known? From 26 December on the next year's notice rules. */
  isAnnounced(day: Day): boolean;
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
  onDay(day: Day, from: Day): DueDate;
}

/**
 * Working days of China with holidays and 调休.
 * @param overrides years entered by an administrator; each replaces all data of its year
 */
export function createCalendar(overrides: readonly YearOverride[] = []): BusinessCalendar {
  const own = new Map(overrides.map((entry) => [entry.year, entry]));
  const lastKnownYear = Math.max(LAST_PACKAGED_YEAR, ...own.keys());
  const guessed = new Map<number, ReadonlyMap<Day, string>>();
  const yearOf = (day: Day): number => Number(day.slice(0, 4));

  const statutory = (year: number): ReadonlyMap<Day, string> => {
    const known = guessed.get(year) ?? statutoryHolidays(year);
    guessed.set(year, known);
    return known;
  };
  const holidayName = (day: Day): string | undefined => {
    const override = own.get(yearOf(day));
    if (override !== undefined) return override.off.includes(day) ? (ANNOUNCED_OFF.get(day) ?? statutory(yearOf(day)).get(day) ?? '节假日') : undefined;
    if (yearOf(day) > LAST_PACKAGED_YEAR) return statutory(yearOf(day)).get(day);
    return ANNOUNCED_OFF.get(day);
  };
  const isMakeupWorkday = (day: Day): boolean => {
    const override = own.get(yearOf(day));
    return override === undefined ? ANNOUNCED_WORK.has(day) : override.work.includes(day);
  };
  const isWorkday = (day: Day): boolean => {
    if (isMakeupWorkday(day)) return true;
    if (holidayName(day) !== undefined) return false;
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6;
  };
  const isAnnounced = (day: Day): boolean => {
    if (yearOf(day) > lastKnownYear) return false;
    return yearOf(day) < lastKnownYear || day.slice(5) < '12-26';
  };
  const rollForward = (day: Day): Day => (isWorkday(day) ? day : rollForward(addDays(day, 1)));
  const addWorkdays = (day: Day, n: number): Day => {
    const step = n < 0 ? -1 : 1;
    let current = day;
    for (let left = Math.abs(n); left > 0; ) {
      current = addDays(current, step);
      if (isWorkday(current)) left -= 1;
    }
    return current;
  };
  const workdaysBetween = (from: Day, to: Day): number => {
    if (to < from) return -workdaysBetween(to, from);
    let n = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day)) n += 1;
    return n;
  };
  const due = (day: Day, from: Day, rule: string): DueDate => ({ day, at: endOfDay(day), rule, from, announced: isAnnounced(day) });
  return {
    isWorkday,
    holidayName,
    isMakeupWorkday,
    isAnnounced,
    lastKnownYear,
    rollForward,
    addWorkdays,
    workdaysBetween,
    inDays: (from, n) => due(rollForward(addDays(from, n)), from, `days:${n}`),
    inWorkdays: (from, n) => due(addWorkdays(from, n), from, `workdays:${n}`),
    sameDay: (from) => due(from, from, 'sameDay'),
    inHours: (at, n) => {
      const end = new Date(at.getTime() + n * 3_600_000);
      return { day: dayOf(end), at: end, rule: `hours:${n}`, from: dayOf(at), announced: true };
    },
    onDay: (day, from) => due(day, from, 'date'),
  };
}

/** What is wrong with an entered year, each with the day it is about; empty = usable (cases.md 66). */
export function checkOverride(entry: YearOverride): readonly { readonly day: Day; readonly problem: string }[] {
  const problems: { day: Day; problem: string }[] = [];
  for (const day of [...entry.off, ...entry.work])
    if (Number(day.slice(0, 4)) !== entry.year) problems.push({ day, problem: `不是${entry.year}年的日期` });
  for (const day of entry.off) if (entry.work.includes(day)) problems.push({ day, problem: '同时写成放假和上班' });
  for (const day of entry.work) if (![0, 6].includes(weekdayOf(day))) problems.push({ day, problem: '上班日应当是周六或周日' });
  if (entry.off.length > 35) problems.push({ day: entry.off[35] ?? '', problem: '放假天数过多，请核对' });
  return problems;
}

export { daysBetween };
