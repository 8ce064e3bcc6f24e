import { isDay, weekdayOf, type Day } from './day.js';

/** What an administrator enters for one year from the official notice: it wins over the package's data. */
export interface YearOverride {
  readonly year: number;
  /** Every day off of the notice, weekends inside a holiday included. */
  readonly off: readonly Day[];
  /** Saturdays and Sundays on which people work (调休上班). */
  readonly work: readonly Day[];
}

/** One thing wrong with an entry; `list` and `index` say which line of what was entered. */
export interface OverrideProblem {
  readonly day: Day;
  readonly problem: string;
  readonly list: 'off' | 'work';
  readonly index: number;
}

/** The notices of 2014 to 2026 give 26 to 33 days off; more is a mistake in typing a range. */
const MOST_DAYS_OFF = 35;

/**
 * What is wrong with an entered year, each with its day and line; empty = usable. A list of another year, a day both
 * off and worked and far too many days are refused as a whole, so that the old data stay in force (cases.md 66).
 * The last week of the December before belongs to the notice, so its days are allowed (cases.md 65).
 */
export function checkOverride(entry: YearOverride): readonly OverrideProblem[] {
  const problems: OverrideProblem[] = [];
  const lists = [
    ['off', entry.off],
    ['work', entry.work],
  ] as const;
  for (const [list, days] of lists) {
    days.forEach((day, index) => {
      const note = (problem: string): void => void problems.push({ day, problem, list, index });
      if (!isDay(day)) note('不是日期');
      else if (!belongs(day, entry.year)) note(`不是${entry.year}年的日期`);
      else if (days.indexOf(day) !== index) note('写了两次');
      else if (list === 'off' && entry.work.includes(day)) note('同时写成放假和上班');
      else if (list === 'work' && ![0, 6].includes(weekdayOf(day))) note('上班日应当是周六或周日');
    });
  }
  if (entry.off.length > MOST_DAYS_OFF)
    problems.push({
      day: entry.off[MOST_DAYS_OFF] ?? '',
      problem: '放假天数过多，请核对',
      list: 'off',
      index: MOST_DAYS_OFF,
    });
  return problems;
}

/** `checkOverride` over several years, and no year twice. */
export function checkOverrides(
  entries: readonly YearOverride[],
): readonly (OverrideProblem & { readonly year: number })[] {
  return entries.flatMap((entry, at) => {
    const twice = entries.findIndex((other) => other.year === entry.year) !== at;
    const again = twice
      ? [{ day: `${entry.year}-01-01`, problem: '这一年录了两次', list: 'off' as const, index: 0 }]
      : [];
    return [...again, ...checkOverride(entry)].map((problem) => ({ ...problem, year: entry.year }));
  });
}

function belongs(day: Day, year: number): boolean {
  return Number(day.slice(0, 4)) === year || (day >= `${year - 1}-12-26` && day <= `${year - 1}-12-31`);
}
