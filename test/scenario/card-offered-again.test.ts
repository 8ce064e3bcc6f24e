import { afterEach, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('a fresh card that was not opened is offered three mornings long, then the bot is quiet', async () => {
  world = await createWorld('2026-10-19 10:00');
  await world.group(GROUPS.home1).says('刘小燕', '二楼护理站吊顶漏水');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days30',
    rectifier: await idOf(world, '孙强'),
    measures: '请维修队重做防水',
  });
  await world.person('李敏').says('同意');
  const sun = world.person('孙强');
  const offers = (): number => sun.inbox().filter((card) => card.text.includes('卡片已换新。')).length;
  const counts: number[] = [];
  for (const day of ['2026-10-29', '2026-10-30', '2026-11-02', '2026-11-03', '2026-11-04']) {
    await world.at(`${day} 08:31`);
    await world.at(`${day} 09:01`);
    counts.push(offers());
  }
  expect(counts).toEqual([0, 1, 2, 3, 3]);
});
