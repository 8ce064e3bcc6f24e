import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { dailyBudget } from '../../src/people/budget.js';
import { DEFAULT_SETTINGS, type Org } from '../../src/people/org.js';
import type { Person } from '../../src/people/person.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-11-16 08:30');
});
afterEach(() => world.stop());

const id = (name: string): Promise<string> => idOf(world, name);
const weekly = (): readonly Seen[] =>
  world
    .group(GROUPS.bureau)
    .messages()
    .filter((card) => card.title === '上周安全情况');

/** Tian Liang has to mend it by Monday 23 November. */
async function handedOver(title: string): Promise<void> {
  await world.group(GROUPS.home2).says('谢娜', `二楼${title}`);
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title,
    level: 'ordinary',
    manner: 'days7',
    rectifier: await id('田亮'),
    measures: '换垫圈',
  });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
}

test('Monday 09:30: last week’s figures to the bureau’s group, by unit and kind, without a name', async () => {
  await handedOver('消防水带接口漏水');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.at('2026-11-23 09:35');
  expect(weekly()).toHaveLength(1);
  const [card] = weekly();
  expect(card?.text.replaceAll('\n', ' ')).toContain('11月16日—11月22日');
  for (const line of [
    '登记　2件',
    '销号　0件',
    '逾期　0件',
    '最多的问题　防火2件',
    '一号养老院　登记1',
    '二号养老院　登记1',
  ])
    expect(card?.text).toContain(line);
  for (const name of ['田亮', '谢娜', '刘小燕', '消防水带']) expect(card?.text).not.toContain(name);
});

test('a week without anything is no message', async () => {
  await world.at('2026-11-23 09:35');
  expect(weekly()).toEqual([]);
});

test('names of those overdue only after an administrator has switched them on', async () => {
  await handedOver('消防水带接口漏水');
  await world.person('李敏').says('周报 写姓名');
  expect(world.person('李敏').inbox().at(-1)?.text).toContain('何伟');
  await world.person('何伟').says('周报 写姓名');
  await world.at('2026-11-30 09:35');
  expect(weekly().at(-1)?.text).toContain('消防水带接口漏水 · 二号养老院 田亮，已过5个工作日');
  await world.person('何伟').says('周报 不写姓名');
  await world.at('2026-12-07 09:35');
  expect(weekly().at(-1)?.text).toContain('逾期　1件');
  expect(weekly().at(-1)?.text).not.toContain('田亮');
});

test('down from Friday 17:00 to Tuesday 16:00: the weekly summary once; to Wednesday 10:00: not any more', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-11-20 17:00');
  await world.sim.clock.set(new Date('2026-11-24T16:00:00+08:00'));
  await world.restart();
  await world.settle();
  expect(weekly()).toHaveLength(1);
  await world.at('2026-11-27 17:00');
  await world.sim.clock.set(new Date('2026-12-02T10:00:00+08:00'));
  await world.restart();
  await world.settle();
  expect(weekly()).toHaveLength(1);
  expect(world.person('何伟').sees('有几件定时的事没有做').text).toContain(
    '上周安全情况没有按时做：11月30日。',
  );
});

test('a Monday in the National Day holiday: the figures wait for the first working day', async () => {
  await world.stop();
  world = await createWorld('2026-09-28 10:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.at('2026-10-05 09:35');
  expect(weekly()).toEqual([]);
  await world.at('2026-10-08 08:01');
  expect(weekly()).toHaveLength(1);
  expect(weekly()[0]?.text).toContain('9月28日—10月4日');
});

test('消息量: an administrator sees how many messages each one got, and who is over the limit', async () => {
  await handedOver('消防水带接口漏水');
  const he = world.person('何伟');
  await he.says('消息量');
  const card = he.sees('消息量');
  expect(card.text).toContain('郭军　1条提醒');
  expect(card.text).toContain('田亮　1条提醒');
  await he.says('消息量 1');
  await handedOver('库房门锁坏');
  await he.says('消息量');
  expect(he.sees('消息量').text).toContain('人一周超过1条');
  expect(he.sees('消息量').text).toContain('郭军　2条提醒，0条答复，超过1条');
  await world.person('王芳').says('消息量');
  expect(world.person('王芳').inbox().at(-1)?.text).toContain('何伟');
});

test('the morning after, the administrator reads who got too much on a day or in the week; nothing was held back', async () => {
  const he = world.person('何伟');
  const digests = (): readonly Seen[] => he.inbox().filter((card) => card.title.startsWith('今天有'));
  for (const title of ['水带接口漏水', '库房门锁坏', '应急灯不亮']) await handedOver(title);
  await world.at('2026-11-17 09:00');
  // Three a day are within what somebody who rectifies should get.
  expect(digests()).toEqual([]);
  for (const title of ['配电箱没有盖', '楼梯扶手松动', '厨房地面湿滑', '窗台花盆没固定'])
    await handedOver(title);
  const rectify = world
    .person('田亮')
    .inbox()
    .filter((card) => card.title.startsWith('请整改'));
  expect(rectify).toHaveLength(7);
  await he.says('消息量 6');
  await world.at('2026-11-18 09:00');
  expect(digests()).toHaveLength(1);
  const [digest] = digests();
  expect(digest?.text).toMatch(/11月17日提醒偏多：.*田亮4条/u);
  expect(digest?.text).toMatch(/本周提醒已超过6条：.*田亮7条/u);
  // The safety officer's own post asks for more: four that day are no matter.
  expect(digest?.text).not.toMatch(/提醒偏多：.*郭军/u);
  expect((await he.clicks(digest!, '看消息量')).toast?.content).toBe('已私聊发给您');
  expect(he.sees('消息量').text).toMatch(/田亮　\d条提醒，0条答复，超过6条/u);
  await he.clicks(digest!, '都知道了');
  await world.at('2026-11-19 09:00');
  expect(digests()).toHaveLength(1);
  expect(
    world
      .person('郭军')
      .inbox()
      .some((card) => card.text.includes('提醒偏多')),
  ).toBe(false);
});

test('what a day may bring by post; of several hats the largest', () => {
  const org = {
    people: [],
    units: [{ headId: 'head', officerId: 'officer' }],
    groups: [],
    settings: DEFAULT_SETTINGS,
  } as unknown as Org;
  const budget = (id: string, ...roles: Person['roles']): number =>
    dailyBudget({ _id: id, name: id, post: '', roles, state: 'active' }, org);
  expect([
    budget('director', 'director'),
    budget('deputy', 'deputy'),
    budget('office', 'committeeOffice'),
    budget('head'),
    budget('officer'),
    budget('nurse'),
    budget('head', 'deputy'),
  ]).toEqual([2, 4, 6, 3, 5, 3, 4]);
});

test('Monday 09:10: the administrator’s card of the week, with the holidays that are missing from 1 November on', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-11-23 09:15');
  const card = world.person('何伟').sees('消息量');
  expect(card.text).toContain('2027年节假日安排还没有录入。公布后发“节假日”录入。');
  expect(card.text).toContain('11月16日—11月22日');
});
