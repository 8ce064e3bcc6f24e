import { expect, test } from '@jest/globals';
import { listOf, NotStorable } from '../../src/store/collection.js';
import type { Bench } from './store-bench.js';
import { at, row } from './store-rows.js';

/** Sorts, pages, streams and tallies. */
export function orderCases(bench: Bench): void {
  test('order on a list is refused', async () => {
    await expect(bench.people.count({ roles: { $gt: 'a' } })).rejects.toBeInstanceOf(NotStorable);
    await expect(listOf(bench.people.find({}, { sort: { roles: 1 } }))).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.people.tally(['roles'])).rejects.toBeInstanceOf(NotStorable);
  });
  test('sorts by several keys, each its own way', async () => {
    await bench.rows.insertAbsent([
      row('a', { lane: 'x', started: 1 }),
      row('b', { lane: 'x', started: 2 }),
      row('c', { lane: 'w', started: 3 }),
    ]);
    expect(await bench.ids({}, { sort: { lane: -1, started: 1 } })).toEqual(['a', 'b', 'c']);
    expect(await bench.ids({}, { sort: { lane: 1, started: -1 } })).toEqual(['c', 'b', 'a']);
    expect(await bench.ids({}, { sort: { _id: -1 } })).toEqual(['c', 'b', 'a']);
  });
  test('truth sorts after untruth, dates by time', async () => {
    await bench.rows.insertAbsent([
      row('a'),
      row('b', { open: false }),
      row('c', { createdAt: at('1999-01-01T00:00:00Z') }),
    ]);
    expect(await bench.ids({}, { sort: { open: 1 } })).toEqual(['b', 'a', 'c']);
    expect(await bench.ids({}, { sort: { createdAt: 1 } })).toEqual(['c', 'a', 'b']);
  });
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %p', async (limit) => {
    await expect(bench.ids({}, { limit })).rejects.toBeInstanceOf(RangeError);
  });
  test('after gives the next page, whatever the sort, and needs no living document', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
      row(id, index % 2 === 0 ? { wakeAt: at(`2026-01-0${1 + (index % 4)}T00:00:00Z`), lane: id } : {}),
    );
    await bench.rows.insertAbsent(all);
    for (const sort of [{}, { wakeAt: 1 }, { wakeAt: -1 }, { _id: -1 }, { lane: -1, wakeAt: 1 }] as const) {
      const whole = await listOf(bench.rows.find({}, { sort }));
      for (const [index, after] of whole.entries())
        expect(await bench.ids({}, { sort, after })).toEqual(
          whole.slice(index + 1).map((found) => found._id),
        );
    }
    await bench.rows.remove({ _id: 'b' });
    expect(await bench.ids({}, { after: all[1], limit: 2 })).toEqual(['c', 'd']);
  });
  test('a stream may be left early', async () => {
    await bench.rows.insertAbsent(
      Array.from({ length: 250 }, (_unused, index) => row(`r${String(index).padStart(3, '0')}`)),
    );
    for await (const found of bench.rows.find()) {
      expect(found._id).toBe('r000');
      break;
    }
    expect(await bench.rows.remove({})).toBe(250);
  });
  test('what a stream reaches may be changed and removed on the way', async () => {
    await bench.rows.insertAbsent(
      Array.from({ length: 450 }, (_unused, index) => row(`r${String(index).padStart(3, '0')}`)),
    );
    const seen: string[] = [];
    for await (const found of bench.rows.find({ state: 'waiting' })) {
      seen.push(found._id);
      if (Number(found._id.slice(1)) % 2 === 0)
        await bench.rows.change({ _id: found._id }, { $set: { state: 'sent' } });
      else await bench.rows.remove({ _id: found._id });
    }
    expect(new Set(seen).size).toBe(450);
    expect(await bench.rows.count({ state: 'sent' })).toBe(225);
  });
  test('streams may be nested', async () => {
    await bench.rows.insertAbsent(
      Array.from({ length: 150 }, (_unused, index) => row(`r${String(index).padStart(3, '0')}`)),
    );
    let pairs = 0;
    for await (const _outer of bench.rows.find({}, { limit: 3 }))
      for await (const _inner of bench.rows.find()) pairs += 1;
    expect(pairs).toBe(450);
  });
  test('a tally gives dates, fractions and missing values back as they are', async () => {
    const day = at('2026-01-01T00:00:00Z');
    await bench.rows.insertAbsent([
      row('a', { wakeAt: day, started: 0.2657232184494214 }),
      row('b', { started: 5982843719680468000 }),
      row('c', { wakeAt: day, started: 0.2657232184494214 }),
    ]);
    expect(await bench.rows.tally(['wakeAt', 'started'])).toEqual([
      { key: [undefined, 5982843719680468000], n: 1 },
      { key: [day, 0.2657232184494214], n: 2 },
    ]);
    expect(await bench.rows.tally(['lane'], { token: 'none' })).toEqual([]);
  });
  test('a tally by an undeclared path is refused', async () =>
    expect(bench.rows.tally(['typo' as never])).rejects.toBeInstanceOf(NotStorable));
}
