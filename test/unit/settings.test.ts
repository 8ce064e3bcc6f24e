import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listOf } from '../../src/store/collection.js';
import { createPeopleStore, type PeopleStore } from '../../src/store/people.js';
import { openTempStore, withRandomTurns, type TempStore } from '../harness/store.js';

/* A setting is changed in one guarded write: two administrators at once lose nothing of each other's. */

let temp: TempStore;
let n = 0;
beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.cleanUp());

const people = (): PeopleStore =>
  createPeopleStore(
    withRandomTurns(temp.store),
    () => new Date('2026-11-23T01:00:00Z'),
    () => `c${(n += 1)}`,
  );
const add =
  (key: string) =>
  (old: unknown): object => ({ ...(old as object | undefined), [key]: true });

test.each([
  ['on an empty store', async () => undefined],
  [
    'on a row of before versions were counted',
    () =>
      temp.store
        .collection<{ _id: string; value: unknown; updatedAt: Date }>('settings')
        .insert({ _id: 'org', value: { old: true }, updatedAt: new Date(0) }),
  ],
])(
  'ten people change different things of one setting at once, %s: all of it is kept',
  async (_name, before) => {
    await before();
    const keys = Array.from({ length: 10 }, (_unused, index) => `k${index}`);
    const done = await Promise.all(keys.map((key) => people().changeSetting('org', key, add(key))));
    expect(done.every(({ changed }) => changed)).toBe(true);
    const stored = (await people().setting('org')) as Record<string, true>;
    expect(
      Object.keys(stored)
        .filter((key) => key !== 'old')
        .toSorted(),
    ).toEqual(keys);
    const changes = await listOf(temp.store.collection<{ _id: string; byId: string }>('orgChanges').find());
    expect(changes.map(({ byId }) => byId).toSorted()).toEqual(keys);
  },
);

test('two want the same at once: one has done it, the other changed nothing and leaves no line', async () => {
  const want = (old: unknown): object | undefined =>
    (old as { on?: true } | undefined)?.on === true ? undefined : { on: true };
  const both = await Promise.all(['a', 'b'].map((who) => people().changeSetting('campaigns', who, want)));
  expect(both.filter(({ changed }) => changed)).toHaveLength(1);
  expect(both.map(({ value }) => value)).toEqual([{ on: true }, { on: true }]);
  expect(await temp.store.collection('orgChanges').count()).toBe(1);
});
