import { DEFAULT_SETTINGS, type OrgSettings } from '../people/org.js';
import { mergeOrg, type StoredPerson, type StoredUnit } from '../people/import-org.js';
import type { OrgFile } from '../people/org-file.js';
import type { Claim } from '../people/claim.js';
import type { PeopleDesk } from '../people/usecases.js';
import type { Group } from '../people/person.js';
import { listOf, type Collection, type Store } from './collection.js';

interface SettingRow {
  readonly _id: string;
  readonly value?: unknown;
  /** Absent until the first write that counts. */
  readonly version?: number;
  readonly updatedAt: Date;
  readonly by?: string;
}

/** Somebody faster is met by reading again; so often in a row nobody is. */
const MOST_ATTEMPTS = 20;

/** People, units, groups and settings in the store; every change by a person leaves a line in orgChanges. */
export interface PeopleStore extends PeopleDesk {
  people(): Promise<readonly StoredPerson[]>;
  /** Takes the file in. @returns ids of those who are no longer in it */
  importFile(file: OrgFile): Promise<readonly string[]>;
}

export function createPeopleStore(store: Store, now: () => Date, newId: () => string): PeopleStore {
  const people = store.collection<StoredPerson>('people');
  const units = store.collection<StoredUnit>('units');
  const groups = store.collection<Group>('groups');
  const settings = store.collection<SettingRow>('settings');
  const claims = store.collection<Claim>('claims');
  const changes = store.collection<{
    _id: string;
    at: Date;
    byId: string;
    what: string;
    before?: unknown;
    after?: unknown;
  }>('orgChanges');
  const note = (byId: string, what: string, before: unknown, after: unknown): Promise<void> =>
    changes.insert({ _id: newId(), at: now(), byId, what, before, after });
  const put = async <T extends { readonly _id: string }>(
    collection: Collection<T>,
    doc: T,
  ): Promise<void> => {
    const before = (await collection.get(doc._id)) as Record<string, unknown> | null;
    if (before === null) return void (await collection.insertAbsent([doc]));
    const { _id, ...fields } = doc as Record<string, unknown>;
    const gone = Object.keys(before).filter((key) => key !== '_id' && fields[key] === undefined);
    const update = {
      $set: fields,
      ...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone.map((key) => [key, true])) }),
    };
    await collection.change({ _id } as never, update as never);
  };
  const setting = async (id: string): Promise<unknown> => (await settings.get(id))?.value;
  const writeSetting = async (
    _id: string,
    by: string,
    change: (value: unknown) => object | undefined,
  ): Promise<{ readonly before: unknown; readonly value: unknown; readonly changed: boolean }> => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const row = await settings.get(_id);
      const before = row?.value;
      const value = change(before);
      if (value === undefined) return { before, value: before, changed: false };
      const written = { value, version: (row?.version ?? 0) + 1, updatedAt: now(), by };
      const read = row?.version ?? { $exists: false as const };
      const stored =
        row === null
          ? (await settings.insertAbsent([{ _id, ...written }])) > 0
          : (await settings.change({ _id, version: read }, { $set: written })) !== null;
      if (stored) return { before, value, changed: true };
    }
    throw new Error(`the setting ${_id} was changed by others again and again`);
  };
  const changeSetting: PeopleStore['changeSetting'] = async (id, byId, change) => {
    const { before, value, changed } = await writeSetting(id, byId, change);
    // What the bot keeps for itself is no change of the organisation.
    if (changed && byId !== 'bot') await note(byId, `setting:${id}`, before, value);
    return { value, changed };
  };
  return {
    async org() {
      const [allPeople, allUnits, allGroups, values] = await Promise.all([
        listOf(people.find()),
        listOf(units.find()),
        listOf(groups.find()),
        setting('org'),
      ]);
      return {
        people: allPeople.map((person) => ({ ...person, roles: person.roles ?? [] })),
        units: allUnits.map((unit) => ({ ...unit, aliases: unit.aliases ?? [] })),
        groups: allGroups,
        settings: { ...DEFAULT_SETTINGS, ...(values as Partial<OrgSettings> | undefined) },
      };
    },
    people: () => listOf(people.find()),
    async importFile(file) {
      const before = { people: await listOf(people.find()), units: await listOf(units.find()) };
      const merged = mergeOrg(file, before);
      for (const person of merged.people) await put(people, person);
      for (const unit of merged.units) await put(units, unit);
      await writeSetting('org', 'file', (values) => ({
        ...(values as Partial<OrgSettings> | undefined),
        bureauName: file.bureau,
      }));
      return merged.leftIds;
    },
    savePerson: (person) => put(people, person),
    async setOpenId(personId, openId) {
      await people.change({ _id: personId }, { $set: { openId }, $unset: { unresolved: true } });
    },
    async setLeave(personId, leave) {
      await people.change(
        { _id: personId },
        leave === undefined ? { $unset: { leave: true } } : { $set: { leave } },
      );
      await note(personId, 'leave', undefined, leave);
    },
    async markLeft(personId) {
      await people.change({ _id: personId }, { $set: { state: 'left' } });
    },
    async markUnreachable(personId) {
      await people.change({ _id: personId }, { $set: { unreachable: true } });
    },
    async markReachable(personId) {
      await people.change({ _id: personId }, { $unset: { unreachable: true } });
    },
    async markGreeted(personId) {
      await people.change({ _id: personId }, { $set: { greetedAt: now() } });
    },
    async changeUnit(unitId, role, personId, byId) {
      const field = `${role}Id` as 'headId' | 'officerId' | 'deputyId';
      const before = (await units.get(unitId))?.[field];
      await units.change({ _id: unitId }, { $set: { [field]: personId } });
      await note(byId, `unit:${unitId}:${role}`, before, personId);
      return before;
    },
    saveGroup: (group) => put(groups, group),
    async groupGone(chatId, name) {
      const known = await groups.change({ _id: chatId }, { $set: { state: 'gone' } });
      // A group that no administrator has named yet: without a row it would be tried for ever.
      if (known === null) await put(groups, { _id: chatId, name, use: 'unset', state: 'gone' });
    },
    setting,
    setSetting: (id, value, byId) => changeSetting(id, byId, () => value as object).then(() => undefined),
    changeSetting,
    addClaim: (claim) => put(claims, claim),
    claim: async (id) => (await claims.get(id)) ?? undefined,
    async decideClaim(id, state, byId) {
      return (
        (await claims.change({ _id: id, state: 'open' }, { $set: { state, decidedById: byId } })) !== null
      );
    },
  };
}
