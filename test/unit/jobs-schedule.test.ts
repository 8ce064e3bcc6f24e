import { describe, expect, test } from '@jest/globals';
import { createCalendar, instantAt } from '../../src/calendar.js';
import type { Job } from '../../jobs/job.js';
import { catchUpEnd, dueSlots, hasSlot, nextSlot } from '../../jobs/schedule.js';

const calendar = createCalendar();
const nag: Pick<Job, 'schedule' | 'catchUp'> = {
  schedule: { at: '09:00', on: 'workday' },
  catchUp: { until: '18:00' },
};
const weekly: Pick<Job, 'schedule' | 'catchUp'> = {
  schedule: { at: '09:30', on: 'monday' },
  catchUp: { hours: 48 },
};

describe('which days have a slot', () => {
  test.each([
    ['2026-09-20', true, 'a Sunday worked for the National Day'],
    ['2026-05-09', true, 'a Saturday worked for Labour Day'],
    ['2026-10-10', true, 'a Saturday worked for the National Day'],
    ['2026-09-25', false, 'a Friday off, 中秋'],
    ['2026-02-16', false, 'a Monday off, 春节'],
    ['2026-10-11', false, 'a plain Sunday'],
  ])('working days: %s %s (%s; case 67)', (day, expected) =>
    expect(hasSlot(nag.schedule, day, calendar)).toBe(expected),
  );

  test('a weekday, holidays or not', () => {
    expect(hasSlot(weekly.schedule, '2026-10-05', calendar)).toBe(true);
    expect(hasSlot(weekly.schedule, '2026-10-06', calendar)).toBe(false);
  });

  test('a day of the month; the 31st is the last day of a shorter month', () => {
    const on = (monthDay: number, day: string): boolean =>
      hasSlot({ at: '09:00', on: { monthDay } }, day, calendar);
    expect(on(25, '2026-10-25')).toBe(true);
    expect(on(25, '2026-10-26')).toBe(false);
    expect([on(31, '2026-11-30'), on(31, '2026-11-29'), on(31, '2026-12-31'), on(31, '2028-02-29')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe('which slots are due', () => {
  const due = (since: string, day: string, time: string): readonly string[] =>
    dueSlots(nag, since, instantAt(day, time), day, calendar);

  test('none a minute before, one from the minute on', () => {
    expect(due('2026-11-24', '2026-11-25', '08:59')).toEqual([]);
    expect(due('2026-11-24', '2026-11-25', '09:00')).toEqual(['2026-11-25']);
  });

  test('after a sleep over the National Day only its working days', () => {
    expect(due('2026-09-29', '2026-10-10', '12:00')).toEqual([
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });

  test('until when it is worth catching up', () => {
    expect(catchUpEnd(nag, '2026-11-25')).toEqual(instantAt('2026-11-25', '18:00'));
    expect(catchUpEnd(weekly, '2026-11-23')).toEqual(instantAt('2026-11-25', '09:30'));
  });

  test('the next slot, also over a holiday', () => {
    const next = (day: string, time: string): string | undefined =>
      nextSlot(nag, instantAt(day, time), day, calendar);
    expect(next('2026-09-30', '08:00')).toBe('2026-09-30');
    expect(next('2026-09-30', '09:00')).toBe('2026-10-08');
  });
});
