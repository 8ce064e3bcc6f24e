import { addDays, isDay, weekdayOf, type Day } from '../calendar.js';

export interface Period {
  readonly from: Day;
  readonly to: Day;
  readonly title: string;
}

/** Words that name a period; anything else in a text is none. */
const PERIOD = /([本上])(周|月|季)|(本年|今年|全年|去年)|(?:(20\d{2})年)?(\d{1,2})月|(20\d{2})年/u;

/** @returns the period that these words name, or undefined if they name none */
export function namedPeriod(words: string, today: Day): (Period & { readonly said: string }) | undefined {
  const match = PERIOD.exec(words);
  if (match === null) return undefined;
  const [said, which, unit, whole, year, month, fullYear] = match;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const back = which === '上' ? 1 : 0;
  const of = (): Period => {
    if (unit === '周') {
      const monday = addDays(today, -((weekdayOf(today) + 6) % 7) - 7 * back);
      return { from: monday, to: addDays(monday, 6), title: back === 1 ? '上周统计' : '本周统计' };
    }
    if (unit === '月') return monthOf(thisYear, thisMonth - back);
    if (unit === '季') return quarterOf(thisYear, Math.ceil(thisMonth / 3) - back);
    if (whole !== undefined) return yearOf(whole === '去年' ? thisYear - 1 : thisYear);
    if (fullYear !== undefined) return yearOf(Number(fullYear));
    // A month of this year that has not begun is last year's.
    const own = Number(month) > thisMonth ? thisYear - 1 : thisYear;
    return monthOf(year === undefined ? own : Number(year), Number(month));
  };
  return { ...of(), said };
}

/** 本月, 上月, 本季, 10月 … as days of Asia/Shanghai; this month where nothing is named. */
export function periodOf(words: string, today: Day): Period {
  return namedPeriod(words, today) ?? monthOf(Number(today.slice(0, 4)), Number(today.slice(5, 7)));
}

/** Months below 1 and above 12 are of the years beside. */
function monthOf(year: number, month: number): Period {
  const index = year * 12 + month - 1;
  const first = (at: number): Day => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  return {
    from: first(index),
    to: addDays(first(index + 1), -1),
    title: `${(index % 12) + 1}月统计`,
  };
}

function quarterOf(year: number, quarter: number): Period {
  const first = monthOf(year, quarter * 3 - 2);
  const last = monthOf(year, quarter * 3);
  return { from: first.from, to: last.to, title: `${Math.ceil(Number(last.to.slice(5, 7)) / 3)}季度统计` };
}

const yearOf = (year: number): Period => ({
  from: `${year}-01-01`,
  to: `${year}-12-31`,
  title: `${year}年统计`,
});

/** `2026-10-01~2026-10-31` as a button carries it; undefined for anything else. */
export function spanOf(words: string): { from: Day; to: Day } | undefined {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})~(\d{4}-\d{2}-\d{2})$/u.exec(words) ?? [];
  return from !== undefined && to !== undefined && isDay(from) && isDay(to) && from <= to
    ? { from, to }
    : undefined;
}
