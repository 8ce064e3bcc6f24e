import type { Store } from './collection.js';
import { SHAPES } from './models.js';
import { openSqlite } from './sqlite.js';

export interface StoreOptions {
  /** Unset = the built-in store in dataDir. */
  readonly mongodbUri?: string;
  readonly dataDir: string;
  /** The operator's command line works beside a running bot. */
  readonly beside?: boolean;
}

/**
 * Opens the store that the settings name; the rest of the program doesn't know which one it is.
 * @throws StoreUnavailable with what to do
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.mongodbUri === undefined)
    return openSqlite(options.dataDir, SHAPES, { beside: options.beside ?? false });
  const { openMongo } = await import('./mongo.js');
  return openMongo(options.mongodbUri, SHAPES);
}
