import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { playedTo } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

/* 减负 (experience.md §2): above the daily budget what asks nothing of its reader waits for the next digest, once. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-23 10:00');
});
afterEach(() => world.stop());

/** 孙强 reports it, 王芳 looks and finds nothing. */
async function unfounded(what: string): Promise<void> {
  await world.group(GROUPS.home1).says('孙强', what);
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${what}`), '不属实');
  const form = fang.sees(`不属实：${what}`);
  await fang.clicks(form, form.buttons[0]?.label ?? '', { note: '到现场看过，没有这种情况' });
}
const results = (): readonly string[] =>
  world
    .person('孙强')
    .inbox()
    .map(({ title }) => title)
    .filter((title) => title.startsWith('不属实'));

const WHAT = ['二楼窗户关不上', '厨房地漏堵了', '院门铰链松动', '五楼楼道灯不亮', '锅炉房门锁生锈'] as const;

test('three results a day; the others come with the next digest, after the weekend, all of them', async () => {
  for (const what of WHAT) await unfounded(what);
  expect(results()).toHaveLength(3);
  await world.at('2026-10-23 19:00');
  expect(results()).toHaveLength(3);
  // Friday to Monday: no rest day, and not before nine.
  await world.at('2026-10-26 08:30');
  expect(results()).toHaveLength(3);
  await world.at('2026-10-26 09:00');
  expect(results().toSorted()).toEqual(WHAT.map((what) => `不属实：${what}`).toSorted());
  await world.at('2026-10-26 12:00');
  expect(results()).toHaveLength(5);
});

test('steps, answers and alarms never wait, nor do they wait behind what waits', async () => {
  for (const what of WHAT) await unfounded(what);
  expect(results()).toHaveLength(3);
  const qiang = world.person('孙强');
  await playedTo(world, 'rectifying', '三楼走廊堆了纸箱');
  expect(qiang.sees('请整改：三楼走廊').text).toContain('期限');
  await qiang.says('我的待办');
  expect(qiang.sees('我的待办').text).toContain('三楼走廊');
  await qiang.says('厨房好大煤气味');
  expect(qiang.sees('紧急：').text).toContain('119');
  expect(results()).toHaveLength(3);
});

test('an emergency uses up nobody’s budget', async () => {
  const head = world.person('赵淑兰');
  for (const what of ['厨房好大煤气味', '有人在门口持刀打人', '三楼电梯困人了']) {
    await world.group(GROUPS.home1).says('刘小燕', what);
    await head.clicks(head.sees('紧急：'), '我来处理');
  }
  await world.group(GROUPS.home1).says('赵淑兰', WHAT[0]);
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${WHAT[0]}`), '不属实');
  const form = fang.sees(`不属实：${WHAT[0]}`);
  await fang.clicks(form, form.buttons[0]?.label ?? '', { note: '关得上' });
  expect(head.sees('不属实').title).toContain(WHAT[0]);
});
