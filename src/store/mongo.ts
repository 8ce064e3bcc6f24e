import mongoose, { type Connection, type Model } from 'mongoose';
import {
  DuplicateKey,
  NotStorable,
  StoreUnavailable,
  type Collection,
  type Filter,
  type FindOptions,
  type Scalar,
  type ScalarPath,
  type Sort,
  type Store,
  type Update,
} from './collection.js';
import { applied, readFilter, type Condition, type ReadFilter } from './dialect.js';
import { SCHEMAS } from './models.js';
import { gridPhotos } from './mongo-photos.js';
import { checked, type Shape } from './shape.js';

type Doc = Record<string, unknown> & { readonly _id: string };
type Native = Record<string, unknown>;

/**
 * Opens a real MongoDB: standalone, replica set or Atlas. No multi-document transactions are used (design §5.1).
 * @throws StoreUnavailable `down` when it can't be reached within 10 s
 */
export async function openMongo(uri: string, shapes: readonly Shape[]): Promise<Store> {
  const connection = await connect(uri);
  const collections = new Map<string, MongoCollection>();
  for (const shape of shapes) {
    const schema = SCHEMAS[shape.name];
    if (schema === undefined) throw new Error(`${shape.name} is not declared`);
    const model = connection.model(shape.name, schema, shape.name);
    collections.set(shape.name, new MongoCollection(model as unknown as Model<Native>, shape));
    await ensureIndexes(model as unknown as Model<Native>, shape);
  }
  return {
    kind: 'mongo',
    photos: gridPhotos(connection),
    collection<T extends { readonly _id: string }>(name: string): Collection<T> {
      const found = collections.get(name);
      if (found === undefined) throw new Error(`${name} is not declared in store/models.ts`);
      return found as unknown as Collection<T>;
    },
    now: () => serverTime(connection),
    ping: async () => {
      await guarded(() => connection.db?.admin().ping() ?? Promise.reject(new Error('no connection')));
    },
    indexesPresent: async () => {
      for (const shape of shapes) {
        const model = connection.model(shape.name) as unknown as Model<Native>;
        const existing = await guarded(() => model.collection.indexes());
        const missing = shape.indexes.filter((index) => index.unique && !existing.some((found) => found.name === indexName(index.name)));
        if (missing.length > 0) return false;
      }
      return true;
    },
    close: () => connection.close(),
  };
}

const indexName = (name: string): string => name.replaceAll('.', '_');

async function connect(uri: string): Promise<Connection> {
  try {
    return await mongoose
      .createConnection(uri, {
        bufferCommands: false,
        autoIndex: false,
        autoCreate: false,
        serverSelectionTimeoutMS: 10_000,
        w: 'majority',
        journal: true,
      })
      .asPromise();
  } catch (error) {
    throw new StoreUnavailable('down', 'MongoDB at MONGODB_URI does not answer: check the address and that it runs', { cause: error });
  }
}

async function ensureIndexes(model: Model<Native>, shape: Shape): Promise<void> {
  for (const index of shape.indexes) {
    await guarded(() =>
      model.collection.createIndex(index.keys, {
        name: indexName(index.name),
        unique: index.unique,
        ...(index.partial === undefined ? {} : { partialFilterExpression: index.partial }),
      }),
    );
  }
}

/** The server's clock, so that several instances agree on which slot is due. */
async function serverTime(connection: Connection): Promise<Date> {
  const reply = await guarded(() => connection.db?.admin().command({ hello: 1 }) ?? Promise.reject(new Error('no connection')));
  const time: unknown = reply['localTime'];
  return time instanceof Date ? time : new Date();
}

class MongoCollection implements Collection<Doc> {
  constructor(
    private readonly model: Model<Native>,
    private readonly shape: Shape,
  ) {}

  async insert(doc: Doc): Promise<void> {
    const stored = this.checkedDoc(doc);
    await this.named(() => this.model.collection.insertOne(stored as never));
  }

  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    let added = 0;
    for (const doc of docs) {
      const stored = this.checkedDoc(doc);
      try {
        await this.named(() => this.model.collection.insertOne(stored as never));
        added += 1;
      } catch (error) {
        if (!(error instanceof DuplicateKey) || error.index !== '_id') throw error;
      }
    }
    return added;
  }

  get(id: string): Promise<Doc | null> {
    return guarded(() => this.model.collection.findOne({ _id: id } as never) as Promise<Doc | null>);
  }

  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    if (options.limit !== undefined && options.limit < 1) throw new RangeError('limit is at least 1');
    const query = native(readFilter(this.shape, filter));
    let cursor = this.model.collection.find(query as never).sort(sortOf(options.sort)).batchSize(200);
    if (options.limit !== undefined) cursor = cursor.limit(Math.floor(options.limit));
    try {
      for await (const doc of cursor) yield doc as unknown as Doc;
    } catch (error) {
      throw translated(error, this.shape);
    }
  }

  count(filter?: Filter<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    return guarded(() => this.model.collection.countDocuments(query as never));
  }

  async tally(by: readonly ScalarPath<Doc>[], filter?: Filter<Doc>): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    const query = native(readFilter(this.shape, filter));
    const id = Object.fromEntries(by.map((path, index) => [`k${index}`, `$${path}`]));
    const sort = Object.fromEntries(by.map((_path, index) => [`_id.k${index}`, 1 as const]));
    const rows = await guarded(() =>
      this.model.collection.aggregate([{ $match: query }, { $group: { _id: id, n: { $sum: 1 } } }, { $sort: sort }]).toArray(),
    );
    return rows.map((row) => {
      const key = row['_id'] as Record<string, Scalar | null | undefined>;
      return { key: by.map((_path, index) => key[`k${index}`] ?? undefined), n: row['n'] as number };
    });
  }

  async change(filter: Filter<Doc>, update: Update<Doc>, options: { sort?: Sort<Doc> } = {}): Promise<Doc | null> {
    const query = native(readFilter(this.shape, filter));
    this.checkUpdate(update);
    const changed = await this.named(() =>
      this.model.collection.findOneAndUpdate(query as never, nativeUpdate(update) as never, {
        returnDocument: 'after',
        sort: sortOf(options.sort),
      }),
    );
    return changed as unknown as Doc | null;
  }

  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    this.checkUpdate(update);
    const result = await this.named(() => this.model.collection.updateMany(query as never, nativeUpdate(update) as never));
    return result.matchedCount;
  }

  async remove(filter: Filter<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    const result = await this.named(() => this.model.collection.deleteMany(query as never));
    return result.deletedCount;
  }

  private checkedDoc(doc: Doc): Native {
    return checked(this.shape.root, doc, this.shape.name) as Native;
  }

  /** Every value must fit the declaration by itself, since the driver never sees the whole document. */
  private checkUpdate(update: Update<Doc>): void {
    applied({ ...this.shape, root: { ...this.shape.root, fields: optionalFields(this.shape) } }, { _id: 'check' }, update);
  }

  private named<R>(work: () => Promise<R>): Promise<R> {
    return guarded(work, this.shape);
  }
}

function optionalFields(shape: Shape): NonNullable<Shape['root']['fields']> {
  return Object.fromEntries(Object.entries(shape.root.fields ?? {}).map(([key, field]) => [key, { ...field, required: false }]));
}

function native(filter: ReadFilter): Native {
  const parts: Native[] = filter.all.map((condition) => ({ [condition.path]: operator(condition) }));
  for (const alternatives of filter.any)
    parts.push(alternatives.length === 0 ? { _id: { $in: [] } } : { $or: alternatives.map(native) });
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] as Native) : { $and: parts };
}

function operator({ op, value }: Condition): unknown {
  if (op === 'contains') return { $regex: (value as string).replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&') };
  return { [`$${op}`]: value };
}

function sortOf(sort: object | undefined): Record<string, 1 | -1> {
  const keys = { ...sort } as Record<string, 1 | -1>;
  return keys['_id'] === undefined ? { ...keys, _id: 1 } : keys;
}

function nativeUpdate(update: Update<Doc>): Native {
  const parts = Object.entries(update).filter(([, value]) => Object.keys(value as object).length > 0);
  return Object.fromEntries(parts.map(([op, value]) => [op, op === '$unset' ? Object.fromEntries(Object.keys(value as object).map((key) => [key, ''])) : value]));
}

async function guarded<R>(work: () => Promise<R>, shape?: Shape): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw translated(error, shape);
  }
}

function translated(error: unknown, shape?: Shape): unknown {
  if (error instanceof NotStorable || error instanceof DuplicateKey) return error;
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
  if (code === 11000) {
    const text = message ?? '';
    const index = shape?.indexes.find((candidate) => candidate.unique && text.includes(indexName(candidate.name)));
    return new DuplicateKey(shape?.name ?? '', index?.name ?? '_id');
  }
  if (/Network|ServerSelection|NotConnected|PoolCleared|Topology/u.test(name ?? '') || /buffering|not connected|closed/iu.test(message ?? ''))
    return new StoreUnavailable('down', 'MongoDB does not answer', { cause: error });
  if (code === 14031 || /OutOfDiskSpace/u.test(message ?? '')) return new StoreUnavailable('full', 'the disk of MongoDB is full', { cause: error });
  return error;
}
