import type { StoredPerson } from './import-org.js';

/** Looks people up in Feishu's contacts. */
export interface Directory {
  findIds(wanted: {
    mobiles: readonly string[];
    emails: readonly string[];
  }): Promise<readonly { openId: string; mobile?: string; email?: string }[]>;
  /** Does Feishu itself fail (out of reach, scope missing)? Then it is not asked for parts of the list. */
  down?(error: unknown): boolean;
}

/** Feishu takes at most this many at once (contract §6.1). */
const BATCH = 50;
/** So many single lookups may fail before it is Feishu that fails, not the entries. */
const BAD_ENTRIES = 5;

type Found = Awaited<ReturnType<Directory['findIds']>>;

/**
 * Finds the open_id of everybody who has none. A lookup that fails leaves its people `pending` and the others
 * alone; two accounts for one number, one account or one number for two people are never guessed between
 * (cases.md 48, 92).
 * @returns those whose record changes
 */
export async function resolvePeople(
  people: readonly StoredPerson[],
  directory: Directory,
): Promise<readonly StoredPerson[]> {
  const active = people.filter((person) => person.state === 'active');
  const missing = active.filter((person) => person.openId === undefined && keyOf(person) !== undefined);
  const shared = missing.filter((person) =>
    active.some((other) => other._id !== person._id && keyOf(other) === keyOf(person)),
  );
  const asked = missing.filter((person) => !shared.includes(person));
  const answers: { person: StoredPerson; ids: readonly string[] }[] = [];
  const failures = { count: 0 };
  for (let start = 0; start < asked.length; start += BATCH)
    answers.push(...(await lookUp(asked.slice(start, start + BATCH), directory, failures)));
  const holders = new Map<string, number>();
  for (const id of [...active.flatMap((person) => person.openId ?? []), ...answers.flatMap(({ ids }) => ids)])
    holders.set(id, (holders.get(id) ?? 0) + 1);
  return [
    ...answers.map(({ person, ids }) => decided(person, ids, holders)),
    ...shared.map((person): StoredPerson => ({ ...person, unresolved: 'ambiguous' })),
  ];
}

/** What somebody is looked up by: the mobile, else the mail address. */
function keyOf(person: StoredPerson): string | undefined {
  return person.mobile ?? person.email?.toLowerCase();
}

/** Asks for all at once; if that fails, by halves, so that one bad entry harms nobody else. */
async function lookUp(
  batch: readonly StoredPerson[],
  directory: Directory,
  failures: { count: number },
): Promise<readonly { person: StoredPerson; ids: readonly string[] }[]> {
  if (failures.count >= BAD_ENTRIES) return [];
  try {
    const found = await directory.findIds({
      mobiles: batch.flatMap((person) => person.mobile ?? []),
      emails: batch.flatMap((person) => (person.mobile === undefined ? (person.email ?? []) : [])),
    });
    return batch.map((person) => ({ person, ids: idsOf(person, found) }));
  } catch (error) {
    if (directory.down?.(error) === true) failures.count = BAD_ENTRIES;
    if (failures.count >= BAD_ENTRIES) return [];
    if (batch.length === 1) {
      failures.count += 1;
      return [];
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await lookUp(batch.slice(0, middle), directory, failures);
    return [...first, ...(await lookUp(batch.slice(middle), directory, failures))];
  }
}

function idsOf(person: StoredPerson, found: Found): readonly string[] {
  const hits = found.filter((hit) =>
    person.mobile === undefined
      ? hit.email?.toLowerCase() === keyOf(person)
      : hit.mobile !== undefined && bare(hit.mobile) === person.mobile,
  );
  return [...new Set(hits.map((hit) => hit.openId))];
}

/** Feishu may answer a mainland number with its +86. */
const bare = (mobile: string): string => mobile.replace(/^\+86/u, '');

function decided(
  person: StoredPerson,
  ids: readonly string[],
  holders: ReadonlyMap<string, number>,
): StoredPerson {
  const { unresolved: _old, ...rest } = person;
  const [only] = ids;
  if (only === undefined) return { ...rest, unresolved: 'not-found' };
  if (ids.length > 1 || (holders.get(only) ?? 0) > 1) return { ...rest, unresolved: 'ambiguous' };
  return { ...rest, openId: only };
}
