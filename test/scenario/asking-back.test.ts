import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, type World } from '../harness/world.js';

/** Words that say too little: asked about once, and the answer is joined to them (cases.md 76). */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('experience §3 e: 那个门又那样了 is asked about, and the answer makes one hazard of both', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '那个门又那样了');
  const question = group.last();
  expect(question.text).toContain('请回复本条并@我，写清地点和情况');
  expect(await world.hazards()).toEqual([]);
  await group.says('刘小燕', '二楼西边', { replyTo: question.message.messageId });
  expect(await world.hazards()).toMatchObject([{ text: '那个门又那样了，二楼西边', place: '二楼西边' }]);
  expect(group.last().text).toContain('那个门又那样了，二楼西边（刘小燕报）');
});

test.each(['有隐患快来', '那个灯', '老地方又堵了', '你们管不管'])(
  'case 76: “%s” gets one short question; nothing is stored without content, nothing is lost',
  async (words) => {
    const yan = world.person('刘小燕');
    await yan.says(words);
    expect(yan.inbox().at(-1)?.text).toContain('请再发一句，写清地点和情况');
    await yan.says('谢谢');
    expect(await world.hazards()).toEqual([]);
    await yan.says('三楼水房');
    expect(await world.hazards()).toMatchObject([{ text: `${words}，三楼水房`, place: '三楼水房' }]);
  },
);

test('who is in danger after a vague word is not asked again', async () => {
  const yan = world.person('刘小燕');
  await yan.says('那个灯');
  await yan.says('厨房着火了');
  expect(yan.sees('紧急').text).toContain('119');
});
