import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  addDays,
  checkOverride,
  checkOverrides,
  clearBrightness,
  createCalendar,
  deadlineInWords,
  endOfDay,
  instantAt,
  lunar,
  newYearsEve,
  statutoryHolidays,
  type Day,
} from '../../src/calendar.js';

const calendar = createCalendar();

function range(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

describe('what a day is', () => {
  test.each([
    ['2026-02-14', 'makeup-workday'],
    ['2026-02-16', 'holiday'],
    ['2026-05-09', 'makeup-workday'],
    ['2026-09-20', 'makeup-workday'],
    ['2026-09-25', 'holiday'],
    ['2026-10-10', 'makeup-workday'],
    ['2026-10-11', 'weekend'],
    ['2026-11-25', 'workday'],
    ['2018-12-29', 'makeup-workday'],
    ['2018-12-31', 'holiday'],
    ['2022-12-31', 'holiday'],
    ['2027-01-01', 'holiday'],
    ['2027-02-05', 'holiday'],
    ['2027-06-09', 'holiday'],
  ])('%s is a %s', (day, nature) => expect(calendar.nature(day)).toBe(nature));

  test('an unannounced year has its thirteen statutory days and no more', () => {
    expect([...statutoryHolidays(2027).keys()].toSorted()).toEqual([
      '2027-01-01',
      ...range('2027-02-05', '2027-02-08'),
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
    expect(range('2027-01-01', '2027-12-31').some((day) => calendar.isMakeupWorkday(day))).toBe(false);
  });

  test('counting over years equals counting day by day', () => {
    const walked = (from: Day, to: Day): number =>
      range(addDays(from, 1), to).filter((day) => calendar.isWorkday(day)).length;
    for (const [from, to] of [
      ['2025-12-31', '2026-01-05'],
      ['2024-03-05', '2027-09-16'],
      ['2026-10-09', '2026-10-09'],
    ] as const)
      expect(calendar.workdaysBetween(from, to)).toBe(walked(from, to));
  });
});

describe('deadlines', () => {
  test('chinese-days counts 1 January 2027 as work; we do not (domain.md §10)', () => {
    // 28, 29, 30, 31 December are four, 4 January is the fifth; 1 January is a statutory holiday.
    expect(calendar.inWorkdays('2026-12-25', 5).day).toBe('2027-01-04');
    expect(calendar.inWorkdays('2026-12-25', 15)).toMatchObject({ day: '2027-01-18', announced: false });
  });
  test.each([
    // Spring Festival 2026: the 14th is worked, the 15th to the 23rd are off, the 28th is worked.
    ['2026-02-13', 2, '2026-02-24'],
    ['2026-02-13', 6, '2026-02-28'],
    ['2026-02-27', 1, '2026-02-28'],
    // Dragon Boat: Friday the 19th to Sunday the 21st of June.
    ['2026-06-18', 1, '2026-06-22'],
    ['2026-11-27', 1, '2026-11-30'],
  ])('%s and %i working days is %s', (from, n, to) => {
    const due = calendar.inWorkdays(from, n);
    expect(due.day).toBe(to);
    expect(due.at).toEqual(endOfDay(to));
    expect(calendar.workdaysBetween(from, to)).toBe(n);
  });
  test.each([
    ['2026-02-13', 3, '2026-02-24'],
    ['2026-02-13', 15, '2026-02-28'],
    ['2026-09-26', 15, '2026-10-12'],
    ['2026-10-03', 7, '2026-10-10'],
    ['2026-11-06', 30, '2026-12-07'],
  ])('%s and %i days is %s, rest days rolled', (from, n, to) =>
    expect(calendar.inDays(from, n).day).toBe(to),
  );
  test('an extension is asked for one working day before at the latest (experience.md §3 l)', () => {
    expect(calendar.extensionDeadline('2026-10-08')).toBe('2026-09-30');
    expect(calendar.extensionDeadline('2026-10-12')).toBe('2026-10-10');
  });
  test('a day is over at 24:00 in Shanghai, not before (cases.md 62)', () => {
    const { at } = calendar.onDay('2026-10-09', '2026-10-01');
    expect(at.toISOString()).toBe('2026-10-09T16:00:00.000Z');
    expect(instantAt('2026-10-09', '23:59') < at && instantAt('2026-10-10', '00:00') >= at).toBe(true);
  });
  test('deadlines over the new year move when the notice is entered, hours and chosen dates do not', () => {
    const due = calendar.inWorkdays('2026-12-14', 15);
    const after = createCalendar([
      { year: 2027, off: ['2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'], work: [] },
    ]);
    expect(after.recount(due)).toMatchObject({ day: '2027-01-06', announced: true, rule: 'workdays:15' });
    expect(deadlineInWords(after.recount(due), '2026-12-14', after)).toBe(
      '2027年1月6日（周三）24时前（15个工作日）',
    );
    const hours = calendar.inHours(instantAt('2026-12-30', '15:20'), 24);
    expect(after.recount(hours)).toEqual(hours);
    const chosen = calendar.onDay('2027-01-02', '2026-12-14');
    expect(after.recount(chosen)).toMatchObject({ day: '2027-01-02', announced: true });
  });
  test('the sentence for a year not published (experience.md §3 q)', () => {
    expect(deadlineInWords(calendar.inWorkdays('2026-12-14', 15), '2026-12-14', calendar)).toBe(
      '2027年1月5日（周二）24时前（15个工作日，暂按法定节日和周末推算；2027年节假日安排待公布，届时重算并告诉您）',
    );
    expect(deadlineInWords(calendar.inWorkdays('2026-12-25', 2), '2026-12-25', calendar)).toContain(
      '2027年节假日安排待公布',
    );
  });
  test('why a day rolled', () => {
    expect(deadlineInWords(calendar.inDays('2026-02-13', 3), '2026-02-13', calendar)).toBe(
      '2月24日（周二）24时前（3日，2月16日遇春节假期，顺延）',
    );
    expect(deadlineInWords(calendar.inDays('2026-11-25', 3), '2026-11-25', calendar)).toBe(
      '11月30日（周一）24时前（3日，11月28日遇周末，顺延）',
    );
    expect(deadlineInWords(calendar.sameDay('2026-11-25'), '2026-11-25', calendar)).toBe('今天24时前');
  });
});

describe('entered years', () => {
  const notice = {
    year: 2027,
    off: ['2027-01-01', '2027-01-02', '2027-01-03', '2026-12-31'],
    work: ['2026-12-26'],
  };
  test('the notice of a year rules the last week before it (cases.md 65)', () => {
    expect(checkOverride(notice)).toEqual([]);
    const entered = createCalendar([notice]);
    expect(entered.nature('2026-12-31')).toBe('holiday');
    expect(entered.nature('2026-12-26')).toBe('makeup-workday');
    expect(entered.isAnnounced('2026-12-28')).toBe(true);
    expect(entered.isAnnounced('2027-12-26')).toBe(false);
    expect(entered.holidayName('2026-12-31')).toBe('元旦');
  });
  test('a change within a packaged year replaces that year', () => {
    const changed = createCalendar([{ year: 2026, off: ['2026-05-01'], work: [] }]);
    expect(changed.isWorkday('2026-05-04')).toBe(true);
    expect(changed.isWorkday('2026-10-10')).toBe(false);
    expect(changed.isWorkday('2025-10-02')).toBe(false);
  });
  test('the administrator is asked for the next year from 1 November until it is there', () => {
    expect(calendar.yearToEnter('2026-10-31')).toBeUndefined();
    expect(calendar.yearToEnter('2026-11-01')).toBe(2027);
    expect(calendar.yearToEnter('2027-01-04')).toBe(2027);
    expect(createCalendar([notice]).yearToEnter('2026-12-07')).toBeUndefined();
  });
  test('a gap stays unannounced', () => {
    const gap = createCalendar([{ year: 2028, off: ['2028-01-01'], work: [] }]);
    expect(gap.lastKnownYear).toBe(2026);
    expect(gap.isAnnounced('2027-05-05')).toBe(false);
    expect(gap.isAnnounced('2028-05-05')).toBe(true);
  });
  test('each wrong line is named by its list and index (cases.md 66)', () => {
    const problems = checkOverride({
      year: 2027,
      off: ['2027-01-01', '2027-02-30', '2026-10-01', '2027-01-01'],
      work: ['2027-01-04'],
    });
    expect(problems.map(({ list, index, problem }) => [list, index, problem])).toEqual([
      ['off', 1, '不是日期'],
      ['off', 2, '不是2027年的日期'],
      ['off', 3, '写了两次'],
      ['work', 0, '上班日应当是周六或周日'],
    ]);
    expect(checkOverrides([notice, notice])[0]).toMatchObject({ year: 2027, problem: '这一年录了两次' });
  });
});

describe('lunar and solar-term days', () => {
  const NEW_YEARS =
    '2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19';
  test('New Year of twenty-one years, and the eve before it', () => {
    for (const day of NEW_YEARS.split(' ')) {
      expect(lunar(Number(day.slice(0, 4)), 1, 1)).toBe(day);
      expect(newYearsEve(Number(day.slice(0, 4)))).toBe(addDays(day, -1));
    }
  });
  test('a month of 29 days has no day 30; leap years 2014, 2025 and 2033 do not shift the festivals', () => {
    expect(() => lunar(2026, 12, 30)).toThrow(RangeError);
    expect([lunar(2014, 9, 9), lunar(2025, 8, 15), lunar(2033, 8, 15), lunar(2033, 9, 9)]).toEqual([
      '2014-10-02',
      '2025-10-06',
      '2033-09-08',
      '2033-10-01',
    ]);
  });
  test('清明', () => {
    expect([2023, 2024, 2025, 2026, 2027, 2028].map(clearBrightness)).toEqual([
      '2023-04-05',
      '2024-04-04',
      '2025-04-04',
      '2026-04-05',
      '2027-04-05',
      '2028-04-04',
    ]);
  });
});

test('every answer is the same whatever the machine zone is', () => {
  const script = `
    const c = await import('./src/calendar.ts');
    const calendar = c.createCalendar();
    const out = [];
    for (let day = '2025-12-20'; day < '2027-03-01'; day = c.addDays(day, 1))
      out.push(day, c.weekdayOf(day), calendar.nature(day), calendar.addWorkdays(day, 3), calendar.inDays(day, 15).at.toISOString());
    for (let year = 2014; year < 2036; year += 1) out.push(c.lunar(year, 9, 9), c.newYearsEve(year), c.clearBrightness(year));
    out.push(c.dayOf(new Date('2026-12-31T16:00:00Z')), c.timeOf(new Date('2026-10-31T15:50:00Z')));
    console.log(out.join(' '));`;
  const answers = ['UTC', 'America/New_York', 'Asia/Shanghai'].map(
    (TZ) =>
      spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }).stdout,
  );
  expect(answers[0]?.length).toBeGreaterThan(10_000);
  expect(answers[1]).toBe(answers[0]);
  expect(answers[2]).toBe(answers[0]);
});
