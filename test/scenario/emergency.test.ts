import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/store/collection.js';
import { createWorld, GROUPS, openIdOf, type Seen, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-11-17 22:40');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

test('gas at night: the number first, people pinged, one record; a click stops the widening (experience §3 c)', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '厨房好大煤气味');
  const card = world.group(GROUPS.home1).last();
  expect(card.title).toBe('紧急：厨房好大煤气味');
  expect(card.colour).toBe('red');
  expect(card.text.indexOf('先撤到室外，马上打119。')).toBeLessThan(card.text.indexOf('正在提醒'));
  expect(card.text).toContain('我不能替您打电话，请现在就打。');
  expect(card.text).not.toMatch(/已(?:替您)?(?:拨打|报警|打了)/u);
  for (const name of ['赵淑兰', '王芳', '李敏'])
    expect(world.person(name).sees('紧急').message.urgentFor).toEqual([openIdOf(name)]);
  expect(() => world.person('周建国').sees('紧急')).toThrow();
  await world.at('2026-11-17 22:44');
  expect(world.person('陈静').sees('紧急').colour).toBe('red');
  await world.at('2026-11-17 22:51');
  expect(world.person('周建国').sees('紧急').colour).toBe('red');

  const matron = world.person('赵淑兰');
  expect(
    (await world.person('孙强').clicks(world.group(GROUPS.home1).last(), '我来处理')).toast?.content,
  ).toBe('请先打电话，到安全处等候');
  expect((await matron.clicks(matron.sees('紧急'), '我来处理')).toast?.content).toBe(
    '已记下，请先打电话到现场',
  );
  expect(world.group(GROUPS.home1).last().text).toContain('赵淑兰');
  expect(world.group(GROUPS.home1).last().text).toContain('已看到，正在处理');
  await world.at('2026-11-17 23:15');
  await matron.clicks(matron.sees('紧急'), '险情已排除', { note: '接头松，阀门已关，燃气公司换了管' });
  expect(world.group(GROUPS.home1).last().title).toContain('险情已排除（23:15）');
  expect(() => world.person('王芳').sees('请核实')).toThrow();
  await world.at('2026-11-18 08:01');
  expect(world.person('王芳').sees('请核实：厨房好大煤气味').text).toContain('厨房好大煤气味');
  expect(await world.hazards()).toHaveLength(1);
});

test('the store is down right after a start: who is in danger is answered all the same, once, and the report is taken later (experience §3 r)', async () => {
  await world.restart();
  const before = world.group(GROUPS.home1).messages().length;
  const inbox = world.temp.store.collection('inbox');
  const down = jest.spyOn(inbox, 'insertAbsent');
  down.mockRejectedValue(new StoreUnavailable('down', 'no connection'));
  await world.group(GROUPS.home1).says('刘小燕', '一楼厨房着火了');
  const answers = (): readonly string[] =>
    world
      .group(GROUPS.home1)
      .messages()
      .slice(before)
      .map((one) => one.text);
  expect(answers()).toEqual([
    expect.stringContaining('马上打119。我暂时没有登记成功，请打电话通知带班领导，稍后再发一次。'),
  ]);
  await world.group(GROUPS.home1).says('刘小燕', '三楼走廊的灯不亮');
  expect(answers()).toHaveLength(1);
  expect(await world.hazards()).toHaveLength(1);

  down.mockRestore();
  await world.at('2026-11-18 09:30');
  expect((await world.hazards()).map((hazard) => hazard.text)).toEqual(
    expect.arrayContaining(['一楼厨房着火了', '三楼走廊的灯不亮']),
  );
  expect(answers().filter((text) => text.includes('没有登记成功'))).toHaveLength(1);
});

test('加急 too fast is made up for without a second message; refused, the cards say so until somebody takes charge', async () => {
  await world.at('2026-11-19 22:40');
  world.sim.faults.next({ match: /urgent_app/u, kind: '429', wait: 1 });
  await world.group(GROUPS.home1).says('刘小燕', '二楼活动室着火了');
  await world.at('2026-11-19 22:41');
  const alarms = (name: string): readonly Seen[] =>
    world
      .person(name)
      .inbox()
      .filter(({ title }) => title === '紧急：二楼活动室着火了');
  for (const name of ['赵淑兰', '王芳', '李敏'])
    expect(alarms(name).map(({ message }) => message.urgentFor)).toEqual([[openIdOf(name)]]);
  expect(world.group(GROUPS.home1).last().text).not.toContain('加急没有成功');

  world.sim.faults.next({ match: /urgent_app/u, kind: 'code', code: 230024 });
  await world.group(GROUPS.home1).says('孙强', '二楼走廊也着火了');
  const refused = '加急没有成功，已改发普通消息，请直接打电话';
  for (const card of [...world.group(GROUPS.home1).messages().slice(-2), alarms('王芳')[0]])
    expect(card?.text).toContain(refused);
  const matron = world.person('赵淑兰');
  await matron.clicks(matron.sees('紧急：二楼活动室'), '我来处理');
  expect(world.group(GROUPS.home1).last().text).not.toContain(refused);
});
