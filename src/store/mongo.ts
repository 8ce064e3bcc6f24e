import mongoose, { type Connection, type Model, type Schema } from 'mongoose';
import { StoreUnavailable, type Collection, type Store } from './collection.js';
import { SCHEMAS } from './models.js';
import { MongoCollection } from './mongo-collection.js';
import { guarded, indexName } from './mongo-errors.js';
import { gridPhotos, type Bucket } from './mongo-photos.js';
import type { Index, Shape } from './shape.js';

type Native = Record<string, unknown>;

/** The driver's own collection behind a model: plain documents in and out. */
export type NativeCollection = Model<Native>['collection'];

/** How long an operation may look for a server; ms. A card callback has 3 s in all. */
const SELECTION_MS = 2500;

/**
 * Opens a real MongoDB: standalone, replica set or Atlas. No multi-document transactions are used (design §5.1).
 * @param options.looks how often to look for a server that may just be starting, 2.5 s each; default 4
 * @throws StoreUnavailable `down` when it can't be reached
 */
export async function openMongo(
  uri: string,
  shapes: readonly Shape[],
  options: { looks?: number } = {},
): Promise<Store> {
  const connection = await connect(uri, options.looks ?? 4);
  const natives = new Map(shapes.map((shape) => [shape, nativeOf(connection, shape)]));
  const collections = new Map(
    [...natives].map(([shape, rows]) => [shape.name, new MongoCollection(rows, shape)]),
  );
  try {
    for (const [shape, rows] of natives) await ensureIndexes(rows, shape);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    kind: 'mongo',
    photos: gridPhotos(bucketOf(connection)),
    collection<T extends { readonly _id: string }>(name: string): Collection<T> {
      const found = collections.get(name);
      if (found === undefined) throw new Error(`${name} is not declared in store/models.ts`);
      return found as unknown as Collection<T>;
    },
    now: () => serverTime(connection),
    ping: async () => {
      await command(connection, { ping: 1 });
    },
    indexesPresent: async () => {
      for (const [shape, rows] of natives) {
        // A collection that holds nothing and has no indexes does not exist for MongoDB.
        if (!shape.indexes.some((index) => index.unique)) continue;
        const existing = await guarded(() => rows.indexes());
        const names = new Set(
          existing.filter((found) => found['unique'] === true).map((found) => found['name']),
        );
        if (shape.indexes.some((index) => index.unique && !names.has(indexName(index.name)))) return false;
      }
      return true;
    },
    close: () => connection.close(),
  };
}

function nativeOf(connection: Connection, shape: Shape): NativeCollection {
  const schema = (SCHEMAS as Readonly<Record<string, Schema>>)[shape.name];
  if (schema === undefined) throw new Error(`${shape.name} is not declared`);
  return (connection.model(shape.name, schema, shape.name) as unknown as Model<Native>).collection;
}

async function connect(uri: string, looks: number): Promise<Connection> {
  const connection = mongoose.createConnection();
  try {
    return await connection.openUri(uri, {
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
      serverSelectionTimeoutMS: SELECTION_MS,
      // A server that takes requests and answers none must not hold them for ever.
      socketTimeoutMS: 30_000,
      w: 'majority',
      journal: true,
    });
  } catch (error) {
    await connection.close().catch(() => undefined);
    if (looks > 1 && /ServerSelection/u.test((error as Error).name)) return connect(uri, looks - 1);
    throw new StoreUnavailable(
      'down',
      'MongoDB at MONGODB_URI does not answer: check the address, the credentials and that it runs',
      { cause: error },
    );
  }
}

/** Codes of "there is an index of that name with other options or keys". */
const OTHER_INDEX = new Set<unknown>([85, 86]);

/**
 * A unique index that can't be built (two documents have the key already) must not keep the operator out: the
 * store opens, `indexesPresent` says no and readiness is refused.
 */
async function ensureIndexes(rows: NativeCollection, shape: Shape): Promise<void> {
  for (const index of shape.indexes) {
    try {
      await create(rows, index);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (OTHER_INDEX.has(code)) {
        await guarded(() => rows.dropIndex(indexName(index.name)));
        await guarded(() => create(rows, index));
      } else if (typeof code !== 'number') await guarded(() => Promise.reject(error as Error));
    }
  }
}

async function create(rows: NativeCollection, { name, keys, unique, partial }: Index): Promise<void> {
  await rows.createIndex(keys, {
    name: indexName(name),
    unique,
    ...(partial === undefined ? {} : { partialFilterExpression: partial }),
  });
}

/** The server's clock, so that several instances agree on which slot is due. */
async function serverTime(connection: Connection): Promise<Date> {
  const reply = await command(connection, { hello: 1 });
  const time: unknown = reply['localTime'];
  return time instanceof Date ? time : new Date();
}

function command(connection: Connection, body: Native): Promise<Native> {
  return guarded(() => {
    if (connection.db === undefined) throw new StoreUnavailable('down', 'the store is closed');
    return connection.db.admin().command(body);
  });
}

function bucketOf(connection: Connection): Bucket {
  if (connection.db === undefined) throw new StoreUnavailable('down', 'the store is closed');
  return new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'photos' }) as unknown as Bucket;
}
