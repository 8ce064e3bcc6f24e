import { describe, expect, test } from '@jest/globals';
import { isLate, onTheSpotOf, percentOf, struckOff, timeliness } from '../../src/hazards/figures.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { hazard } from '../cards/cases.js';

const TODAY = '2026-11-20';
let made = 0;
const one = (over: Partial<Hazard>): Hazard => hazard({ _id: `h${(made += 1)}`, manner: 'days7', ...over });
const closed = (firstDueDay: string, closedDay: string, over: Partial<Hazard> = {}): Hazard =>
  one({ status: 'closed', open: false, firstDueDay, dueDay: firstDueDay, closedDay, ...over });
const open = (firstDueDay: string, over: Partial<Hazard> = {}): Hazard =>
  one({ status: 'rectifying', open: true, firstDueDay, dueDay: firstDueDay, ...over });

describe('按期整改率 (domain.md §13.3), worked by hand', () => {
  const list = [
    closed('2026-11-06', '2026-11-05'),
    closed('2026-11-06', '2026-11-06'),
    closed('2026-11-06', '2026-11-09'),
    // An extension moves the day that counts, never the first one.
    closed('2026-11-06', '2026-11-12', { dueDay: '2026-11-13' }),
    open('2026-11-19'),
    // Not over yet: it has missed nothing.
    open('2026-11-20'),
    // On the spot: would hide the delays of the others.
    closed('2026-11-10', '2026-11-10', { manner: 'onTheSpot' }),
    // Ended otherwise than by being struck off.
    one({ status: 'merged', open: false, firstDueDay: '2026-11-06', closedDay: '2026-11-06' }),
  ];
  test('five fell due, two in time, three with the extension', () => {
    expect(timeliness(list, TODAY)).toEqual({ due: 5, onTime: 2, withExtension: 3 });
    expect(percentOf(2, 5)).toBe(40);
    expect(percentOf(2, 3)).toBe(66.7);
  });
  test('nothing fell due is no zero', () => {
    expect(timeliness([], TODAY)).toEqual({ due: 0, onTime: 0, withExtension: 0 });
    expect(percentOf(0, 0)).toBeUndefined();
  });
  test('on the spot is counted apart', () => {
    expect(onTheSpotOf(list)).toBe(1);
  });
});

test('整改率: what was struck off counts once, also before its day; what has time left is not owed', () => {
  const early = closed('2026-12-04', '2026-11-18');
  const late = closed('2026-11-06', '2026-11-09');
  const extended = open('2026-11-06', { dueDay: '2026-11-27' });
  const overdue = open('2026-11-06');
  expect(struckOff([early, late], [late, extended, overdue], TODAY)).toEqual({ owed: 3, done: 2 });
});

test('逾期 begins with the day after the last one, and only while it is being rectified', () => {
  expect(isLate(open('2026-11-20'), TODAY)).toBe(false);
  expect(isLate(open('2026-11-19'), TODAY)).toBe(true);
  expect(isLate(open('2026-11-19', { status: 'rechecking' }), TODAY)).toBe(false);
});
