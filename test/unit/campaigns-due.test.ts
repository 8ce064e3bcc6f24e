import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { addDays, createCalendar } from '../../src/calendar.js';
import { causeOf, countCauses } from '../../src/campaigns/causes.js';
import { dueSteps, programmeOf } from '../../src/campaigns/due.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { campaignAtStart } from '../../src/campaigns/names.js';
import { readCampaignCommand } from '../../src/listeners/campaign-commands.js';

const data = loadCampaignData();
const calendar = createCalendar();
const due = (day: string): readonly string[] =>
  dueSteps(programmeOf(data, day, calendar, []), day).map(({ id }) => id);

describe('what is due today', () => {
  test('the plan from seven days before until the day before it begins', () => {
    expect(due('2026-05-24')).not.toContain('safety-month:2026:plan');
    expect(due('2026-05-25')).toContain('safety-month:2026:plan');
    expect(due('2026-05-31')).toContain('safety-month:2026:plan');
    expect(due('2026-06-01')).not.toContain('safety-month:2026:plan');
  });
  test('over New Year: the preview on 31 December of a post in January', () => {
    const programme = programmeOf(data, '2026-12-31', calendar, []);
    const posts = programme.plan.steps.filter(
      ({ kind, day }) => kind === 'post' && day >= '2027-01-01' && day <= '2027-01-31',
    );
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts)
      expect(due(calendar.addWorkdays(post.day, -1))).toContain(post.id.replace(':post:', ':preview:'));
  });
  test('every official day of the year has its plan, previews, posts and summary', () => {
    const all = new Set<string>();
    for (let day = '2026-01-01'; day < '2027-05-01'; day = addDays(day, 1))
      for (const id of due(day)) all.add(id);
    for (const id of [
      'national-security-day',
      'disaster-day',
      'safety-month',
      'elder-month',
      'fire-month',
      'traffic-day',
      'constitution-day',
      'flood-season',
      'spring-festival',
      'winter-heating',
    ]) {
      expect([id, all.has(`${id}:2026:plan`), all.has(`${id}:2026:summary`)]).toEqual([id, true, true]);
      const posts = [...all].filter((step) => step.startsWith(`${id}:2026:post:`));
      expect([id, posts.length >= 3]).toEqual([id, true]);
    }
    expect([...all]).toContain('safety-month:2026:post:sm-consult');
    expect([...all]).toContain('fire-month:2026:post:fm-119');
  });
  test('every pack has four posts at least, and every one says what to do, where it stands and whom to call', () => {
    for (const campaign of data.campaigns.filter(({ pack }) => pack !== undefined)) {
      const posts = data.packs.get(campaign.pack ?? '') ?? [];
      expect([campaign.id, posts.length >= 4]).toEqual([campaign.id, true]);
      for (const post of posts)
        for (const words of [post.today, post.remember, post.source]) expect(words.length).toBeGreaterThan(3);
    }
  });
  test.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Auckland'])('the same with TZ=%s', (TZ) => {
    const script = `
      const { createCalendar } = await import('./src/calendar.ts');
      const { loadCampaignData } = await import('./src/campaigns/load.ts');
      const { dueSteps, programmeOf } = await import('./src/campaigns/due.ts');
      const data = loadCampaignData(), calendar = createCalendar();
      for (const day of ['2026-06-01', '2026-06-30', '2026-10-16', '2026-12-31', '2027-01-01'])
        console.log(day, dueSteps(programmeOf(data, day, calendar, []), day).map(({ id, day, time }) => id + day + time).join(' '));`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    const expected = ['2026-06-01', '2026-06-30', '2026-10-16', '2026-12-31', '2027-01-01'].map(
      (today) =>
        `${today} ${dueSteps(programmeOf(data, today, calendar, []), today)
          .map(({ id, day, time }) => id + day + time)
          .join(' ')}`,
    );
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(expected.map((line) => line.trim()));
  });
});

describe('words', () => {
  test.each([
    ['三楼楼道堆了好多纸箱', '通道堆物'],
    ['纸箱堵住了安全出口', '通道堆物'],
    ['三楼东侧安全出口又锁上了', '出口上锁'],
    ['灭火器指针在红的地方', '灭火器'],
    ['插排发热', '插座和电线'],
    ['院里有只猫', undefined],
  ])('%s: %s', (words, cause) => expect(causeOf(words)).toBe(cause));
  test('most first', () => {
    expect(countCauses(['灭火器没压力', '楼道堆物', '走廊堆着旧床'])).toEqual([
      { name: '通道堆物', n: 2 },
      { name: '灭火器', n: 1 },
    ]);
  });
  test.each([
    ['安全生产月 2027年 主题文字', 'safety-month', '2027年 主题文字'],
    ['119消防 主题', 'fire-month', '主题'],
    ['防灾减灾宣传周 5月7日', 'disaster-week', '5月7日'],
    ['防灾减灾日 主题', 'disaster-day', '主题'],
  ])('%s', (text, id, rest) => {
    const found = campaignAtStart(data, text);
    expect([found?.campaign.id, found?.rest]).toEqual([id, rest]);
  });
  test('what is no command', () => {
    for (const text of [
      '活动室灯坏了',
      '主题教育馆漏水',
      '宣传栏倒了',
      '题库里的书架歪了',
      '答题器冒烟',
      '小结实的绳子断了',
    ])
      expect([text, readCampaignCommand(text)]).toEqual([text, undefined]);
    for (const text of [
      '宣传',
      '主题',
      '主题 安全月 新主题',
      '活动 登记',
      '题库 停用 q07',
      '自动推送 关',
      '活动台账2026年',
    ])
      expect([text, readCampaignCommand(text) === undefined]).toEqual([text, false]);
  });
});
