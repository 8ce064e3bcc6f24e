import { expect, test } from '@jest/globals';
import { pingFor } from '../../src/hazards/joining.js';
import { at, entry, hazard } from '../cards/cases.js';

const second = (n: number): Date => new Date(at('2026-11-18 09:00').getTime() + n * 1000);
/** For messages that came so many seconds after nine: which ping tells of each, by its first message and its second. */
function pings(...seconds: readonly number[]): readonly string[] {
  const history = seconds.map((n, index) =>
    entry(index + 2, 'joinEmergency', 'sun', second(n), 'verifying', '浓烟'),
  );
  const fire = hazard({ history });
  return history.map(({ seq }) => {
    const ping = pingFor(fire, seq);
    return `${ping?.seq ?? '-'}@${((ping?.at.getTime() ?? 0) - second(0).getTime()) / 1000}`;
  });
}

test('the first message rings at once, the next ones together a minute later', () => {
  expect(pings(0)).toEqual(['2@0']);
  expect(pings(0, 90)).toEqual(['2@0', '3@90']);
  expect(pings(0, 10, 20, 40)).toEqual(['2@0', '3@60', '3@60', '3@60']);
  expect(pings(0, 10, 70, 80)).toEqual(['2@0', '3@60', '4@120', '4@120']);
});

test('none falls between two: at the same instant, or too late for the ping that is about to go', () => {
  expect(pings(0, 0)).toEqual(['2@0', '3@60']);
  expect(pings(0, 10, 56)).toEqual(['2@0', '3@60', '4@120']);
  // Two instances whose clocks differ a little.
  expect(pings(5, 3)).toEqual(['2@5', '3@65']);
});

test('only messages that joined have a ping', () => {
  expect(pingFor(hazard(), 1)).toBeUndefined();
});
