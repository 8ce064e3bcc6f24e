import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, type World } from '../harness/world.js';

/** The bot asks Feishu who it is (bot/v3/info) before it can tell whether an @ in a group is for it. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const WHO_AM_I = '/bot/v3/info';
const asked = () => world.sim.state.calls.filter((call) => call.path.endsWith(WHO_AM_I));
const receipts = () => world.group(GROUPS.home1).messages();

test('while bot/v3/info is refused, a message with an @ waits longer and longer; everything else goes on', async () => {
  world.sim.faults.next({ match: WHO_AM_I, kind: 'code', code: 99991672, times: 4 });
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  expect(receipts()).toHaveLength(0);
  await world.person('王芳').says('一楼开水器漏水');
  expect(await world.hazard()).toMatchObject({ text: '一楼开水器漏水' });
  const tries: number[] = [asked().length];
  for (let second = 0; second < 120; second += 10) {
    await world.sim.clock.advance(10_000);
    await world.settle();
    tries.push(asked().length);
  }
  // At 0, 2, 12, 42 s and, at last let in, at 102 s.
  expect(tries.at(-1)).toBe(5);
  expect(asked().map((call) => call.code)).toEqual([99991672, 99991672, 99991672, 99991672, 0]);
  expect(receipts()).toHaveLength(1);
  expect((await world.hazards()).map((hazard) => hazard.text)).toContain('三楼西侧应急灯不亮');
});

test('an hour of refusals loses no message', async () => {
  world.sim.faults.next({ match: WHO_AM_I, kind: 'code', code: 99991672, times: 200 });
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  for (let minute = 0; minute < 60; minute += 2) {
    await world.sim.clock.advance(120_000);
    await world.settle();
  }
  expect(receipts()).toHaveLength(0);
  world.sim.faults.clear();
  await world.sim.clock.advance(60_000);
  await world.settle();
  expect(receipts()).toHaveLength(1);
});

test('while bot/v3/info hangs, the others are served', async () => {
  world.sim.faults.next({ match: WHO_AM_I, kind: 'timeout' });
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.person('王芳').says('一楼开水器漏水');
  expect(asked()).toMatchObject([{ status: 0 }]);
  expect(await world.hazard()).toMatchObject({ text: '一楼开水器漏水' });
  expect(receipts()).toHaveLength(0);
});
