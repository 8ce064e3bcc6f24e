import { NotStorable } from './collection.js';
import { didYouMean, type Field } from './shape.js';

/** MongoDB's limit for one document is 16 MiB of BSON; JSON text of this size stays below it. Bytes. */
export const MAX_DOCUMENT = 15_000_000;

/** MongoDB refuses more than 100 levels; what is checked here counts from the field. */
const MAX_DEPTH = 80;

/**
 * Checks a value against its field and gives it back as it will be stored: absent fields left out.
 * @throws NotStorable naming the path
 */
export function checked(field: Field, value: unknown, path: string): unknown {
  switch (field.type) {
    case 'string':
      return checkedText(field, value, path);
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new NotStorable(path, 'is not a finite number');
      return value === 0 ? 0 : value; // -0 comes back as 0 from the one and as -0 from the other
    case 'boolean':
      if (typeof value !== 'boolean') throw new NotStorable(path, 'is not true or false');
      return value;
    case 'date':
      return checkedDate(value, path);
    case 'mixed':
      return checkedMixed(value, path, 0);
    case 'list':
      if (!Array.isArray(value)) throw new NotStorable(path, 'is not a list');
      return Array.from(value, (item, index) => checked(field.item as Field, item, `${path}.${index}`));
    case 'object':
      return checkedObject(field, value, path);
  }
}

function checkedText(field: Field, value: unknown, path: string): string {
  if (typeof value !== 'string') throw new NotStorable(path, `is ${typeof value}, not text`);
  if (!value.isWellFormed()) throw new NotStorable(path, 'holds half a surrogate pair');
  if (value.includes('\u0000')) throw new NotStorable(path, 'holds a NUL');
  if (field.oneOf !== undefined && !field.oneOf.includes(value))
    throw new NotStorable(path, `${value} is not declared`);
  return value;
}

/** MongoDB keeps a bad date as 1970; outside the years 0 to 9999 dates no longer sort as their texts do. */
function checkedDate(value: unknown, path: string): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime()))
    throw new NotStorable(path, 'is not a valid date');
  if (value.getUTCFullYear() < 0 || value.getUTCFullYear() > 9999)
    throw new NotStorable(path, 'is outside the years 0 to 9999');
  return new Date(value);
}

function checkedObject(field: Field, value: unknown, path: string): Record<string, unknown> {
  if (!isPlain(value)) throw new NotStorable(path, 'is not an object');
  const fields = field.fields ?? {};
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const declared = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (declared === undefined)
      throw new NotStorable(`${path}.${key}`, `is not declared${didYouMean(key, Object.keys(fields))}`);
    result[key] = checked(declared, inner, `${path}.${key}`);
  }
  for (const key in fields)
    if (fields[key]?.required === true && result[key] === undefined)
      throw new NotStorable(`${path}.${key}`, 'is required');
  return result;
}

/** Free-form data: plain JSON without dates, nulls and keys that MongoDB gives a meaning. */
function checkedMixed(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') return checkedText({ type: 'string', required: true }, value, path);
  if (typeof value === 'number') return checked({ type: 'number', required: true }, value, path);
  if (typeof value === 'boolean') return value;
  if (depth > MAX_DEPTH) throw new NotStorable(path, `is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value))
    return Array.from(value, (item, index) => checkedMixed(item, `${path}.${index}`, depth + 1));
  if (!isPlain(value)) throw new NotStorable(path, 'has no place in free-form data');
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (
      key === '__proto__' ||
      key.includes('.') ||
      key.startsWith('$') ||
      key.includes('\u0000') ||
      !key.isWellFormed()
    )
      throw new NotStorable(`${path}.${key}`, 'is not a storable key');
    result[key] = checkedMixed(inner, `${path}.${key}`, depth + 1);
  }
  return result;
}

/** An object literal, of whatever realm (tests run in one of their own); a Map or a Date would be emptied silently. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The document as JSON text. @throws NotStorable when it is too large for MongoDB */
export function jsonOf(name: string, doc: unknown): string {
  const text = JSON.stringify(doc);
  // A UTF-16 unit is three bytes at most: the exact count is only needed near the limit.
  if (text.length > MAX_DOCUMENT / 3 && Buffer.byteLength(text) > MAX_DOCUMENT) throw tooLarge(name);
  return text;
}

export function tooLarge(name: string): NotStorable {
  return new NotStorable(name, 'is larger than 15 MB');
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
