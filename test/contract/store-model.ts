import {
  DuplicateKey,
  type Collection,
  type Filter,
  type FindOptions,
  type Scalar,
  type Sort,
  type Update,
} from '../../src/store/collection.js';
import { canonical, parseCanonical } from '../../src/store/canonical.js';
import { checked } from '../../src/store/check.js';
import { readFilter, readOptions, type Condition, type ReadFilter } from '../../src/store/dialect.js';
import { scalarAt, type Shape } from '../../src/store/shape.js';
import { readUpdate, type Step } from '../../src/store/update.js';

type Doc = Record<string, unknown> & { readonly _id: string };

/**
 * The dialect in the plainest words: a map of documents, every filter evaluated one by one. What is refused is
 * decided by the same declaration; what is answered is written here anew, so that both drivers are held to it.
 */
export class ModelCollection implements Collection<Doc> {
  private readonly docs = new Map<string, Doc>();
  constructor(private readonly shape: Shape) {}

  async insert(doc: Doc): Promise<void> {
    this.put(checked(this.shape.root, doc, this.shape.name) as Doc);
  }
  async insertAbsent(docs: readonly Doc[]): Promise<number> {
    const stored = docs.map((doc) => checked(this.shape.root, doc, this.shape.name) as Doc);
    let added = 0;
    for (const doc of stored) {
      if (this.docs.has(doc._id)) continue;
      this.put(doc);
      added += 1;
    }
    return added;
  }
  async get(id: string): Promise<Doc | null> {
    return copied(this.docs.get(checked({ type: 'string', required: true }, id, '_id') as string) ?? null);
  }
  async *find(filter?: Filter<Doc>, options: FindOptions<Doc> = {}): AsyncIterable<Doc> {
    const { sort, limit } = readOptions(this.shape, options);
    const all = this.matches(readFilter(this.shape, filter), Object.fromEntries(sort) as Sort<Doc>);
    const from =
      options.after === undefined
        ? all
        : all.filter((doc) => inOrder(doc, options.after as Doc, Object.fromEntries(sort)) > 0);
    yield* from.slice(0, limit).map((doc) => copied(doc));
  }
  async count(filter?: Filter<Doc>): Promise<number> {
    return this.matches(readFilter(this.shape, filter)).length;
  }
  async tally(
    by: readonly never[],
    filter?: Filter<Doc>,
  ): Promise<{ key: (Scalar | undefined)[]; n: number }[]> {
    for (const path of by) scalarAt(this.shape, path);
    const order = Object.fromEntries(by.map((path) => [path, 1])) as Record<string, 1>;
    const groups: { first: Doc; n: number }[] = [];
    for (const doc of this.matches(readFilter(this.shape, filter))) {
      const group = groups.find(({ first }) =>
        by.every((path) => ranked(at(first, path), at(doc, path)) === 0),
      );
      if (group === undefined) groups.push({ first: doc, n: 1 });
      else group.n += 1;
    }
    groups.sort((a, b) => inOrder(a.first, b.first, order));
    return groups.map(({ first, n }) => ({
      key: by.map((path) => at(first, path) as Scalar | undefined),
      n,
    }));
  }
  async change(
    filter: Filter<Doc>,
    update: Update<Doc>,
    options: { sort?: Sort<Doc> } = {},
  ): Promise<Doc | null> {
    const { sort } = readOptions(this.shape, options);
    const [first] = this.matches(readFilter(this.shape, filter), Object.fromEntries(sort) as Sort<Doc>);
    const steps = readUpdate(this.shape, update);
    return first === undefined ? null : copied(this.rewrite(first, steps));
  }
  async changeMany(filter: Filter<Doc>, update: Update<Doc>): Promise<number> {
    const found = this.matches(readFilter(this.shape, filter));
    const steps = readUpdate(this.shape, update);
    for (const doc of found) this.rewrite(doc, steps);
    return found.length;
  }
  async remove(filter: Filter<Doc>): Promise<number> {
    const found = this.matches(readFilter(this.shape, filter));
    for (const doc of found) this.docs.delete(doc._id);
    return found.length;
  }

  private matches(filter: ReadFilter, sort: Sort<Doc> = { _id: 1 }): Doc[] {
    return [...this.docs.values()]
      .filter((doc) => holds(doc, filter))
      .toSorted((a, b) => inOrder(a, b, sort));
  }
  private put(doc: Doc): void {
    if (this.docs.has(doc._id)) throw new DuplicateKey(this.shape.name, '_id');
    this.refuseTaken(doc);
    this.docs.set(doc._id, doc);
  }
  private rewrite(doc: Doc, steps: readonly Step[]): Doc {
    const next = steps.reduce((current, step) => carriedOut(current, step), copied(doc));
    this.refuseTaken(next);
    this.docs.set(doc._id, next);
    return next;
  }
  private refuseTaken(doc: Doc): void {
    for (const { unique, keys, name, partial } of this.shape.indexes) {
      const paths = Object.keys(keys);
      const covered = (one: Doc): boolean =>
        Object.keys(partial ?? {}).every((path) => at(one, path) !== undefined);
      const taken = [...this.docs.values()].some(
        (other) =>
          other._id !== doc._id &&
          covered(other) &&
          paths.every((path) => ranked(at(other, path), at(doc, path)) === 0),
      );
      if (unique && covered(doc) && taken) throw new DuplicateKey(this.shape.name, name);
    }
  }
}

/** (structuredClone gives dates of another realm under jest.) */
function copied<V>(value: V): V {
  return parseCanonical(canonical(value)) as V;
}

function at(doc: object, path: string): unknown {
  let value: unknown = doc;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

function holds(doc: Doc, { all, any }: ReadFilter): boolean {
  return (
    all.every((one) => meets(at(doc, one.path), one)) &&
    any.every((sides) => sides.some((side) => holds(doc, side)))
  );
}

function meets(value: unknown, { op, value: wanted }: Condition): boolean {
  const has = (one: unknown): boolean =>
    Array.isArray(value)
      ? value.some((item) => ranked(item, one) === 0)
      : value !== undefined && ranked(value, one) === 0;
  if (op === 'exists') return (value !== undefined) === wanted;
  if (op === 'eq') return has(wanted);
  if (op === 'ne') return !has(wanted);
  if (op === 'in') return (wanted as unknown[]).some(has);
  if (value === undefined) return false;
  if (op === 'contains') return (value as string).includes(wanted as string);
  const rank = ranked(value, wanted);
  return { lt: rank < 0, lte: rank <= 0, gt: rank > 0, gte: rank >= 0 }[op];
}

/** Missing first; text by its bytes. */
function ranked(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string));
  return Number(a) - Number(b) || (Number(a) > Number(b) ? 1 : 0);
}

function inOrder(a: Doc, b: Doc, sort: Readonly<Record<string, unknown>>): number {
  for (const [path, order] of Object.entries(sort)) {
    const rank = ranked(at(a, path), at(b, path)) * (order as number);
    if (rank !== 0) return rank;
  }
  return 0;
}

function carriedOut(doc: Doc, { op, keys, value }: Step): Doc {
  const [first = '', ...rest] = keys;
  if (rest.length > 0) {
    const inner = doc[first] as Doc | undefined;
    if (inner === undefined && op === '$unset') return doc;
    return {
      ...doc,
      [first]: carriedOut((inner ?? {}) as Doc, { op, keys: rest, value, path: rest.join('.') }),
    };
  }
  const old = doc[first];
  const { [first]: _gone, ...others } = doc;
  if (op === '$unset') return others as Doc;
  if (op === '$set') return { ...doc, [first]: value };
  if (op === '$inc') return { ...doc, [first]: ((old ?? 0) as number) + (value as number) };
  if (op === '$max') return old === undefined || ranked(value, old) > 0 ? { ...doc, [first]: value } : doc;
  const list = (old ?? []) as unknown[];
  return op === '$addToSet' && list.some((item) => ranked(item, value) === 0)
    ? doc
    : { ...doc, [first]: [...list, value] };
}
