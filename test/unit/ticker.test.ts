import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startTicker, type Ticker } from '../../src/ticker.js';

let knocks = 0;
let nudges = 0;
let ticker: Ticker;
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-09-29T10:00:02+08:00') });
  knocks = 0;
  nudges = 0;
  ticker = startTicker({ knock: () => (knocks += 1), nudge: () => (nudges += 1) });
});
afterEach(async () => {
  await ticker.stop();
  jest.useRealTimers();
});

test('it knocks every five seconds and each minute, looks for what is due in the seconds between, and is still after stop', async () => {
  await jest.advanceTimersByTimeAsync(60_000);
  expect(knocks).toBe(13);
  expect(nudges).toBe(48);
  await ticker.stop();
  await jest.advanceTimersByTimeAsync(120_000);
  expect(knocks).toBe(13);
});

test.each([
  ['a machine that slept over the holidays', '2026-10-08T08:59:30+08:00'],
  ['a clock without a battery, put right by the network thirty years later', '2056-09-29T10:00:02+08:00'],
  ['a clock that ran ahead, put back', '2025-09-29T10:00:02+08:00'],
])(
  '%s: it knocks on from the present, at once and without a word',
  async (_, then) => {
    const words = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    jest.setSystemTime(new Date(then));
    // With every slot walked through this would take seconds; for thirty years, half an hour.
    await jest.advanceTimersByTimeAsync(300_000);
    expect(knocks).toBeGreaterThanOrEqual(64);
    expect(words).not.toHaveBeenCalled();
    words.mockRestore();
  },
  2_000,
);
