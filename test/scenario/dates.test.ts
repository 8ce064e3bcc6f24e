import { afterEach, expect, test } from '@jest/globals';
import { idOf, reported } from '../harness/acts.js';
import { createWorld, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

/** 王芳 hands it to 孙强 with this period; what 孙强's and 李敏's cards say. */
async function handed(moment: string, manner: string): Promise<{ fixer: string; boss: string }> {
  world = await createWorld(moment);
  await reported(world, '二楼走廊的灯坏了');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner,
    rectifier: await idOf(world, '孙强'),
    measures: '换灯',
  });
  const boss = world.person('李敏').sees('请审批').text;
  await world.person('李敏').says('同意');
  return { boss, fixer: world.person('孙强').sees('请整改').text };
}

test('into the National Day holiday: seven days roll over it, a working day to decide is after it', async () => {
  const { boss, fixer } = await handed('2026-09-30 16:00', 'days7');
  expect(fixer).toContain('10月8日（周四）24时前（7日，10月7日遇国庆假期，顺延）');
  expect(boss).toContain('10月8日（周四）24时前（1个工作日）');
});

test('three working days over the make-up Saturday', async () => {
  world = await createWorld('2026-10-08 16:00');
  await reported(world, '二楼走廊的灯坏了');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days15',
    rectifier: await idOf(world, '孙强'),
  });
  expect(world.person('孙强').sees('请报方案').text).toContain('10月12日（周一）24时前（3个工作日）');
});

test('due on the last day of the year: said as long as the next notice is out, counted again when it is', async () => {
  const { fixer } = await handed('2026-12-24 10:00', 'days7');
  expect(fixer).toContain('12月31日（周四）24时前（7日，暂按法定节日和周末推算；2027年节假日安排待公布');
  await world.person('何伟').says('节假日 2027年 放假 12月31日到1月3日 上班 1月9日');
  await world.settle();
  expect(await world.hazard()).toMatchObject({ dueDay: '2027-01-04', firstDueDay: '2027-01-04' });
});

test('24 hours over New Year: the hour is said with its day and year', async () => {
  world = await createWorld('2026-12-31 16:00');
  await reported(world, '二楼走廊的灯坏了');
  expect(world.person('王芳').sees('请核实').text).toContain('明天（2027年1月1日 周五）16:00前核实');
});
