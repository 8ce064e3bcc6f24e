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

test('an answer under a card of what is over: a report is registered and linked, a word is told where to go', async () => {
  world = await createWorld('2026-10-20 10:00');
  const closed = await playedTo(world, 'closed', '二楼走廊东头扶手松动');
  const yan = world.person('刘小燕');
  const result = yan.sees('已销号');
  await yan.says('谢谢', { replyTo: result.message.messageId });
  expect(yan.inbox().at(-1)?.text).toContain('这件已销号，不再补充');
  await yan.says('二楼走廊东头扶手又松了', { replyTo: result.message.messageId });
  const again = await world.hazard();
  expect(again).toMatchObject({ text: '二楼走廊东头扶手又松了', status: 'verifying' });
  expect(again.code).not.toBe(closed.code);
  expect(yan.inbox().at(-1)?.title).toContain('待核实');
});

test('an answer under the card of a report that was merged goes to the one it is handled in', async () => {
  world = await createWorld('2026-10-20 10:00');
  const first = await reported(world, '二楼走廊东头堆了纸箱');
  await world.group(GROUPS.home1).says('金凤', '二楼走廊东头纸箱还没搬走');
  await world.person('王芳').clicks(world.group(GROUPS.home1).last(), '是同一件，并入');
  const jin = world.person('金凤');
  await jin.says('今天又多了几个', { replyTo: jin.sees('已并入').message.messageId });
  expect(jin.inbox().at(-1)?.text).toContain(`已记入 ${first.code}`);
  expect((await world.hazard(first.code)).history.at(-1)?.note).toBe('今天又多了几个');
});
