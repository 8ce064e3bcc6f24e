import { addDays, isDay, weekdayOf, type Day } from './day.js';

/** One day as people write it: 10月12日, 10.12, 10/12, 2026-10-12, 12日, 今天, 下周一, 周五. */
export const SPOKEN_DAY = String.raw`(?:(?:(?:20\d{2})[年./-])?\d{1,2}(?:月|[./-])\d{1,2}[日号]?|\d{1,2}[日号]|今天|今日|明天|明日|后天|大后天|(?:本|这个?|下个?)?(?:周|星期|礼拜)[一二三四五六日天])`;

const NEAR: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 明天: 1, 明日: 1, 后天: 2, 大后天: 3 };

/**
 * Reads one `SPOKEN_DAY`.
 * @param today what 今天 is
 * @param after the day that a bare 16日 or 周三 follows: 10月12日到16日
 * @returns undefined if there is no such day (2月30日)
 */
export function readSpokenDay(text: string, today: Day, after?: Day): Day | undefined {
  const near = NEAR[text];
  if (near !== undefined) return addDays(today, near);
  const week = /^(本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天])$/u.exec(text);
  if (week !== null) return weekday(week[1] ?? '', week[2] ?? '', today, after);
  const date = /^(\d{1,2})[日号]$/u.exec(text);
  if (date !== null) return sameOrNextMonth(Number(date[1]), after ?? today);
  const full = /^(?:(20\d{2})[年./-])?(\d{1,2})(?:月|[./-])(\d{1,2})[日号]?$/u.exec(text);
  if (full === null) return undefined;
  const [, year, month = '', day = ''] = full;
  const read = `${year ?? today.slice(0, 4)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(read)) return undefined;
  // In December people write 1月3日 and mean the next year.
  return year === undefined && read < addDays(today, -180)
    ? `${Number(today.slice(0, 4)) + 1}${read.slice(4)}`
    : read;
}

function weekday(which: string, name: string, today: Day, after: Day | undefined): Day {
  const wanted = ('一二三四五六日'.indexOf(name === '天' ? '日' : name) + 7) % 7;
  const fromMonday = (day: Day): number => (weekdayOf(day) + 6) % 7;
  const base = which === '' && after !== undefined ? after : today;
  const monday = addDays(base, -fromMonday(base));
  if (which.startsWith('下')) return addDays(monday, 7 + wanted);
  const day = addDays(monday, wanted);
  // 周二 said on a Friday is the coming one.
  return which === '' && day < base ? addDays(day, 7) : day;
}

function sameOrNextMonth(date: number, from: Day): Day | undefined {
  const at = (year: number, month: number): Day =>
    `${month > 12 ? year + 1 : year}-${String(month > 12 ? 1 : month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const day = at(year, month);
  const read = isDay(day) && day >= from ? day : at(year, month + 1);
  return isDay(read) ? read : undefined;
}
