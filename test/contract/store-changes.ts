import { expect, test } from '@jest/globals';
import { NotStorable } from '../../src/store/collection.js';
import type { Bench } from './store-bench.js';
import { at, danger, person, row } from './store-rows.js';

/** Guarded changes, claims and what several do at once. */
export function changeCases(bench: Bench, lacks: ReadonlySet<string>): void {
  test('a change gives the document as it is after, and null when nothing matches', async () => {
    await bench.rows.insert(row('a'));
    const changed = await bench.rows.change(
      { _id: 'a', state: 'waiting' },
      { $set: { state: 'sending' }, $inc: { started: 1 } },
    );
    expect(changed).toMatchObject({ state: 'sending', started: 1 });
    expect(await bench.rows.change({ _id: 'a', state: 'waiting' }, { $inc: { started: 1 } })).toBeNull();
  });
  test('a claim takes the first by its sort', async () => {
    await bench.rows.insertAbsent([
      row('a', { wakeAt: at('2026-02-01T00:00:00Z') }),
      row('b', { wakeAt: at('2026-01-01T00:00:00Z') }),
    ]);
    expect(
      (await bench.rows.change({ open: true }, { $set: { open: false } }, { sort: { wakeAt: 1 } }))?._id,
    ).toBe('b');
  });
  test('$unset takes a field away', async () => {
    await bench.rows.insert(row('a', { token: 't' }));
    await bench.rows.change({ _id: 'a' }, { $unset: { token: true } });
    expect(await bench.rows.get('a')).not.toHaveProperty('token');
  });
  test('$max only raises', async () => {
    await bench.rows.insert(row('a', { started: 5 }));
    expect((await bench.rows.change({ _id: 'a' }, { $max: { started: 3 } }))?.started).toBe(5);
    expect((await bench.rows.change({ _id: 'a' }, { $max: { started: 9 } }))?.started).toBe(9);
  });
  test('$push and $addToSet lengthen a list, the latter once', async () => {
    await bench.people.insert(person('a', { roles: ['admin'] }));
    await bench.people.change({ _id: 'a' }, { $addToSet: { roles: 'admin' } });
    const changed = await bench.people.change({ _id: 'a' }, { $addToSet: { roles: 'deputy' } });
    expect(changed?.roles).toEqual(['admin', 'deputy']);
  });
  test('a change may not break the declaration', async () => {
    await bench.rows.insert(row('a'));
    await expect(bench.rows.change({ _id: 'a' }, { $set: { state: 'odd' } })).rejects.toBeInstanceOf(
      NotStorable,
    );
    await expect(bench.rows.change({ _id: 'a' }, { $set: { started: 'x' as never } })).rejects.toBeInstanceOf(
      NotStorable,
    );
    expect((await bench.rows.get('a'))?.state).toBe('waiting');
  });
  test('a change without a value is refused', async () => {
    await bench.rows.insert(row('a'));
    await expect(
      bench.rows.change({ _id: 'a' }, { $set: { error: undefined as never } }),
    ).rejects.toBeInstanceOf(NotStorable);
  });
  test('changeMany changes all matches and says how many', async () => {
    await bench.rows.insertAbsent([row('a'), row('b'), row('c', { lane: 'other' })]);
    expect(await bench.rows.changeMany({ lane: 'p/a' }, { $set: { error: 'x' } })).toBe(2);
    expect((await bench.rows.get('c'))?.error).toBeUndefined();
  });
  test('remove removes only what matches', async () => {
    await bench.rows.insertAbsent([row('a'), row('b', { open: false })]);
    expect(await bench.rows.remove({ open: false })).toBe(1);
    expect(await bench.ids({})).toEqual(['a']);
  });
  test('of twenty at once exactly one wins a guarded change', async () => {
    await bench.rows.insert(row('a'));
    const tries = Array.from({ length: 20 }, (_unused, index) =>
      bench.rows.change({ _id: 'a', state: 'waiting' }, { $set: { state: 'sending', token: `t${index}` } }),
    );
    expect((await Promise.all(tries)).filter((won) => won !== null)).toHaveLength(1);
  });
  test('of twenty counters at once none is lost', async () => {
    const counters = bench.store.collection<{ _id: string; n: number }>('counters');
    await counters.remove({});
    await counters.insertAbsent([{ _id: 'YH-2027', n: 0 }]);
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => counters.change({ _id: 'YH-2027' }, { $inc: { n: 1 } })),
    );
    expect(numbers.map((given) => given?.n).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 20 }, (_unused, i) => i + 1),
    );
  });
  test('$inc counts up and down, also in fractions', async () => {
    await bench.rows.insert(row('a', { started: 1 }));
    expect((await bench.rows.change({ _id: 'a' }, { $inc: { started: 0.1, finished: 2 } }))?.started).toBe(
      1.1,
    );
    expect((await bench.rows.change({ _id: 'a' }, { $inc: { started: -1.1 } }))?.started).toBe(0);
    expect((await bench.rows.get('a'))?.finished).toBe(2);
  });
  test('$inc counts past 32 bits', async () => {
    await bench.rows.insert(row('a', { started: 2_147_483_647 }));
    expect((await bench.rows.change({ _id: 'a' }, { $inc: { started: 1 } }))?.started).toBe(2_147_483_648);
    expect((await bench.rows.change({ _id: 'a' }, { $inc: { started: 9_000_000_000 } }))?.started).toBe(
      11_147_483_648,
    );
    expect(await bench.ids({ started: 11_147_483_648 })).toEqual(['a']);
  });
  test('$max raises dates and sets what is missing', async () => {
    await bench.rows.insert(row('a'));
    const [early, late] = [at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z')];
    expect((await bench.rows.change({ _id: 'a' }, { $max: { wakeAt: late } }))?.wakeAt).toEqual(late);
    expect((await bench.rows.change({ _id: 'a' }, { $max: { wakeAt: early } }))?.wakeAt).toEqual(late);
  });
  test('$push makes the list where there is none', async () => {
    await bench.people.insert(person('a'));
    expect((await bench.people.change({ _id: 'a' }, { $push: { roles: 'admin' } }))?.roles).toEqual([
      'admin',
    ]);
    expect((await bench.people.change({ _id: 'a' }, { $push: { roles: 'admin' } }))?.roles).toEqual([
      'admin',
      'admin',
    ]);
  });
  test('$push of an object keeps its dates and leaves out what is undefined', async () => {
    await bench.hazards.insert(danger('a', '1'));
    const entry = {
      seq: 1,
      command: 'report',
      by: 'u',
      at: at('2026-10-01T00:00:00Z'),
      causeEventId: 'e',
      status: 'reported',
    };
    await bench.hazards.change({ _id: 'a' }, { $push: { history: { ...entry, note: undefined } as never } });
    expect((await bench.hazards.get('a'))?.history).toStrictEqual([entry]);
  });
  test('a set part leaves out what is undefined inside', async () => {
    await bench.people.insert(person('a'));
    await bench.people.change({ _id: 'a' }, {
      $set: { leave: { from: '1', to: '2', substituteId: 'b', extra: undefined } },
    } as never);
    expect((await bench.people.get('a'))?.leave).toStrictEqual({ from: '1', to: '2', substituteId: 'b' });
  });
  test('a part with required fields is written as a whole', async () => {
    await bench.people.insert(person('a'));
    await expect(bench.people.change({ _id: 'a' }, { $set: { 'leave.to': '2' } })).rejects.toMatchObject({
      reason: expect.stringContaining('as a whole'),
    });
    await expect(
      bench.people.change({ _id: 'a' }, { $set: { leave: { from: '1' } as never } }),
    ).rejects.toBeInstanceOf(NotStorable);
    expect(await bench.people.get('a')).not.toHaveProperty('leave');
  });
  test('$unset of what is not there, also deep, changes nothing', async () => {
    await bench.hazards.insert(danger('a', '1'));
    expect(await bench.hazards.change({ _id: 'a' }, { $unset: { plan: true } })).not.toBeNull();
    expect(
      await bench.hazards.change({ _id: 'a' }, { $unset: { 'emergency.takenById': true } } as never),
    ).not.toHaveProperty('emergency');
  });
  test('free-form data is replaced as a whole', async () => {
    await bench.rows.insert(row('a', { notice: { a: 1, b: 2 } }));
    expect((await bench.rows.change({ _id: 'a' }, { $set: { notice: { b: 3 } } }))?.notice).toEqual({ b: 3 });
  });
  test.each([
    ['nothing', {}],
    ['an empty $set', { $set: {} }],
    ['_id', { $set: { _id: 'b' } }],
    ['an undeclared path', { $set: { typo: 1 } }],
    ['a path into free-form data', { $set: { 'notice.type': 'x' } }],
    ['null', { $set: { error: null } }],
    ['one path twice', { $set: { started: 1 }, $inc: { started: 1 } }],
    ['a required field taken away', { $unset: { lane: true } }],
    ['$inc on text', { $inc: { lane: 1 } }],
    ['$inc by text', { $inc: { started: '1' } }],
    ['$inc by Infinity', { $inc: { started: Number.POSITIVE_INFINITY } }],
    ['$inc beyond what can be counted', { $inc: { started: 1e300 } }],
    ['$max on text', { $max: { lane: 'z' } }],
    ['$push on no list', { $push: { lane: 'x' } }],
    ['an operator outside the dialect', { $rename: { lane: 'error' } }],
    ['a bare field', { error: 'x' }],
  ])('refuses an update with %s and changes nothing', async (_what, update) => {
    await bench.rows.insert(row('a'));
    await expect(bench.rows.change({ _id: 'a' }, update as never)).rejects.toBeInstanceOf(NotStorable);
    await expect(bench.rows.changeMany({}, update as never)).rejects.toBeInstanceOf(NotStorable);
    // Also where nothing would match.
    await expect(bench.rows.change({ _id: 'none' }, update as never)).rejects.toBeInstanceOf(NotStorable);
    expect(await bench.rows.get('a')).toEqual(row('a'));
  });
  test('a place and a part of it are not changed at once', async () => {
    await bench.hazards.insert(danger('a', '1'));
    const both = { $set: { source: { channel: 'group' }, 'source.index': 1 } } as never;
    await expect(bench.hazards.change({ _id: 'a' }, both)).rejects.toBeInstanceOf(NotStorable);
  });
  test('a change into a taken key names the index and changes nothing', async () => {
    await bench.hazards.insertAbsent([danger('a', '1', 'om_1', 0), danger('b', '2', 'om_1', 1)]);
    await expect(bench.hazards.change({ _id: 'b' }, { $set: { code: '1' } })).rejects.toMatchObject({
      name: 'DuplicateKey',
      index: 'code',
    });
    const taken = { channel: 'group', messageId: 'om_1', index: 0 };
    await expect(bench.hazards.change({ _id: 'b' }, { $set: { source: taken } })).rejects.toMatchObject({
      index: 'source.messageId+source.index',
    });
    expect((await bench.hazards.get('b'))?.code).toBe('2');
  });
  test('a key becomes free when its document goes', async () => {
    await bench.hazards.insert(danger('a', '1'));
    await bench.hazards.remove({ _id: 'a' });
    await bench.hazards.insert(danger('b', '1'));
    expect(await bench.hazards.count()).toBe(1);
  });
  test('changeMany changes each once, even those that still match', async () => {
    await bench.rows.insertAbsent(Array.from({ length: 250 }, (_unused, index) => row(`r${index}`)));
    expect(await bench.rows.changeMany({ open: true }, { $inc: { started: 1 } })).toBe(250);
    expect(await bench.rows.count({ started: 1 })).toBe(250);
    expect(
      await bench.rows.changeMany(
        { _id: { $in: ['r1', 'r2'] }, $or: [{ open: true }] },
        { $set: { open: false } },
      ),
    ).toBe(2);
    expect(await bench.rows.changeMany({ _id: 'none' }, { $set: { open: false } })).toBe(0);
  });
  (lacks.has('size of a grown document') ? test.skip : test)(
    'a document that grows past the limit is refused and stays',
    async () => {
      await bench.rows.insert(row('a', { error: 'x'.repeat(14_000_000) }));
      await expect(
        bench.rows.change({ _id: 'a' }, { $set: { token: 'y'.repeat(3_000_000) } }),
      ).rejects.toBeInstanceOf(NotStorable);
      expect(await bench.rows.get('a')).not.toHaveProperty('token');
    },
  );
  test('of twenty claimers each gets another row', async () => {
    await bench.rows.insertAbsent(
      Array.from({ length: 20 }, (_unused, index) => row(`r${String(index).padStart(2, '0')}`)),
    );
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_unused, index) =>
        bench.rows.change(
          { state: 'waiting' },
          { $set: { state: 'sending', token: `t${index}` } },
          { sort: { createdAt: 1 } },
        ),
      ),
    );
    expect(new Set(claims.map((claim) => claim?._id)).size).toBe(20);
  });
  test('of twenty inserts with one key at once exactly one is in', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_unused, index) =>
        bench.hazards.insert(danger(`h${index}`, 'YH-2026-0001')),
      ),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ name: 'DuplicateKey', index: 'code' });
  });
  test('case 86: twenty reports at once on an empty store get twenty codes without a gap', async () => {
    const counters = bench.store.collection<{ _id: string; n: number }>('counters');
    await counters.remove({});
    const next = async (): Promise<number | undefined> => {
      await counters.insertAbsent([{ _id: 'YH-2027', n: 0 }]);
      return (await counters.change({ _id: 'YH-2027' }, { $inc: { n: 1 } }))?.n;
    };
    const numbers = await Promise.all(Array.from({ length: 20 }, next));
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: 20 }, (_unused, index) => index + 1)));
  });
}
