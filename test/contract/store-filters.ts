import { expect, test } from '@jest/globals';
import { listOf, NotStorable } from '../../src/store/collection.js';
import type { Bench } from './store-bench.js';
import { at, danger, person, row } from './store-rows.js';

/** What a filter finds, and what it refuses. */
export function filterCases(bench: Bench): void {
  test('finds by equality on text, number, truth and date', async () => {
    await bench.rows.insertAbsent([
      row('a', { started: 2, wakeAt: at('2026-01-01T00:00:00Z') }),
      row('b', { open: false }),
    ]);
    expect(await bench.ids({ lane: 'p/a' })).toEqual(['a', 'b']);
    expect(await bench.ids({ started: 2 })).toEqual(['a']);
    expect(await bench.ids({ open: false })).toEqual(['b']);
    expect(await bench.ids({ wakeAt: at('2026-01-01T00:00:00Z') })).toEqual(['a']);
  });
  test('numbers that doubles make hard are found again', async () => {
    await bench.rows.insertAbsent([
      row('a', { started: 0.2657232184494214 }),
      row('b', { started: 5982843719680468000 }),
    ]);
    expect(await bench.ids({ started: 0.2657232184494214 })).toEqual(['a']);
    expect(await bench.ids({ started: 5982843719680468000 })).toEqual(['b']);
  });
  test('$ne matches a missing field', async () => {
    await bench.rows.insertAbsent([row('a', { token: 't' }), row('b')]);
    expect(await bench.ids({ token: { $ne: 't' } })).toEqual(['b']);
  });
  test('$exists asks for there and not there', async () => {
    await bench.rows.insertAbsent([row('a', { token: 't' }), row('b')]);
    expect(await bench.ids({ token: { $exists: true } })).toEqual(['a']);
    expect(await bench.ids({ token: { $exists: false } })).toEqual(['b']);
  });
  test('$lt, $lte, $gt, $gte leave out a missing field', async () => {
    await bench.rows.insertAbsent([
      row('a', { wakeAt: at('2026-01-01T00:00:00Z') }),
      row('b', { wakeAt: at('2026-02-01T00:00:00Z') }),
      row('c'),
    ]);
    const jan = at('2026-01-01T00:00:00Z');
    expect(await bench.ids({ wakeAt: { $lt: jan } })).toEqual([]);
    expect(await bench.ids({ wakeAt: { $lte: jan } })).toEqual(['a']);
    expect(await bench.ids({ wakeAt: { $gt: jan } })).toEqual(['b']);
    expect(await bench.ids({ wakeAt: { $gte: jan } })).toEqual(['a', 'b']);
  });
  test('case 84: $in takes any of a list and nothing of an empty one', async () => {
    await bench.rows.insertAbsent([row('a'), row('b'), row('c')]);
    expect(await bench.ids({ _id: { $in: ['a', 'c', 'x'] } })).toEqual(['a', 'c']);
    expect(await bench.ids({ _id: { $in: [] } })).toEqual([]);
  });
  test('$or takes either side, together with the rest', async () => {
    await bench.rows.insertAbsent([
      row('a', { token: 't' }),
      row('b', { error: 'e' }),
      row('c', { error: 'e', open: false }),
    ]);
    expect(await bench.ids({ open: true, $or: [{ token: 't' }, { error: 'e' }] })).toEqual(['a', 'b']);
  });
  test('case 89: contains is literal, whatever signs it has', async () => {
    await bench.rows.insertAbsent([
      row('a', { error: '50%_ (a+)+$ [x] \\ .*' }),
      row('b', { error: '三楼灭火器' }),
    ]);
    for (const words of ['50%_', '(a+)+$', '[x]', '\\', '.*'])
      expect(await bench.ids({ error: { contains: words } })).toEqual(['a']);
    expect(await bench.ids({ error: { contains: '灭火' } })).toEqual(['b']);
  });
  test('equality on a list of texts means "has"', async () => {
    await bench.people.insertAbsent([
      person('a', { roles: ['admin', 'deputy'] }),
      person('b', { roles: [] }),
      person('c'),
    ]);
    expect((await listOf(bench.people.find({ roles: 'admin' }))).map((found) => found._id)).toEqual(['a']);
  });
  test('a dotted path reaches into an object', async () => {
    await bench.people.insert(
      person('a', { leave: { from: '2026-10-01', to: '2026-10-02', substituteId: 'b' } }),
    );
    expect(await bench.people.count({ 'leave.substituteId': 'b' })).toBe(1);
  });
  test.each([
    ['an undefined id', { _id: undefined }],
    ['an undefined field', { lane: undefined }],
    ['undefined beside something', { lane: 'p/a', started: undefined }],
    ['undefined inside $in', { _id: { $in: [undefined] } }],
    ['an unknown path', { typo: 1 }],
    ['an unknown operator', { lane: { $regex: 'x' } }],
  ])('case 84: refuses a filter with %s, in every verb, and changes nothing', async (_what, filter) => {
    await bench.rows.insert(row('a'));
    const bad = filter as never;
    await expect(listOf(bench.rows.find(bad))).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.change(bad, { $set: { error: 'x' } })).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.changeMany(bad, { $set: { error: 'x' } })).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.remove(bad)).rejects.toBeInstanceOf(NotStorable);
    expect((await bench.rows.get('a'))?.error).toBeUndefined();
  });
  test('a wrong type in a filter is refused', async () =>
    expect(bench.rows.count({ started: '2' as never })).rejects.toBeInstanceOf(NotStorable));
  test('sorts text by its bytes, then by _id', async () => {
    await bench.rows.insertAbsent([
      row('1', { lane: 'Z' }),
      row('2', { lane: 'a' }),
      row('3', { lane: '中' }),
      row('4', { lane: '😀' }),
      row('5', { lane: 'a' }),
    ]);
    expect(await bench.ids({}, { sort: { lane: 1 } })).toEqual(['1', '2', '5', '3', '4']);
  });
  test('a missing value sorts first and last', async () => {
    await bench.rows.insertAbsent([row('a', { wakeAt: at('2026-01-01T00:00:00Z') }), row('b')]);
    expect(await bench.ids({}, { sort: { wakeAt: 1 } })).toEqual(['b', 'a']);
    expect(await bench.ids({}, { sort: { wakeAt: -1 } })).toEqual(['a', 'b']);
  });
  test('limit takes the first ones and refuses zero', async () => {
    await bench.rows.insertAbsent([row('a'), row('b'), row('c')]);
    expect(await bench.ids({}, { limit: 2 })).toEqual(['a', 'b']);
    await expect(listOf(bench.rows.find({}, { limit: 0 }))).rejects.toBeInstanceOf(RangeError);
  });
  test('streams more than a page', async () => {
    await bench.rows.insertAbsent(
      Array.from({ length: 250 }, (_unused, index) => row(`r${String(index).padStart(3, '0')}`)),
    );
    expect((await bench.ids({})).length).toBe(250);
  });
  test('counts and tallies', async () => {
    await bench.rows.insertAbsent([
      row('a', { lane: 'x' }),
      row('b', { lane: 'y' }),
      row('c', { lane: 'y', open: false }),
    ]);
    expect(await bench.rows.count({ open: true })).toBe(2);
    expect(await bench.rows.tally(['lane', 'open'])).toEqual([
      { key: ['x', true], n: 1 },
      { key: ['y', false], n: 1 },
      { key: ['y', true], n: 1 },
    ]);
  });
  test('an empty filter finds all, an empty $or nothing', async () => {
    await bench.rows.insertAbsent([row('a'), row('b')]);
    expect(await bench.ids({})).toEqual(['a', 'b']);
    expect(await bench.ids({ $or: [] })).toEqual([]);
  });
  test('$or may be nested and empty inside', async () => {
    await bench.rows.insertAbsent([row('a', { token: 't', error: 'e' }), row('b', { token: 't' }), row('c')]);
    expect(
      await bench.ids({ $or: [{ token: 't', $or: [{ error: 'e' }, { error: 'f' }] }, { _id: 'c' }] }),
    ).toEqual(['a', 'c']);
    expect(await bench.ids({ token: 't', $or: [{}] })).toEqual(['a', 'b']);
  });
  test('$and: all hold, also several words in one text and several $or', async () => {
    await bench.rows.insertAbsent([
      row('a', { error: '三楼 灭火器 失压', token: 't' }),
      row('b', { error: '三楼 插座', token: 't' }),
      row('c', { error: '一楼 灭火器', token: 'u' }),
    ]);
    const words = (list: readonly string[]): object => ({
      $and: list.map((word) => ({ error: { contains: word } })),
    });
    expect(await bench.ids(words(['三楼', '灭火器']))).toEqual(['a']);
    expect(await bench.ids({ ...words(['三楼']), token: 't' })).toEqual(['a', 'b']);
    expect(
      await bench.ids({
        $or: [{ token: 't' }, { token: 'u' }],
        $and: [{ $or: [{ _id: 'a' }, { _id: 'c' }] }, { $and: [{ error: { contains: '灭火器' } }] }],
      }),
    ).toEqual(['a', 'c']);
    expect(await bench.ids({ $and: [{}] })).toEqual(['a', 'b', 'c']);
  });
  test('two operators on one path must both hold', async () => {
    await bench.rows.insertAbsent([1, 2, 3, 4].map((n) => row(`r${n}`, { started: n })));
    expect(await bench.ids({ started: { $gt: 1, $lte: 3, $ne: 2 } })).toEqual(['r3']);
  });
  test('$ne on truth matches the other and the missing', async () => {
    await bench.hazards.insertAbsent([danger('a', '1'), danger('b', '2')]);
    await bench.hazards.change({ _id: 'b' }, { $set: { open: false } } as never);
    expect(await bench.hazards.count({ open: { $ne: true } } as never)).toBe(1);
  });
  test('text compares by its bytes, not by UTF-16 units', async () => {
    await bench.rows.insertAbsent([row('a', { lane: '\uff21' }), row('b', { lane: '\u{1f600}' })]);
    expect(await bench.ids({ lane: { $gt: '\uff21' } })).toEqual(['b']);
  });
  test('$ne and $in on a list mean "has not" and "has one of"', async () => {
    await bench.people.insertAbsent([
      person('a', { roles: ['admin', 'deputy'] }),
      person('b', { roles: [] }),
      person('c'),
      person('d', { roles: ['director'] }),
    ]);
    const found = async (filter: object): Promise<string[]> =>
      (await listOf(bench.people.find(filter))).map((one) => one._id);
    expect(await found({ roles: { $ne: 'admin' } })).toEqual(['b', 'c', 'd']);
    expect(await found({ roles: { $in: ['deputy', 'director'] } })).toEqual(['a', 'd']);
    expect(await found({ roles: { $in: [] } })).toEqual([]);
    expect(await found({ roles: { $exists: false } })).toEqual(['c']);
  });
  test('contains matches nothing where the field is missing, and all texts when empty', async () => {
    await bench.rows.insertAbsent([row('a', { error: 'x' }), row('b')]);
    expect(await bench.ids({ error: { contains: '' } })).toEqual(['a']);
  });
  test('contains keeps case, line ends and spaces', async () => {
    await bench.rows.insertAbsent([
      row('a', { error: 'Leak #1\n second  line' }),
      row('b', { error: 'leak' }),
    ]);
    expect(await bench.ids({ error: { contains: 'Leak' } })).toEqual(['a']);
    expect(await bench.ids({ error: { contains: '#1\n second  ' } })).toEqual(['a']);
  });
  test('case 89: a pattern that would burn the processor is just text', async () => {
    await bench.rows.insert(row('a', { error: 'a'.repeat(5000) }));
    expect(await bench.ids({ error: { contains: '((((a+)+)+'.repeat(400) } })).toEqual([]);
  });
  test.each([
    ['null', { lane: null }],
    ['an empty set of operators', { lane: {} }],
    ['a list as value', { lane: [] }],
    ['$in without a list', { _id: { $in: 'abc' } }],
    ['$or without a list', { $or: { lane: 'a' } }],
    ['an undefined value inside $or', { $or: [{ _id: undefined }] }],
    ['$exists without truth', { token: { $exists: 1 } }],
    ['contains on a number', { started: { contains: '1' } }],
    ['a path into free-form data', { 'notice.type': 'x' }],
    ['free-form data as a whole', { notice: 'x' }],
    ['NaN', { started: Number.NaN }],
    ['an invalid date', { wakeAt: { $lt: new Date('x') } }],
    ['$and without a list', { $and: { lane: 'x' } }],
    ['an empty $and', { $and: [] }],
    ['an undefined value inside $and', { $and: [{ _id: undefined }] }],
    ['$nor', { $nor: [{ lane: 'x' }] }],
    ['$where', { $where: 'true' }],
    ['a name of Object.prototype', { constructor: 'x' }],
  ])('refuses a filter with %s, in every verb', async (_what, filter) => {
    await bench.rows.insert(row('a'));
    const bad = filter as never;
    await expect(bench.ids(bad)).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.count(bad)).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.remove(bad)).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.changeMany(bad, { $set: { error: 'x' } })).rejects.toBeInstanceOf(NotStorable);
    expect((await bench.rows.get('a'))?.error).toBeUndefined();
  });
}
