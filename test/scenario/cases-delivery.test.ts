import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Hazard } from '../../src/hazards/hazard.js';
import { clicksValue, idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, until, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;
const posts = (): readonly { status: number; code: number; path: string; body: unknown }[] =>
  world.sim.state.calls.filter((call) => call.method === 'POST' && call.path.includes('/messages'));

test('case 37: forty reports in a minute for one officer: all forty cards arrive, in order, none lost, and the delay can be seen', async () => {
  for (let n = 1; n <= 40; n += 1) {
    await world.sim.client.says(openIdOf('刘小燕'), home, { text: `${n}号房间的应急灯不亮`, at: true });
    await world.sim.clock.advance(1200);
  }
  // Four a second go to one person: the clock moves, nobody waits.
  for (let second = 0; second < 40; second += 1) {
    await world.sim.clock.advance(1000);
    await world.app().tick();
  }
  const cards = world
    .person('王芳')
    .inbox()
    .filter((card) => card.title.startsWith('请核实'));
  expect(cards.map((card) => Number(/(\d+)号房间/u.exec(card.title)?.[1]))).toEqual(
    Array.from({ length: 40 }, (_one, index) => index + 1),
  );
  expect(world.group(home).messages()).toHaveLength(40);
  const server = world.app().http.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  server.close();
  server.closeAllConnections();
  expect(metrics).toMatch(/safety_bot_outbox_lag_seconds [\d.]+/u);
});

test('case 38: removed from the group with five receipts waiting: one refusal, the group is off, the reporters are told in private, the alarm goes nowhere near that group', async () => {
  const chat = world.sim.state.chats.get(home);
  if (chat === undefined) throw new Error('no group');
  const people = ['刘小燕', '孙强', '金凤', '魏国', '刘小燕'];
  for (const [index, name] of people.entries())
    await world.sim.client.says(openIdOf(name), home, { text: `${index + 1}号房间的应急灯不亮`, at: true });
  // No event about it: the platform tells at the first send.
  chat.botInside = false;
  for (let round = 0; round < 4; round += 1) await world.settle();
  expect(posts().filter((call) => call.code === 230002)).toHaveLength(1);
  expect((await world.app().people.org()).groups.find((group) => group._id === home)?.state).toBe('gone');
  for (const name of ['孙强', '金凤', '魏国'])
    expect(
      world
        .person(name)
        .inbox()
        .filter((card) => card.title.includes('号房间')),
    ).toHaveLength(1);
  expect(
    world
      .person('刘小燕')
      .inbox()
      .filter((card) => card.title.includes('号房间')),
  ).toHaveLength(2);
  expect(world.person('何伟').sees('助手被移出群').text).toContain('一号养老院群');
  expect(await world.hazards()).toHaveLength(5);
});

test('case 39: a dissolved group answers 232009: it is off, an administrator is asked for a new one, nobody is deleted', async () => {
  const people = (await world.app().people.org()).people.length;
  world.sim.faults.push({ match: /POST .*\/messages/u, kind: 'code', code: 232009, times: 1 });
  await reported(world, '三楼西侧应急灯不亮');
  await world.settle();
  const org = await world.app().people.org();
  expect(org.groups.find((group) => group._id === home)?.state).toBe('gone');
  expect(org.people).toHaveLength(people);
  expect(world.person('何伟').sees('助手被移出群').text).toContain('再加进群');
  expect(world.person('刘小燕').sees('待核实').title).toContain('三楼西侧应急灯不亮');
});

test('case 40: 正在保存, then 429 for ninety seconds and a death in between: the card ends at what is stored', async () => {
  const hazard = await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const card = world.person('李敏').sees('请审批');
  const rows = world.temp.store.collection<Hazard>('hazards');
  const change = rows.change.bind(rows);
  const slow = jest.spyOn(rows, 'change').mockImplementation(async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return change(...args);
  });
  await world.restart({ clickBudgetMs: 50 });
  const answer = await world.sim.client.click(openIdOf('李敏'), card.message.messageId, {
    value: card.buttons.find((button) => button.label === '同意')?.value,
    name: 'b',
    form: {},
  });
  expect(answer.toast?.content).toBe('正在保存，结果会显示在卡片上');
  await until(() => slow.mock.results.length >= 2, 5000);
  slow.mockRestore();
  world.sim.faults.push({ match: /PATCH/u, kind: '429', times: 6 });
  await until(async () => (await world.hazard(hazard.code)).status === 'rectifying');
  await world.settle();
  await world.restart();
  for (let round = 0; round < 45; round += 1) await world.settle();
  expect((await world.hazard(hazard.code)).status).toBe('rectifying');
  const shown = world
    .person('李敏')
    .inbox()
    .find((one) => one.message.messageId === card.message.messageId);
  expect(shown?.title).toContain('已同意');
  expect(shown?.buttons.map((button) => button.label)).not.toContain('同意');
});

test('case 42: 都知道了 one second before the digest silences that person’s lines until the next rung; the others come, and T+3 comes even so', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  expect(hazard.dueDay).toBe('2026-10-27');
  const digests = (name: string): number =>
    world
      .person(name)
      .inbox()
      .filter((card) => card.title.startsWith('今天有')).length;
  await world.at('2026-10-28 09:00:05');
  const before = { qiang: digests('孙强'), matron: digests('赵淑兰') };
  await world.at('2026-10-29 08:59:57');
  await world.person('孙强').clicks(world.person('孙强').sees('今天有'), '都知道了');
  await world.at('2026-10-29 09:00:05');
  expect(digests('孙强')).toBe(before.qiang);
  expect(digests('赵淑兰')).toBe(before.matron + 1);
  await world.at('2026-10-30 09:00:05');
  expect(digests('孙强')).toBe(before.qiang + 1);
  expect(world.person('李敏').sees('今天有').text).toContain('已过3个工作日');
});

test('case 43: the follow-up of 退回 and the ledger’s file go to people and chats, never to a click’s token', async () => {
  await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const min = world.person('李敏');
  await min.clicks(min.sees('请审批'), '退回', { reason: '钱从哪来' });
  await min.says('本月统计');
  await min.clicks(min.sees('统计'), '下载表格');
  expect(world.person('孙强').sees('请改方案').text).toContain('钱从哪来');
  expect(min.inbox().some((one) => one.message.type === 'file')).toBe(true);
  expect(world.sim.state.calls.filter((call) => call.code === 99992354)).toEqual([]);
  expect(JSON.stringify(world.sim.state.calls)).not.toMatch(/"c-/u);
});

test('a click whose answer came too late and was a no: told in private, so that nobody takes it for a yes', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const qiang = world.person('孙强');
  const card = qiang.sees('请整改');
  const rows = world.temp.store.collection<Hazard>('hazards');
  const get = rows.get.bind(rows);
  const slow = jest.spyOn(rows, 'get').mockImplementation(async (id) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    return get(id);
  });
  await world.restart({ clickBudgetMs: 50 });
  const answer = await world.sim.client.click(openIdOf('孙强'), card.message.messageId, {
    value: card.buttons.find((button) => button.label === '整改完成')?.value,
    name: 'b',
    form: { note: '换好了' },
  });
  expect(answer.toast?.content).toBe('正在保存，结果会显示在卡片上');
  await until(async () => {
    await world.settle();
    return qiang.inbox().some(({ title }) => title.startsWith('刚才那一下没有生效'));
  });
  slow.mockRestore();
  expect(qiang.sees('刚才那一下没有生效').text).toContain('请先发整改后照片，或写原因');
  expect(await idOf(world, '孙强')).toBe((await world.hazard()).rectifierId);
  expect(
    (await clicksValue(world, '孙强', card, { a: 'view', h: (await world.hazard())._id })).error,
  ).toBeUndefined();
});
