import fc from 'fast-check';
import { listOf, type Collection } from '../../src/store/collection.js';
import {
  documents,
  ids,
  loose,
  parts,
  rekeyed,
  texts,
  truths,
  values,
  type Doc,
  type Name,
} from './store-random.js';

/** One step of a random history, the same for every store. */
export interface Operation {
  readonly on: Name;
  readonly told: string;
  run(collection: Collection<Doc>): Promise<unknown>;
}

function filters(on: Name, depth = 1): fc.Arbitrary<Record<string, unknown>> {
  const paths = Object.entries(values[on]);
  const one = fc.constantFrom(...paths).chain(([path, value]) =>
    fc
      .oneof(
        { weight: 6, arbitrary: value },
        { weight: 2, arbitrary: fc.record({ $in: fc.array(value, { maxLength: 3 }) }) },
        { weight: 2, arbitrary: fc.record({ $ne: value }) },
        { weight: 2, arbitrary: fc.record({ $exists: truths }) },
        {
          weight: 3,
          arbitrary: fc
            .constantFrom('$lt', '$lte', '$gt', '$gte')
            .chain((op) => value.map((given) => ({ [op]: given }))),
        },
        { weight: 1, arbitrary: fc.record({ contains: texts }) },
        { weight: 1, arbitrary: loose },
      )
      .map((wanted) => [path, wanted] as const),
  );
  const plain = fc
    .array(one, { maxLength: 2 })
    .map((parts) => Object.fromEntries(parts) as Record<string, unknown>);
  if (depth === 0) return plain;
  const either = fc.oneof(
    { weight: 9, arbitrary: fc.array(filters(on, depth - 1), { minLength: 1, maxLength: 3, size: 'max' }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
  // Mostly with something in it: an empty list is refused.
  const both = fc.array(filters(on, depth - 1), { minLength: 0, maxLength: 3, size: 'max' });
  return fc
    .tuple(
      plain,
      fc.option(either, { nil: undefined, freq: 3 }),
      fc.option(both, { nil: undefined, freq: 4 }),
    )
    .map(([all, $or, $and]) => ({
      ...all,
      ...($or === undefined ? {} : { $or }),
      ...($and === undefined ? {} : { $and }),
    }));
}

const sorts = (on: Name): fc.Arbitrary<Record<string, 1 | -1>> =>
  fc
    .array(fc.tuple(fc.constantFrom(...Object.keys(values[on])), fc.constantFrom<1 | -1>(1, -1)), {
      maxLength: 2,
    })
    .map((parts) => Object.fromEntries(parts));

function updates(name: Name): fc.Arbitrary<object> {
  const joined = fc
    .array(parts[name], { minLength: 1, maxLength: 3 })
    .map((list) => Object.assign({}, ...list) as object);
  return fc.oneof(
    { weight: 20, arbitrary: joined },
    { weight: 1, arbitrary: fc.constantFrom({}, { $set: {} }, { $rename: { lane: 'x' } }) },
  );
}

function on(name: Name): fc.Arbitrary<Operation> {
  const [doc, filter, sort, update] = [documents[name], filters(name), sorts(name), updates(name)];
  const one = name === 'hazards' ? fc.oneof(update, rekeyed) : update;
  const operation = (told: unknown[], run: Operation['run']): Operation => ({
    on: name,
    told: `${name} ${told.map(shown).join(' ')}`,
    run,
  });
  const paths = fc.uniqueArray(fc.constantFrom(...Object.keys(values[name])), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 8, arbitrary: doc.map((d) => operation(['insert', d], (c) => c.insert(d))) },
    {
      weight: 2,
      arbitrary: fc
        .array(doc, { maxLength: 4 })
        .map((d) => operation(['insertAbsent', d], (c) => c.insertAbsent(d))),
    },
    { weight: 1, arbitrary: ids.map((id) => operation(['get', id], (c) => c.get(id))) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          filter,
          sort,
          fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
          fc.option(doc, { nil: undefined, freq: 3 }),
        )
        .map(([f, s, limit, after]) => {
          const options = {
            sort: s,
            ...(limit === undefined ? {} : { limit }),
            ...(after === undefined ? {} : { after }),
          };
          return operation(['find', f, options], (c) => listOf(c.find(f, options as never)));
        }),
    },
    { weight: 2, arbitrary: filter.map((f) => operation(['count', f], (c) => c.count(f))) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(paths, filter)
        .map(([by, f]) => operation(['tally', by, f], (c) => c.tally(by as never, f))),
    },
    {
      weight: 6,
      arbitrary: fc
        .tuple(filter, one, sort)
        .map(([f, u, s]) => operation(['change', f, u, s], (c) => c.change(f, u, { sort: s as never }))),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(filter, update)
        .map(([f, u]) => operation(['changeMany', f, u], (c) => c.changeMany(f, u))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(ids, filter)
        .map(([_id, f]) => operation(['remove', { ...f, _id }], (c) => c.remove({ ...f, _id }))),
    },
  );
}

function shown(value: unknown): string {
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (_key, inner: unknown) => (inner === undefined ? '(undefined)' : inner));
}

/** Random histories over three collections. */
export const histories = fc.array(fc.oneof(on('outbox'), on('people'), on('hazards')), {
  minLength: 20,
  maxLength: 60,
  size: 'max',
});
