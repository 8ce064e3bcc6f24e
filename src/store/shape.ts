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
  return { name, root: { type: 'object', required: true, fields: fieldsOf(schema, name) }, indexes };
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
  readonly options: { readonly enum?: readonly unknown[] | { readonly values?: readonly unknown[] } };
  readonly schema?: Schema;
  readonly embeddedSchemaType?: SchemaPath;
  readonly caster?: SchemaPath;
}

function fieldOf(path: SchemaPath, where: string): Field {
  const required = path.isRequired === true;
  switch (path.instance) {
    case 'String': {
      const values = Array.isArray(path.options.enum) ? (path.options.enum as readonly unknown[]) : undefined;
      return { type: 'string', required, ...(values === undefined ? {} : { oneOf: values }) };
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
        return { type: 'list', required, item: { type: 'object', required: true, fields: fieldsOf(path.schema, where) } };
      const item = path.embeddedSchemaType ?? path.caster;
      if (item === undefined) throw new Error(`${where}: a list of what?`);
      return { type: 'list', required, item: fieldOf(item, where) };
    }
    default:
      throw new Error(`${where}: ${path.instance} is outside the dialect (design.md §7)`);
  }
}

/**
 * Checks a document against its shape and gives it back as it will be stored: absent fields left out.
 * @throws NotStorable naming the path
 */
export function checked(field: Field, value: unknown, path: string): unknown {
  switch (field.type) {
    case 'string':
      if (typeof value !== 'string') throw new NotStorable(path, `is ${typeof value}, not text`);
      if (!value.isWellFormed()) throw new NotStorable(path, 'holds half a surrogate pair');
      if (value.includes('\u0000')) throw new NotStorable(path, 'holds a NUL');
      if (field.oneOf !== undefined && !field.oneOf.includes(value)) throw new NotStorable(path, `${value} is not declared`);
      return value;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw new NotStorable(path, 'is not a finite number');
      return Object.is(value, -0) ? 0 : value;
    case 'boolean':
      if (typeof value !== 'boolean') throw new NotStorable(path, 'is not true or false');
      return value;
    case 'date':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new NotStorable(path, 'is not a valid date');
      return value;
    case 'mixed':
      return checkedMixed(value, path);
    case 'list':
      if (!Array.isArray(value)) throw new NotStorable(path, 'is not a list');
      return value.map((item, index) => checked(field.item as Field, item, `${path}.${index}`));
    case 'object':
      return checkedObject(field, value, path);
  }
}

function checkedObject(field: Field, value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
    throw new NotStorable(path, 'is not an object');
  const fields = field.fields ?? {};
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const declared = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (declared === undefined) throw new NotStorable(`${path}.${key}`, `is not declared${didYouMean(key, Object.keys(fields))}`);
    result[key] = checked(declared, inner, `${path}.${key}`);
  }
  for (const [key, declared] of Object.entries(fields))
    if (declared.required && result[key] === undefined) throw new NotStorable(`${path}.${key}`, 'is required');
  return result;
}

/** Free-form data: plain JSON without dates, nulls and keys that MongoDB gives a meaning. */
function checkedMixed(value: unknown, path: string): unknown {
  if (typeof value === 'string') return checked({ type: 'string', required: true }, value, path);
  if (typeof value === 'number') return checked({ type: 'number', required: true }, value, path);
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item, index) => checkedMixed(item, `${path}.${index}`));
  if (typeof value !== 'object' || value === null || value instanceof Date) throw new NotStorable(path, 'has no place in free-form data');
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (key === '__proto__' || key.includes('.') || key.startsWith('$')) throw new NotStorable(`${path}.${key}`, 'is not a storable key');
    result[key] = checkedMixed(inner, `${path}.${key}`);
  }
  return result;
}

/** Turns stored texts back into dates where the shape says so; changes the value in place. */
export function revive(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (field.type === 'date') return value instanceof Date ? value : new Date(value as string);
  if (field.type === 'list' && Array.isArray(value)) {
    const item = field.item as Field;
    if (holdsDates(item)) for (let i = 0; i < value.length; i += 1) value[i] = revive(item, value[i]);
    return value;
  }
  if (field.type === 'object') {
    const record = value as Record<string, unknown>;
    for (const [key, inner] of Object.entries(field.fields ?? {}))
      if (record[key] !== undefined && holdsDates(inner)) record[key] = revive(inner, record[key]);
  }
  return value;
}

const dateHolders = new WeakMap<Field, boolean>();

function holdsDates(field: Field): boolean {
  const known = dateHolders.get(field);
  if (known !== undefined) return known;
  const holds =
    field.type === 'date' ||
    (field.item !== undefined && holdsDates(field.item)) ||
    Object.values(field.fields ?? {}).some(holdsDates);
  dateHolders.set(field, holds);
  return holds;
}

/** The declared field at a dotted path; mixed swallows the rest. @throws NotStorable for an unknown path */
export function fieldAt(shape: Shape, path: string): Field {
  let field: Field = shape.root;
  for (const part of path.split('.')) {
    if (field.type === 'mixed') return field;
    const next = field.type === 'object' && Object.hasOwn(field.fields ?? {}, part) ? field.fields?.[part] : undefined;
    if (next === undefined)
      throw new NotStorable(`${shape.name}.${path}`, `is not declared${didYouMean(part, Object.keys(field.fields ?? {}))}`);
    field = next;
  }
  return field;
}

function didYouMean(wrong: string, names: readonly string[]): string {
  const near = names.find((name) => name.toLowerCase().startsWith(wrong.slice(0, 3).toLowerCase()));
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
