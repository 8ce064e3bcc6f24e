import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { Collection, Store } from '../../src/store/collection.js';
import { MOVED, sumOf } from '../../src/store/contents.js';
import { openFreshMongo, openTempSqlite, type TempStore } from '../harness/store.js';
import { at, danger, person, row, type Danger, type Named, type Row } from './store-rows.js';

type Open = () => Promise<TempStore>;
export const PHOTO = Buffer.from('a picture of a lamp');

/** Stores for a case and a folder, all gone when it is over. */
export interface Shelf {
  folder(): string;
  /** Folders of the stores opened in this case, in order. */
  dataDirs(): readonly string[];
  empty(open?: Open): Promise<Store>;
  /** With something in it: 250 rows, people, hazards, a counter, a photo. */
  full(open?: Open): Promise<Store>;
}

export function createShelf(): Shelf {
  let opened: TempStore[] = [];
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safety-bot-'));
  });
  afterEach(async () => {
    for (const one of opened) await one.cleanUp();
    opened = [];
    await rm(folder, { recursive: true, force: true });
  });
  const empty = async (open: Open = openTempSqlite): Promise<Store> => {
    const one = await open();
    opened.push(one);
    return one.store;
  };
  return {
    folder: () => folder,
    dataDirs: () => opened.map((one) => one.dataDir),
    empty,
    full: async (open) => filled(await empty(open)),
  };
}

async function filled(store: Store): Promise<Store> {
  const wakeAt = at('2026-10-09T01:00:00.123Z');
  const rows = Array.from({ length: 250 }, (_unused, n) =>
    row(`r${n}`, { wakeAt, notice: { list: [0.1, 5982843719680468000, '𠮷"\n'] } }),
  );
  await store.collection<Row>('outbox').insertAbsent(rows);
  await store
    .collection<Named>('people')
    .insertAbsent([person('中'), person('\u{1f600}', { roles: ['admin'] })]);
  const photos = [
    { id: 'p1', stage: 'reported', state: 'kept', sha256: await store.photos.put(PHOTO), at: wakeAt },
  ];
  await store
    .collection<Danger>('hazards')
    .insertAbsent([
      { ...danger('a', 'YH-2026-0001', 'om_1', 0), photos } as Danger,
      danger('b', 'YH-2026-0005'),
    ]);
  await store.collection<{ _id: string; n: number }>('counters').insert({ _id: 'YH-2026', n: 5 });
  await store
    .collection<{ _id: string; token: string; until: Date }>('leases')
    .insert({ _id: 'outbox-sender', token: 't', until: wakeAt });
  return store;
}

export async function sums(store: Store): Promise<unknown> {
  return Promise.all(MOVED.map((name) => sumOf(store, name)));
}

export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A target whose connection breaks after so many writes. */
export function breaking(store: Store, after: number): Store {
  let left = after;
  return {
    ...store,
    collection: <T extends { readonly _id: string }>(
      name: Parameters<Store['collection']>[0],
    ): Collection<T> => {
      const inner = store.collection<T>(name);
      return new Proxy(inner, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            if (key === 'insertAbsent') left -= 1;
            if (left < 0) throw new Error('the line went dead');
            return Reflect.apply(value, target, args);
          };
        },
      });
    },
  };
}

export const uri = process.env['MONGODB_URI'];
const mongo: Open | undefined = uri === undefined ? undefined : openFreshMongo(uri);
/** From where to where: with MONGODB_URI also across. */
export const roads: (readonly [string, Open, string, Open])[] = [
  ['SQLite', openTempSqlite, 'SQLite', openTempSqlite],
];
if (mongo !== undefined)
  roads.push(['SQLite', openTempSqlite, 'MongoDB', mongo], ['MongoDB', mongo, 'SQLite', openTempSqlite]);
