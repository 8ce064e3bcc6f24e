import type { Store } from '../store/collection.js';
import { openStore, type StoreOptions } from '../store/open.js';
import { given } from '../given.js';
import type { CommandIo } from './command.js';

/** Where the service keeps its store; an empty variable counts as unset, as for the service. */
export function storeHere(env: CommandIo['env']): StoreOptions {
  const set = (name: string): string | undefined => (env[name]?.trim() === '' ? undefined : env[name]);
  return { dataDir: set('DATA_DIR') ?? './data', ...given('mongodbUri', set('MONGODB_URI')) };
}

/** Runs with the service's store, opened beside it: commands may read and change while the bot runs. */
export async function withStore(io: CommandIo, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openStore({ ...storeHere(io.env), beside: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
