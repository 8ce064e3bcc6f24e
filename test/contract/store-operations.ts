import fc from 'fast-check';
import { listOf, type Collection } from '../../src/store/collection.js';
import { danger, person, row } from './store-rows.js';

type Doc = { readonly _id: string };

/** One step of a random history, the same for every store. */
export interface Operation {
  readonly on: 'outbox' | 'people' | 'hazards';
  readonly told: string;
  run(collection: Collection<Doc>): Promise<unknown>;
}

/** Few values, so that they meet; among them those that naive translations get wrong (stack.md §7). */
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'A', '中', '\u{1f600}', '\uff21');
const numbers = fc.constantFrom(
  0,
  1,
  2,
  -1,
  -0,
  0.1,
  0.2657232184494214,
  5982843719680468000,
  2 ** 31,
  2 ** 53,
  -1e-7,
  1e21,
);
const texts = fc.constantFrom(
  '',
  'a',
  'A',
  'ab',
  '50%_',
  "'",
  '"',
  '\\',
  '(a+)+$',
  '\n',
  '三楼',
  '\u{1f600}',
  '\uff21',
  '$lane',
  'true',
  '1',
);
const dates = fc
  .constantFrom(
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00.001Z',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T00:00:00.000Z',
  )
  .map((text) => new Date(text));
const truths = fc.boolean();
const loose = fc
  .constantFrom<readonly unknown[]>(
    undefined as never,
    null as never,
    [Number.NaN],
    ['\ud83d'],
    [{}],
    [new Date('x')],
  )
  .map((one) => (Array.isArray(one) ? (one[0] as unknown) : one));

const values: Readonly<Record<Operation['on'], Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  outbox: {
    _id: ids,
    lane: texts,
    error: texts,
    token: texts,
    started: numbers,
    finished: numbers,
    wakeAt: dates,
    doneAt: dates,
    open: truths,
    resent: truths,
  },
  people: {
    _id: ids,
    name: texts,
    mobile: texts,
    'leave.from': texts,
    roles: fc.constantFrom('admin', 'deputy', 'director'),
    unreachable: truths,
    greetedAt: dates,
  },
  hazards: {
    _id: ids,
    code: fc.constantFrom('1', '2', '3'),
    'source.messageId': fc.constantFrom('m', 'n'),
    'source.index': fc.constantFrom(0, 1),
    version: numbers,
    open: truths,
    reportedAt: dates,
  },
};

const documents: Readonly<Record<Operation['on'], fc.Arbitrary<Doc>>> = {
  outbox: fc
    .record(
      {
        lane: texts,
        error: texts,
        token: texts,
        started: numbers,
        wakeAt: dates,
        open: truths,
        notice: fc.jsonValue({ maxDepth: 2 }).filter((value) => storable(value)),
      },
      { requiredKeys: ['lane'] },
    )
    .chain((more) => ids.map((id) => row(id, more))),
  people: fc
    .record(
      {
        mobile: texts,
        roles: fc.array(fc.constantFrom('admin', 'deputy'), { maxLength: 2 }),
        leave: fc.record({ from: texts, to: texts, substituteId: ids }),
      },
      { requiredKeys: [] },
    )
    .chain((more) => ids.map((id) => person(id, more))),
  hazards: fc
    .tuple(
      ids,
      fc.constantFrom('1', '2', '3'),
      fc.option(fc.constantFrom('m', 'n'), { nil: undefined }),
      fc.option(fc.constantFrom(0, 1), { nil: undefined }),
    )
    .map(([id, code, message, index]) => danger(id, code, message, index)),
};

function storable(value: unknown): boolean {
  const text = JSON.stringify(value);
  return !/null|\\u0000|"__proto__"|\\ud[89a-f]/iu.test(text) && !/"[^"]*[.$][^"]*":/u.test(text);
}

function filters(on: Operation['on'], depth = 1): fc.Arbitrary<Record<string, unknown>> {
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
  return fc
    .tuple(plain, fc.option(either, { nil: undefined, freq: 3 }))
    .map(([all, $or]) => ($or === undefined ? all : { ...all, $or }));
}

const sorts = (on: Operation['on']): fc.Arbitrary<Record<string, 1 | -1>> =>
  fc
    .array(fc.tuple(fc.constantFrom(...Object.keys(values[on])), fc.constantFrom<1 | -1>(1, -1)), {
      maxLength: 2,
    })
    .map((parts) => Object.fromEntries(parts));

/** Parts of updates; one to three of them are joined, and now and then break the declaration. */
const parts: Readonly<Record<Operation['on'], fc.Arbitrary<object>>> = {
  outbox: fc.oneof(
    fc.record({ $set: some({ lane: texts, error: texts, wakeAt: dates, open: truths }) }),
    fc.record({
      $set: some({ token: texts, state: fc.constantFrom('waiting', 'sent', 'odd'), resent: truths }),
    }),
    fc.record({
      $inc: some({ started: numbers.filter((n) => Math.abs(n) < 1e15), attempts: fc.constant(1) }),
    }),
    fc.record({ $max: some({ finished: numbers, doneAt: dates }) }),
    fc.record({
      $unset: fc.constantFrom(
        { token: true },
        { error: true },
        { error: true, wakeAt: true },
        { lane: true },
      ),
    }),
  ),
  people: fc.oneof(
    fc.record({
      $set: some({ mobile: texts, leave: fc.record({ from: texts, to: texts, substituteId: ids }) }),
    }),
    fc.record({ $push: fc.constantFrom({ roles: 'admin' }, { roles: 'director' }, { roles: 'odd' }) }),
    fc.record({ $addToSet: fc.constantFrom({ roles: 'deputy' }, { roles: 'admin' }) }),
    fc.record({ $unset: fc.constantFrom({ leave: true }, { roles: true }, { 'leave.to': true }) }),
    fc.record({ $set: some({ unreachable: truths, greetedAt: dates, 'leave.to': texts }) }),
  ),
  hazards: fc.oneof(
    fc.record({ $set: some({ text: texts, open: truths }) }),
    fc.record({ $inc: some({ version: fc.constantFrom(1, -1, 0.1) }) }),
    fc.record({
      $push: fc.constantFrom({ alsoReporterIds: 'p' }, { alsoReporterIds: '中' }, { history: { seq: 1 } }),
    }),
  ),
};

/** May break a unique index: only where one document changes, since the order of many is nobody's promise. */
const rekeyed = fc.record({
  $set: some({
    code: fc.constantFrom('1', '2', '3'),
    source: fc.record({
      channel: fc.constant('group'),
      messageId: fc.constantFrom('m', 'n'),
      index: fc.constantFrom(0, 1),
    }),
  }),
});

/** Some of these fields, seldom none. */
function some(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  const entries = fc.subarray(Object.keys(fields), { minLength: 1 });
  return entries.chain((keys) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, fields[key] ?? fc.constant(1)]))),
  );
}

function updates(name: Operation['on']): fc.Arbitrary<object> {
  const joined = fc
    .array(parts[name], { minLength: 1, maxLength: 3 })
    .map((list) => Object.assign({}, ...list) as object);
  return fc.oneof(
    { weight: 20, arbitrary: joined },
    { weight: 1, arbitrary: fc.constantFrom({}, { $set: {} }, { $rename: { lane: 'x' } }) },
  );
}

function on(name: Operation['on']): fc.Arbitrary<Operation> {
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
