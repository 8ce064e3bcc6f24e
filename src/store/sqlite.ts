import Database from 'libsql';
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers';
import { StoreUnavailable, type Collection, type Store } from './collection.js';
import { filePhotos } from './photos.js';
import type { Shape } from './shape.js';
import { SqliteCollection } from './sqlite-collection.js';
import { codeOf, guarded, messageOf, translated } from './sqlite-errors.js';
import { snapshotFile } from './sqlite-snapshot.js';
import { createWalSync } from './sqlite-sync.js';
import { SqliteTable } from './sqlite-table.js';
import { changesNeeded, uniqueIndexesPresent } from './sqlite-tables.js';

export type Connection = InstanceType<typeof Database>;

/** Name of the data file inside DATA_DIR. */
export const SQLITE_FILE = 'store.db';

/**
 * Opens the built-in store: one SQLite file, WAL; a write is acknowledged when it is on disk.
 * @param options.beside the operator's command line: reads and changes beside a running bot, takes no lock
 * @throws StoreUnavailable `locked` when another bot has this DATA_DIR, `broken` when the file can't be opened,
 * `full` when there is no room for it
 */
export function openSqlite(
  dataDir: string,
  shapes: readonly Shape[],
  options: { beside?: boolean } = {},
): Store {
  const folder = madeFolder(dataDir);
  const lock = options.beside === true ? undefined : takeLock(folder);
  let db: Connection | undefined;
  try {
    db = connect(join(folder, SQLITE_FILE));
    bringUpToDate(db, shapes, folder, lock !== undefined);
    return storeOn(db, lock, shapes, folder);
  } catch (error) {
    db?.close();
    lock?.close();
    throw translated(error);
  }
}

function storeOn(
  db: Connection,
  lock: Connection | undefined,
  shapes: readonly Shape[],
  dataDir: string,
): Store {
  const turn = createTurn();
  const sync = createWalSync(join(dataDir, `${SQLITE_FILE}-wal`), dataDir);
  const tables = shapes.map((shape) => new SqliteTable(db, shape));
  const collections = new Map(
    tables.map((table) => [table.shape.name, new SqliteCollection(table, turn, sync.settled)]),
  );
  return {
    kind: 'sqlite',
    photos: filePhotos(dataDir),
    collection<T extends { readonly _id: string }>(name: string): Collection<T> {
      const found = collections.get(name);
      if (found === undefined) throw new Error(`${name} is not declared in store/models.ts`);
      return found as unknown as Collection<T>;
    },
    now: () => Promise.resolve(new Date()),
    ping: async () => {
      guarded(() => db.prepare('SELECT count(*) FROM sqlite_master').all([]));
    },
    snapshot: async (folder) => {
      await snapshotFile(join(dataDir, SQLITE_FILE), join(folder, SQLITE_FILE));
      return { ...openSqlite(folder, shapes, { beside: true }), photos: filePhotos(dataDir) };
    },
    indexesPresent: async () => guarded(() => uniqueIndexesPresent(db, shapes)),
    close: async () => {
      await sync.close();
      for (const table of tables) table.release();
      db.close();
      lock?.close();
    },
  };
}

function madeFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new StoreUnavailable(
      'broken',
      `DATA_DIR ${dataDir} can not be made (${codeOf(error)}): choose a folder that this user may write to`,
      { cause: error },
    );
  }
  refuseNetworkFolder(dataDir);
  return dataDir;
}

/** The file systems whose locks and shared memory SQLite can't trust (cases.md 88). Numbers of statfs(2). */
const NETWORK: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x01021997: '9p',
  0x73757245: 'Coda',
};

function refuseNetworkFolder(dataDir: string): void {
  const type = NETWORK[statfsSync(dataDir).type];
  if (type !== undefined)
    throw new StoreUnavailable(
      'broken',
      `DATA_DIR ${dataDir} lies on a network share (${type}), where the built-in store would be damaged: use a folder on a local disk, or set MONGODB_URI`,
    );
}

function connect(file: string): Connection {
  try {
    const db = new Database(file);
    // The wait is synchronous: longer than this and a card callback would be late.
    db.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // NORMAL: the sync that FULL makes inside each commit is made by sqlite-sync.ts, off the main thread.
    return db;
  } catch (error) {
    const known = translated(error);
    throw known instanceof StoreUnavailable && known.kind !== 'broken'
      ? known
      : new StoreUnavailable(
          'broken',
          `the store file ${file} can't be opened (${messageOf(error)}): restore the last backup (store restore)`,
          { cause: error },
        );
  }
}

/**
 * One bot a file. The lock is a transaction held open on a database of its own: it ends with the process, even by
 * kill -9, and the data file itself must never be locked that way (stack.md §7, Lock).
 */
function takeLock(dataDir: string): Connection {
  let lock: Connection | undefined;
  try {
    lock = new Database(join(dataDir, 'store.lock'));
    lock.exec('PRAGMA busy_timeout = 200; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const known = translated(error);
    if (!(known instanceof StoreUnavailable) || known.kind !== 'locked') throw known;
    throw new StoreUnavailable(
      'locked',
      `another bot is using ${dataDir}: stop it first, or give this one its own DATA_DIR, or set MONGODB_URI to run several`,
      { cause: error },
    );
  }
}

/** Makes what is missing. Beside a running bot that is done only for a file that nobody else has. */
function bringUpToDate(db: Connection, shapes: readonly Shape[], dataDir: string, locked: boolean): void {
  if (changesNeeded(db, shapes).length === 0) return;
  const lock = locked ? undefined : takeLock(dataDir);
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const statement of changesNeeded(db, shapes)) db.exec(statement);
    db.exec('COMMIT');
  } finally {
    lock?.close();
  }
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
