import type { Condition, ReadFilter, ReadOptions } from './dialect.js';
import { indexedPaths, type Field, type Shape } from './shape.js';

/** A piece of SQL with what is bound to it, in order. Booleans and numbers are inlined or bound as JSON text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly string[];
}

/** Reads paths of one collection: from a kept column where there is one. */
export type Reader = (path: string) => string;

/** The column kept for an indexed path. */
export function columnOf(path: string): string {
  return `"c_${path.replaceAll('.', '_')}"`;
}

/** The path inside the JSON text, as SQLite writes it. */
export function jsonPath(path: string): string {
  return `'$.${path
    .split('.')
    .map((key) => `"${key}"`)
    .join('.')}'`;
}

export function readerOf(shape: Shape): Reader {
  const kept = new Set(indexedPaths(shape));
  return (path) => {
    if (path === '_id') return '_id';
    return kept.has(path) ? columnOf(path) : `json_extract(doc, ${jsonPath(path)})`;
  };
}

/** WHERE of a filter; `1` for all. */
export function where(filter: ReadFilter, read: Reader): Sql {
  const parts = filter.all.map((condition) => conditionSql(condition, read(condition.path)));
  for (const alternatives of filter.any) {
    const sides = alternatives.map((side) => where(side, read));
    parts.push({
      text: sides.length === 0 ? '0' : `(${sides.map((side) => `(${side.text})`).join(' OR ')})`,
      values: sides.flatMap((side) => side.values),
    });
  }
  if (parts.length === 0) return { text: '1', values: [] };
  return { text: parts.map((part) => part.text).join(' AND '), values: parts.flatMap((part) => part.values) };
}

/** `IS NOT`, because `$ne` matches a missing field in MongoDB and NULL never differs in SQL. */
const COMPARE: Readonly<Record<string, string>> = {
  eq: '=',
  ne: 'IS NOT',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

function conditionSql({ op, field, value }: Condition, left: string): Sql {
  if (op === 'exists') return { text: `${left} IS ${value === true ? 'NOT NULL' : 'NULL'}`, values: [] };
  if (op === 'contains') return { text: `instr(${left}, ?) > 0`, values: [value as string] };
  const wanted = (op === 'in' ? (value as readonly unknown[]) : [value]).map(bound);
  const values = wanted.flatMap((item) => item.values);
  const texts = wanted.map((item) => item.text).join(', ');
  if (wanted.length === 0) return { text: '0', values: [] };
  if (field.type === 'list') {
    const has = `EXISTS (SELECT 1 FROM json_each(${left}) WHERE json_each.value IN (${texts}))`;
    return { text: op === 'ne' ? `NOT ${has}` : has, values };
  }
  return { text: op === 'in' ? `${left} IN (${texts})` : `${left} ${COMPARE[op] ?? '='} ${texts}`, values };
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

export function orderBy(sort: ReadOptions['sort'], read: Reader): string {
  return sort.map(([path, order]) => `${read(path)} ${order === 1 ? 'ASC' : 'DESC'}`).join(', ');
}

/** What a tally shows of a path: numbers as their JSON text, since SQLite's own are an ulp off now and then. */
export function shownBy(field: Field, path: string, read: Reader): string {
  return field.type === 'number' ? `doc -> ${jsonPath(path)}` : read(path);
}

/** A value that a tally shows, turned back. */
export function fromSql(field: Field, value: unknown): string | number | boolean | Date | undefined {
  if (value === null || value === undefined) return undefined;
  if (field.type === 'boolean') return value === 1;
  if (field.type === 'date') return new Date(value as string);
  if (field.type === 'number') return JSON.parse(value as string) as number;
  return value as string;
}
