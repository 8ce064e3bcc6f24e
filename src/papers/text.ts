import { type Day } from '../calendar.js';

/** No cell of a sheet and no paragraph of a paper is longer: Excel refuses more than 32,767 signs in a cell. */
const LONGEST = 32_000;

/**
 * Text as it may stand in a file that an office program opens: NFC, one kind of line end, without control signs,
 * U+FFFE/U+FFFF and half surrogates, which the writers pass through and the programs answer with a repair message
 * (papers.md §6.13). Everything else stays as typed: no sign is escaped, no apostrophe put in front (cases.md 78).
 */
export function clean(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    // eslint-disable-next-line no-control-regex -- they are what is removed
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/gu, '');
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST)}…（全文见办理过程）`;
}

/** `2026年11月3日`: the form of a date in a paper (GB/T 9704: no leading zeros). Empty for an empty day. */
export function paperDay(day: Day | undefined): string {
  if (day === undefined) return '';
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `11月3日`, when the year is clear from the paper. */
export function shortDay(day: Day): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

/** Width of a line in half signs: 汉字 and full-width signs count 2, all else 1. */
export function halfWidths(text: string): number {
  let width = 0;
  for (const sign of text)
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6“”‘’—…·]/u.test(
        sign,
      )
        ? 2
        : 1;
  return width;
}

/** Digits as Chinese numerals for `一、二、…` up to 99. */
export function hanNumber(n: number): string {
  const digits = '零一二三四五六七八九';
  if (n < 10) return digits[n] ?? '';
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : digits[tens]}十${n % 10 === 0 ? '' : digits[n % 10]}`;
}

/** A number that does not exist yet: printed marked, and no paper is issued while one is left (papers.md §3). */
export function pending(what: string): string {
  return `【待${what}】`;
}

/** A day that only a person can name, marked until it is there. */
export const dayOrPending = (day: Day | undefined, what: string): string =>
  day === undefined ? pending(what) : paperDay(day);

/** `联系人：陈静，电话：…` */
export const contactLine = (contact: string, phone: string): string =>
  `联系人：${contact === '' ? pending('填联系人') : contact}，电话：${phone === '' ? pending('填电话') : phone}`;

/** Somebody's words without the stop at their end, so that a sentence can go on after them. */
export const bare = (words: string): string => words.trim().replace(/[。；;，,.！!]+$/u, '');

/** The marks of `pending` that a text still has. */
export function pendingIn(text: string): readonly string[] {
  return text.match(/【待[^】]*】/gu) ?? [];
}

/** How many signs a text has, counted as readers count 汉字. */
export function signs(text: string): number {
  return Array.from(text).length;
}
