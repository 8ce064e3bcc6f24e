import { afterEach, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const id = (name: string): Promise<string> => idOf(world, name);

test('a plan that comes after its deadline is taken, and the deadline stays what it was', async () => {
  world = await createWorld('2026-10-12 09:10');
  await world.group(GROUPS.home1).says('刘小燕', '二楼东头灭火器指针到红区了');
  const fang = world.person('王芳');
  const rectifier = await id('孙强');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', { manner: 'days3', rectifier, measures: '' });
  const qiang = world.person('孙强');
  expect(qiang.sees('请报方案').text).toContain('10月15日（周四）24时前');

  await world.at('2026-10-19 10:00');
  const late = qiang.sees('请报方案');
  // The date that has gone by is not sent again by a form that nobody looked at.
  expect((await qiang.clicks(late, '报李敏审批', { measures: '送检充装' })).toast?.content).toBe(
    '日期要晚于今天',
  );
  const sent = await qiang.clicks(qiang.sees('请报方案'), '报李敏审批', {
    measures: '送检充装',
    finish: '2026-10-22 +0800',
  });
  expect(sent.toast?.content).toBe('已报李敏审批');
  expect(await world.hazard()).toMatchObject({ status: 'approving', dueDay: '2026-10-15' });
  const min = world.person('李敏');
  expect(min.sees('请审批').text).toContain('10月22日（周四）24时');
  await min.clicks(min.sees('请审批'), '同意');
  const rectify = qiang.sees('请整改');
  expect(rectify.text).toContain('原定10月15日（周四），已过2个工作日');
  // Too late to be asked for: the button would only be refused.
  expect(rectify.buttons.map(({ label }) => label)).not.toContain('申请延期');
  expect(await world.hazard()).toMatchObject({ status: 'rectifying', dueDay: '2026-10-15' });
});

test('a card drawn in time and clicked too late says so before a form is filled in', async () => {
  world = await createWorld('2026-10-12 09:10');
  await world.group(GROUPS.home1).says('刘小燕', '二楼东头灭火器指针到红区了');
  const fang = world.person('王芳');
  const rectifier = await id('孙强');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', { manner: 'days3', rectifier, measures: '送检' });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
  const qiang = world.person('孙强');
  const rectify = qiang.sees('请整改');
  await world.at('2026-10-15 09:30');
  const asked = await qiang.clicks(rectify, '申请延期');
  expect(asked.toast?.content).toBe('已过申请时间，请写原因和预计日期');
  expect(qiang.sees('请整改').buttons.map(({ label }) => label)).not.toContain('申请延期');
});
