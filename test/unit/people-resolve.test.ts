import { expect, test } from '@jest/globals';
import type { StoredPerson } from '../../src/people/import-org.js';
import { resolvePeople, type Directory } from '../../src/people/resolve.js';

const person = (n: number, more: Partial<StoredPerson> = {}): StoredPerson => ({
  _id: `p${n}`,
  name: `某${n}`,
  post: '职工',
  roles: [],
  mobile: `1000000${String(n).padStart(4, '0')}`,
  state: 'active',
  unresolved: 'pending',
  ...more,
});
const many = (n: number): StoredPerson[] => Array.from({ length: n }, (_unused, i) => person(i + 1));
/** Knows everybody but these numbers; keeps what it was asked. */
function directory(
  options: { unknown?: string[]; poison?: string[]; down?: boolean; twice?: string[] } = {},
) {
  const calls: number[] = [];
  const port: Directory = {
    findIds: ({ mobiles, emails }) => {
      calls.push(mobiles.length + emails.length);
      if (options.down === true || mobiles.some((mobile) => options.poison?.includes(mobile)))
        return Promise.reject(new Error('40001'));
      return Promise.resolve([
        ...mobiles
          .filter((mobile) => options.unknown?.includes(mobile) !== true)
          .flatMap((mobile) => [
            { openId: `ou_${mobile}`, mobile },
            ...(options.twice?.includes(mobile) === true ? [{ openId: `ou_other_${mobile}`, mobile }] : []),
          ]),
        ...emails.map((email) => ({ openId: `ou_${email}`, email })),
      ]);
    },
  };
  return { port, calls };
}

test('case 92: thirty people, one resigned, one private mail, one number for two: all others are found', async () => {
  const people = many(30);
  people[28] = person(29, { mobile: '10000000028' });
  const { port } = directory({ unknown: ['10000000003', '10000000009'] });
  const changed = await resolvePeople(people, port);
  const bad = changed.filter((one) => one.openId === undefined).map((one) => [one._id, one.unresolved]);
  expect(bad.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
    ['p28', 'ambiguous'],
    ['p29', 'ambiguous'],
    ['p3', 'not-found'],
    ['p9', 'not-found'],
  ]);
  expect(changed.filter((one) => one.openId !== undefined && one.unresolved === undefined)).toHaveLength(26);
});

test('case 48: two accounts for one number, or one account for two people, are never guessed between', async () => {
  const twice = await resolvePeople([person(1)], directory({ twice: ['10000000001'] }).port);
  expect(twice).toMatchObject([{ unresolved: 'ambiguous' }]);
  expect(twice[0]?.openId).toBeUndefined();
  const known = person(2, { openId: 'ou_10000000001' });
  expect(await resolvePeople([person(1), known], directory().port)).toMatchObject([
    { _id: 'p1', unresolved: 'ambiguous' },
  ]);
});

test('one poisoned entry harms nobody else, in batches of at most fifty', async () => {
  const { port, calls } = directory({ poison: ['10000000077'] });
  const changed = await resolvePeople(many(120), port);
  expect(Math.max(...calls)).toBeLessThanOrEqual(50);
  expect(changed.filter((one) => one.openId !== undefined)).toHaveLength(119);
  expect(changed.map((one) => one._id)).not.toContain('p77');
});

test('while Feishu is down everybody stays pending, and it is not asked once for each person', async () => {
  const { port, calls } = directory({ down: true });
  expect(await resolvePeople(many(50), port)).toEqual([]);
  expect(calls.length).toBeLessThan(20);
});

test('the address counts where there is no mobile, whatever its case; who left or has none is not asked for', async () => {
  const { mobile: _none, ...mailOnly } = person(1, { email: 'Xie@example.com' });
  const { mobile: _none2, ...nothing } = person(2, { unresolved: 'no-contact' });
  const { port, calls } = directory();
  const changed = await resolvePeople([mailOnly, nothing, person(3, { state: 'left' })], port);
  expect(changed).toMatchObject([{ _id: 'p1', openId: 'ou_Xie@example.com' }]);
  expect(calls).toEqual([1]);
  const plus86: Directory = {
    findIds: () => Promise.resolve([{ openId: 'ou_x', mobile: '+8610000000004' }]),
  };
  expect(await resolvePeople([person(4)], plus86)).toMatchObject([{ openId: 'ou_x' }]);
});
