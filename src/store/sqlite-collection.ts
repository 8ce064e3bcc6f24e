import type { Connection } from './sqlite.js';
import { DuplicateKey, StoreUnavailable, type Collection, type Filter, type FindOptions, type Scalar, type ScalarPath, type Sort, type Update } from './collection.js';
import { applied, readFilter } from './dialect.js';
import { checked, fieldAt, revive, type Shape } from './shape.js';
import { fromSql, indexedPaths, orderBy, read, where } from './sqlite-sql.js';

interface Row {
  readonly _id: string;
  readonly doc: string;
}

type Doc = Record<string, unknown> & { readonly _id: string };

const PAGE = 100;

/** One collection on SQLite; see the port for what each verb promises. */
export class SqliteCollection implements Collection<Doc> {
  private readonly columns: ReadonlySet<string>;
  private readonly table: string;
  private statements = new Map<string, ReturnType<Connection['prepare']>>();

  constructor(
    private readonly db: Connection,
    private readonly shape: Shape,
    private readonly turn: () => Promise<void>,
  ) {
    this.columns = new Set(indexedPaths(shape));
    this.table = `"${shape.name}"`;
  }

  async insert(doc: Doc): Promise<void> {
    const stored = this.checkedDoc(doc);
    await this.turn();
    this.guarded(() => this.put(stored));
  }

  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    const stored = docs.map((doc) => this.checkedDoc(doc));
    let added = 0;
    for (const doc of stored) {
      await this.turn();
      added += this.guarded(() =>
        this.transaction(() => {
          if (this.prepared(`SELECT 1 FROM ${this.table} WHERE _id = ?`).all([doc._id]).length > 0) return 0;
          this.put(doc);
          return 1;
        }),
      );
    }
    return added;
  }

  async get(id: string): Promise<Doc | null> {
    await this.turn();
    const rows = this.guarded(() => this.prepared(`SELECT _id, doc FROM ${this.table} WHERE _id = ?`).all([id])) as Row[];
    return rows[0] === undefined ? null : this.revived(rows[0]);
  }

  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    if (options.limit !== undefined && options.limit < 1) throw new RangeError('limit is at least 1');
    const limit = options.limit === undefined ? '' : ` LIMIT ${Math.floor(options.limit)}`;
    const order = orderBy(options.sort, this.columns);
    await this.turn();
    // The ids first: a stream that pages by offset would skip documents that change meanwhile.
    const ids = this.guarded(() =>
      this.prepared(`SELECT _id FROM ${this.table} WHERE ${condition.text} ORDER BY ${order}${limit}`).all([...condition.values]),
    ) as { _id: string }[];
    for (let start = 0; start < ids.length; start += PAGE) {
      const page = ids.slice(start, start + PAGE).map((row) => row._id);
      await this.turn();
      const marks = page.map(() => '?').join(',');
      const rows = this.guarded(() => this.prepared(`SELECT _id, doc FROM ${this.table} WHERE _id IN (${marks})`).all(page)) as Row[];
      const byId = new Map(rows.map((row) => [row._id, row]));
      for (const id of page) {
        const row = byId.get(id);
        if (row !== undefined) yield this.revived(row);
      }
    }
  }

  async count(filter?: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    await this.turn();
    const rows = this.guarded(() =>
      this.prepared(`SELECT count(*) AS n FROM ${this.table} WHERE ${condition.text}`).all([...condition.values]),
    ) as { n: number }[];
    return rows[0]?.n ?? 0;
  }

  async tally(by: readonly ScalarPath<Doc>[], filter?: Filter<Doc>): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    const fields = by.map((path) => fieldAt(this.shape, path));
    const keys = by.map((path, index) => `${read(path, this.columns)} AS k${index}`);
    const group = by.map((_path, index) => `k${index}`).join(', ');
    await this.turn();
    const rows = this.guarded(() =>
      this.prepared(
        `SELECT ${[...keys, 'count(*) AS n'].join(', ')} FROM ${this.table} WHERE ${condition.text} GROUP BY ${group} ORDER BY ${group}`,
      ).all([...condition.values]),
    ) as Record<string, unknown>[];
    return rows.map((row) => ({
      key: fields.map((field, index) => fromSql(field, row[`k${index}`])),
      n: row['n'] as number,
    }));
  }

  async change(filter: Filter<Doc>, update: Update<Doc>, options: { sort?: Sort<Doc> } = {}): Promise<Doc | null> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    const order = orderBy(options.sort, this.columns);
    await this.turn();
    return this.guarded(() =>
      this.transaction(() => {
        const rows = this.prepared(
          `SELECT _id, doc FROM ${this.table} WHERE ${condition.text} ORDER BY ${order} LIMIT 1`,
        ).all([...condition.values]) as Row[];
        return rows[0] === undefined ? null : this.rewrite(rows[0], update);
      }),
    );
  }

  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    await this.turn();
    const ids = this.guarded(() =>
      this.prepared(`SELECT _id FROM ${this.table} WHERE ${condition.text}`).all([...condition.values]),
    ) as { _id: string }[];
    let changed = 0;
    for (const { _id } of ids) {
      const done = await this.change({ ...filter, _id } as Filter<Doc>, update);
      if (done !== null) changed += 1;
    }
    return changed;
  }

  async remove(filter: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.columns);
    await this.turn();
    const result = this.guarded(() =>
      this.prepared(`DELETE FROM ${this.table} WHERE ${condition.text}`).run([...condition.values]),
    ) as { changes: number };
    return result.changes;
  }

  /** Lets go of the prepared statements: a living one keeps the file open after close. */
  release(): void {
    this.statements.clear();
  }

  private rewrite(row: Row, update: Update<Doc>): Doc {
    const next = applied(this.shape, this.revived(row), update) as Doc;
    try {
      this.prepared(`UPDATE ${this.table} SET doc = ? WHERE _id = ?`).run([JSON.stringify(next), row._id]);
    } catch (error) {
      throw this.translated(error, next);
    }
    return next;
  }

  private put(doc: Doc): void {
    try {
      this.prepared(`INSERT INTO ${this.table} (_id, doc) VALUES (?, ?)`).run([doc._id, JSON.stringify(doc)]);
    } catch (error) {
      throw this.translated(error, doc);
    }
  }

  /** SQLite names the newest broken index, MongoDB `_id_` first: ask about the id before believing it. */
  private translated(error: unknown, doc: Doc): unknown {
    const message = String((error as { message?: unknown }).message ?? error);
    if (!/unique|constraint/iu.test(message)) return error;
    const sameId = this.prepared(`SELECT 1 FROM ${this.table} WHERE _id = ?`).all([doc._id]).length > 0;
    const index = this.shape.indexes.find((candidate) =>
      Object.keys(candidate.keys).some((path) => message.includes(`c_${path.replaceAll('.', '_')}`)),
    );
    return new DuplicateKey(this.shape.name, sameId && index === undefined ? '_id' : (index?.name ?? '_id'));
  }

  private checkedDoc(doc: Doc): Doc {
    return checked(this.shape.root, doc, this.shape.name) as Doc;
  }

  private revived(row: Row): Doc {
    return revive(this.shape.root, JSON.parse(row.doc)) as Doc;
  }

  private prepared(sql: string): ReturnType<Connection['prepare']> {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (this.statements.size > 200) this.statements.clear();
    this.statements.set(sql, statement);
    return statement;
  }

  private transaction<R>(work: () => R): R {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      // The library hides "disk full" behind "cannot rollback": the first error is the one to tell.
      try {
        this.db.exec('ROLLBACK');
      } catch {
        /* nothing was begun any more */
      }
      throw error;
    }
  }

  private guarded<R>(work: () => R): R {
    try {
      return work();
    } catch (error) {
      const message = String((error as { message?: unknown }).message ?? error);
      if (/full/iu.test(message) && /disk|database/iu.test(message)) throw new StoreUnavailable('full', 'the disk is full', { cause: error });
      if (/locked|busy/iu.test(message)) throw new StoreUnavailable('locked', 'the store is busy', { cause: error });
      if (/malformed|not a database|corrupt|I\/O/iu.test(message)) throw new StoreUnavailable('broken', message, { cause: error });
      throw error;
    }
  }
}
