import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('a fault without a place: asked where, and the answer makes one report of both', async () => {
  const liu = world.person('刘小燕');
  await liu.says('门坏了');
  expect(await world.hazards()).toEqual([]);
  await liu.says('谢谢');
  await liu.says('二楼西边');
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made?.text).toBe('门坏了，二楼西边');
});

test('what does not read like a report: one tap of its author registers it; thanks are answered as thanks', async () => {
  const liu = world.person('刘小燕');
  await liu.says('厕所堵了');
  const answer = liu.inbox().at(-1);
  if (answer === undefined) throw new Error('no answer');
  if (answer.buttons.some((button) => button.label === '登记这条')) {
    expect((await liu.clicks(answer, '登记这条')).toast?.content).toBe('已登记');
    expect((await liu.clicks(answer, '登记这条')).toast?.content).toBe('已登记');
  }
  expect(await world.hazards()).toHaveLength(1);
  expect(await world.hazard()).toMatchObject({ text: '厕所堵了', source: { channel: 'private' } });
  await liu.says('谢谢');
  expect(liu.inbox().at(-1)?.text).toContain('不客气');
});

test('出事了 is answered with the numbers, and those on duty hear it', async () => {
  await world.person('刘小燕').says('出事了');
  expect(world.person('刘小燕').sees('紧急').text).toContain('119');
  expect(world.person('赵淑兰').sees('紧急').title).toContain('出事');
});
