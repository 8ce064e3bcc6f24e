import { NotStorable, type FindOptions, type Scalar } from './collection.js';
import { checked } from './check.js';
import { fieldAt, scalarAt, type Field, type Shape } from './shape.js';

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

/** Options of a find, read: every sort ends with `_id`. */
export interface ReadOptions {
  readonly sort: readonly (readonly [path: string, order: 1 | -1])[];
  readonly limit?: number;
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

/** What may be asked of a list of scalars: whether it has a value, and whether it is there. */
const LIST_OPS: readonly Condition['op'][] = ['eq', 'ne', 'in', 'exists'];

/**
 * Reads and checks a filter. An undefined value is an error on both drivers: it would match everything
 * (cases.md 84); so would an empty set of operators.
 * @throws NotStorable
 */
export function readFilter(shape: Shape, filter: object | undefined): ReadFilter {
  const all: Condition[] = [];
  const any: (readonly ReadFilter[])[] = [];
  for (const [path, wanted] of Object.entries(filter ?? {}) as [string, unknown][]) {
    const where = `${shape.name}.${path}`;
    if (wanted === undefined || wanted === null) throw new NotStorable(where, 'is asked for without a value');
    if (path === '$or') {
      if (!Array.isArray(wanted)) throw new NotStorable(where, 'needs a list of filters');
      any.push((wanted as readonly unknown[]).map((part) => readFilter(shape, part as object)));
      continue;
    }
    if (path === '$and') {
      // MongoDB refuses an empty one.
      if (!Array.isArray(wanted) || wanted.length === 0)
        throw new NotStorable(where, 'needs a list of filters');
      for (const part of wanted as readonly unknown[]) {
        const read = readFilter(shape, part as object);
        all.push(...read.all);
        any.push(...read.any);
      }
      continue;
    }
    const field = fieldAt(shape, path);
    if (isScalar(wanted)) all.push(condition(shape, path, field, 'eq', wanted));
    else all.push(...readOperators(shape, path, field, wanted));
  }
  return { all, any };
}

function readOperators(shape: Shape, path: string, field: Field, operators: unknown): readonly Condition[] {
  const entries =
    typeof operators === 'object' && !Array.isArray(operators) ? Object.entries(operators as object) : [];
  if (entries.length === 0)
    throw new NotStorable(`${shape.name}.${path}`, 'is neither a value nor a set of operators');
  return entries.map(([name, value]) => {
    const op = Object.hasOwn(OPS, name) ? OPS[name] : undefined;
    if (op === undefined) throw new NotStorable(`${shape.name}.${path}`, `${name} is outside the dialect`);
    return condition(shape, path, field, op, value);
  });
}

function condition(shape: Shape, path: string, field: Field, op: Condition['op'], value: unknown): Condition {
  const where = `${shape.name}.${path}`;
  const item = field.type === 'list' ? (field.item as Field) : field;
  if (value === undefined || value === null) throw new NotStorable(where, 'is compared with nothing');
  if (['object', 'list', 'mixed'].includes(item.type))
    throw new NotStorable(where, `is a ${item.type}: ask for a single value`);
  if (field.type === 'list' && !LIST_OPS.includes(op))
    throw new NotStorable(where, 'is a list: ask what it has');
  if (op === 'exists') {
    if (typeof value !== 'boolean') throw new NotStorable(where, '$exists is true or false');
    return { path, field, op, value };
  }
  if (op === 'contains' && item.type !== 'string')
    throw new NotStorable(where, 'is not text: it contains nothing');
  if (op === 'in') {
    if (!Array.isArray(value)) throw new NotStorable(where, '$in needs a list');
    return { path, field, op, value: Array.from(value, (one) => operand(item, one, where)) };
  }
  return { path, field, op, value: operand(item, value, where) };
}

function operand({ type }: Field, value: unknown, where: string): Scalar {
  if (!isScalar(value)) throw new NotStorable(where, 'is compared with something that is not a single value');
  return checked({ type, required: true }, value, where) as Scalar;
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof Date
  );
}

/** Reads sort and limit. @throws NotStorable for a path that can't be sorted by; RangeError for a limit that is none */
export function readOptions(shape: Shape, options: Pick<FindOptions<object>, 'sort' | 'limit'>): ReadOptions {
  const keys = Object.entries(options.sort ?? {}) as [string, unknown][];
  const sort = keys.map(([path, order]): readonly [string, 1 | -1] => {
    scalarAt(shape, path);
    if (order !== 1 && order !== -1) throw new NotStorable(`${shape.name}.${path}`, 'is sorted by 1 or -1');
    return [path, order];
  });
  const full = sort.some(([path]) => path === '_id') ? sort : [...sort, ['_id', 1] as const];
  if (options.limit === undefined) return { sort: full };
  if (!Number.isSafeInteger(options.limit) || options.limit < 1)
    throw new RangeError('limit is a whole number, at least 1');
  return { sort: full, limit: options.limit };
}

/** Narrows a filter to what comes behind a document in this order. */
export function behind(
  shape: Shape,
  filter: ReadFilter,
  sort: ReadOptions['sort'],
  after: object | undefined,
): ReadFilter {
  if (after === undefined) return filter;
  const alternatives: ReadFilter[] = [];
  const equal: Condition[] = [];
  for (const [path, order] of sort) {
    const field = fieldAt(shape, path);
    const value = valueAt(after, path);
    for (const further of furtherThan(path, field, value, order))
      alternatives.push({ all: [...equal, further], any: [] });
    equal.push(
      value === undefined
        ? { path, field, op: 'exists', value: false }
        : { path, field, op: 'eq', value: operand(field, value, path) },
    );
  }
  return { all: filter.all, any: [...filter.any, alternatives] };
}

/** A missing value comes first going up and last going down. */
function furtherThan(path: string, field: Field, value: unknown, order: 1 | -1): readonly Condition[] {
  if (value === undefined) return order === 1 ? [{ path, field, op: 'exists', value: true }] : [];
  const beyond: Condition = {
    path,
    field,
    op: order === 1 ? 'gt' : 'lt',
    value: operand(field, value, path),
  };
  return order === 1 ? [beyond] : [beyond, { path, field, op: 'exists', value: false }];
}

/** The value at a dotted path. */
export function valueAt(doc: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], doc);
}
