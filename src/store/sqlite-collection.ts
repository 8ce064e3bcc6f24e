import { checked, jsonOf } from './check.js';
import {
  NotStorable,
  type Collection,
  type Filter,
  type FindOptions,
  type Scalar,
  type Sort,
  type Update,
} from './collection.js';
import { behind, readFilter, readOptions } from './dialect.js';
import { scalarAt, type Shape } from './shape.js';
import { guarded } from './sqlite-errors.js';
import { fromSql, orderBy, readerOf, shownBy, where, type Reader, type Sql } from './sqlite-sql.js';
import type { Doc, SqliteTable } from './sqlite-table.js';
import { readUpdate } from './update.js';

/** Documents read or written in one go; between two of them others get their turn. */
const PAGE = 100;

/** One collection on SQLite; see the port for what each verb promises. */
export class SqliteCollection implements Collection<Doc> {
  private readonly shape: Shape;
  private readonly read: Reader;

  /**
   * @param turn gives the event loop its turn where it is due
   * @param settled resolves once what was committed is on disk; each verb that writes ends with it
   */
  constructor(
    private readonly table: SqliteTable,
    private readonly turn: () => Promise<void>,
    private readonly settled: () => Promise<void>,
  ) {
    this.shape = table.shape;
    this.read = readerOf(table.shape);
  }

  async insert(doc: Doc): Promise<void> {
    const stored = this.table.checkedDoc(doc);
    const text = jsonOf(this.shape.name, stored);
    await this.turn();
    guarded(() => this.table.put(stored._id, text));
    await this.settled();
  }

  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    const stored = docs.map((doc) => this.table.checkedDoc(doc));
    const texts = stored.map((doc) => jsonOf(this.shape.name, doc));
    const put = (doc: Doc, index: number): boolean => this.table.putAbsent(doc._id, texts[index] as string);
    const [only] = stored;
    if (stored.length !== 1 || only === undefined) return this.inPages(stored, put);
    // A single statement is a transaction of its own: two calls fewer for what comes one at a time.
    await this.turn();
    const done = guarded(() => put(only, 0));
    await this.settled();
    return done ? 1 : 0;
  }

  async get(id: string): Promise<Doc | null> {
    const wanted = checked({ type: 'string', required: true }, id, `${this.shape.name}._id`) as string;
    await this.turn();
    const [row] = this.table.rows(`SELECT _id, doc FROM ${this.table.name} WHERE _id = ?`, [wanted]);
    return row === undefined ? null : this.table.revived(row);
  }

  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    const { sort, limit } = readOptions(this.shape, options);
    const asked = readFilter(this.shape, filter);
    const condition = where(behind(this.shape, asked, sort, options.after), this.read);
    const order = `ORDER BY ${orderBy(sort, this.read)}`;
    await this.turn();
    if (limit !== undefined && limit <= PAGE) yield* this.page(condition, `${order} LIMIT ${limit}`);
    else if (limit === undefined && options.sort === undefined && asked.all.length + asked.any.length === 0)
      yield* this.everything(options.after);
    else yield* this.byIds(condition, limit === undefined ? order : `${order} LIMIT ${limit}`);
  }

  async count(filter?: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    await this.turn();
    const sql = `SELECT count(*) AS n FROM ${this.table.name} WHERE ${condition.text}`;
    return this.table.rows<{ n: number }>(sql, condition.values)[0]?.n ?? 0;
  }

  async tally(
    by: readonly string[],
    filter?: Filter<Doc>,
  ): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    if (by.length === 0) throw new NotStorable(this.shape.name, 'is tallied by nothing');
    const fields = by.map((path) => scalarAt(this.shape, path));
    const condition = where(readFilter(this.shape, filter), this.read);
    const shown = fields.map(
      (field, index) => `${shownBy(field, by[index] as string, this.read)} AS k${index}`,
    );
    const keys = by.map((path) => this.read(path)).join(', ');
    await this.turn();
    const rows = this.table.rows<Record<string, unknown> & { n: number }>(
      `SELECT ${shown.join(', ')}, count(*) AS n FROM ${this.table.name} WHERE ${condition.text} GROUP BY ${keys} ORDER BY ${keys}`,
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
    const first = `SELECT _id, doc FROM ${this.table.name} WHERE ${condition.text} ORDER BY ${orderBy(sort, this.read)} LIMIT 1`;
    // Looked at before the transaction is begun: a change that loses (most claims do) needn't take the write lock.
    if (this.table.rows(first, condition.values).length === 0) return null;
    const changed = this.table.transaction(() => {
      const [row] = this.table.rows(first, condition.values);
      return row === undefined ? null : this.table.rewrite(row, steps);
    });
    if (changed !== null) await this.settled();
    return changed;
  }

  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    const steps = readUpdate(this.shape, update);
    const ids = await this.idsOf(condition, 'ORDER BY _id');
    // By rowid: SQLite would rather walk the index of the filter again for each one (stack.md §7, NOT INDEXED).
    const one =
      `SELECT _id, doc FROM ${this.table.name} NOT INDEXED ` +
      `WHERE rowid = (SELECT rowid FROM ${this.table.name} WHERE _id = ?) AND (${condition.text})`;
    return this.inPages(ids, (id) => {
      const [row] = this.table.rows(one, [id, ...condition.values]);
      if (row === undefined) return false;
      this.table.rewrite(row, steps);
      return true;
    });
  }

  async remove(filter: Filter<Doc>): Promise<number> {
    const condition = where(readFilter(this.shape, filter), this.read);
    const ids = await this.idsOf(condition, '');
    const one = `DELETE FROM ${this.table.name} WHERE _id = ? AND (${condition.text})`;
    return this.inPages(ids, (id) => this.table.run(one, [id, ...condition.values]) > 0);
  }

  /** A transaction for each page of items, and a turn for others before it. @returns how many were done */
  private async inPages<I>(items: readonly I[], work: (item: I, index: number) => boolean): Promise<number> {
    let done = 0;
    try {
      for (let start = 0; start < items.length; start += PAGE) {
        await this.turn();
        done += this.table.inChunk(items.slice(start, start + PAGE), (item, index) =>
          work(item, start + index),
        );
      }
    } finally {
      // Also when one failed: what was done before it stays.
      if (items.length > 0) await this.settled();
    }
    return done;
  }

  private async idsOf(condition: Sql, rest: string): Promise<readonly string[]> {
    await this.turn();
    const sql = `SELECT _id FROM ${this.table.name} WHERE ${condition.text} ${rest}`;
    return this.table.rows(sql, condition.values).map((row) => row._id);
  }

  private page(condition: Sql, rest: string): readonly Doc[] {
    const sql = `SELECT _id, doc FROM ${this.table.name} WHERE ${condition.text} ${rest}`;
    return this.table.rows(sql, condition.values).map((row) => this.table.revived(row));
  }

  /** Without a filter the next page is what comes behind the last id. */
  private async *everything(after: Doc | undefined): AsyncIterable<Doc> {
    for (let last: Doc | undefined = after; ;) {
      const condition = where(behind(this.shape, { all: [], any: [] }, [['_id', 1]], last), this.read);
      const page = this.page(condition, `ORDER BY _id LIMIT ${PAGE}`);
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1);
      await this.turn();
    }
  }

  /** The ids first: a stream that pages by offset would skip documents that change meanwhile. */
  private async *byIds(condition: Sql, rest: string): AsyncIterable<Doc> {
    const ids = await this.idsOf(condition, rest);
    for (let start = 0; start < ids.length; start += PAGE) {
      const wanted = ids.slice(start, start + PAGE);
      await this.turn();
      const found = this.page(
        { text: '_id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(wanted)] },
        '',
      );
      const byId = new Map(found.map((doc) => [doc._id, doc]));
      for (const id of wanted) {
        const doc = byId.get(id);
        if (doc !== undefined) yield doc;
      }
    }
  }
}
