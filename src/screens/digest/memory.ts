import type { Day } from '../../calendar.js';
import type { PeopleDesk } from '../../people/usecases.js';

/** A person's digest of one day: the rungs that it shows, as `<source>/<rung>`. */
export interface DigestFound {
  readonly day: Day;
  readonly rungs: readonly string[];
}

/** Where the digest remembers: what it last showed, the one before, and what somebody 都知道了. */
type Desk = Pick<PeopleDesk, 'setting' | 'setSetting'>;
interface Kept extends DigestFound {
  readonly before?: DigestFound;
}

/** More than these nobody reads on one card; what lies beyond stays unsilenced and comes again. */
export const MOST_RUNGS = 300;

export const joinRung = (source: string, rung: string): string => `${source}/${rung}`;

export function splitRung(key: string): readonly [string, string] {
  const at = key.indexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** What was last found for a person, and which rungs they have silenced. */
export async function readDigest(
  desk: Pick<Desk, 'setting'>,
  personId: string,
): Promise<{ found: DigestFound | undefined; known: ReadonlySet<string> }> {
  const found = (await desk.setting(`digest:${personId}`)) as Kept | undefined;
  const known = (await desk.setting(`ack:${personId}`)) as { rungs?: readonly string[] } | undefined;
  return { found, known: new Set(known?.rungs) };
}

/** Keeps what this morning's digest shows; the one before stays known, for who clicks on it late. */
export async function keepDigest(desk: Desk, personId: string, found: DigestFound): Promise<void> {
  const last = (await desk.setting(`digest:${personId}`)) as Kept | undefined;
  const before =
    last === undefined || last.day === found.day ? last?.before : { day: last.day, rungs: last.rungs };
  await desk.setSetting(
    `digest:${personId}`,
    { ...found, ...(before === undefined ? {} : { before }) },
    'bot',
  );
}

/** Forgets silenced rungs that nobody is on any more. */
export async function keepKnown(desk: Desk, personId: string, rungs: readonly string[]): Promise<void> {
  await desk.setSetting(`ack:${personId}`, { rungs }, 'bot');
}

/**
 * 都知道了 on the digest of a day: silences exactly what that card showed, until the next rung of each. A click on
 * yesterday's card, a second before or after today's digest, silences yesterday's rungs only (cases.md 42).
 * @returns false when the card is too old to be known
 */
export async function acknowledge(desk: Desk, personId: string, day: Day | undefined): Promise<boolean> {
  const kept = (await desk.setting(`digest:${personId}`)) as Kept | undefined;
  const shown = [kept, kept?.before].find(
    (one) => one !== undefined && (day === undefined || one.day === day),
  );
  if (shown === undefined) return false;
  const { known } = await readDigest(desk, personId);
  await keepKnown(desk, personId, [...new Set([...known, ...shown.rungs])]);
  return true;
}
