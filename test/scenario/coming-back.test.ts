import { afterEach, expect, test } from '@jest/globals';
import { playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

/** What was ended once and is there again: linked while it may belong together, never opened anew. */
let world: World;
afterEach(() => world.stop());

test('transferred, and still there: the next report is a hazard of its own that names the transferred one', async () => {
  world = await createWorld('2026-10-20 10:00');
  const first = await reported(world, '二楼走廊东头堆了纸箱');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '建议移送');
  const jing = world.person('陈静');
  await jing.clicks(jing.sees('移送：'), '移送', {
    reason: '公共部位归社区管',
    to: '县消防救援大队',
    letter: '民函〔2026〕12号',
  });
  await world.at('2026-11-10 10:00');
  const again = await reported(world, '二楼走廊东头还堆着纸箱');
  expect(again).toMatchObject({ status: 'verifying', relatedIds: [first._id] });
  const review = fang.sees(`请核实：${again.title}`);
  expect(review.text).toContain(`可能有关　${first.code} ${first.title}（已移送）`);
  expect(world.group(GROUPS.home1).last().title).toContain('待核实');
  expect((await world.hazard(first.code)).status).toBe('transferred');
});

test.each([
  ['2026-10-18 10:00', 90, true],
  ['2026-10-19 10:00', 91, false],
] as const)(
  'struck off on 20 July, reported again at %s, %i days later: 复发 %s',
  async (when, _days, linked) => {
    world = await createWorld('2026-07-20 10:00');
    const first = await playedTo(world, 'closed', '二楼走廊东头堆了纸箱');
    expect(first.closedDay).toBe('2026-07-20');
    await world.at(when);
    const again = await reported(world, '二楼走廊东头又堆了纸箱');
    expect(again.recurrenceOf).toBe(linked ? first._id : undefined);
    expect(world.person('王芳').sees('请核实').text.includes('90日内再次出现')).toBe(linked);
    expect((await world.hazard(first.code)).status).toBe('closed');
  },
);
