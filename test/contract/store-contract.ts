import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DuplicateKey, listOf, NotStorable, type Collection, type Store } from '../../src/store/collection.js';

interface Row {
  readonly _id: string;
  readonly kind?: 'send' | 'refresh' | 'photo';
  readonly class?: string;
  readonly lane?: string;
  readonly notice?: unknown;
  readonly hazardId?: string;
  readonly wakeAt?: Date;
  readonly state?: string;
  readonly open?: boolean;
  readonly started?: number;
  readonly finished?: number;
  readonly attempts?: number;
  readonly createdAt?: Date;
  readonly token?: string;
  readonly error?: string;
  readonly schema?: number;
}

interface Named {
  readonly _id: string;
  readonly name: string;
  readonly post: string;
  readonly roles?: readonly string[];
  readonly state: 'active' | 'left';
  readonly mobile?: string;
  readonly leave?: { readonly from: string; readonly to: string; readonly substituteId: string };
}

const at = (text: string): Date => new Date(text);

function row(id: string, more: Partial<Row> = {}): Row {
  return {
    _id: id,
    kind: 'send',
    class: 'nag',
    lane: 'p/a',
    state: 'waiting',
    open: true,
    started: 0,
    finished: 0,
    attempts: 0,
    createdAt: at('2026-10-01T00:00:00Z'),
    schema: 1,
    ...more,
  };
}

const person = (id: string, more: Partial<Named> = {}): Named => ({ _id: id, name: id, post: '护理员', state: 'active', ...more });

/** What both drivers must do the same; each case is a sentence. */
export function storeContract(name: string, open: () => Promise<{ store: Store; cleanUp: () => Promise<void> }>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let cleanUp: () => Promise<void>;
    let rows: Collection<Row>;
    let people: Collection<Named>;
    beforeAll(async () => {
      ({ store, cleanUp } = await open());
      rows = store.collection<Row>('outbox');
      people = store.collection<Named>('people');
    });
    afterAll(() => cleanUp());
    beforeEach(async () => {
      await rows.remove({});
      await people.remove({});
    });
    const ids = async (filter: object, options: object = {}): Promise<string[]> =>
      (await listOf(rows.find(filter as never, options))).map((found) => found._id);

    test('gives back what was inserted, dates as dates', async () => {
      await rows.insert(row('a', { wakeAt: at('2026-10-09T16:00:00.123Z'), notice: { facts: { n: 1.5, list: ['x'] } } }));
      const found = await rows.get('a');
      expect(found?.wakeAt).toEqual(at('2026-10-09T16:00:00.123Z'));
      expect(found?.notice).toEqual({ facts: { n: 1.5, list: ['x'] } });
    });
    test('gives null for an id that is not there', async () => expect(await rows.get('none')).toBeNull());
    test('refuses a second document with the same _id and names the index', async () => {
      await rows.insert(row('a'));
      await expect(rows.insert(row('a'))).rejects.toMatchObject({ name: 'DuplicateKey', index: '_id' });
    });
    test('insertAbsent skips what is there and counts what is new', async () => {
      await rows.insert(row('a', { error: 'first' }));
      expect(await rows.insertAbsent([row('a'), row('b'), row('c')])).toBe(2);
      expect((await rows.get('a'))?.error).toBe('first');
    });
    test('a broken unique index is named', async () => {
      const hazards = store.collection<{ _id: string; code: string }>('hazards');
      await expect(hazards.insert({ _id: 'x', code: '1' })).rejects.toBeInstanceOf(NotStorable);
    });
    test('refuses fields that are not declared', async () =>
      expect(rows.insert({ ...row('a'), typo: 1 } as never)).rejects.toBeInstanceOf(NotStorable));
    test('refuses a wrong type', async () => expect(rows.insert(row('a', { started: 'x' as never }))).rejects.toMatchObject({ name: 'NotStorable' }));
    test('refuses NaN', async () => expect(rows.insert(row('a', { started: Number.NaN }))).rejects.toBeInstanceOf(NotStorable));
    test('refuses an invalid date', async () => expect(rows.insert(row('a', { wakeAt: new Date('x') }))).rejects.toBeInstanceOf(NotStorable));
    test('refuses a date inside free-form data', async () =>
      expect(rows.insert(row('a', { notice: { at: new Date() } }))).rejects.toBeInstanceOf(NotStorable));
    test('refuses half a surrogate pair', async () => expect(rows.insert(row('a', { error: '\ud83d' }))).rejects.toBeInstanceOf(NotStorable));
    test('refuses keys with a dot or a dollar in free-form data', async () => {
      await expect(rows.insert(row('a', { notice: { 'a.b': 1 } }))).rejects.toBeInstanceOf(NotStorable);
      await expect(rows.insert(row('a', { notice: { $set: 1 } }))).rejects.toBeInstanceOf(NotStorable);
    });
    test('refuses null', async () => expect(rows.insert(row('a', { error: null as never }))).rejects.toBeInstanceOf(NotStorable));
    test('refuses a missing required field', async () => {
      const { lane: _lane, ...rest } = row('a');
      await expect(rows.insert(rest)).rejects.toMatchObject({ path: 'outbox.lane' });
    });
    test('refuses a value outside an enum', async () => expect(rows.insert(row('a', { state: 'odd' }))).rejects.toBeInstanceOf(NotStorable));
    test('finds by equality on text, number, truth and date', async () => {
      await rows.insertAbsent([row('a', { started: 2, wakeAt: at('2026-01-01T00:00:00Z') }), row('b', { open: false })]);
      expect(await ids({ lane: 'p/a' })).toEqual(['a', 'b']);
      expect(await ids({ started: 2 })).toEqual(['a']);
      expect(await ids({ open: false })).toEqual(['b']);
      expect(await ids({ wakeAt: at('2026-01-01T00:00:00Z') })).toEqual(['a']);
    });
    test('numbers that doubles make hard are found again', async () => {
      await rows.insertAbsent([row('a', { started: 0.2657232184494214 }), row('b', { started: 5982843719680468000 })]);
      expect(await ids({ started: 0.2657232184494214 })).toEqual(['a']);
      expect(await ids({ started: 5982843719680468000 })).toEqual(['b']);
    });
    test('$ne matches a missing field', async () => {
      await rows.insertAbsent([row('a', { token: 't' }), row('b')]);
      expect(await ids({ token: { $ne: 't' } })).toEqual(['b']);
    });
    test('$exists asks for there and not there', async () => {
      await rows.insertAbsent([row('a', { token: 't' }), row('b')]);
      expect(await ids({ token: { $exists: true } })).toEqual(['a']);
      expect(await ids({ token: { $exists: false } })).toEqual(['b']);
    });
    test('$lt, $lte, $gt, $gte leave out a missing field', async () => {
      await rows.insertAbsent([row('a', { wakeAt: at('2026-01-01T00:00:00Z') }), row('b', { wakeAt: at('2026-02-01T00:00:00Z') }), row('c')]);
      const jan = at('2026-01-01T00:00:00Z');
      expect(await ids({ wakeAt: { $lt: jan } })).toEqual([]);
      expect(await ids({ wakeAt: { $lte: jan } })).toEqual(['a']);
      expect(await ids({ wakeAt: { $gt: jan } })).toEqual(['b']);
      expect(await ids({ wakeAt: { $gte: jan } })).toEqual(['a', 'b']);
    });
    test('$in takes any of a list and nothing of an empty one', async () => {
      await rows.insertAbsent([row('a'), row('b'), row('c')]);
      expect(await ids({ _id: { $in: ['a', 'c', 'x'] } })).toEqual(['a', 'c']);
      expect(await ids({ _id: { $in: [] } })).toEqual([]);
    });
    test('$or takes either side, together with the rest', async () => {
      await rows.insertAbsent([row('a', { token: 't' }), row('b', { error: 'e' }), row('c', { error: 'e', open: false })]);
      expect(await ids({ open: true, $or: [{ token: 't' }, { error: 'e' }] })).toEqual(['a', 'b']);
    });
    test('contains is literal, whatever signs it has', async () => {
      await rows.insertAbsent([row('a', { error: '50%_ (a+)+$ [x] \\ .*' }), row('b', { error: '三楼灭火器' })]);
      for (const words of ['50%_', '(a+)+$', '[x]', '\\', '.*']) expect(await ids({ error: { contains: words } })).toEqual(['a']);
      expect(await ids({ error: { contains: '灭火' } })).toEqual(['b']);
    });
    test('equality on a list of texts means "has"', async () => {
      await people.insertAbsent([person('a', { roles: ['admin', 'deputy'] }), person('b', { roles: [] }), person('c')]);
      expect((await listOf(people.find({ roles: 'admin' }))).map((found) => found._id)).toEqual(['a']);
    });
    test('a dotted path reaches into an object', async () => {
      await people.insert(person('a', { leave: { from: '2026-10-01', to: '2026-10-02', substituteId: 'b' } }));
      expect(await people.count({ 'leave.substituteId': 'b' })).toBe(1);
    });
    test.each([
      ['an undefined id', { _id: undefined }],
      ['an undefined field', { lane: undefined }],
      ['undefined beside something', { lane: 'p/a', started: undefined }],
      ['undefined inside $in', { _id: { $in: [undefined] } }],
      ['an unknown path', { typo: 1 }],
      ['an unknown operator', { lane: { $regex: 'x' } }],
    ])('refuses a filter with %s, in every verb, and changes nothing', async (_what, filter) => {
      await rows.insert(row('a'));
      const bad = filter as never;
      await expect(listOf(rows.find(bad))).rejects.toBeInstanceOf(NotStorable);
      await expect(rows.change(bad, { $set: { error: 'x' } })).rejects.toBeInstanceOf(NotStorable);
      await expect(rows.changeMany(bad, { $set: { error: 'x' } })).rejects.toBeInstanceOf(NotStorable);
      await expect(rows.remove(bad)).rejects.toBeInstanceOf(NotStorable);
      expect((await rows.get('a'))?.error).toBeUndefined();
    });
    test('a wrong type in a filter is refused', async () => expect(rows.count({ started: '2' as never })).rejects.toBeInstanceOf(NotStorable));
    test('sorts text by its bytes, then by _id', async () => {
      await rows.insertAbsent([row('1', { lane: 'Z' }), row('2', { lane: 'a' }), row('3', { lane: '中' }), row('4', { lane: '😀' }), row('5', { lane: 'a' })]);
      expect(await ids({}, { sort: { lane: 1 } })).toEqual(['1', '2', '5', '3', '4']);
    });
    test('a missing value sorts first and last', async () => {
      await rows.insertAbsent([row('a', { wakeAt: at('2026-01-01T00:00:00Z') }), row('b')]);
      expect(await ids({}, { sort: { wakeAt: 1 } })).toEqual(['b', 'a']);
      expect(await ids({}, { sort: { wakeAt: -1 } })).toEqual(['a', 'b']);
    });
    test('limit takes the first ones and refuses zero', async () => {
      await rows.insertAbsent([row('a'), row('b'), row('c')]);
      expect(await ids({}, { limit: 2 })).toEqual(['a', 'b']);
      await expect(listOf(rows.find({}, { limit: 0 }))).rejects.toBeInstanceOf(RangeError);
    });
    test('streams more than a page', async () => {
      await rows.insertAbsent(Array.from({ length: 250 }, (_unused, index) => row(`r${String(index).padStart(3, '0')}`)));
      expect((await ids({})).length).toBe(250);
    });
    test('counts and tallies', async () => {
      await rows.insertAbsent([row('a', { lane: 'x' }), row('b', { lane: 'y' }), row('c', { lane: 'y', open: false })]);
      expect(await rows.count({ open: true })).toBe(2);
      expect(await rows.tally(['lane', 'open'])).toEqual([
        { key: ['x', true], n: 1 },
        { key: ['y', false], n: 1 },
        { key: ['y', true], n: 1 },
      ]);
    });
    test('a change gives the document as it is after, and null when nothing matches', async () => {
      await rows.insert(row('a'));
      const changed = await rows.change({ _id: 'a', state: 'waiting' }, { $set: { state: 'sending' }, $inc: { started: 1 } });
      expect(changed).toMatchObject({ state: 'sending', started: 1 });
      expect(await rows.change({ _id: 'a', state: 'waiting' }, { $inc: { started: 1 } })).toBeNull();
    });
    test('a claim takes the first by its sort', async () => {
      await rows.insertAbsent([row('a', { wakeAt: at('2026-02-01T00:00:00Z') }), row('b', { wakeAt: at('2026-01-01T00:00:00Z') })]);
      expect((await rows.change({ open: true }, { $set: { open: false } }, { sort: { wakeAt: 1 } }))?._id).toBe('b');
    });
    test('$unset takes a field away', async () => {
      await rows.insert(row('a', { token: 't' }));
      await rows.change({ _id: 'a' }, { $unset: { token: true } });
      expect(await rows.get('a')).not.toHaveProperty('token');
    });
    test('$max only raises', async () => {
      await rows.insert(row('a', { started: 5 }));
      expect((await rows.change({ _id: 'a' }, { $max: { started: 3 } }))?.started).toBe(5);
      expect((await rows.change({ _id: 'a' }, { $max: { started: 9 } }))?.started).toBe(9);
    });
    test('$push and $addToSet lengthen a list, the latter once', async () => {
      await people.insert(person('a', { roles: ['admin'] }));
      await people.change({ _id: 'a' }, { $addToSet: { roles: 'admin' } });
      const changed = await people.change({ _id: 'a' }, { $addToSet: { roles: 'deputy' } });
      expect(changed?.roles).toEqual(['admin', 'deputy']);
    });
    test('a change may not break the declaration', async () => {
      await rows.insert(row('a'));
      await expect(rows.change({ _id: 'a' }, { $set: { state: 'odd' } })).rejects.toBeInstanceOf(NotStorable);
      await expect(rows.change({ _id: 'a' }, { $set: { started: 'x' } })).rejects.toBeInstanceOf(NotStorable);
      expect((await rows.get('a'))?.state).toBe('waiting');
    });
    test('a change without a value is refused', async () => {
      await rows.insert(row('a'));
      await expect(rows.change({ _id: 'a' }, { $set: { error: undefined } })).rejects.toBeInstanceOf(NotStorable);
    });
    test('changeMany changes all matches and says how many', async () => {
      await rows.insertAbsent([row('a'), row('b'), row('c', { lane: 'other' })]);
      expect(await rows.changeMany({ lane: 'p/a' }, { $set: { error: 'x' } })).toBe(2);
      expect((await rows.get('c'))?.error).toBeUndefined();
    });
    test('remove removes only what matches', async () => {
      await rows.insertAbsent([row('a'), row('b', { open: false })]);
      expect(await rows.remove({ open: false })).toBe(1);
      expect(await ids({})).toEqual(['a']);
    });
    test('of twenty at once exactly one wins a guarded change', async () => {
      await rows.insert(row('a'));
      const tries = Array.from({ length: 20 }, (_unused, index) =>
        rows.change({ _id: 'a', state: 'waiting' }, { $set: { state: 'sending', token: `t${index}` } }),
      );
      expect((await Promise.all(tries)).filter((won) => won !== null)).toHaveLength(1);
    });
    test('of twenty counters at once none is lost', async () => {
      const counters = store.collection<{ _id: string; n: number }>('counters');
      await counters.remove({});
      await counters.insertAbsent([{ _id: 'YH-2027', n: 0 }]);
      const numbers = await Promise.all(Array.from({ length: 20 }, () => counters.change({ _id: 'YH-2027' }, { $inc: { n: 1 } })));
      expect(numbers.map((given) => given?.n).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 20 }, (_unused, i) => i + 1));
    });
    test('all unique indexes are there', async () => expect(await store.indexesPresent()).toBe(true));
    test('an undeclared collection is refused', () => expect(() => store.collection('odd')).toThrow('not declared'));
    test('DuplicateKey is an Error with its collection', () => expect(new DuplicateKey('a', 'b').message).toContain('a'));
  });
}
