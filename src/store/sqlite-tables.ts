import type { Connection } from './sqlite.js';
import { columnOf, jsonPath } from './sqlite-sql.js';
import { indexedPaths, type Index, type Shape } from './shape.js';

export function indexName(shape: Shape, index: Index): string {
  return `${shape.name}__${index.name.replaceAll('.', '_')}`;
}

/**
 * Columns are STORED, so that a tally of 100,000 takes ms (stack.md §7), and stand before the document, so that
 * reading one doesn't walk through the pages of a long text.
 */
function createTable(shape: Shape, name: string): string {
  const columns = indexedPaths(shape).map(
    (path) => `${columnOf(path)} GENERATED ALWAYS AS (json_extract(doc, ${jsonPath(path)})) STORED, `,
  );
  return `CREATE TABLE "${name}" (_id TEXT PRIMARY KEY NOT NULL, ${columns.join('')}doc TEXT NOT NULL)`;
}

function createIndex(shape: Shape, index: Index): string {
  const keys = Object.entries(index.keys).map(
    ([path, order]) => `${path === '_id' ? '_id' : columnOf(path)} ${order === 1 ? 'ASC' : 'DESC'}`,
  );
  const where = Object.entries(index.partial ?? {}).map(([path, wanted]) => partialCondition(path, wanted));
  const clause = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX "${indexName(shape, index)}" ON "${shape.name}" (${keys.join(', ')})${clause}`;
}

function partialCondition(path: string, wanted: unknown): string {
  if (typeof wanted === 'object' && wanted !== null && (wanted as { $exists?: boolean }).$exists === true)
    return `${columnOf(path)} IS NOT NULL`;
  if (typeof wanted === 'boolean') return `${columnOf(path)} = ${wanted ? 1 : 0}`;
  if (typeof wanted === 'string') return `${columnOf(path)} = '${wanted.replaceAll("'", "''")}'`;
  throw new Error(`partial index on ${path}: only $exists, text and true/false`);
}

/** What the file holds: the SQL that made each table and index. */
function existing(db: Connection): ReadonlyMap<string, string> {
  const rows = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL")
    .all([]) as {
    name: string;
    sql: string;
  }[];
  return new Map(rows.map((row) => [row.name, row.sql]));
}

/** The statements that bring the file to the declared tables and indexes; none when it is there already. */
export function changesNeeded(db: Connection, shapes: readonly Shape[]): readonly string[] {
  const have = existing(db);
  return shapes.flatMap((shape) => {
    const wanted = new Map(
      shape.indexes.map((index) => [indexName(shape, index), createIndex(shape, index)]),
    );
    const table = createTable(shape, shape.name);
    const old = have.get(shape.name);
    // A rebuilt table takes its indexes with it.
    if (old !== table) return [...(old === undefined ? [table] : rebuild(shape)), ...wanted.values()];
    const gone = [...have.keys()].filter(
      (name) => name.startsWith(`${shape.name}__`) && have.get(name) !== wanted.get(name),
    );
    const missing = [...wanted].filter(([name, sql]) => have.get(name) !== sql).map(([, sql]) => sql);
    return [...gone.map((name) => `DROP INDEX "${name}"`), ...missing];
  });
}

/** An index on a new path needs a new column: the table is written anew, 0.43 s for 100,000 documents (stack.md §7). */
function rebuild(shape: Shape): readonly string[] {
  const aside = `${shape.name}__new`;
  return [
    createTable(shape, aside),
    `INSERT INTO "${aside}" (_id, doc) SELECT _id, doc FROM "${shape.name}"`,
    `DROP TABLE "${shape.name}"`,
    `ALTER TABLE "${aside}" RENAME TO "${shape.name}"`,
  ];
}

export function uniqueIndexesPresent(db: Connection, shapes: readonly Shape[]): boolean {
  const have = existing(db);
  return shapes.every((shape) =>
    shape.indexes.every(
      (index) => !index.unique || have.get(indexName(shape, index)) === createIndex(shape, index),
    ),
  );
}
