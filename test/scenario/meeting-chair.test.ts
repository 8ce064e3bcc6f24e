import { afterEach, expect, test } from '@jest/globals';
import { createWorld, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('the chair is on leave: the minutes do not say that they came, a deputy who comes has the chair', async () => {
  world = await createWorld('2026-10-29 09:00');
  const [zhou, qing, jing] = ['周建国', '赵国庆', '陈静'].map((name) => world.person(name));
  if (!zhou || !qing || !jing) throw new Error('nobody is there');
  await world.at('2026-10-29 15:00');
  await zhou.clicks(zhou.sees('会议通知'), '请假', {});
  await qing.clicks(qing.sees('会议通知'), '参加');
  await world.at('2026-11-03 17:00');
  await jing.clicks(jing.sees('11月安委会开了吗？'), '已召开，写纪要');
  const { text } = jing.sees('请写纪要：11月安委会');
  expect(text).toContain('主持　赵国庆');
  expect(text).toContain('请假　周建国');
  expect(/出席　([^\n]*)/u.exec(text)?.[1]).toBe('赵国庆');
});
