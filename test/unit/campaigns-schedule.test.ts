import { describe, expect, test } from '@jest/globals';
import { addDays, createCalendar, weekdayOf, type Day } from '../../src/calendar.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { checkDates, nthWeekday, runOf, toAsk, type YearEntry } from '../../src/campaigns/runs.js';
import type { CampaignPlan, Step } from '../../src/campaigns/schedule.js';
import { programmeOf } from '../../src/campaigns/due.js';
import type { CampaignData } from '../../src/campaigns/data.js';
import type { BusinessCalendar } from '../../src/calendar.js';
import { headline, ownFigures, postTitle, caseLines } from '../../src/campaigns/words.js';
import { NAMED_CAMPAIGNS } from '../fixtures/named-campaigns.js';

/** What falls into one year. */
function planYear(
  from: CampaignData,
  year: number,
  days: BusinessCalendar,
  entered: readonly YearEntry[] = [],
): CampaignPlan {
  const { plan } = programmeOf(from, `${year}-07-01`, days, entered);
  return {
    steps: plan.steps.filter(({ day }) => day.startsWith(`${year}-`)),
    left: plan.left.filter((id) => id.includes(`:${year}:`)),
  };
}

const data = loadCampaignData();
const calendar = createCalendar();
const campaign = (id: string) => {
  const found = data.campaigns.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const days = (id: string, year: number, entries: readonly YearEntry[] = []): string => {
  const run = runOf(campaign(id), year, entries);
  return run === undefined ? '' : `${run.from}~${run.to}`;
};

describe('days of the campaigns (domain.md §14, cases.md 69)', () => {
  test.each([
    ['national-security-day', 2026, '2026-04-15~2026-04-15'],
    ['safety-month', 2026, '2026-06-01~2026-06-30'],
    ['fire-month', 2026, '2026-11-01~2026-11-30'],
    ['winter-heating', 2026, '2026-11-01~2027-03-31'],
    ['spring-festival', 2026, '2026-02-07~2026-03-03'],
    ['spring-festival', 2027, '2027-01-27~2027-02-20'],
    ['first-aid-day', 2026, '2026-09-12~2026-09-12'],
    ['first-aid-day', 2027, '2027-09-11~2027-09-11'],
    ['defence-day', 2026, '2026-09-19~2026-09-19'],
    ['defence-day', 2027, '2027-09-18~2027-09-18'],
    ['school-safety-day', 2026, '2026-03-30~2026-03-30'],
    ['school-safety-day', 2027, '2027-03-29~2027-03-29'],
    ['disaster-week', 2026, ''],
  ])('%s of %i', (id, year, expected) => expect(days(id, year)).toBe(expected));
  test('老年节 moves with the lunar calendar, also in a leap year', () => {
    const festival = (year: number): Day | undefined => runOf(campaign('elder-month'), year)?.keyDays[0]?.day;
    expect([2014, 2026, 2027, 2033].map(festival)).toEqual([
      '2014-10-02',
      '2026-10-18',
      '2027-10-08',
      '2033-10-01',
    ]);
  });
  test('weekdays at the edges of a month', () => {
    expect(nthWeekday(2026, 2, 0, 1)).toBe('2026-02-01');
    expect(nthWeekday(2026, 12, 4, -1)).toBe('2026-12-31');
  });
  test('a yearly week is entered, checked, and asked for in time', () => {
    const entry = { campaignId: 'disaster-week', year: 2026, from: '2026-05-12', to: '2026-05-18' };
    expect(days('disaster-week', 2026, [entry])).toBe('2026-05-12~2026-05-18');
    expect(days('disaster-week', 2027, [entry])).toBe('');
    expect(checkDates(entry, campaign('disaster-week'))).toEqual([]);
    expect(checkDates({ ...entry, from: '2025-05-12' }, campaign('disaster-week'))).toContain(
      '2025-05-12不是2026年的日期',
    );
    expect(checkDates({ ...entry, to: '2026-05-11' }, campaign('disaster-week'))).toEqual(['结束在开始之前']);
    expect(checkDates({ ...entry, to: '2026-06-18' }, campaign('disaster-week'))).toEqual([
      '超过15天，请核对',
    ]);
    expect(checkDates({ ...entry, from: '2026-02-30' }, campaign('disaster-week'))).toEqual([
      '“2026-02-30”不是日期',
    ]);
    const asked = (today: Day, entries: readonly YearEntry[] = []): readonly string[] =>
      toAsk(data.campaigns, entries, today).map(({ id }) => id);
    expect(asked('2026-03-31')).toEqual([]);
    expect(asked('2026-04-01')).toEqual(['disaster-week']);
    expect(asked('2026-04-02', [entry])).toEqual([]);
    expect(asked('2026-09-02', [entry])).toEqual(['cyber-week', 'food-week', 'elder-month']);
    expect(asked('2026-10-08', [entry])).toEqual(['cyber-week', 'food-week']);
  });
});

describe('the plan of 2026', () => {
  const entries = [
    { campaignId: 'disaster-week', year: 2026, from: '2026-05-12', to: '2026-05-18' },
    { campaignId: 'food-week', year: 2026, from: '2026-09-14', to: '2026-09-20' },
  ];
  const plan = planYear(data, 2026, calendar, entries);
  const of = (id: string, kind: Step['kind']): readonly Step[] =>
    plan.steps.filter((step) => step.campaignId === id && step.year === 2026 && step.kind === kind);
  const postDay = (id: string): Day | undefined =>
    plan.steps.find((step) => step.kind === 'post' && step.postId === id)?.day;

  test.each(NAMED_CAMPAIGNS)(
    '%s: at least four posts find their day, each with a preview before it, and all before the summary',
    (id) => {
      const { steps } = programmeOf(data, '2026-07-01', calendar, entries).plan;
      const daysOf = (kind: Step['kind']): readonly Day[] =>
        steps
          .filter((step) => step.campaignId === id && step.year === 2026 && step.kind === kind)
          .map(({ day }) => day);
      const posts = daysOf('post');
      expect(posts.length).toBeGreaterThanOrEqual(4);
      expect(new Set(posts).size).toBe(posts.length);
      expect(daysOf('preview')).toEqual(posts.map((day) => calendar.addWorkdays(day, -1)));
      expect(posts.every((day) => day <= (daysOf('summary')[0] ?? ''))).toBe(true);
    },
  );
  test('安全生产月 as in experience.md §3 n', () => {
    expect(of('safety-month', 'plan').map(({ day, time }) => `${day} ${time}`)).toEqual(['2026-05-25 09:00']);
    expect(of('safety-month', 'preview')[0]).toMatchObject({ day: '2026-05-29', no: 1, postId: 'sm-three' });
    expect(of('safety-month', 'post')[0]).toMatchObject({ day: '2026-06-01', time: '09:30', no: 1 });
    expect(postDay('sm-consult')).toBe('2026-06-16');
    expect(of('safety-month', 'post')).toHaveLength(8);
    expect(of('safety-month', 'summary')[0]?.day).toBe('2026-06-30');
  });
  test('the days of the law are kept, on a working day at or before them', () => {
    expect(
      ['ns-day', 'di-day', 'fm-119', 'tr-day', 'co-day', 'fa-120', 'el-festival', 'fm-start'].map(postDay),
    ).toEqual([
      '2026-04-15',
      '2026-05-12',
      '2026-11-09',
      '2026-12-02',
      '2026-12-04',
      '2026-09-11',
      '2026-10-16',
      '2026-11-02',
    ]);
  });
  test('no step on a day off, one post a day and two a week at most', () => {
    for (const { id, day } of plan.steps) expect([id, calendar.isWorkday(day)]).toEqual([id, true]);
    const posts = plan.steps.filter(({ kind }) => kind === 'post').map(({ day }) => day);
    expect(new Set(posts).size).toBe(posts.length);
    const weeks = new Map<Day, number>();
    for (const day of posts) {
      const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
      weeks.set(monday, (weeks.get(monday) ?? 0) + 1);
    }
    expect(Math.max(...weeks.values())).toBeLessThanOrEqual(2);
  });
  test('each post is previewed on the working day before, ids are unique, order is by time', () => {
    for (const post of plan.steps.filter(({ kind }) => kind === 'post')) {
      const preview = plan.steps.find((step) => step.id === post.id.replace(':post:', ':preview:'));
      if (calendar.addWorkdays(post.day, -1) >= '2026-01-01')
        expect(preview?.day).toBe(calendar.addWorkdays(post.day, -1));
    }
    expect(new Set(plan.steps.map(({ id }) => id)).size).toBe(plan.steps.length);
    expect(plan.steps.map(({ day, time }) => day + time)).toEqual(
      plan.steps.map(({ day, time }) => day + time).toSorted(),
    );
  });
  test('every campaign with a pack has at least three of its posts sent; the rest is named', () => {
    for (const { id, pack, mark } of data.campaigns) {
      if (pack === undefined || mark === 'K') continue;
      const sent = [2025, 2026].map(
        (year) =>
          plan.steps.filter((step) => step.campaignId === id && step.year === year && step.kind === 'post')
            .length,
      );
      expect([id, Math.max(...sent, ...(id === 'winter-heating' ? [3] : [])) >= 3]).toEqual([id, true]);
    }
    for (const id of plan.left) expect(id).toMatch(/^[a-z-]+:2026:[a-z]{2}-[a-z0-9]+$/u);
  });
  test('days that are not announced are marked, and the plan moves when they are (cases.md 70)', () => {
    const next = planYear(data, 2027, calendar);
    expect(next.steps.length).toBeGreaterThan(50);
    expect(next.steps.every(({ announced }) => !announced)).toBe(true);
    expect(plan.steps.filter(({ announced }) => !announced).every(({ day }) => day >= '2026-12-26')).toBe(
      true,
    );
    const entered = createCalendar([{ year: 2027, off: ['2027-04-15', '2027-01-01'], work: [] }]);
    expect(
      planYear(data, 2027, entered).steps.find((step) => step.postId === 'ns-day' && step.kind === 'post'),
    ).toMatchObject({ day: '2027-04-14', announced: true });
  });
  test('the same facts give the same plan, and two years agree on the winter they share', () => {
    expect(planYear(data, 2026, calendar, entries)).toEqual(plan);
    const winter = (year: number): string[] =>
      planYear(data, year, calendar, entries)
        .steps.filter(
          (step) => step.campaignId === 'winter-heating' && step.year === 2026 && step.kind === 'post',
        )
        .map(({ id }) => id);
    const both = [...winter(2026), ...winter(2027)];
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBe(5);
  });
});

describe('words', () => {
  test('headline and titles', () => {
    const month = runOf(campaign('safety-month'), 2026);
    const elder = runOf(campaign('elder-month'), 2026);
    if (month === undefined || elder === undefined) throw new Error('no run');
    expect(headline(month, '2026-06-01')).toBe('安全生产月第1天（6月1日 周一）');
    const festival = data.packs.get('elder-month')?.find(({ id }) => id === 'el-festival');
    if (festival === undefined) throw new Error('no post');
    expect(postTitle(festival, elder, '2026-10-16')).toBe('10月18日是老年节');
    expect(postTitle(festival, elder, '2026-10-18')).toBe('今天是老年节');
  });
  test('the line of our own figures', () => {
    const causes = [
      { name: '灭火器失压', n: 2 },
      { name: '通道堆物', n: 4 },
    ];
    expect(ownFigures({ period: '本月', kind: '消防类', total: 12, causes })).toBe(
      '本月消防类隐患12条，最多的是通道堆物4条',
    );
    expect(ownFigures({ period: '5月', total: 12, causes: causes.map(({ name }) => ({ name, n: 3 })) })).toBe(
      '5月隐患12条，最多的是灭火器失压、通道堆物，各3条',
    );
    expect(ownFigures({ period: '本月', kind: '消防类', total: 0, causes: [] })).toBe(
      '本月消防类没有登记隐患',
    );
    expect(ownFigures({ period: '本月', total: 2, causes: causes.map(({ name }) => ({ name, n: 1 })) })).toBe(
      '本月隐患2条',
    );
  });
  test('a case as a warning post', () => {
    const [first] = data.cases;
    if (first === undefined) throw new Error('no case');
    const lines = caseLines(first);
    expect(lines[0]).toBe('2025年4月8日，河北隆化国恩老年公寓，20人死亡。');
    expect(lines.at(-1)).toContain('来源：');
    expect(lines.join('')).not.toMatch(/[!！]/u);
  });
});
