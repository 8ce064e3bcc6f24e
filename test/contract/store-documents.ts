import { expect, test } from '@jest/globals';
import { listOf, NotStorable } from '../../src/store/collection.js';
import type { Bench } from './store-bench.js';
import { at, danger, person, row } from './store-rows.js';

/** What may be stored, what comes back, and which keys are taken. */
export function documentCases(bench: Bench): void {
  test('gives back what was inserted, dates as dates', async () => {
    await bench.rows.insert(
      row('a', { wakeAt: at('2026-10-09T16:00:00.123Z'), notice: { facts: { n: 1.5, list: ['x'] } } }),
    );
    const found = await bench.rows.get('a');
    expect(found?.wakeAt).toEqual(at('2026-10-09T16:00:00.123Z'));
    expect(found?.notice).toEqual({ facts: { n: 1.5, list: ['x'] } });
  });
  test('gives null for an id that is not there', async () => expect(await bench.rows.get('none')).toBeNull());
  test('refuses a second document with the same _id and names the index', async () => {
    await bench.rows.insert(row('a'));
    await expect(bench.rows.insert(row('a'))).rejects.toMatchObject({ name: 'DuplicateKey', index: '_id' });
  });
  test('insertAbsent skips what is there and counts what is new', async () => {
    await bench.rows.insert(row('a', { error: 'first' }));
    expect(await bench.rows.insertAbsent([row('a'), row('b'), row('c')])).toBe(2);
    expect((await bench.rows.get('a'))?.error).toBe('first');
  });
  test('refuses fields that are not declared', async () =>
    expect(bench.rows.insert({ ...row('a'), typo: 1 } as never)).rejects.toBeInstanceOf(NotStorable));
  test('refuses a wrong type', async () =>
    expect(bench.rows.insert(row('a', { started: 'x' as never }))).rejects.toMatchObject({
      name: 'NotStorable',
    }));
  test('refuses NaN', async () =>
    expect(bench.rows.insert(row('a', { started: Number.NaN }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses an invalid date', async () =>
    expect(bench.rows.insert(row('a', { wakeAt: new Date('x') }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses a date inside free-form data', async () =>
    expect(bench.rows.insert(row('a', { notice: { at: new Date() } }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses half a surrogate pair', async () =>
    expect(bench.rows.insert(row('a', { error: '\ud83d' }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses keys with a dot or a dollar in free-form data', async () => {
    await expect(bench.rows.insert(row('a', { notice: { 'a.b': 1 } }))).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.insert(row('a', { notice: { $set: 1 } }))).rejects.toBeInstanceOf(NotStorable);
  });
  test('refuses null', async () =>
    expect(bench.rows.insert(row('a', { error: null as never }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses a missing required field', async () => {
    const { lane: _lane, ...rest } = row('a');
    await expect(bench.rows.insert(rest)).rejects.toMatchObject({ path: 'outbox.lane' });
  });
  test('refuses a value outside an enum', async () =>
    expect(bench.rows.insert(row('a', { state: 'odd' }))).rejects.toBeInstanceOf(NotStorable));
  test('a broken unique index is named', async () => {
    await bench.hazards.insert(danger('a', 'YH-2026-0001', 'om_1', 0));
    await expect(bench.hazards.insert(danger('b', 'YH-2026-0001'))).rejects.toMatchObject({
      name: 'DuplicateKey',
      index: 'code',
    });
    await expect(bench.hazards.insert(danger('c', 'YH-2026-0003', 'om_1', 0))).rejects.toMatchObject({
      index: 'source.messageId+source.index',
    });
    expect(await bench.hazards.count()).toBe(1);
  });
  test('where _id and another index are broken, _id is named', async () => {
    await bench.hazards.insert(danger('a', 'YH-2026-0001', 'om_1', 0));
    await expect(bench.hazards.insert(danger('a', 'YH-2026-0001', 'om_1', 0))).rejects.toMatchObject({
      index: '_id',
    });
    await bench.hazards.insert(danger('b', 'YH-2026-0002'));
    await expect(bench.hazards.insert(danger('b', 'YH-2026-0001'))).rejects.toMatchObject({ index: '_id' });
  });
  test('a partial unique index lets those pass that lack a part of the key', async () => {
    await bench.hazards.insertAbsent([
      danger('a', '1'),
      danger('b', '2'),
      danger('c', '3', 'om_1'),
      danger('d', '4', 'om_1'),
      danger('e', '5', 'om_1', 1),
    ]);
    expect(await bench.hazards.count()).toBe(5);
  });
  test('insertAbsent stops at a key taken in another index; those before it are in', async () => {
    await bench.hazards.insert(danger('a', '1'));
    await expect(
      bench.hazards.insertAbsent([danger('b', '2'), danger('c', '1'), danger('d', '4')]),
    ).rejects.toMatchObject({ index: 'code' });
    expect((await listOf(bench.hazards.find())).map((found) => found._id)).toEqual(['a', 'b']);
  });
  test('insertAbsent checks all before it writes one', async () => {
    await expect(bench.rows.insertAbsent([row('a'), row('b', { state: 'odd' })])).rejects.toBeInstanceOf(
      NotStorable,
    );
    expect(await bench.rows.count()).toBe(0);
  });
  test('insertAbsent takes the first of two with one _id', async () => {
    expect(
      await bench.rows.insertAbsent([row('a', { error: '1' }), row('a', { error: '2' }), row('b')]),
    ).toBe(2);
    expect((await bench.rows.get('a'))?.error).toBe('1');
  });
  test('insertAbsent of nothing adds nothing', async () => expect(await bench.rows.insertAbsent([])).toBe(0));
  test('an absent field is absent, not null, also when written as undefined', async () => {
    await bench.rows.insert({ ...row('a'), token: undefined } as never);
    expect(Object.keys((await bench.rows.get('a')) ?? {})).not.toContain('token');
  });
  test('an undefined field deep inside is left out too', async () => {
    await bench.rows.insert(row('a', { notice: { facts: { a: undefined, b: 1 } } }));
    expect((await bench.rows.get('a'))?.notice).toStrictEqual({ facts: { b: 1 } });
  });
  test('empty objects and lists stay', async () => {
    await bench.rows.insert(row('a', { notice: { empty: {}, none: [] } }));
    expect((await bench.rows.get('a'))?.notice).toStrictEqual({ empty: {}, none: [] });
    await bench.people.insert(person('p', { roles: [] }));
    expect((await bench.people.get('p'))?.roles).toStrictEqual([]);
  });
  test('minus zero comes back as zero', async () => {
    await bench.rows.insert(row('a', { started: -0 }));
    expect(Object.is((await bench.rows.get('a'))?.started, 0)).toBe(true);
  });
  test('rare signs, quotes, percent and line ends come back as they were', async () => {
    const text = '𠮷野家「"\'`\\ 50%_\r\n\t😀\u200b﷽';
    await bench.rows.insert(row('a', { error: text }));
    expect((await bench.rows.get('a'))?.error).toBe(text);
    expect(await bench.ids({ error: text })).toEqual(['a']);
  });
  test('lists of objects keep their order and dates', async () => {
    const history = [2, 1, 3].map((seq) => ({
      seq,
      command: 'report',
      by: 'u',
      at: at('2026-10-01T00:00:00Z'),
      causeEventId: `e${seq}`,
      status: 'reported',
    }));
    await bench.hazards.insert({ ...danger('a', '1'), history });
    expect((await bench.hazards.get('a'))?.history).toEqual(history);
  });
  test('what is stored does not follow later changes of the object given', async () => {
    const notice = { facts: { n: 1 } };
    const given = row('a', { notice });
    await bench.rows.insert(given);
    notice.facts.n = 2;
    expect((await bench.rows.get('a'))?.notice).toEqual({ facts: { n: 1 } });
  });
  test('refuses a NUL', async () =>
    expect(bench.rows.insert(row('a', { error: 'a\u0000b' }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses half a surrogate pair in a key, and __proto__', async () => {
    await expect(bench.rows.insert(row('a', { notice: { '\ud83d': 1 } }))).rejects.toBeInstanceOf(
      NotStorable,
    );
    await expect(
      bench.rows.insert(row('a', { notice: JSON.parse('{"__proto__":1}') as unknown })),
    ).rejects.toBeInstanceOf(NotStorable);
  });
  test('refuses a Map, which would be emptied silently', async () =>
    expect(bench.rows.insert(row('a', { notice: { map: new Map([['a', 1]]) } }))).rejects.toBeInstanceOf(
      NotStorable,
    ));
  test('refuses a date outside the years 0 to 9999', async () =>
    expect(bench.rows.insert(row('a', { wakeAt: new Date(8.64e15) }))).rejects.toBeInstanceOf(NotStorable));
  test('refuses free-form data nested without end', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200; level += 1) deep = { deep };
    await expect(bench.rows.insert(row('a', { notice: deep }))).rejects.toBeInstanceOf(NotStorable);
  });
  test('takes a document of 14 MB and refuses one of 17 MB', async () => {
    await bench.rows.insert(row('a', { error: 'x'.repeat(14_000_000) }));
    await expect(bench.rows.insert(row('b', { error: '灯'.repeat(5_700_000) }))).rejects.toBeInstanceOf(
      NotStorable,
    );
    expect(await bench.rows.count()).toBe(1);
  });
  test('get refuses what is no id', async () => {
    await expect(bench.rows.get(undefined as never)).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.get({ $ne: 'a' } as never)).rejects.toBeInstanceOf(NotStorable);
  });
  test('a typo is told with what was meant', async () =>
    expect(bench.rows.insert({ ...row('a'), sate: 'waiting' } as never)).rejects.toMatchObject({
      path: 'outbox.sate',
      reason: expect.stringContaining('state'),
    }));
  test('a photo is found by its content and kept once', async () => {
    const bytes = Buffer.from([1, 2, 3, 250]);
    const [first, second] = await Promise.all([bench.store.photos.put(bytes), bench.store.photos.put(bytes)]);
    expect(first).toBe(second);
    expect(await bench.store.photos.has(first)).toBe(true);
    expect(await bench.store.photos.get(first)).toEqual(bytes);
  });
  test('a photo that is not there is absent, and a path is no name', async () => {
    expect(await bench.store.photos.get('0'.repeat(64))).toBeUndefined();
    expect(await bench.store.photos.has('../store.db')).toBe(false);
  });
}
