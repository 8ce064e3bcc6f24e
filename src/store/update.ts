import { NotStorable } from './collection.js';
import { checked } from './check.js';
import { fieldAt, type Field, type Shape } from './shape.js';

type Op = '$set' | '$unset' | '$inc' | '$max' | '$push' | '$addToSet';

/** One step of an update, checked; the value is as it will be stored. */
export interface Step {
  readonly op: Op;
  readonly path: string;
  readonly keys: readonly string[];
  readonly value: unknown;
}

const OPS: readonly string[] = [
  '$set',
  '$unset',
  '$inc',
  '$max',
  '$push',
  '$addToSet',
] satisfies readonly Op[];

/**
 * Reads and checks an update from the declaration alone: the driver for MongoDB never sees the document, so
 * whatever depends on it could not be refused alike by both.
 * @throws NotStorable
 */
export function readUpdate(shape: Shape, update: object): readonly Step[] {
  const steps: Step[] = [];
  for (const [op, parts] of Object.entries(update) as [string, unknown][]) {
    if (!OPS.includes(op)) throw new NotStorable(shape.name, `${op} is outside the dialect`);
    if (typeof parts !== 'object' || parts === null)
      throw new NotStorable(shape.name, `${op} changes nothing`);
    for (const [path, value] of Object.entries(parts)) steps.push(readStep(shape, op as Op, path, value));
  }
  if (steps.length === 0) throw new NotStorable(shape.name, 'the update changes nothing');
  refuseOverlap(shape, steps);
  return steps;
}

function readStep(shape: Shape, op: Op, path: string, value: unknown): Step {
  const where = `${shape.name}.${path}`;
  const keys = path.split('.');
  if (value === undefined || value === null) throw new NotStorable(where, `${op} without a value`);
  if (path === '_id') throw new NotStorable(where, 'never changes');
  const field = fieldAt(shape, path);
  if (op !== '$unset') refuseHalves(shape, keys);
  const step = (kept: unknown): Step => ({ op, path, keys, value: kept });
  switch (op) {
    case '$set':
      return step(checked(field, value, where));
    case '$unset':
      if (field.required) throw new NotStorable(where, 'is required and can not be taken away');
      return step(true);
    case '$inc':
      if (field.type !== 'number') throw new NotStorable(where, `is a ${field.type}: nothing to add to`);
      // Beyond this, sums may overflow to Infinity, which has no JSON.
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
        throw new NotStorable(where, '$inc is too large');
      return step(checked(field, value, where));
    case '$max':
      if (field.type !== 'number' && field.type !== 'date')
        throw new NotStorable(where, `is a ${field.type}: it has no maximum`);
      return step(checked(field, value, where));
    case '$push':
    case '$addToSet':
      return step(checkedItem(field, op, value, where));
  }
}

function checkedItem(field: Field, op: Op, value: unknown, where: string): unknown {
  if (field.type !== 'list') throw new NotStorable(where, `is a ${field.type}, not a list`);
  const item = field.item as Field;
  if (op === '$addToSet' && ['object', 'list', 'mixed'].includes(item.type))
    throw new NotStorable(where, '$addToSet takes single values');
  return checked(item, value, where);
}

/** Writing one field of a part that isn't there yet would make a part without its required fields. */
function refuseHalves(shape: Shape, keys: readonly string[]): void {
  for (let depth = 1; depth < keys.length; depth += 1) {
    const path = keys.slice(0, depth).join('.');
    const part = fieldAt(shape, path);
    if (!part.required && Object.values(part.fields ?? {}).some((inner) => inner.required))
      throw new NotStorable(
        `${shape.name}.${keys.join('.')}`,
        `write ${path} as a whole: it has required fields`,
      );
  }
}

/** MongoDB refuses two changes of one place, or of a place and a part of it. */
function refuseOverlap(shape: Shape, steps: readonly Step[]): void {
  const paths = steps.map((step) => step.path);
  for (const [index, path] of paths.entries())
    if (paths.some((other, at) => at !== index && (other === path || other.startsWith(`${path}.`))))
      throw new NotStorable(`${shape.name}.${path}`, 'is changed twice in one update');
}

/** Carries the steps out on a document, in place. */
export function apply(steps: readonly Step[], doc: Record<string, unknown>): void {
  for (const { op, keys, value } of steps) {
    const holder = holderOf(doc, keys, op !== '$unset');
    const last = keys.at(-1) as string;
    if (holder !== undefined) applyOne(op, holder, last, value);
  }
}

function holderOf(
  doc: Record<string, unknown>,
  keys: readonly string[],
  make: boolean,
): Record<string, unknown> | undefined {
  let holder = doc;
  for (const key of keys.slice(0, -1)) {
    if (holder[key] === undefined) {
      if (!make) return undefined;
      holder[key] = {};
    }
    holder = holder[key] as Record<string, unknown>;
  }
  return holder;
}

function applyOne(op: Op, holder: Record<string, unknown>, key: string, value: unknown): void {
  const old = holder[key];
  switch (op) {
    case '$set':
      holder[key] = value;
      return;
    case '$unset':
      delete holder[key];
      return;
    case '$inc':
      holder[key] = ((old as number | undefined) ?? 0) + (value as number);
      return;
    case '$max':
      if (old === undefined || (value as number | Date) > (old as number | Date)) holder[key] = value;
      return;
    case '$push':
      holder[key] = [...((old as readonly unknown[] | undefined) ?? []), value];
      return;
    case '$addToSet': {
      const list = (old as readonly unknown[] | undefined) ?? [];
      holder[key] = list.some((item) => same(item, value)) ? list : [...list, value];
    }
  }
}

function same(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
