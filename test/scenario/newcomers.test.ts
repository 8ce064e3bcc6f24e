import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('somebody unknown: words, then the picture, then more words under the receipt: all is in their report', async () => {
  const xu = world.person('许倩');
  await xu.says('二楼走廊的灯坏了');
  await xu.sends(1);
  expect(xu.inbox().at(-1)?.text).toContain('照片已放进 YH-2026-0001');
  await xu.says('就在楼梯口', { replyTo: xu.sees('已上报').message.messageId });
  expect(xu.inbox().at(-1)?.text).toContain('已记入 YH-2026-0001');
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made?.photos).toMatchObject([{ state: 'kept', stage: 'before' }]);
  expect(made?.history.at(-1)).toMatchObject({ command: 'remark', note: '就在楼梯口', by: 'unknown:许倩' });
});

test('somebody unknown can’t add to what others reported', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '二楼走廊的灯坏了');
  const receipt = world.group(GROUPS.home1).last();
  await world.group(GROUPS.home1).says('许倩', '我也看见了', { replyTo: receipt.message.messageId });
  expect(world.group(GROUPS.home1).last().text).toContain('这件现在不能补充');
  expect((await world.hazard()).history.some((entry) => entry.note === '我也看见了')).toBe(false);
});

test('somebody unknown takes the message back: they are asked, nobody is told that an administrator did it', async () => {
  const said = await world.group(GROUPS.home1).says('许倩', '三楼水房地砖松了');
  await world.sim.client.recall(said.messageId);
  await world.settle();
  expect(world.person('许倩').sees('您撤回了消息').text).toContain('YH-2026-0001 还在办');
  expect(() => world.person('王芳').sees('原消息被撤回')).toThrow();
});

test('known from now on: what they reported before is theirs, to see, to correct and to withdraw', async () => {
  const xu = world.person('许倩');
  await xu.says('二楼走廊的灯坏了');
  await xu.says('我是许倩，一号养老院护理员');
  await world.person('何伟').clicks(world.person('何伟').sees('请确认：许倩'), '确认');
  await xu.says('我上报的');
  expect(xu.sees('我上报的（1件）').text).toContain('二楼走廊的灯坏了');
  await xu.says('查询 走廊');
  expect(xu.sees('查询：走廊（1件）').text).toContain('二楼走廊的灯坏了');
  expect((await xu.clicks(xu.sees('已上报：二楼走廊的灯坏了'), '撤回')).toast?.content).toBe(
    '已撤回，编号保留',
  );
});

test.each([
  ['我叫许倩，在一号养老院当护理员', '护理员'],
  ['许倩 一号养老院 护理员', '护理员'],
  ['许倩，一号养老院护理员', '护理员'],
  ['我是一号养老院护理员许倩', '护理员'],
  ['我是一号养老院的护理员许倩', '护理员'],
  ['我是许倩一号养老院的护理员', '护理员'],
  ['我是许倩，一院护理员', '护理员'],
  ['我是一号养老院许倩', '职工'],
  ['我是许倩。一号养老院，护理员', '护理员'],
  ['一号养老院护理员许倩', '护理员'],
  ['姓名：许倩 单位：一号养老院 岗位：护理员', '护理员'],
])('who they are, as people write it: %s', async (said, post) => {
  await world.person('许倩').says(said);
  const claim = world.person('何伟').sees('请确认：许倩');
  expect(claim.text).toContain('一号养老院');
  await world.person('何伟').clicks(claim, '确认');
  const known = (await world.app().people.org()).people.find((one) => one.openId === openIdOf('许倩'));
  expect(known).toMatchObject({ name: '许倩', post, unitId: expect.any(String) });
  expect(await world.hazards()).toEqual([]);
});

test.each([
  '我是护工，厨房着火了',
  '我是一楼的，卫生间漏水了',
  '一号养老院护理员高烧',
  '一号养老院高压锅坏了',
  '我是一号养老院的，消防通道堵了',
])('a report is no claim, whoever says it: %s', async (said) => {
  await world.person('许倩').says(said);
  expect(() => world.person('何伟').sees('请确认')).toThrow();
  expect((await world.hazard()).text).toBe(said);
});

test('half of it is asked for again; a hazard in the own unit is no claim', async () => {
  const xu = world.person('许倩');
  await xu.says('我是许倩');
  expect(xu.inbox().at(-1)?.text).toContain('请回“我是某某，某单位某岗位”');
  await xu.says('一号养老院厨房漏水');
  expect((await world.hazard()).text).toBe('一号养老院厨房漏水');
  expect(() => world.person('何伟').sees('请确认')).toThrow();
});

test('an administrator says 不是本局的人: whoever asked hears that it was not confirmed, and can still report', async () => {
  const xu = world.person('许倩');
  await xu.says('我是许倩，一号养老院护理员');
  await world.person('何伟').clicks(world.person('何伟').sees('请确认：许倩'), '不是本局的人');
  expect(xu.inbox().at(-1)?.text).toContain('何伟没有确认');
  await xu.says('二楼走廊的灯坏了');
  expect((await world.hazard()).text).toBe('二楼走廊的灯坏了');
});
