import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const receipts = (): number => world.group(GROUPS.home1).messages().length;

test('case 1: the same message with new event ids, hours and days later and after a restart, is one hazard and one receipt', async () => {
  const message = await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.restart();
  for (const when of ['2026-10-20 16:00', '2026-10-28 10:00']) {
    await world.at(when);
    await world.sim.engine.emit('im.message.receive_v1', world.sim.client.messageEvent(message, true));
    await world.settle();
  }
  expect(await world.hazards()).toHaveLength(1);
  expect(receipts()).toBe(1);
});

test.each([
  ['429 for a while', { match: /POST .*\/messages/u, kind: '429' as const, times: 3 }, 5_000],
  ['an expired token', { match: /POST .*\/messages/u, kind: 'bad-token' as const, times: 1 }, 0],
  ['a page of a proxy with 200', { match: /POST .*\/messages/u, kind: 'page' as const, times: 2 }, 15_000],
  ['a page with 403', { match: /POST .*\/messages/u, kind: 'page' as const, code: 403, times: 2 }, 15_000],
  ['errors of the platform', { match: /POST .*\/messages/u, kind: '500' as const, times: 2 }, 15_000],
])('%s: every notice arrives once', async (_what, fault, wait) => {
  world.sim.faults.push({ ...fault });
  await world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: '二楼走廊灭火器没压力了', at: true });
  await world.settle();
  await world.sim.clock.advance(wait);
  await world.settle();
  await world.sim.clock.advance(wait * 10);
  await world.settle();
  expect(receipts()).toBe(1);
  expect(
    world
      .person('王芳')
      .inbox()
      .filter((card) => card.title.includes('请核实')),
  ).toHaveLength(1);
});

test('case 38: the bot was removed from a group: it stops sending there and an administrator hears of it', async () => {
  await world.sim.client.removeBot(openIdOf('郭军'), GROUPS.home1);
  await world.settle();
  expect(world.person('何伟').sees('助手被移出群').text).toContain('一号养老院群');
  expect((await world.app().people.org()).groups.find((group) => group._id === GROUPS.home1)?.state).toBe(
    'gone',
  );
});

test('case 50: recall by its author asks, recall by the group owner changes nothing', async () => {
  const message = await world.group(GROUPS.home1).says('刘小燕', '厨房门锁坏了');
  await world.sim.client.recall(message.messageId, 'group_owner');
  await world.settle();
  expect((await world.hazard()).status).toBe('verifying');
  expect(world.person('王芳').sees('原消息被撤回').text).toContain('照常办理');
  await world.sim.engine.emit('im.message.recalled_v1', {
    message_id: 'om_unknown',
    chat_id: GROUPS.home1,
    recall_time: '1',
    recall_type: 'message_owner',
  });
  await world.settle();
  const own = await world.group(GROUPS.home1).says('刘小燕', '大门门禁坏了');
  await world.sim.client.recall(own.messageId);
  await world.settle();
  expect(world.person('刘小燕').sees('您撤回了消息').text).toContain('还在办');
});

test('somebody leaves: their open work moves to the unit’s head (domain §4.4)', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '洗衣房插座烧黑了');
  await world.sim.client.leavesCompany(openIdOf('王芳'));
  await world.settle();
  const people = (await world.app().people.org()).people;
  expect((await world.hazard()).officerId).toBe(people.find((person) => person.name === '赵淑兰')?._id);
  expect(world.person('赵淑兰').sees('请核实').title).toContain('洗衣房插座烧黑了');
});

test('case 103: nothing secret and no word of people in the logs at level debug', async () => {
  world.sim.faults.push(
    { match: /messages/u, kind: '500', times: 2 },
    { match: /messages/u, kind: 'bad-token', times: 1 },
  );
  await world.group(GROUPS.home1).says('刘小燕', '三号库房酒精和消毒液混放在一起');
  await world.sim.clock.advance(20_000);
  await world.settle();
  const text = world.lines.join('\n');
  for (const secret of [world.sim.app.appSecret, world.sim.app.encryptKey, '酒精和消毒液', '10000000032'])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\bt-[0-9a-f]{8,}/u);
});

test('09:00 digest: one a person, by rung, with what comes next; none on rest days; 都知道了 silences until the next rung (experience §3 l)', async () => {
  const id = (name: string): Promise<string> => idOf(world, name);
  await world.at('2026-09-28 08:30');
  await world.group(GROUPS.home2).says('谢娜', '二楼消防水带接口漏水');
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title: '消防水带接口漏水',
    level: 'ordinary',
    manner: 'days7',
    rectifier: await id('田亮'),
    measures: '换垫圈',
  });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
  expect((await world.hazard()).dueDay).toBe('2026-10-08');
  const tian = world.person('田亮');
  const digests = (name: string): number =>
    world
      .person(name)
      .inbox()
      .filter((card) => card.title.startsWith('今天有')).length;
  await world.at('2026-09-30 09:01');
  expect(tian.sees('今天有').text).toContain('快到期限');
  const before = digests('田亮');
  await world.at('2026-10-03 09:01');
  expect(digests('田亮')).toBe(before);
  await world.at('2026-10-08 09:01');
  expect(tian.sees('今天有').text).toContain('今天到期');
  expect(guo.sees('今天有').text).toContain('消防水带接口漏水');
  await world.at('2026-10-09 09:01');
  expect(world.person('马秀英').sees('今天有').text).toContain('已过1个工作日');
  expect(world.person('马秀英').sees('今天有').text).toContain('10月12日（周一）仍未改好，报分管领导李敏');
  await tian.clicks(tian.sees('今天有'), '都知道了');
  const silent = digests('田亮');
  await world.at('2026-10-10 09:01');
  expect(digests('田亮')).toBe(silent);
  await world.at('2026-10-12 09:01');
  expect(digests('田亮')).toBe(silent + 1);
  expect(world.person('李敏').sees('今天有').text).toContain('已过3个工作日');
  await world.at('2026-10-16 09:01');
  expect(world.person('周建国').sees('今天有').text).toContain('10月28日（周三）仍未改好，由安委会研究约谈');
  await world.at('2026-10-16 09:30');
  expect(digests('周建国')).toBe(1);
});
