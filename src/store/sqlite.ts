import Database from 'libsql';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable, type Collection, type Store } from './collection.js';
import { SqliteCollection } from './sqlite-collection.js';
import { createStatements, indexName } from './sqlite-sql.js';
import { filePhotos } from './photos.js';
import type { Shape } from './shape.js';

export type Connection = InstanceType<typeof Database>;

/** Name of the data file inside DATA_DIR. */
export const SQLITE_FILE = 'store.db';

/**
 * Opens the built-in store: one SQLite file, WAL, every acknowledged write on disk (synchronous=FULL).
 * @param options.beside the operator's command line: reads and changes beside a running bot, takes no lock
 * @throws StoreUnavailable `locked` when another bot has this DATA_DIR, `broken` when the file can't be opened
 */
export function openSqlite(dataDir: string, shapes: readonly Shape[], options: { beside?: boolean } = {}): Store {
  mkdirSync(dataDir, { recursive: true });
  const lock = options.beside === true ? undefined : takeLock(dataDir);
  const db = connect(join(dataDir, SQLITE_FILE));
  for (const shape of shapes) for (const statement of createStatements(shape)) db.exec(statement);
  const turn = createTurn();
  const collections = new Map(shapes.map((shape) => [shape.name, new SqliteCollection(db, shape, turn)]));
  return {
    kind: 'sqlite',
    photos: filePhotos(dataDir),
    collection<T extends { readonly _id: string }>(name: string): Collection<T> {
      const found = collections.get(name);
      if (found === undefined) throw new Error(`${name} is not declared in store/models.ts`);
      return found as unknown as Collection<T>;
    },
    now: () => Promise.resolve(new Date()),
    ping: () => {
      db.prepare('SELECT 1').get([]);
      return Promise.resolve();
    },
    indexesPresent: () => Promise.resolve(allIndexes(db, shapes)),
    close: () => {
      for (const collection of collections.values()) collection.release();
      db.close();
      lock?.close();
      return Promise.resolve();
    },
  };
}

function connect(file: string): Connection {
  try {
    const db = new Database(file, { timeout: 5000 } as never);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    return db;
  } catch (error) {
    throw new StoreUnavailable('broken', `the store file ${file} can't be opened`, { cause: error });
  }
}

/**
 * One bot a file. The lock is a transaction held open on a database of its own: it survives nothing (kill -9 frees
 * it), and the data file itself must never be locked that way (stack.md §7, Lock).
 */
function takeLock(dataDir: string): Connection {
  const lock = new Database(join(dataDir, 'store.lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 200; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new StoreUnavailable(
      'locked',
      `another bot is using ${dataDir}: stop it first, or give this one its own DATA_DIR, or set MONGODB_URI to run several`,
      { cause: error },
    );
  }
}

function allIndexes(db: Connection, shapes: readonly Shape[]): boolean {
  const rows = db.prepare("SELECT name FROM sqlite_master WHERE type = 'index'").all([]) as { name: string }[];
  const names = new Set(rows.map((row) => row.name));
  return shapes.every((shape) => shape.indexes.every((index) => names.has(indexName(shape, index))));
}

/**
 * SQLite calls are synchronous and awaiting them only uses microtasks, which starves timers and sockets: give the
 * event loop a turn every 10 ms.
 */
function createTurn(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 10) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}
