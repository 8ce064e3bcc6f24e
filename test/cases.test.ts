import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = new URL('.', import.meta.url).pathname;

/** Numbers that titles claim: `case 28, 29: …` at the front of a title, or `(case 54)` at its end. */
function claimed(): ReadonlySet<number> {
  const files = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('fixtures'),
  );
  const titles = files.flatMap((name) =>
    [...readFileSync(join(HERE, name), 'utf8').matchAll(TITLE)].map((match) => match[2] ?? ''),
  );
  const lists = titles.flatMap((title) => [
    ...title.matchAll(/^case ((?:\d+, )*\d+):|\b(?:cases?|cases\.md) ((?:\d+, )*\d+)\)/gu),
  ]);
  return new Set(lists.flatMap(([, front, end]) => (front ?? end ?? '').split(', ').map(Number)));
}

/** The first argument of test(…), describe(…) and of what test.each(…) gives back. */
const TITLE = /(?:\b(?:test|describe)\(|\)\()\s*(['"`])((?:(?!\1).)+)\1\s*,/gu;

test('every fault of docs/cases.md has a test that carries its number, or a reason why it has none', () => {
  const table = readFileSync(join(HERE, '../docs/cases.md'), 'utf8');
  const rows = [...table.matchAll(/^\| (\d+) \| ([^|]+) \|([^|]*)\|$/gmu)].map(([, number, what, why]) => ({
    number: Number(number),
    what: what?.trim(),
    why: why?.trim() ?? '',
  }));
  expect(rows).toHaveLength(83);
  const tests = claimed();
  const without = rows.filter(({ number, why }) => !tests.has(number) && why === '');
  expect(without.map(({ number, what }) => `${number} ${what}`)).toEqual([]);
  // A reason that is no longer true has to go.
  const both = rows.filter(({ number, why }) => tests.has(number) && why !== '' && why !== 'no test yet');
  expect(both).toEqual([]);
  const known = new Set(rows.map(({ number }) => number));
  expect([...tests].filter((number) => !known.has(number))).toEqual([]);
});
