import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

/* Feishu empties a form that is being filled in when its card is drawn anew: words typed on a phone are not lost to one's own picture. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  const { violations } = world.sim.state;
  await world.stop();
  expect(violations).toEqual([]);
});

/** How often the card was drawn since it came. */
const drawn = (card: Seen): number => card.message.versions.length;

test("the officer's own picture leaves her open review card alone, and stands on it ten minutes later", async () => {
  await world.group(GROUPS.home1).says('刘小燕', '三楼走廊灭火器没压力了');
  const fang = world.person('王芳');
  const review = fang.sees('请核实');
  const before = drawn(review);
  await world.at('2026-10-20 10:05');
  await fang.sends(1);
  await fang.clicks(fang.sees('这张照片是哪一件的'), '三楼走廊灭火器没压力了');
  expect(fang.sees('照片已收到').text).toContain('照片已放进 YH-2026-0001');
  expect((await world.hazard()).photos).toMatchObject([{ state: 'kept' }]);
  expect(drawn(review)).toBe(before);
  await world.at('2026-10-20 10:16');
  expect(JSON.stringify(fang.sees('请核实').message.card)).toContain('img_key');
});

test("somebody else's picture is shown at once; a decision of somebody else closes the form at once, also right after a picture", async () => {
  const yan = world.person('刘小燕');
  await world.group(GROUPS.home1).says('刘小燕', '三楼走廊灭火器没压力了');
  const fang = world.person('王芳');
  await world.at('2026-10-20 10:05');
  await yan.sends(1);
  expect(JSON.stringify(fang.sees('请核实').message.card)).toContain('img_key');
  await world.at('2026-10-20 10:06');
  await fang.sends(1);
  await fang.clicks(fang.sees('这张照片是哪一件的'), '三楼走廊灭火器没压力了');
  expect(JSON.stringify(fang.sees('请核实').message.card).match(/img_key/gu)).toHaveLength(1);
  await yan.clicks(world.group(GROUPS.home1).last(), '撤回');
  expect(() => fang.sees('请核实')).toThrow();
  expect(fang.sees('已撤回').buttons.map(({ label }) => label)).toEqual(['查看进展']);
});

test('a message that joins a danger leaves the form of who took charge alone: he is pinged with its words, others see it grow', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '厨房好大煤气味');
  const head = world.person('赵淑兰');
  await world.at('2026-10-20 10:02');
  await head.clicks(head.sees('紧急：'), '我来处理');
  const card = head.sees('紧急：');
  const before = drawn(card);
  await world.at('2026-10-20 10:04');
  await group.says('孙强', '二楼也闻到煤气味');
  await world.person('孙强').sends(1);
  expect((await world.hazard()).photos).toMatchObject([{ state: 'kept' }]);
  expect(head.sees('又有人报').text).toContain('二楼也闻到煤气味');
  expect(drawn(head.sees('紧急：'))).toBe(before);
  expect(world.person('王芳').sees('紧急：').text).toContain('二楼也闻到煤气味');
  // What he has typed meanwhile counts, on the card as it stood.
  const ended = await head.clicks(card, '险情已排除', { note: '接头松，阀门已关' });
  expect(ended.toast?.content).toBe('已记下，辛苦了');
  expect((await world.hazard()).emergency).toMatchObject({ settledNote: '接头松，阀门已关' });
  expect(head.inbox().map(({ title }) => title)).toContain('险情已排除（10:04）：厨房好大煤气味');
});

test('a form of the danger that nobody hands in: ten minutes later its card has grown too', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '厨房好大煤气味');
  const head = world.person('赵淑兰');
  await world.at('2026-10-20 10:02');
  await head.clicks(head.sees('紧急：'), '我来处理');
  await world.at('2026-10-20 10:04');
  await group.says('许倩', '二楼也闻到煤气味');
  expect(head.sees('紧急：').text).not.toContain('二楼也闻到煤气味');
  await world.at('2026-10-20 10:15');
  expect(head.sees('紧急：').text).toContain('二楼也闻到煤气味');
});
