import { NotStorable, type Operators, type Scalar } from './collection.js';
import { checked, fieldAt, type Field, type Shape } from './shape.js';

/** One condition of a filter, checked against the declaration. */
export interface Condition {
  readonly path: string;
  readonly field: Field;
  readonly op: 'eq' | 'ne' | 'in' | 'lt' | 'lte' | 'gt' | 'gte' | 'exists' | 'contains';
  readonly value: unknown;
}

/** A filter read: all conditions, and in each `any` at least one alternative. */
export interface ReadFilter {
  readonly all: readonly Condition[];
  readonly any: readonly (readonly ReadFilter[])[];
}

const OPS: Readonly<Record<string, Condition['op']>> = {
  $in: 'in',
  $ne: 'ne',
  $lt: 'lt',
  $lte: 'lte',
  $gt: 'gt',
  $gte: 'gte',
  $exists: 'exists',
  contains: 'contains',
};

/**
 * Reads and checks a filter. An undefined value is an error on both drivers: it would match everything
 * (cases.md 84).
 * @throws NotStorable
 */
export function readFilter(shape: Shape, filter: object | undefined): ReadFilter {
  const all: Condition[] = [];
  const any: (readonly ReadFilter[])[] = [];
  for (const [path, wanted] of Object.entries(filter ?? {}) as [string, unknown][]) {
    if (wanted === undefined || wanted === null) throw new NotStorable(`${shape.name}.${path}`, 'is asked for without a value');
    if (path === '$or') {
      any.push((wanted as readonly object[]).map((part) => readFilter(shape, part)));
      continue;
    }
    const field = fieldAt(shape, path);
    if (isScalar(wanted)) all.push({ path, field, op: 'eq', value: operand(field, wanted, path) });
    else all.push(...readOperators(shape, path, field, wanted as Operators));
  }
  return { all, any };
}

function readOperators(shape: Shape, path: string, field: Field, operators: Operators): readonly Condition[] {
  return Object.entries(operators).map(([name, value]) => {
    const op = OPS[name];
    if (op === undefined) throw new NotStorable(`${shape.name}.${path}`, `${name} is outside the dialect`);
    if (value === undefined || value === null) throw new NotStorable(`${shape.name}.${path}`, `${name} has no value`);
    if (op === 'exists' || op === 'contains') return { path, field, op, value };
    if (op === 'in') return { path, field, op, value: (value as readonly unknown[]).map((item) => operand(field, item, path)) };
    return { path, field, op, value: operand(field, value, path) };
  });
}

function operand(field: Field, value: unknown, path: string): Scalar {
  const type = field.type === 'list' ? (field.item as Field) : field;
  if (type.type === 'object' || type.type === 'list') throw new NotStorable(path, 'is not a single value');
  if (!isScalar(value)) throw new NotStorable(path, 'is compared with something that is not a single value');
  const { oneOf: _any, ...plain } = type;
  return checked(plain, value, path) as Scalar;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
}

/**
 * Applies an update of the dialect to a plain document and checks the result.
 * @param doc the document as it was; not changed
 * @throws NotStorable
 */
export function applied(shape: Shape, doc: Record<string, unknown>, update: object): Record<string, unknown> {
  const next = copied(doc);
  for (const [op, parts] of Object.entries(update) as [string, Record<string, unknown>][]) {
    for (const [path, value] of Object.entries(parts)) {
      if (value === undefined) throw new NotStorable(`${shape.name}.${path}`, `${op} without a value`);
      if (path === '_id') throw new NotStorable(`${shape.name}._id`, 'never changes');
      fieldAt(shape, path);
      applyOne(shape, next, op, path, value);
    }
  }
  return checked(shape.root, next, shape.name) as Record<string, unknown>;
}

function applyOne(shape: Shape, doc: Record<string, unknown>, op: string, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let holder = doc;
  for (const key of keys) {
    if (holder[key] === undefined) {
      if (op === '$unset') return;
      holder[key] = {};
    }
    holder = holder[key] as Record<string, unknown>;
  }
  const old = holder[last];
  switch (op) {
    case '$set':
      holder[last] = value;
      return;
    case '$unset':
      delete holder[last];
      return;
    case '$inc':
      holder[last] = ((old as number | undefined) ?? 0) + (value as number);
      return;
    case '$max':
      if (old === undefined || (value as number | Date) > (old as number | Date)) holder[last] = value;
      return;
    case '$push':
      holder[last] = [...((old as readonly unknown[] | undefined) ?? []), value];
      return;
    case '$addToSet': {
      const list = (old as readonly unknown[] | undefined) ?? [];
      holder[last] = list.includes(value) ? list : [...list, value];
      return;
    }
    default:
      throw new NotStorable(`${shape.name}.${path}`, `${op} is outside the dialect`);
  }
}

/** A deep copy of a plain document. (structuredClone gives dates of another realm under some test runners.) */
function copied<V>(value: V): V {
  if (value instanceof Date) return new Date(value) as V;
  if (Array.isArray(value)) return value.map(copied) as V;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)])) as V;
}
