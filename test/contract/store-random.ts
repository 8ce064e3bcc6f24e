import fc from 'fast-check';
import { danger, person, row } from './store-rows.js';

/** The collections of the random histories: all types, a list, a part, unique and partial indexes. */
export type Name = 'outbox' | 'people' | 'hazards';
export interface Doc {
  readonly _id: string;
}

/** Few values, so that they meet; among them those that naive translations get wrong (stack.md §7). */
export const ids = fc.constantFrom('a', 'b', 'c', 'd', 'A', '中', '\u{1f600}', '\uff21');
export const numbers = fc.constantFrom(
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
export const texts = fc.constantFrom(
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
export const dates = fc
  .constantFrom(
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00.001Z',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T00:00:00.000Z',
  )
  .map((text) => new Date(text));
export const truths = fc.boolean();
export const loose = fc
  .constantFrom<readonly unknown[]>(
    undefined as never,
    null as never,
    [Number.NaN],
    ['\ud83d'],
    [{}],
    [new Date('x')],
  )
  .map((one) => (Array.isArray(one) ? (one[0] as unknown) : one));

export const values: Readonly<Record<Name, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
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

export const documents: Readonly<Record<Name, fc.Arbitrary<Doc>>> = {
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

/** Parts of updates; one to three of them are joined, and now and then break the declaration. */
export const parts: Readonly<Record<Name, fc.Arbitrary<object>>> = {
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
export const rekeyed = fc.record({
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
