import { addDays, daysBetween, isDay, type Day } from '../../calendar.js';
import type { RawCell } from './sheet.js';

export type ReadDay =
  { readonly ok: true; readonly day: Day } | { readonly ok: false; readonly problem: string };

/** Serials of 1 January 2000 and 31 December 2099: a year of study or a count is no date. */
const SERIALS = { from: 36_526, to: 73_050 } as const;
const EPOCH: Day = '1899-12-30';

/**
 * A day as people and sheets write it: a real date (its serial, with or without a time of day), `2026年10月9日`,
 * `2026.10.9`, `2026-10-09`, `2026/10/9`, `20261009`, a serial typed as text, all also with full-width digits.
 * A date without a year (`10/9`) is unclear and said so, never guessed (cases.md 79).
 */
export function readDay(cell: RawCell | undefined): ReadDay {
  if (cell === undefined || cell === '') return { ok: false, problem: '没有写日期' };
  if (typeof cell === 'boolean') return unclear(String(cell));
  if (typeof cell === 'number') return fromSerial(cell) ?? unclear(String(cell));
  const text = cell.normalize('NFKC').replace(/\s+/gu, '');
  const parts =
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/u.exec(text) ??
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:T?00:00(?::00)?(?:\.0+)?Z?)?$/u
      .exec(text)
      ?.filter((_part, index) => index !== 2) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  if (parts !== null && parts !== undefined) {
    const [, year = '', month = '', date = ''] = parts;
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(day) ? { ok: true, day } : { ok: false, problem: `“${cell}”没有这一天` };
  }
  if (/^\d{5}(?:\.\d+)?$/u.test(text)) return fromSerial(Number(text)) ?? unclear(cell);
  return unclear(cell);
}

function fromSerial(n: number): ReadDay | undefined {
  if (n < SERIALS.from || n >= SERIALS.to + 1) return undefined;
  return { ok: true, day: addDays(EPOCH, Math.floor(n)) };
}

function unclear(text: string): ReadDay {
  return { ok: false, problem: `“${text}”看不出是哪一天，请写成2026年10月9日这样` };
}

/** The serial that a sheet keeps for a day: 2026-10-09 is 46304. */
export function serialOf(day: Day): number {
  return daysBetween(EPOCH, day);
}
