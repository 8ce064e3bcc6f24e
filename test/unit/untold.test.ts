import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OutboxRow } from '../../src/delivery/rows.js';
import { tellUntold } from '../../src/delivery/untold.js';
import type { Collection } from '../../src/store/collection.js';
import { openTempStore, withRandomTurns, type TempStore } from '../harness/store.js';

/* What went past its time is told of in one note, whatever dies and however many instances look at once. */

const NOW = new Date('2026-11-23T12:30:00Z');
let temp: TempStore;
/** What each note says, by its id; a second one of the same id is no message. */
let notes: Map<string, string[]>;
beforeEach(async () => {
  temp = await openTempStore();
  notes = new Map();
});
afterEach(() => temp.cleanUp());

const late = (n: number): OutboxRow => ({
  _id: `digest:nag:2026-11-23:p${n}`,
  kind: 'send',
  class: 'nag',
  lane: `p/p${n}`,
  expiresAt: new Date('2026-11-23T10:00:00Z'),
  state: 'skipped',
  open: false,
  untold: true,
  started: 0,
  finished: 0,
  attempts: 0,
  createdAt: new Date('2026-11-23T01:00:00Z'),
  schema: 1,
});
const fill = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await temp.store.collection<OutboxRow>('outbox').insert(late(n));
};
const tell = (rows: readonly OutboxRow[], key: string): Promise<void> => {
  if (!notes.has(key))
    notes.set(
      key,
      rows.map(({ _id }) => _id),
    );
  return Promise.resolve();
};
const run = (outbox: Collection<OutboxRow> = temp.store.collection('outbox')): Promise<void> =>
  tellUntold({ outbox, now: () => NOW, tell });
const left = (): Promise<number> => temp.store.collection<OutboxRow>('outbox').count({ untold: true });

test('two instances at once, many times: each row in one note', async () => {
  await fill(9);
  const turns = (): Collection<OutboxRow> => withRandomTurns(temp.store).collection('outbox');
  await Promise.all([run(turns()), run(turns()), run(turns())]);
  const told = [...notes.values()].flat();
  expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
  expect(told).toHaveLength(9);
  expect(await left()).toBe(0);
});

test.each([0, 1, 4, 8])(
  'killed after %i marks: the rest is marked by the next one, told of in no second note',
  async (marks) => {
    await fill(9);
    const outbox = temp.store.collection<OutboxRow>('outbox');
    let n = 0;
    const dying = new Proxy(outbox, {
      get: (target, key) => {
        const verb = Reflect.get(target, key) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const marking = key === 'change' && JSON.stringify(args[1]).includes('$unset');
          if (marking && (n += 1) > marks) throw new Error('killed');
          return Reflect.apply(verb, target, args);
        };
      },
    });
    await expect(run(dying)).rejects.toThrow('killed');
    expect(await left()).toBe(9 - marks);
    await run();
    expect([...notes.values()]).toHaveLength(1);
    expect(await left()).toBe(0);
  },
);

test('nothing is told while more of the same standstill is still to be looked at', async () => {
  await fill(2);
  const { untold: _untold, ...waiting } = late(7);
  const rows = temp.store.collection<OutboxRow>('outbox');
  await rows.insert({ ...waiting, state: 'waiting', open: true, wakeAt: NOW });
  await run();
  expect(notes.size).toBe(0);
  await rows.change({ _id: waiting._id }, { $set: { state: 'skipped', open: false, untold: true } });
  await run();
  expect([...notes.values()].map((ids) => ids.length)).toEqual([3]);
});
