import { addDays, isDay, type Day } from '../calendar.js';

/** 本月, 上月, 本季 as days of Asia/Shanghai. */
export function periodOf(words: string, today: Day): { from: Day; to: Day; title: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthFrom = (y: number, m: number): Day =>
    `${m < 1 ? y - 1 : y}-${String(m < 1 ? m + 12 : m).padStart(2, '0')}-01`;
  const endOf = (from: Day): Day =>
    addDays(
      `${from.slice(5, 7) === '12' ? Number(from.slice(0, 4)) + 1 : from.slice(0, 4)}-${from.slice(5, 7) === '12' ? '01' : String(Number(from.slice(5, 7)) + 1).padStart(2, '0')}-01`,
      -1,
    );
  if (words.startsWith('上月')) {
    const from = monthFrom(year, month - 1);
    return { from, to: endOf(from), title: `${Number(from.slice(5, 7))}月统计` };
  }
  if (words.startsWith('本季')) {
    const first = Math.floor((month - 1) / 3) * 3 + 1;
    return {
      from: monthFrom(year, first),
      to: endOf(monthFrom(year, first + 2)),
      title: `${Math.ceil(month / 3)}季度统计`,
    };
  }
  const named = /(\d{1,2})月/u.exec(words)?.[1];
  const from = monthFrom(year, named === undefined ? month : Number(named));
  return { from, to: endOf(from), title: `${Number(from.slice(5, 7))}月统计` };
}

/** `2026-10-01~2026-10-31` as a button carries it; undefined for anything else. */
export function spanOf(words: string): { from: Day; to: Day } | undefined {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})~(\d{4}-\d{2}-\d{2})$/u.exec(words) ?? [];
  return from !== undefined && to !== undefined && isDay(from) && isDay(to) && from <= to
    ? { from, to }
    : undefined;
}
