import type { Condition, ReadFilter, ReadOptions } from './dialect.js';
import type { Step } from './update.js';

type Native = Record<string, unknown>;

/** The filter in MongoDB's own words. */
export function native(filter: ReadFilter): Native {
  const parts = filter.all.map(conditionOf);
  for (const alternatives of filter.any)
    parts.push(alternatives.length === 0 ? { _id: { $in: [] } } : { $or: alternatives.map(native) });
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] as Native) : { $and: parts };
}

/** A search word is text, never a pattern (cases.md 89): no regular expression, so nothing to escape. */
function conditionOf({ path, op, value }: Condition): Native {
  if (op === 'contains')
    return { $expr: { $gte: [{ $indexOfBytes: [`$${path}`, { $literal: value }] }, 0] } };
  return { [path]: { [`$${op}`]: value } };
}

export function sortOf(sort: ReadOptions['sort']): Record<string, 1 | -1> {
  return Object.fromEntries(sort);
}

export function nativeUpdate(steps: readonly Step[]): Record<string, Native> {
  const update: Record<string, Native> = {};
  for (const { op, path, value } of steps) (update[op] ??= {})[path] = value;
  return update;
}
