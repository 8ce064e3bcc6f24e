import type { StoredPerson } from './import-org.js';

/** Looks people up in Feishu's contacts. */
export interface Directory {
  findIds(wanted: {
    mobiles: readonly string[];
    emails: readonly string[];
  }): Promise<readonly { openId: string; mobile?: string; email?: string }[]>;
}

/** Feishu takes at most this many at once (contract §6.1). */
const BATCH = 50;

/**
 * Finds the open_id of everybody who has none. A lookup that fails leaves its people `pending` and the others
 * alone; two accounts for one number are never guessed between (cases.md 48, 92).
 * @returns those whose record changes
 */
export async function resolvePeople(
  people: readonly StoredPerson[],
  directory: Directory,
): Promise<readonly StoredPerson[]> {
  const missing = people.filter(
    (person) =>
      person.openId === undefined &&
      person.state === 'active' &&
      (person.mobile !== undefined || person.email !== undefined),
  );
  const changed: StoredPerson[] = [];
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH);
    const found = await lookUp(batch, directory);
    if (found === undefined) continue;
    for (const person of batch) changed.push(decided(person, found));
  }
  return changed;
}

type Found = Awaited<ReturnType<Directory['findIds']>>;

async function lookUp(batch: readonly StoredPerson[], directory: Directory): Promise<Found | undefined> {
  const wanted = (people: readonly StoredPerson[]): { mobiles: string[]; emails: string[] } => ({
    mobiles: people.flatMap((person) => (person.mobile === undefined ? [] : [person.mobile])),
    emails: people.flatMap((person) =>
      person.mobile === undefined && person.email !== undefined ? [person.email] : [],
    ),
  });
  try {
    return await directory.findIds(wanted(batch));
  } catch {
    if (batch.length === 1) return undefined;
    // One bad entry may make the whole lookup fail: ask one by one.
    const single = await Promise.all(batch.map((person) => lookUp([person], directory)));
    return single.flatMap((part) => part ?? []);
  }
}

function decided(person: StoredPerson, found: Found): StoredPerson {
  const hits = found.filter(
    (hit) =>
      (person.mobile !== undefined && hit.mobile === person.mobile) ||
      (person.email !== undefined && hit.email === person.email),
  );
  const ids = [...new Set(hits.map((hit) => hit.openId))];
  const { unresolved: _old, ...rest } = person;
  const only = ids.length === 1 ? ids[0] : undefined;
  if (only !== undefined) return { ...rest, openId: only };
  return { ...rest, unresolved: ids.length > 1 ? 'ambiguous' : 'not-found' };
}
