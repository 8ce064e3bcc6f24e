import type { Day } from '../calendar.js';
import type { Hazard } from './hazard.js';
import type { HazardStore } from './ports.js';

/** A hazard's number as somebody wrote it; the year is often left out. */
export interface Numbered {
  readonly year?: string;
  /** Four digits. */
  readonly number: string;
}

/** YH-2026-0142, 2026-142, 2026年142, 0142, 142 on half-width signs; a year without a dash only before four digits. */
export const NUMBER = String.raw`(?:yh[-_\s]*)?(?:(20\d{2})(?:[-_\s年]+|(?=\d{4}(?!\d))))?(\d{1,4})`;

/** @param year, number what the two groups of `NUMBER` caught */
export function numbered(year: string | undefined, number: string | undefined): Numbered {
  return { ...(year === undefined ? {} : { year }), number: (number ?? '').padStart(4, '0') };
}

/** Reads what is nothing but a number, full-width signs, 编号 before and 号 behind it allowed; undefined otherwise. */
export function readNumber(text: string): Numbered | undefined {
  const clean = halfWidth(text).replace(/^(?:隐患|编号|[#:\s])+/u, '');
  const match = new RegExp(`^${NUMBER}\\s*号?$`, 'iu').exec(clean);
  return match === null ? undefined : numbered(match[1], match[2]);
}

/** Full-width letters, digits and all kinds of dashes as the keyboard has them. */
export function halfWidth(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[－‐‑–—―−]/gu, '-')
    .trim();
}

/** The hazard of that number. Without a year this year's; where there is none yet, last year's. */
export async function byNumber(
  store: Pick<HazardStore, 'byCode'>,
  { year, number }: Numbered,
  today: Day,
): Promise<Hazard | undefined> {
  if (year !== undefined) return store.byCode(`YH-${year}-${number}`);
  const now = Number(today.slice(0, 4));
  return (await store.byCode(`YH-${now}-${number}`)) ?? store.byCode(`YH-${now - 1}-${number}`);
}
