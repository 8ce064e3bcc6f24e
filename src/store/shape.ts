import type { Schema } from 'mongoose';
import { NotStorable } from './collection.js';

export type FieldType = 'string' | 'number' | 'boolean' | 'date' | 'mixed' | 'object' | 'list';

/** One field as declared: its type, what is inside, and what it may be. */
export interface Field {
  readonly type: FieldType;
  readonly required: boolean;
  readonly oneOf?: readonly unknown[];
  /** Of an object. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** Of a list. */
  readonly item?: Field;
}

export interface Index {
  /** Its paths joined by `+`. */
  readonly name: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly partial?: Readonly<Record<string, unknown>>;
}

export interface Shape {
  readonly name: string;
  readonly root: Field;
  readonly indexes: readonly Index[];
}

/**
 * Reads a mongoose schema once into the plain shape that both drivers check and index by. Mongoose's own
 * validation is a hundred times slower (stack.md §7).
 * @throws Error for a schema feature outside the dialect
 */
export function shapeOf(name: string, schema: Schema): Shape {
  const root: Field = { type: 'object', required: true, fields: fieldsOf(schema, name) };
  const indexes = schema.indexes().map(([keys, options]): Index => {
    const partial = options?.partialFilterExpression as Record<string, unknown> | undefined;
    const list = keys as Record<string, 1 | -1>;
    return {
      name: Object.keys(list).join('+'),
      keys: list,
      unique: options?.unique === true,
      ...(partial === undefined ? {} : { partial }),
    };
  });
  const shape = { name, root, indexes };
  for (const index of indexes) checkIndex(shape, index);
  return shape;
}

/** An index that the two drivers would not keep alike is refused at start. */
function checkIndex(shape: Shape, { name, keys, unique, partial }: Index): void {
  const paths = Object.keys(keys);
  const demanded = (path: string): boolean => partial?.[path] !== undefined;
  for (const path of paths) scalarAt(shape, path);
  if (unique) {
    const loose = paths.find((path) => !demanded(path) && !isRequired(shape, path));
    if (loose !== undefined)
      throw new Error(
        `${shape.name}: unique index ${name} covers ${loose}, which may be missing: add it to the partial filter`,
      );
  } else if (paths.at(-1) !== '_id')
    throw new Error(`${shape.name}: index ${name} must end with _id, as every sort does`);
  for (const path of Object.keys(partial ?? {}))
    if (!paths.includes(path))
      throw new Error(
        `${shape.name}: the partial filter of ${name} asks for ${path}, which is not in the index`,
      );
}

function isRequired(shape: Shape, path: string): boolean {
  const parts = path.split('.');
  return parts.every((_part, index) => fieldAt(shape, parts.slice(0, index + 1).join('.')).required);
}

function fieldsOf(schema: Schema, where: string): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const [path, type] of Object.entries(schema.paths)) {
    if (path.includes('.')) throw new Error(`${where}.${path}: write nested objects as a sub-schema`);
    fields[path] = fieldOf(type as unknown as SchemaPath, `${where}.${path}`);
  }
  return fields;
}

interface SchemaPath {
  readonly instance: string;
  readonly isRequired?: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly schema?: Schema;
  readonly embeddedSchemaType?: SchemaPath;
}

/** What mongoose would do at write time and neither driver does: a default, a setter, a check of its own. */
const OUTSIDE = [
  'default',
  'set',
  'get',
  'validate',
  'match',
  'min',
  'max',
  'minlength',
  'maxlength',
  'minLength',
  'maxLength',
  'trim',
  'lowercase',
  'uppercase',
  'immutable',
  'ref',
  'alias',
  'expires',
];

function fieldOf(path: SchemaPath, where: string): Field {
  const required = path.isRequired === true;
  const odd = OUTSIDE.find((option) => path.options[option] !== undefined);
  if (odd !== undefined) throw new Error(`${where}: the option ${odd} is outside the dialect (design.md §7)`);
  switch (path.instance) {
    case 'String': {
      const values = path.options['enum'];
      return {
        type: 'string',
        required,
        ...(Array.isArray(values) ? { oneOf: values as readonly unknown[] } : {}),
      };
    }
    case 'Number':
      return { type: 'number', required };
    case 'Boolean':
      return { type: 'boolean', required };
    case 'Date':
      return { type: 'date', required };
    case 'Mixed':
      return { type: 'mixed', required };
    case 'Embedded':
      if (path.schema === undefined) throw new Error(`${where}: no schema`);
      return { type: 'object', required, fields: fieldsOf(path.schema, where) };
    case 'Array': {
      if (path.schema !== undefined)
        return {
          type: 'list',
          required,
          item: { type: 'object', required: true, fields: fieldsOf(path.schema, where) },
        };
      if (path.embeddedSchemaType === undefined) throw new Error(`${where}: a list of what?`);
      return { type: 'list', required, item: fieldOf(path.embeddedSchemaType, where) };
    }
    default:
      throw new Error(`${where}: ${path.instance} is outside the dialect (design.md §7)`);
  }
}

/**
 * The declared field at a dotted path, through objects only.
 * @throws NotStorable for an unknown path, or one into a list or free-form data
 */
export function fieldAt(shape: Shape, path: string): Field {
  let field: Field = shape.root;
  for (const part of path.split('.')) {
    if (field.type !== 'object') throw new NotStorable(`${shape.name}.${path}`, `goes into a ${field.type}`);
    const next = Object.hasOwn(field.fields ?? {}, part) ? field.fields?.[part] : undefined;
    if (next === undefined)
      throw new NotStorable(
        `${shape.name}.${path}`,
        `is not declared${didYouMean(part, Object.keys(field.fields ?? {}))}`,
      );
    field = next;
  }
  return field;
}

/** A path that can be sorted, tallied and indexed by. @throws NotStorable */
export function scalarAt(shape: Shape, path: string): Field {
  const field = fieldAt(shape, path);
  if (['object', 'list', 'mixed'].includes(field.type))
    throw new NotStorable(`${shape.name}.${path}`, `is a ${field.type}, not a single value`);
  return field;
}

/** All paths that an index covers, without `_id`. */
export function indexedPaths(shape: Shape): readonly string[] {
  return [...new Set(shape.indexes.flatMap((index) => Object.keys(index.keys)))].filter(
    (path) => path !== '_id',
  );
}

/** ` (did you mean x?)` for the nearest declared name, if one is near. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, far: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)[0];
  return near === undefined || near.far > Math.max(2, wrong.length / 3)
    ? ''
    : ` (did you mean ${near.name}?)`;
}

/** How many signs have to be typed, erased or swapped. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
