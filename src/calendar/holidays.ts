import chineseDays from 'chinese-days';
import { createRequire } from 'node:module';
import { addDays, type Day } from './day.js';

interface PackageData {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/*
 * The package's functions parse dates in the machine's time zone and come out a day early west of UTC (domain.md
 * §10). Only its data are used: read once into plain tables, counted by ourselves.
 */
const data = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as PackageData;

/** Days off and make-up working days of the years whose official notice the package has. */
export const ANNOUNCED_OFF: ReadonlyMap<Day, string> = new Map(
  Object.entries(data.holidays).map(([day, names]) => [day, nameOf(names)]),
);
export const ANNOUNCED_WORK: ReadonlySet<Day> = new Set(Object.keys(data.workdays));

/** The years that the package's data cover: their notices are out. */
const packagedYears = Object.keys(data.holidays).map((day) => Number(day.slice(0, 4)));
export const FIRST_PACKAGED_YEAR = Math.min(...packagedYears);
export const LAST_PACKAGED_YEAR = Math.max(...packagedYears);

/** The packaged notices in one short word: another word = a version with other data. */
export const PACKAGED = fingerprint(JSON.stringify([data.holidays, data.workdays]));

/** A short hash (FNV-1a) of a text: tells two apart, protects nothing. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

function nameOf(names: string): string {
  return names.split(',')[1] ?? '节假日';
}

/**
 * Statutory public holidays of a year whose notice is not out (全国年节及纪念日放假办法 2024: 元旦1 春节4 清明1
 * 劳动节2 端午1 中秋1 国庆3). Adjusted days are unknown, so a result built on these is marked.
 */
export function statutoryHolidays(year: number): ReadonlyMap<Day, string> {
  const newYear = lunar(year, 1, 1);
  const list: [Day, string][] = [
    [`${year}-01-01`, '元旦'],
    [newYearsEve(year), '春节'],
    [newYear, '春节'],
    [addDays(newYear, 1), '春节'],
    [addDays(newYear, 2), '春节'],
    [clearBrightness(year), '清明'],
    [`${year}-05-01`, '劳动节'],
    [`${year}-05-02`, '劳动节'],
    [lunar(year, 5, 5), '端午'],
    [lunar(year, 8, 15), '中秋'],
    [`${year}-10-01`, '国庆节'],
    [`${year}-10-02`, '国庆节'],
    [`${year}-10-03`, '国庆节'],
  ];
  return new Map(list);
}

/**
 * Solar day of a lunar date of the lunar year that begins in this solar year, never in a leap month. The
 * package's solar-to-lunar direction does not depend on the machine's zone (its other direction does), and ICU's
 * own Chinese calendar puts New Year 2027 a day late: so each day is asked what it is.
 * @throws RangeError if the month has no such day
 */
export function lunar(year: number, month: number, day: number): Day {
  // The lunar year begins between 21 January and 20 February; month m starts about 29.5 (m - 1) days later.
  const start = addDays(`${year}-01-20`, Math.floor((month - 1) * 29.3));
  for (let n = 0; n < 100; n += 1) {
    const candidate = addDays(start, n);
    const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(candidate);
    if (!isLeap && lunarMon === month && lunarDay === day) return candidate;
  }
  throw new RangeError(`lunar ${year}-${month} has no day ${day}`);
}

/** 除夕 before the New Year of this solar year. The 12th month has 29 or 30 days, so it is counted from New Year. */
export function newYearsEve(year: number): Day {
  return addDays(lunar(year, 1, 1), -1);
}

/** 清明, by the usual formula for this century (day in April); the package's own function depends on the zone. */
export function clearBrightness(year: number): Day {
  const y = year % 100;
  return `${year}-04-${String(Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)).padStart(2, '0')}`;
}
