import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  addDays,
  checkOverride,
  createCalendar,
  dayInWords,
  dayOf,
  deadlineInWords,
  instantAt,
  lunar,
  weekdayOf,
} from '../../src/calendar.js';

const calendar = createCalendar();

/** 国办 notice for 2026 (domain.md §10), written down independently of the package. */
const OFF_2026 = [
  ['01-01', '01-03'],
  ['02-15', '02-23'],
  ['04-04', '04-06'],
  ['05-01', '05-05'],
  ['06-19', '06-21'],
  ['09-25', '09-27'],
  ['10-01', '10-07'],
];
const WORK_2026 = new Set(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);

describe('working days', () => {
  test('case 68: all 365 days of 2026 agree with the official notice', () => {
    let day = '2026-01-01';
    const wrong: string[] = [];
    for (; day <= '2026-12-31'; day = addDays(day, 1)) {
      const short = day.slice(5);
      const off = OFF_2026.some(([from, to]) => short >= (from ?? '') && short <= (to ?? ''));
      const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
      const expected = WORK_2026.has(short) || (!off && !weekend);
      if (calendar.isWorkday(day) !== expected) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });
  test.each([
    ['2026-09-29', 3, '2026-10-09'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-28', 3, '2026-10-08'],
    ['2026-10-08', 1, '2026-10-09'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-10-12', 3, '2026-10-15'],
    ['2026-12-14', 15, '2027-01-05'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i working days is %s', (from, n, to) => expect(calendar.addWorkdays(from, n)).toBe(to));
  test('a period whose last day is off rolls to the next working day (民法典 203)', () => {
    expect(calendar.inDays('2026-09-29', 7)).toMatchObject({
      day: '2026-10-08',
      rule: 'days:7',
      announced: true,
    });
    expect(calendar.inDays('2026-10-12', 7).day).toBe('2026-10-19');
  });
  test('lateness is counted in working days, the make-up Saturday included', () => {
    expect(calendar.workdaysBetween('2026-10-08', '2026-10-09')).toBe(1);
    expect(calendar.workdaysBetween('2026-10-08', '2026-10-12')).toBe(3);
    expect(calendar.workdaysBetween('2026-10-08', '2026-10-16')).toBe(7);
    expect(calendar.workdaysBetween('2026-10-08', '2026-10-28')).toBe(15);
    expect(calendar.workdaysBetween('2026-10-09', '2026-10-08')).toBe(-1);
  });
  test('the last week of the last known year waits for the next notice', () => {
    expect(calendar.isAnnounced('2026-12-25')).toBe(true);
    expect(calendar.isAnnounced('2026-12-26')).toBe(false);
    expect(calendar.isAnnounced('2027-03-01')).toBe(false);
  });
  test('an entered year wins and is announced', () => {
    const entered = createCalendar([{ year: 2027, off: ['2027-01-01', '2027-01-04'], work: ['2027-01-02'] }]);
    expect(entered.isWorkday('2027-01-04')).toBe(false);
    expect(entered.isWorkday('2027-01-02')).toBe(true);
    expect(entered.isAnnounced('2027-03-01')).toBe(true);
    expect(entered.inWorkdays('2026-12-14', 15).day).toBe('2027-01-05');
  });
  test('a wrong holiday entry is refused with the day', () => {
    expect(checkOverride({ year: 2027, off: ['2026-10-01'], work: [] })).toEqual([
      { day: '2026-10-01', problem: '不是2027年的日期', list: 'off', index: 0 },
    ]);
    expect(checkOverride({ year: 2027, off: ['2027-01-02'], work: ['2027-01-02'] })[0]?.problem).toContain(
      '同时',
    );
    expect(checkOverride({ year: 2027, off: [], work: ['2027-01-04'] })[0]?.problem).toContain('周六或周日');
    const many = Array.from({ length: 40 }, (_unused, index) => addDays('2027-03-01', index));
    expect(checkOverride({ year: 2027, off: many, work: [] }).length).toBe(1);
  });
});

describe('lunar days', () => {
  test.each([
    [2027, 1, 1, '2027-02-06'],
    [2026, 9, 9, '2026-10-18'],
    [2027, 9, 9, '2027-10-08'],
    [2014, 9, 9, '2014-10-02'],
    [2027, 5, 5, '2027-06-09'],
    [2027, 8, 15, '2027-09-15'],
  ])('lunar %i-%i-%i is %s', (year, month, day, solar) => expect(lunar(year, month, day)).toBe(solar));
});

describe('dates in words', () => {
  test('today, tomorrow, another day, another year', () => {
    expect(dayInWords('2026-09-29', '2026-09-29')).toBe('今天');
    expect(dayInWords('2026-09-30', '2026-09-29')).toBe('明天（9月30日 周三）');
    expect(dayInWords('2026-10-09', '2026-09-29')).toBe('10月9日（周五）');
    expect(dayInWords('2027-01-05', '2026-12-14')).toBe('2027年1月5日（周二）');
  });
  test('deadlines say their rule and what is unusual', () => {
    const say = (due: ReturnType<typeof calendar.inDays>, today: string): string =>
      deadlineInWords(due, today, calendar);
    expect(say(calendar.inDays('2026-09-29', 7), '2026-09-30')).toBe(
      '10月8日（周四）24时前（7日，10月6日遇国庆假期，顺延）',
    );
    expect(say(calendar.inWorkdays('2026-09-30', 3), '2026-09-30')).toBe(
      '10月10日（周六，调休上班）24时前（3个工作日）',
    );
    expect(say(calendar.inHours(instantAt('2026-09-29', '15:20'), 24), '2026-09-29')).toBe(
      '明天（9月30日 周三）15:20前',
    );
    expect(say(calendar.inWorkdays('2026-12-14', 15), '2026-12-14')).toContain(
      '2027年节假日安排待公布，届时重算',
    );
  });
  test('the day is the one in Shanghai', () => {
    expect(dayOf(new Date('2026-09-30T16:10:00Z'))).toBe('2026-10-01');
    expect(dayOf(new Date('2026-10-31T15:50:00Z'))).toBe('2026-10-31');
  });
});

test.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Auckland'])(
  'the answers are the same with TZ=%s',
  (zone) => {
    const script = `
    const { createCalendar, lunar, deadlineInWords } = await import('./src/calendar.ts');
    const c = createCalendar();
    console.log(c.addWorkdays('2026-09-29', 3), c.addWorkdays('2026-09-30', 1), lunar(2027, 1, 1), c.isWorkday('2027-02-05'),
      deadlineInWords(c.inDays('2026-09-29', 7), '2026-09-30', c));`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(run.stdout.trim()).toBe(
      '2026-10-09 2026-10-08 2027-02-06 false 10月8日（周四）24时前（7日，10月6日遇国庆假期，顺延）',
    );
  },
);
