import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { Collection, Store } from '../../src/store/collection.js';
import type { CollectionName } from '../../src/store/models.js';
import { openStore } from '../../src/store/open.js';

export interface TempStore {
  readonly store: Store;
  readonly dataDir: string;
  /** Another connection to the same database, as a second instance has; absent on the built-in store. */
  readonly again?: () => Promise<Store>;
  readonly cleanUp: () => Promise<void>;
}

/** A fresh store: SQLite in a temporary folder, or a database of its own when TEST_STORE=mongo. */
export function openTempStore(): Promise<TempStore> {
  const uri = process.env['MONGODB_URI'];
  return process.env['TEST_STORE'] === 'mongo' && uri !== undefined
    ? openFreshMongo(uri)()
    : openTempSqlite();
}

/** SQLite in a temporary folder, whatever TEST_STORE says. */
export async function openTempSqlite(): Promise<TempStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'safety-bot-'));
  const store = await openStore({ dataDir });
  return {
    store,
    dataDir,
    cleanUp: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database of its own on that server, dropped at the end. */
export function openFreshMongo(uri: string): () => Promise<TempStore> {
  return async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'safety-bot-'));
    const mongodbUri = freshDatabase(uri);
    const store = await openStore({ dataDir, mongodbUri });
    return {
      store,
      dataDir,
      again: () => openStore({ dataDir, mongodbUri }),
      cleanUp: async () => {
        await store.close();
        await rm(dataDir, { recursive: true, force: true });
        const connection = await mongoose.createConnection(mongodbUri).asPromise();
        await connection.dropDatabase();
        await connection.close();
      },
    };
  };
}

/**
 * The same store, but each verb first lets a random number of other things happen: SQLite's fixed order hides races
 * that a MongoDB shows. No time passes.
 */
export function withRandomTurns(store: Store, random: () => number = Math.random): Store {
  return {
    ...store,
    collection: <T extends { readonly _id: string }>(name: CollectionName): Collection<T> =>
      new Proxy(store.collection<T>(name), {
        get: (target, key) => {
          const verb: unknown = Reflect.get(target, key);
          if (typeof verb !== 'function') return verb;
          if (key === 'find') return verb.bind(target) as unknown;
          return async (...args: unknown[]): Promise<unknown> => {
            for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1)
              await new Promise((resolve) => setImmediate(resolve));
            return Reflect.apply(verb, target, args) as unknown;
          };
        },
      }),
  };
}

/** The same server, a database name that nobody else has. */
export function freshDatabase(uri: string): string {
  const url = new URL(uri);
  url.pathname = `/t${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  return url.href;
}

/**
 * Which server answers there, and what it is known to lack against what MongoDB documents. Such cases stay in the
 * suites and run where a real MongoDB is (the public CI).
 */
export async function serverAt(uri: string): Promise<{ name: string; lacks: ReadonlySet<string> }> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    const info = (await connection.db?.admin().command({ buildInfo: 1 })) ?? {};
    const version = String(info['version']);
    // SecantusDB 0.7.0b3 answers "internal server error" instead of code 10334.
    if (typeof info['secantusVersion'] === 'string')
      return { name: `SecantusDB ${info['secantusVersion']}`, lacks: new Set(['size of a grown document']) };
    if (info['ferretdb'] !== undefined)
      return { name: `FerretDB (${version})`, lacks: new Set(['partial indexes']) };
    return { name: `MongoDB ${version}`, lacks: new Set() };
  } finally {
    await connection.close();
  }
}
