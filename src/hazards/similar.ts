import type { Day } from '../calendar.js';
import type { Kind } from './kinds.js';
import type { HazardDeps } from './ports.js';

/** What a new report has to do with earlier ones. */
export interface Likely {
  readonly sameAs?: string;
  readonly recurrenceOf?: string;
  readonly relatedIds?: readonly string[];
}

/**
 * Looks for the same thing at the same place: an open hazard is offered for merging, a closed one of the last
 * 90 days makes this one a recurrence (domain.md §4.4), one that was transferred is named: the other body may not have
 * mended it. Without a place nothing is guessed.
 */
export async function findSimilar(
  deps: Pick<HazardDeps, 'store'>,
  told: { readonly unitId?: string; readonly kind: Kind; readonly place?: string },
  since: Day,
): Promise<Likely> {
  if (told.unitId === undefined || told.place === undefined) return {};
  const place = comparable(told.place);
  const candidates = await deps.store.similar(told.unitId, told.kind, since);
  const there = candidates.filter(
    (hazard) => hazard.place !== undefined && samePlace(comparable(hazard.place), place),
  );
  const open = there.find((hazard) => hazard.open);
  if (open !== undefined) return { sameAs: open._id };
  const closed = there.find((hazard) => hazard.status === 'closed' && (hazard.closedDay ?? '') >= since);
  if (closed !== undefined) return { recurrenceOf: closed._id };
  const transferred = there.find((hazard) => hazard.status === 'transferred');
  return transferred === undefined ? {} : { relatedIds: [transferred._id] };
}

/** 三楼东头 and 3楼东侧 are one place; a bare 三楼 is too wide to be the same as anything but itself. */
export function samePlace(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.includes(short);
}

const DIGITS: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
};

/** Spelling differences that don't change the place. */
export function comparable(place: string): string {
  return place
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[一二两三四五六七八九十]/gu, (digit) => DIGITS[digit] ?? digit)
    .replace(/层/gu, '楼')
    .replace(/[头边面]$/u, '侧')
    .replace(/楼道|过道/gu, '走廊');
}
