import type { Condition, ReadFilter } from './dialect.js';
import type { Field, Index, Shape } from './shape.js';

/** A piece of SQL with what is bound to it, in order. Booleans and numbers are inlined or bound as JSON text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly string[];
}

/** Columns kept beside the JSON for every indexed path: STORED, so that a tally of 100,000 takes ms (stack.md §7). */
export function indexedPaths(shape: Shape): readonly string[] {
  return [...new Set(shape.indexes.flatMap((index) => Object.keys(index.keys)))].filter((path) => path !== '_id');
}

const column = (path: string): string => `"c_${path.replaceAll('.', '_')}"`;
const json = (path: string): string => `json_extract(doc, '$.${path.split('.').map((key) => `"${key}"`).join('.')}')`;

/** The SQL that reads one path. */
export function read(path: string, columns: ReadonlySet<string>): string {
  if (path === '_id') return '_id';
  return columns.has(path) ? column(path) : json(path);
}

/** CREATE statements for one collection, each safe to repeat. */
export function createStatements(shape: Shape): readonly string[] {
  const columns = indexedPaths(shape).map((path) => `, ${column(path)} GENERATED ALWAYS AS (${json(path)}) STORED`);
  const table = `CREATE TABLE IF NOT EXISTS "${shape.name}" (_id TEXT PRIMARY KEY NOT NULL, doc TEXT NOT NULL${columns.join('')}) WITHOUT ROWID`;
  return [table, ...shape.indexes.map((index) => createIndex(shape, index))];
}

export function indexName(shape: Shape, index: Index): string {
  return `${shape.name}__${index.name.replaceAll('.', '_')}`;
}

function createIndex(shape: Shape, index: Index): string {
  const keys = Object.entries(index.keys).map(([path, order]) => `${path === '_id' ? '_id' : column(path)} ${order === 1 ? 'ASC' : 'DESC'}`);
  const where = Object.entries(index.partial ?? {}).map(([path, wanted]) => partialCondition(path, wanted));
  const unique = index.unique ? 'UNIQUE ' : '';
  const clause = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  return `CREATE ${unique}INDEX IF NOT EXISTS "${indexName(shape, index)}" ON "${shape.name}" (${keys.join(', ')})${clause}`;
}

function partialCondition(path: string, wanted: unknown): string {
  if (typeof wanted === 'object' && wanted !== null && (wanted as { $exists?: boolean }).$exists === true)
    return `${column(path)} IS NOT NULL`;
  if (typeof wanted === 'boolean') return `${column(path)} = ${wanted ? 1 : 0}`;
  if (typeof wanted === 'string') return `${column(path)} = '${wanted.replaceAll("'", "''")}'`;
  throw new Error(`partial index on ${path}: only $exists, text and true/false`);
}

/** WHERE of a filter; `1` for all. */
export function where(filter: ReadFilter, columns: ReadonlySet<string>): Sql {
  const parts = filter.all.map((condition) => conditionSql(condition, columns));
  for (const alternatives of filter.any) {
    const sides = alternatives.map((side) => where(side, columns));
    parts.push({
      text: sides.length === 0 ? '0' : `(${sides.map((side) => `(${side.text})`).join(' OR ')})`,
      values: sides.flatMap((side) => side.values),
    });
  }
  if (parts.length === 0) return { text: '1', values: [] };
  return { text: parts.map((part) => part.text).join(' AND '), values: parts.flatMap((part) => part.values) };
}

const COMPARE: Readonly<Record<string, string>> = { eq: '=', ne: 'IS NOT', lt: '<', lte: '<=', gt: '>', gte: '>=' };

function conditionSql(condition: Condition, columns: ReadonlySet<string>): Sql {
  const left = read(condition.path, columns);
  const { op, field, value } = condition;
  if (op === 'exists') return { text: `${left} IS ${value === true ? 'NOT NULL' : 'NULL'}`, values: [] };
  if (op === 'contains') return { text: `instr(${left}, ?) > 0`, values: [value as string] };
  if (field.type === 'list') return listCondition(condition, left);
  if (op === 'in') {
    const items = (value as readonly unknown[]).map(bound);
    return items.length === 0
      ? { text: '0', values: [] }
      : { text: `${left} IN (${items.map((item) => item.text).join(', ')})`, values: items.flatMap((item) => item.values) };
  }
  const right = bound(value);
  return { text: `${left} ${COMPARE[op] ?? '='} ${right.text}`, values: right.values };
}

/** Equality on a list of scalars means "has"; `$ne` means "has not". */
function listCondition({ op, value }: Condition, left: string): Sql {
  const wanted = op === 'in' ? (value as readonly unknown[]).map(bound) : [bound(value)];
  if (wanted.length === 0) return { text: '0', values: [] };
  const list = wanted.map((item) => item.text).join(', ');
  const has = `EXISTS (SELECT 1 FROM json_each(${left}) WHERE json_each.value IN (${list}))`;
  return { text: op === 'ne' ? `NOT ${has}` : has, values: wanted.flatMap((item) => item.values) };
}

/**
 * A value as SQL. Numbers go through JSON text: bound as doubles, fractions and integers over 2^53 fail `=`;
 * binding a boolean aborts the process (stack.md §7).
 */
function bound(value: unknown): Sql {
  if (typeof value === 'boolean') return { text: value ? '1' : '0', values: [] };
  if (typeof value === 'number') return { text: `json_extract(?, '$')`, values: [JSON.stringify(value)] };
  if (value instanceof Date) return { text: '?', values: [value.toISOString()] };
  return { text: '?', values: [String(value)] };
}

/** ORDER BY that always ends with `_id`. */
export function orderBy(sort: object | undefined, columns: ReadonlySet<string>): string {
  const keys = Object.entries(sort ?? {}) as [string, 1 | -1][];
  const parts = keys.map(([path, order]) => `${read(path, columns)} ${order === 1 ? 'ASC' : 'DESC'}`);
  return [...parts, ...(keys.some(([path]) => path === '_id') ? [] : ['_id ASC'])].join(', ');
}

/** Types that a tally has to turn back from SQL. */
export function fromSql(field: Field, value: unknown): string | number | boolean | Date | undefined {
  if (value === null || value === undefined) return undefined;
  if (field.type === 'boolean') return value === 1;
  if (field.type === 'date') return new Date(value as string);
  return value as string | number;
}
