import { checked, jsonOf, revive } from './check.js';
import { DuplicateKey, NotStorable } from './collection.js';
import type { Shape } from './shape.js';
import type { Connection } from './sqlite.js';
import { guarded, isConstraint } from './sqlite-errors.js';
import { columnOf, jsonPath } from './sqlite-sql.js';
import { apply, type Step } from './update.js';

export interface Row {
  readonly _id: string;
  readonly doc: string;
}

export type Doc = Record<string, unknown> & { readonly _id: string };
type Statement = ReturnType<Connection['prepare']>;

/** One table: its statements, its transactions, and the writing of one document. */
export class SqliteTable {
  /** Quoted, for SQL. */
  readonly name: string;
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Connection,
    readonly shape: Shape,
  ) {
    this.name = `"${shape.name}"`;
  }

  /** `all()`, never `iterate()` or `get()`: see stack.md §7. @throws StoreUnavailable */
  rows<R = Row>(sql: string, values: readonly string[]): R[] {
    return guarded(() => this.prepared(sql).all([...values]) as R[]);
  }

  /** @returns how many rows it changed. @throws StoreUnavailable */
  run(sql: string, values: readonly string[]): number {
    return guarded(() => this.prepared(sql).run([...values]).changes);
  }

  checkedDoc(doc: Doc): Doc {
    return checked(this.shape.root, doc, this.shape.name) as Doc;
  }

  revived(row: Row): Doc {
    return revive(this.shape.root, JSON.parse(row.doc)) as Doc;
  }

  has(id: string): boolean {
    return this.rows(`SELECT _id FROM ${this.name} WHERE _id = ?`, [id]).length > 0;
  }

  put(id: string, text: string): void {
    try {
      this.prepared(`INSERT INTO ${this.name} (_id, doc) VALUES (?, ?)`).run([id, text]);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      throw new DuplicateKey(this.shape.name, this.has(id) ? '_id' : this.takenIndex(id, text));
    }
  }

  /** Writes a document unless its _id is there. @returns whether it was written. @throws DuplicateKey on another unique index */
  putAbsent(id: string, text: string): boolean {
    try {
      const sql = `INSERT INTO ${this.name} (_id, doc) VALUES (?, ?) ON CONFLICT(_id) DO NOTHING`;
      return this.prepared(sql).run([id, text]).changes > 0;
    } catch (error) {
      throw isConstraint(error) ? new DuplicateKey(this.shape.name, this.takenIndex(id, text)) : error;
    }
  }

  rewrite(row: Row, steps: readonly Step[]): Doc {
    const next = this.revived(row);
    apply(steps, next);
    const text = jsonOf(this.shape.name, next);
    try {
      this.prepared(`UPDATE ${this.name} SET doc = ? WHERE _id = ?`).run([text, row._id]);
    } catch (error) {
      throw isConstraint(error) ? new DuplicateKey(this.shape.name, this.takenIndex(row._id, text)) : error;
    }
    return next;
  }

  /** Lets go of the prepared statements: a living one keeps the file open after close. */
  release(): void {
    this.statements.clear();
  }

  /** Several in one transaction; when one fails, what was done before it stays, as in MongoDB. */
  inChunk<I>(items: readonly I[], work: (item: I, index: number) => boolean): number {
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

  transaction<R>(work: () => R): R {
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

  /** Where several are, SQLite names the newest, MongoDB `_id_` and then the oldest: so each is asked in turn. */
  private takenIndex(id: string, text: string): string {
    const index = this.shape.indexes.find(({ unique, keys }) => {
      if (!unique) return false;
      const paths = Object.keys(keys);
      const same = paths
        .map((path) => `${columnOf(path)} = json_extract(?, ${jsonPath(path)})`)
        .join(' AND ');
      const sql = `SELECT _id FROM ${this.name} WHERE ${same} AND _id <> ?`;
      return this.rows(sql, [...paths.map(() => text), id]).length > 0;
    });
    return index?.name ?? 'unknown';
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (this.statements.size >= 200) this.statements.clear();
    this.statements.set(sql, statement);
    return statement;
  }
}
