import type { Connection } from './sqlite.js';
import {
  DuplicateKey,
  NotStorable,
  type Collection,
  type Filter,
  type FindOptions,
  type Scalar,
  type ScalarPath,
  type Sort,
  type Update,
} from './collection.js';
import { checked, jsonOf, revive } from './check.js';
import { behind, readFilter, readOptions } from './dialect.js';
import { scalarAt, type Shape } from './shape.js';
import { guarded, isConstraint } from './sqlite-errors.js';
import { columnOf, fromSql, jsonPath, orderBy, readerOf, shownBy, where, type Reader } from './sqlite-sql.js';
import { apply, readUpdate, type Step } from './update.js';

interface Row {
  readonly _id: string;
  readonly doc: string;
}

type Doc = Record<string, unknown> & { readonly _id: string };
type Statement = ReturnType<Connection['prepare']>;

/** Documents read or written in one go; between two of them others get their turn. */
const PAGE = 100;

/** One collection on SQLite; see the port for what each verb promises. */
export class SqliteCollection implements Collection<Doc> {
  private readonly read: Reader;
  private readonly table: string;
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Connection,
    private readonly shape: Shape,
    private readonly turn: () => Promise<void>,
  ) {
    this.read = readerOf(shape);
    this.table = `"${shape.name}"`;
  }

  async insert(doc: Doc): Promise<void> {
    const stored = this.checkedDoc(doc);
    const text = jsonOf(this.shape.name, stored);
    await this.turn();
    guarded(() => this.put(stored._id, text));
  }

  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    const stored = docs.map((doc) => this.checkedDoc(doc));
    const texts = stored.map((doc) => jsonOf(this.shape.name, doc));
    let added = 0;
    for (let start = 0; start < stored.length; start += PAGE) {
      await this.turn();
      const page = stored.slice(start, start + PAGE);
      added += this.inChunk(page, (doc, index) => {
        if (this.has(doc._id)) return false;
        this.put(doc._id, texts[start + index] as string);
        return true;
      });
    }
    return added;
  }

  async get(id: string): Promise<Doc | null> {
    const wanted = checked({ type: 'string', required: true }, id, `${this.shape.name}._id`) as string;
    await this.turn();
    const [row] = this.rows(`SELECT _id, doc FROM ${this.table} WHERE _id = ?`, [wanted]);
    return row === undefined ? null : this.revived(row);
  }

  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    const { sort, limit } = readOptions(this.shape, options);
    const condition = where(
      behind(this.shape, readFilter(this.shape, filter), sort, options.after),
      this.read,
    );
    const rest = `FROM ${this.table} WHERE ${condition.text} ORDER BY ${orderBy(sort, this.read)}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
    await this.turn();
    if (limit !== undefined && limit <= PAGE) {
      for (const row of this.rows(`SELECT _id, doc ${rest}`, condition.values)) yield this.revived(row);
      return;
    }
    // The ids first: a stream that pages by offset would skip documents that change meanwhile.
    const ids = this.rows(`SELECT _id ${rest}`, condition.values).map((row) => row._id);
    for (let start = 0; start < ids.length; start += PAGE) {
      const page = ids.slice(start, start + PAGE);
      await this.turn();
      const rows = this.rows(
        `SELECT _id, doc FROM ${this.table} WHERE _id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(page)],
      );
      const byId = new Map(rows.map((row) => [row._id, row]));
      for (const id of page) {
        const row = byId.get(id);
        if (row !== undefined) yield this.revived(row);
      }
    }
  }

  async count(filter?: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    await this.turn();
    const [row] = this.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${this.table} WHERE ${condition.text}`,
      condition.values,
    );
    return row?.n ?? 0;
  }

  async tally(
    by: readonly string[],
    filter?: Filter<Doc>,
  ): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    if (by.length === 0) throw new NotStorable(this.shape.name, 'is tallied by nothing');
    const fields = by.map((path) => scalarAt(this.shape, path));
    const condition = where(readFilter(this.shape, filter), this.read);
    const shown = by.map(
      (path, index) =>
        `${shownBy(fields[index] ?? scalarAt(this.shape, path), path, this.read)} AS k${index}`,
    );
    const keys = by.map((path) => this.read(path)).join(', ');
    await this.turn();
    const rows = this.rows<Record<string, unknown> & { n: number }>(
      `SELECT ${shown.join(', ')}, count(*) AS n FROM ${this.table} WHERE ${condition.text} GROUP BY ${keys} ORDER BY ${keys}`,
      condition.values,
    );
    return rows.map((row) => ({
      key: fields.map((field, index) => fromSql(field, row[`k${index}`])),
      n: row.n,
    }));
  }

  async change(
    filter: Filter<Doc>,
    update: Update<Doc>,
    options: { sort?: Sort<Doc> } = {},
  ): Promise<Doc | null> {
    const { sort } = readOptions(this.shape, options);
    const condition = where(readFilter(this.shape, filter), this.read);
    const steps = readUpdate(this.shape, update);
    await this.turn();
    const first = `SELECT _id, doc FROM ${this.table} WHERE ${condition.text} ORDER BY ${orderBy(sort, this.read)} LIMIT 1`;
    // Looked at before the transaction is begun: a change that loses (most claims do) needn't take the write lock.
    if (this.rows(first, condition.values).length === 0) return null;
    return this.transaction(() => {
      const [row] = this.rows(first, condition.values);
      return row === undefined ? null : this.rewrite(row, steps);
    });
  }

  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    const steps = readUpdate(this.shape, update);
    await this.turn();
    const ids = this.rows(
      `SELECT _id FROM ${this.table} WHERE ${condition.text} ORDER BY _id`,
      condition.values,
    ).map((row) => row._id);
    let changed = 0;
    for (let start = 0; start < ids.length; start += PAGE) {
      await this.turn();
      const page = ids.slice(start, start + PAGE);
      // By id: SQLite would rather walk the index of the filter again for each page (stack.md §7, NOT INDEXED).
      const one = `SELECT _id, doc FROM ${this.table} NOT INDEXED WHERE rowid = (SELECT rowid FROM ${this.table} WHERE _id = ?) AND ${condition.text}`;
      changed += this.inChunk(page, (id) => {
        const [row] = this.rows(one, [id, ...condition.values]);
        if (row === undefined) return false;
        this.rewrite(row, steps);
        return true;
      });
    }
    return changed;
  }

  async remove(filter: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    await this.turn();
    return guarded(
      () =>
        this.prepared(`DELETE FROM ${this.table} WHERE ${condition.text}`).run([...condition.values]).changes,
    );
  }

  /** Lets go of the prepared statements: a living one keeps the file open after close. */
  release(): void {
    this.statements.clear();
  }

  /** In one transaction; when one item fails, what was done before it stays, as in MongoDB. */
  private inChunk<I>(items: readonly I[], work: (item: I, index: number) => boolean): number {
    let done = 0;
    let failed: { readonly error: unknown } | undefined;
    this.transaction(() => {
      for (const [index, item] of items.entries())
        try {
          if (work(item, index)) done += 1;
        } catch (error) {
          // Only a single statement was undone; a full disk has ended the whole transaction.
          if (!(error instanceof DuplicateKey || error instanceof NotStorable)) throw error;
          failed = { error };
          return;
        }
    });
    if (failed !== undefined) throw failed.error;
    return done;
  }

  private rewrite(row: Row, steps: readonly Step[]): Doc {
    const next = this.revived(row);
    apply(steps, next);
    const text = jsonOf(this.shape.name, next);
    try {
      this.prepared(`UPDATE ${this.table} SET doc = ? WHERE _id = ?`).run([text, row._id]);
    } catch (error) {
      throw isConstraint(error) ? new DuplicateKey(this.shape.name, this.takenIndex(row._id, text)) : error;
    }
    return next;
  }

  private put(id: string, text: string): void {
    try {
      this.prepared(`INSERT INTO ${this.table} (_id, doc) VALUES (?, ?)`).run([id, text]);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      throw new DuplicateKey(this.shape.name, this.has(id) ? '_id' : this.takenIndex(id, text));
    }
  }

  private has(id: string): boolean {
    return this.rows(`SELECT _id FROM ${this.table} WHERE _id = ?`, [id]).length > 0;
  }

  /** Where several are, SQLite names the newest, MongoDB `_id_` and then the oldest: so each is asked in turn. */
  private takenIndex(id: string, text: string): string {
    const index = this.shape.indexes.find(({ unique, keys }) => {
      if (!unique) return false;
      const paths = Object.keys(keys);
      const same = paths
        .map((path) => `${columnOf(path)} = json_extract(?, ${jsonPath(path)})`)
        .join(' AND ');
      const sql = `SELECT _id FROM ${this.table} WHERE ${same} AND _id <> ?`;
      return this.rows(sql, [...paths.map(() => text), id]).length > 0;
    });
    return index?.name ?? 'unknown';
  }

  private checkedDoc(doc: Doc): Doc {
    return checked(this.shape.root, doc, this.shape.name) as Doc;
  }

  private revived(row: Row): Doc {
    return revive(this.shape.root, JSON.parse(row.doc)) as Doc;
  }

  /** `all()`, never `iterate()` or `get()`: see stack.md §7. */
  private rows<R = Row>(sql: string, values: readonly string[]): R[] {
    return guarded(() => this.prepared(sql).all([...values]) as R[]);
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (this.statements.size >= 200) this.statements.clear();
    this.statements.set(sql, statement);
    return statement;
  }

  private transaction<R>(work: () => R): R {
    return guarded(() => {
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
    });
  }
}
