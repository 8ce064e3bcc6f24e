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

/**
 * Merges the file into what is stored. A change made by an administrator in chat survives a restart; a change of
 * the file wins when that very field of the file changed. Who is no longer in the file has left.
 */
export function mergeOrg(
  file: OrgFile,
  stored: { readonly people: readonly StoredPerson[]; readonly units: readonly StoredUnit[] },
): {
  readonly people: readonly StoredPerson[];
  readonly units: readonly StoredUnit[];
  readonly leftIds: readonly string[];
} {
  const people = file.people.map((entry) =>
    mergePerson(
      entry,
      stored.people.find((known) => known._id === personIdOf(entry)),
    ),
  );
  const ids = new Set(people.map((person) => person._id));
  const gone = stored.people.filter((person) => !ids.has(person._id) && person.source === 'file');
  const kept = stored.people.filter((person) => !ids.has(person._id) && person.source !== 'file');
  const left = gone.map((person): StoredPerson => ({ ...person, state: 'left' }));
  const idByName = (name: string, unit: string | undefined): string => {
    const inUnit = file.people.find((entry) => entry.name === name && entry.unit === unit);
    const anywhere = inUnit ?? file.people.find((entry) => entry.name === name);
    return anywhere === undefined ? '' : personIdOf(anywhere);
  };
  const units = file.units.map((entry): StoredUnit => {
    const before = stored.units.find((unit) => unit._id === unitIdOf(entry.name));
    const deputy = idByName(entry.deputy, undefined);
    const head = idByName(entry.head, entry.name);
    const officer = idByName(entry.officer, entry.name);
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
    people: [...people, ...kept, ...left],
    units,
    leftIds: gone.filter((person) => person.state === 'active').map((person) => person._id),
  };
}

const merged = (file: string, lastFile: string | undefined, current: string | undefined): string =>
  current === undefined || file !== lastFile ? file : current;

function mergePerson(entry: FilePerson, before: StoredPerson | undefined): StoredPerson {
  return {
    ...(before?.openId === undefined
      ? {
          unresolved:
            entry.mobile === undefined && entry.email === undefined
              ? ('no-contact' as const)
              : ('pending' as const),
        }
      : { openId: before.openId }),
    ...(before?.leave === undefined ? {} : { leave: before.leave }),
    ...(before?.greetedAt === undefined ? {} : { greetedAt: before.greetedAt }),
    ...(before?.unreachable === undefined ? {} : { unreachable: before.unreachable }),
    _id: personIdOf(entry),
    name: entry.name,
    post: entry.post,
    roles: entry.roles,
    ...(entry.unit === undefined ? {} : { unitId: unitIdOf(entry.unit) }),
    ...(entry.mobile === undefined ? {} : { mobile: entry.mobile }),
    ...(entry.email === undefined ? {} : { email: entry.email }),
    state: 'active',
    source: 'file',
  };
}
