import { createHash } from 'node:crypto';
import type { FilePerson, OrgFile } from './org-file.js';
import type { Person, Unit } from './person.js';

/** A unit as stored: beside who is responsible now, what the file said last, so that both kinds of change count. */
export interface StoredUnit extends Unit {
  readonly fileDeputyId?: string;
  readonly fileHeadId?: string;
  readonly fileOfficerId?: string;
}

export interface StoredPerson extends Person {
  readonly source?: string;
}

/** The id of a person of the file: from name and contact, so that it is the same on every start and machine. */
export function personIdOf(person: FilePerson): string {
  return `p${createHash('sha256')
    .update(`${person.name}|${person.mobile ?? person.email ?? person.unit ?? ''}`)
    .digest('hex')
    .slice(0, 12)}`;
}

export function unitIdOf(name: string): string {
  return `u${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;
}

type Stored = { readonly people: readonly StoredPerson[]; readonly units: readonly StoredUnit[] };

/**
 * Merges the file into what is stored. A change made by an administrator in chat survives a restart; a change of
 * the file wins when that very field of the file changed. Who is no longer in the file has left; who has left
 * Feishu stays away as long as the file merely still names them.
 */
export function mergeOrg(
  file: OrgFile,
  stored: Stored,
): {
  readonly people: readonly StoredPerson[];
  readonly units: readonly StoredUnit[];
  readonly leftIds: readonly string[];
} {
  const known = matches(file, stored.people);
  const people = file.people.map((entry) => mergePerson(entry, known.get(entry)));
  const ids = new Set(people.map((person) => person._id));
  const gone = stored.people.filter((person) => !ids.has(person._id) && person.source === 'file');
  const kept = stored.people.filter((person) => !ids.has(person._id) && person.source !== 'file');
  const left = gone.map((person): StoredPerson => ({ ...person, state: 'left', source: GONE }));
  const all = [...people, ...kept, ...left];
  const active = new Set(all.flatMap((person) => (person.state === 'active' ? [person._id] : [])));
  const idOf = (name: string, unit: string | undefined): string => {
    const entry =
      file.people.find((other) => other.name === name && other.unit === unit) ??
      file.people.find((other) => other.name === name);
    return entry === undefined ? '' : (known.get(entry)?._id ?? personIdOf(entry));
  };
  const units = file.units.map((entry): StoredUnit => {
    const before = stored.units.find((unit) => unit._id === unitIdOf(entry.name));
    const merged = (now: string, last: string | undefined, current: string | undefined): string =>
      current === undefined || now !== last || !active.has(current) ? now : current;
    const deputy = idOf(entry.deputy, undefined);
    const head = idOf(entry.head, entry.name);
    const officer = idOf(entry.officer, entry.name);
    return {
      _id: unitIdOf(entry.name),
      name: entry.name,
      kind: entry.kind,
      aliases: entry.aliases,
      deputyId: merged(deputy, before?.fileDeputyId, before?.deputyId),
      headId: merged(head, before?.fileHeadId, before?.headId),
      officerId: merged(officer, before?.fileOfficerId, before?.officerId),
      fileDeputyId: deputy,
      fileHeadId: head,
      fileOfficerId: officer,
    };
  });
  return {
    people: all,
    units,
    leftIds: gone.filter((person) => person.state === 'active').map((person) => person._id),
  };
}

/** `source` of somebody who was taken out of the file: written in again, they are back. */
const GONE = 'gone';

/**
 * Who of the stored people an entry is: by id, else the one active person of that name in that unit whom no other
 * entry is. So a corrected number, or a claimed place written into the file, doesn't make a second person.
 */
function matches(file: OrgFile, people: readonly StoredPerson[]): ReadonlyMap<FilePerson, StoredPerson> {
  const byId = new Map(people.map((person) => [person._id, person]));
  const found = new Map<FilePerson, StoredPerson>();
  for (const entry of file.people) {
    const person = byId.get(personIdOf(entry));
    if (person !== undefined) found.set(entry, person);
  }
  const taken = new Set([...found.values()].map((person) => person._id));
  for (const entry of file.people) {
    if (found.has(entry)) continue;
    const unitId = entry.unit === undefined ? undefined : unitIdOf(entry.unit);
    const [one, ...others] = people.filter(
      (person) =>
        person.name === entry.name &&
        person.unitId === unitId &&
        person.state === 'active' &&
        !taken.has(person._id),
    );
    if (one === undefined || others.length > 0) continue;
    found.set(entry, one);
    taken.add(one._id);
  }
  return found;
}

function mergePerson(entry: FilePerson, before: StoredPerson | undefined): StoredPerson {
  // Another number may be another account: who was found by the old one is looked up again.
  const openId = before === undefined || contactChanged(entry, before) ? undefined : before.openId;
  const fresh = entry.mobile === undefined && entry.email === undefined ? 'no-contact' : 'pending';
  const sameContact = before?.mobile === entry.mobile && before?.email === entry.email;
  return {
    ...(openId === undefined
      ? { unresolved: sameContact ? (before?.unresolved ?? fresh) : fresh }
      : { openId }),
    ...(openId === undefined || before?.unionId === undefined ? {} : { unionId: before.unionId }),
    ...(before?.leave === undefined ? {} : { leave: before.leave }),
    ...(before?.greetedAt === undefined ? {} : { greetedAt: before.greetedAt }),
    ...(openId === undefined || before?.unreachable === undefined ? {} : { unreachable: before.unreachable }),
    _id: before?._id ?? personIdOf(entry),
    name: entry.name,
    post: entry.post,
    roles: entry.roles,
    ...(entry.unit === undefined ? {} : { unitId: unitIdOf(entry.unit) }),
    ...(entry.mobile === undefined ? {} : { mobile: entry.mobile }),
    ...(entry.email === undefined ? {} : { email: entry.email }),
    state: before?.state === 'left' && before.source !== GONE ? 'left' : 'active',
    source: 'file',
  };
}

function contactChanged(entry: FilePerson, before: StoredPerson): boolean {
  if (before.mobile !== undefined) return before.mobile !== entry.mobile;
  return before.email !== undefined && before.email !== entry.email;
}
