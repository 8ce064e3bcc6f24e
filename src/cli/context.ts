import type { Store } from '../store/collection.js';
import { openStore } from '../store/open.js';
import type { CommandIo } from './command.js';

/** The store that the service uses, opened beside it: commands may read and change while the bot runs. */
export function openCliStore(env: CommandIo['env']): Promise<Store> {
  const uri = env['MONGODB_URI'];
  return openStore({
    dataDir: env['DATA_DIR'] ?? './data',
    beside: true,
    ...(uri === undefined || uri === '' ? {} : { mongodbUri: uri }),
  });
}

/** Runs with an open store and closes it whatever happens. */
export async function withStore(io: CommandIo, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openCliStore(io.env);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
