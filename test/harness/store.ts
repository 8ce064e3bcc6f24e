import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/collection.js';
import { openStore } from '../../src/store/open.js';

export interface TempStore {
  readonly store: Store;
  readonly dataDir: string;
  readonly cleanUp: () => Promise<void>;
}

/** A fresh store: SQLite in a temporary folder, or a database of its own when TEST_STORE=mongo. */
export async function openTempStore(): Promise<TempStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'safety-bot-'));
  const uri = process.env['MONGODB_URI'];
  const useMongo = process.env['TEST_STORE'] === 'mongo' && uri !== undefined;
  const store = await openStore(useMongo ? { dataDir, mongodbUri: freshDatabase(uri) } : { dataDir });
  return {
    store,
    dataDir,
    cleanUp: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same server, a database name that nobody else has. */
export function freshDatabase(uri: string): string {
  const url = new URL(uri);
  url.pathname = `/t${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  return url.href;
}
