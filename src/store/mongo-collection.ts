import type { NativeCollection } from './mongo.js';
import {
  DuplicateKey,
  NotStorable,
  type Collection,
  type Filter,
  type FindOptions,
  type Scalar,
  type Sort,
  type Update,
} from './collection.js';
import { checked, jsonOf } from './check.js';
import { behind, readFilter, readOptions } from './dialect.js';
import { guarded, translated } from './mongo-errors.js';
import { native, nativeUpdate, sortOf } from './mongo-language.js';
import { scalarAt, type Shape } from './shape.js';
import { readUpdate } from './update.js';

type Doc = Record<string, unknown> & { readonly _id: string };

/** Documents a round trip: more would hold the event loop for 300 ms at a time (stack.md §7). */
const BATCH = 200;
/** So few are inserted without asking first which are there: most of the time none is. */
const FEW = 10;

/** One collection on MongoDB; see the port for what each verb promises. */
export class MongoCollection implements Collection<Doc> {
  constructor(
    private readonly rows: NativeCollection,
    private readonly shape: Shape,
  ) {}

  async insert(doc: Doc): Promise<void> {
    const stored = this.checkedDoc(doc);
    try {
      await this.named(() => this.rows.insertOne(stored as never));
    } catch (error) {
      throw await this.idFirst(error, stored._id);
    }
  }

  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    const stored = docs.map((doc) => this.checkedDoc(doc));
    let added = 0;
    for (let start = 0; start < stored.length; start += BATCH)
      added += await this.insertBatch(stored.slice(start, start + BATCH));
    return added;
  }

  async get(id: string): Promise<Doc | null> {
    const wanted = checked({ type: 'string', required: true }, id, `${this.shape.name}._id`);
    return this.named(async () => (await this.rows.findOne({ _id: wanted } as never)) as Doc | null);
  }

  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    const { sort, limit } = readOptions(this.shape, options);
    const query = native(behind(this.shape, readFilter(this.shape, filter), sort, options.after));
    const cursor = this.rows.find(query as never, {
      sort: sortOf(sort),
      batchSize: BATCH,
      ...(limit === undefined ? {} : { limit }),
    });
    try {
      for await (const doc of cursor) yield doc as unknown as Doc;
    } catch (error) {
      throw translated(error, this.shape.name, this.shape);
    }
  }

  async count(filter?: Filter<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    return this.named(() => this.rows.countDocuments(query as never));
  }

  async tally(
    by: readonly string[],
    filter?: Filter<Doc>,
  ): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    if (by.length === 0) throw new NotStorable(this.shape.name, 'is tallied by nothing');
    for (const path of by) scalarAt(this.shape, path);
    const query = native(readFilter(this.shape, filter));
    const id = Object.fromEntries(by.map((path, index) => [`k${index}`, `$${path}`]));
    const sort = Object.fromEntries(by.map((_path, index) => [`_id.k${index}`, 1 as const]));
    const steps = [{ $match: query }, { $group: { _id: id, n: { $sum: 1 } } }, { $sort: sort }];
    const rows = await this.named(() => this.rows.aggregate(steps).toArray());
    return rows.map((row) => {
      const key = row['_id'] as Record<string, Scalar | null | undefined>;
      return { key: by.map((_path, index) => key[`k${index}`] ?? undefined), n: row['n'] as number };
    });
  }

  async change(
    filter: Filter<Doc>,
    update: Update<Doc>,
    options: { sort?: Sort<Doc> } = {},
  ): Promise<Doc | null> {
    const { sort } = readOptions(this.shape, options);
    const query = native(readFilter(this.shape, filter));
    const wanted = nativeUpdate(readUpdate(this.shape, update));
    return this.named(async () => {
      const changed = await this.rows.findOneAndUpdate(query as never, wanted as never, {
        returnDocument: 'after',
        sort: sortOf(sort),
      });
      return changed as unknown as Doc | null;
    });
  }

  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    const wanted = nativeUpdate(readUpdate(this.shape, update));
    return this.named(async () => (await this.rows.updateMany(query as never, wanted as never)).matchedCount);
  }

  async remove(filter: Filter<Doc>): Promise<number> {
    const query = native(readFilter(this.shape, filter));
    return this.named(async () => (await this.rows.deleteMany(query as never)).deletedCount);
  }

  /** In order, so that a key taken in another index stops it where it stands, as on the other driver. */
  private async insertBatch(docs: readonly Doc[]): Promise<number> {
    let rest = docs.length > FEW ? await this.absentOf(docs) : docs;
    let added = 0;
    while (rest.length > 0) {
      try {
        await this.rows.insertMany(rest as never, { ordered: true });
        return added + rest.length;
      } catch (error) {
        const { insertedCount = 0, writeErrors } = error as {
          insertedCount?: number;
          writeErrors?: readonly { readonly err?: unknown }[];
        };
        const broken = translated(writeErrors?.[0]?.err ?? error, this.shape.name, this.shape);
        const first = await this.idFirst(broken, rest[insertedCount]?._id ?? '');
        // Somebody else was faster with this one.
        if (!(first instanceof DuplicateKey) || first.index !== '_id') throw first;
        added += insertedCount;
        rest = rest.slice(insertedCount + 1);
      }
    }
    return added;
  }

  private async absentOf(docs: readonly Doc[]): Promise<readonly Doc[]> {
    const query = { _id: { $in: docs.map((doc) => doc._id) } } as never;
    const there = await this.named(() => this.rows.find(query, { projection: { _id: 1 } }).toArray());
    const known = new Set(there.map((doc) => String(doc['_id'])));
    return docs.filter((doc) => !known.has(doc._id));
  }

  /** Where several keys are taken, servers differ in which they name: ask about the id before believing it. */
  private async idFirst(error: unknown, id: string): Promise<unknown> {
    if (!(error instanceof DuplicateKey) || error.index === '_id') return error;
    return (await this.get(id)) === null ? error : new DuplicateKey(this.shape.name, '_id');
  }

  private checkedDoc(doc: Doc): Doc {
    const stored = checked(this.shape.root, doc, this.shape.name) as Doc;
    jsonOf(this.shape.name, stored);
    return stored;
  }

  private named<R>(work: () => Promise<R>): Promise<R> {
    return guarded(work, this.shape.name, this.shape);
  }
}
