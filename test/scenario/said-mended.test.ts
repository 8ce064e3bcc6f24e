import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { playedTo } from '../harness/acts.js';
import { createWorld, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('已经换好了 by itself: the form is opened, nothing closes; of two it is asked, or the number says which', async () => {
  const sun = world.person('孙强');
  const one = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const forms = (): number => sun.inbox().filter((card) => card.title.startsWith('请整改')).length;
  const before = forms();
  await sun.says('已经换好了');
  expect(sun.sees('改好了请报').text).toContain('请发一张整改后照片');
  expect(forms()).toBe(before + 1);
  expect((await world.hazard(one.code)).status).toBe('rectifying');
  const two = await playedTo(world, 'rectifying', '三楼水房的地砖松了');
  await sun.says('都修好了');
  expect(sun.sees('是哪一件').buttons.map((button) => button.label)).toEqual(
    expect.arrayContaining([one.title, two.title]),
  );
  const shown = forms();
  await sun.says(`${two.code.slice(-4)} 已经修好了`);
  expect(forms()).toBe(shown + 1);
  expect(sun.sees('请整改').title).toContain(two.title);
  // Somebody else's 修好了 opens nothing.
  await world.person('金凤').says('昨天那个灯修好了');
  expect(world.person('金凤').inbox().at(-1)?.text).toContain('请直接回复那张卡片');
});

test('a file is no picture: said so', async () => {
  const liu = world.person('刘小燕');
  await liu.says('', { raw: { type: 'file', content: { file_key: 'f', file_name: 'IMG_1.jpg' } } });
  expect(liu.inbox().at(-1)?.text).toContain('照片请直接发图片');
});
