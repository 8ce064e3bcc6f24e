import { addDays, daysBetween, weekdayOf, type Day } from './day.js';
import {
  ANNOUNCED_OFF,
  ANNOUNCED_WORK,
  FIRST_PACKAGED_YEAR,
  LAST_PACKAGED_YEAR,
  statutoryHolidays,
} from './holidays.js';
import type { YearOverride } from './overrides.js';

/** What a day is. 调休 has two halves: days off in lieu count as `holiday`, worked weekend days as `makeup-workday`. */
export type DayNature = 'workday' | 'weekend' | 'holiday' | 'makeup-workday';

/** From this day on a year is ruled by the NEXT year's notice (2018-12-29, 2022-12-31; cases.md 65). */
const OPEN_END = '12-26';

export interface DayTable {
  nature(day: Day): DayNature;
  holidayName(day: Day): string | undefined;
  isAnnounced(day: Day): boolean;
  readonly lastKnownYear: number;
  /** Number of working days from the start of the day's year up to and including the day. */
  workdaysInYearUpTo(day: Day): number;
  /** Number of working days of a whole year. */
  workdaysOfYear(year: number): number;
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/**
 * The facts about single days, merged from the entered years, the packaged notices and, for years without either,
 * the statutory holidays of 全国年节及纪念日放假办法. An entered year replaces everything packaged for that year;
 * its days in the last week of December before it win over that year's own.
 */
export function createDayTable(overrides: readonly YearOverride[]): DayTable {
  const entered = new Map(overrides.map((entry) => [entry.year, entry]));
  const known = (year: number): boolean =>
    entered.has(year) || (year >= FIRST_PACKAGED_YEAR && year <= LAST_PACKAGED_YEAR);
  let lastKnownYear = LAST_PACKAGED_YEAR;
  while (entered.has(lastKnownYear + 1)) lastKnownYear += 1;

  const off = new Map([...ANNOUNCED_OFF].filter(([day]) => !entered.has(yearOf(day))));
  const work = new Set([...ANNOUNCED_WORK].filter((day) => !entered.has(yearOf(day))));
  for (const entry of [...entered.values()].toSorted((a, b) => a.year - b.year)) {
    const names = statutoryHolidays(entry.year);
    for (const day of entry.off) {
      work.delete(day);
      off.set(day, ANNOUNCED_OFF.get(day) ?? nearestName(names, day));
    }
    for (const day of entry.work) {
      off.delete(day);
      work.add(day);
    }
  }

  const floors = new Map<number, ReadonlyMap<Day, string>>();
  const floorOf = (year: number): ReadonlyMap<Day, string> => {
    const found = floors.get(year) ?? statutoryHolidays(year);
    floors.set(year, found);
    return found;
  };
  const holidayName = (day: Day): string | undefined => {
    if (work.has(day)) return undefined;
    return off.get(day) ?? (known(yearOf(day)) ? undefined : floorOf(yearOf(day)).get(day));
  };
  const nature = (day: Day): DayNature => {
    if (work.has(day)) return 'makeup-workday';
    if (holidayName(day) !== undefined) return 'holiday';
    const weekday = weekdayOf(day);
    return weekday === 0 || weekday === 6 ? 'weekend' : 'workday';
  };

  // Counting day by day would cost a sweep over 100,000 late hazards seconds: each year is summed up once.
  const sums = new Map<number, readonly number[]>();
  const sumsOf = (year: number): readonly number[] => {
    const found = sums.get(year);
    if (found !== undefined) return found;
    const list: number[] = [];
    let n = 0;
    for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
      const kind = nature(day);
      if (kind === 'workday' || kind === 'makeup-workday') n += 1;
      list.push(n);
    }
    sums.set(year, list);
    return list;
  };

  return {
    nature,
    holidayName,
    lastKnownYear,
    isAnnounced: (day) => known(yearOf(day)) && (day.slice(5) < OPEN_END || known(yearOf(day) + 1)),
    workdaysInYearUpTo: (day) => sumsOf(yearOf(day))[daysBetween(`${yearOf(day)}-01-01`, day)] ?? 0,
    workdaysOfYear: (year) => sumsOf(year).at(-1) ?? 0,
  };
}

/** An entered list has days only: a day off takes the name of the statutory holiday within five days of it. */
function nearestName(names: ReadonlyMap<Day, string>, day: Day): string {
  let best = '节假日';
  let distance = 6;
  for (const [holiday, name] of names) {
    const away = Math.abs(daysBetween(day, holiday));
    if (away < distance) [best, distance] = [name, away];
  }
  return best;
}
