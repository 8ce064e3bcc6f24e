import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';
import { withRandomTurns } from '../harness/store.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00', 'webhook', withRandomTurns);
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const TWO = '厨房灭火器没压力了，另外二楼走廊堆了好多纸箱';

test('two hazards in one message become two, once; each answers in the thread and has its officer (experience §3 f)', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', TWO);
  const offer = group.last();
  expect(offer.text).toContain('已登记 YH-2026-0001。听着是两件事，分开办更清楚：');
  const click = await world.person('刘小燕').clicks(offer, '分成两件');
  expect(click.toast?.content).toBe('已分成0001和0002');

  const [first, second, ...more] = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code));
  expect(more).toEqual([]);
  expect(first?.text).toBe('厨房灭火器没压力了');
  expect(second?.text).toBe('二楼走廊堆了好多纸箱');
  expect(first?.history.at(-1)).toMatchObject({ command: 'split', before: { text: TWO } });
  const titles = group.messages().map((one) => one.title);
  expect(titles).toEqual([
    expect.stringContaining('待核实：厨房灭火器没压力了'),
    expect.stringContaining('待核实：'),
  ]);
  expect(group.messages()[0]?.buttons.map((one) => one.label)).not.toContain('分成两件');
  const fang = world.person('王芳');
  expect(fang.sees('请核实：厨房灭火器没压力了').text).not.toContain('分开办');
  expect(fang.inbox().filter((one) => one.title.startsWith('请核实'))).toHaveLength(2);

  const again = await world.person('王芳').clicks(offer, '分成两件');
  expect(again.toast?.content).toBe('刘小燕已于10:00分开登记，不用再点');
  expect(await world.hazards()).toHaveLength(2);
});

test('nobody else may split; what the reporter leaves open the officer can answer; 是一件事 ends the question', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-20 11:00');
  await group.says('刘小燕', '三楼开水器漏水，另外四楼安全出口的灯不亮');
  const offer = group.last();
  expect((await world.person('田亮').clicks(offer, '分成两件')).toast?.content).toBe(
    '只有本单位和局里可以查看',
  );
  expect(await world.hazards()).toHaveLength(3);
  const review = world.person('王芳').sees('请核实：三楼开水器漏水');
  expect(review.buttons.map((one) => one.label)).toContain('分成两件');
  await world.person('刘小燕').clicks(offer, '是一件事');
  expect(group.last().title).toBe('待核实：三楼开水器漏水');
  expect((await world.hazard()).parts).toBeUndefined();
  const after = world.person('王芳').sees('请核实：三楼开水器漏水');
  expect(after.buttons.map((one) => one.label)).not.toContain('分成两件');
  expect(await world.hazards()).toHaveLength(3);
});

test('the same thing again is offered for merging; 另行登记 keeps it apart, 并入 brings words along (experience §3 g)', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-20 13:00');
  const kept = (await world.hazards()).find((hazard) => hazard.text === '二楼走廊堆了好多纸箱');
  await group.says('孙强', '二楼走廊纸箱还没搬');
  const apart = group.last();
  expect(apart.title).toBe('这里已有一件在办');
  expect(apart.text).toContain('YH-2026-0002 二楼走廊堆了好多纸箱');
  expect(apart.text).toContain('王芳（安全员）核实');
  await world.person('孙强').clicks(apart, '另行登记');
  expect(group.last().title).toBe('待核实：二楼走廊纸箱还没搬');
  expect(await world.hazard()).toMatchObject({ status: 'verifying', text: '二楼走廊纸箱还没搬' });

  await group.says('孙强', '二楼走廊的纸箱怎么还没人搬');
  const offer = group.last();
  const label = '是同一件，并入';
  expect(
    world
      .person('王芳')
      .sees('请核实：二楼走廊的纸箱')
      .buttons.map((one) => one.label),
  ).toContain(label);
  const merged = await world.person('孙强').clicks(offer, label);
  expect(merged.toast?.content).toContain('已并入');
  const made = await world.hazard();
  expect(made.status).toBe('merged');
  const into = (await world.hazards()).find((hazard) => hazard._id === made.mergedInto);
  expect(into?.text).toMatch(/^二楼走廊/u);
  expect(into?.history.at(-1)?.note).toBe('二楼走廊的纸箱怎么还没人搬');
  expect(kept?.open).toBe(true);
});

test('two people answer the same offer at the same instant with opposite words: one is heard, the other is told who was faster', async () => {
  const group = world.group(GROUPS.home1);
  const press = async (name: string, card: ReturnType<typeof group.last>, label: string): Promise<string> => {
    const value = card.buttons.find((one) => one.label === label)?.value;
    const result = await world.sim.client.click(openIdOf(name), card.message.messageId, { value });
    return result.toast?.content ?? '';
  };
  for (const [round, floor] of ['五楼', '六楼', '七楼', '八楼', '九楼', '十楼'].entries()) {
    await world.at(`2026-10-21 1${round}:00`);
    const before = await world.hazards();
    await group.says('刘小燕', `${floor}开水器漏水，另外${floor}安全出口的灯不亮`);
    const offer = group.last();
    expect(offer.title).toBe('是两件事吗');
    const [parted, whole] = await Promise.all([
      press('刘小燕', offer, '分成两件'),
      press('王芳', offer, '是一件事'),
    ]);
    await world.settle();
    const made = (await world.hazards()).filter((one) => before.every((old) => old._id !== one._id));
    const commands = made.flatMap((one) => one.history.map((entry) => entry.command));
    if (commands.includes('keepWhole')) {
      expect(made).toHaveLength(1);
      expect(commands).not.toContain('split');
      expect([parted, whole]).toEqual([
        expect.stringMatching(/^王芳已于1\d:00是一件事，分开登记没有生效$/u),
        '已登记',
      ]);
    } else {
      expect(made).toHaveLength(2);
      expect([parted, whole]).toEqual([
        expect.stringMatching(/^已分成/u),
        expect.stringMatching(/^刘小燕已于1\d:00分开登记，是一件事没有生效$/u),
      ]);
    }
  }
});

test('另行登记 and 并入 at the same instant: one is heard', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-22 10:00');
  await group.says('刘小燕', '地下车库的消防栓箱门打不开');
  await group.says('孙强', '地下车库消防栓箱的门还是打不开');
  const offer = group.last();
  expect(offer.title).toBe('这里已有一件在办');
  const value = (label: string): unknown => offer.buttons.find((one) => one.label === label)?.value;
  const id = offer.message.messageId;
  await Promise.all([
    world.sim.client.click(openIdOf('孙强'), id, { value: value('另行登记') }),
    world.sim.client.click(openIdOf('王芳'), id, { value: value('是同一件，并入') }),
  ]);
  await world.settle();
  const made = await world.hazard();
  const commands = made.history.map((entry) => entry.command);
  expect(commands.filter((one) => one === 'keepApart' || one === 'merge')).toHaveLength(1);
  expect(made.status).toBe(commands.includes('merge') ? 'merged' : 'verifying');
});

test('the process dies right after 分成两件 was stored: the other part is registered all the same', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-22 11:00');
  await group.says('刘小燕', '十一楼开水器漏水，另外十一楼安全出口的灯不亮');
  await world.person('刘小燕').clicks(group.last(), '分成两件');
  const [second, first] = (await world.hazards()).toReversed();
  const rows = world.temp.store.collection<Hazard>('hazards');
  // As it was in that instant: the decision stored, nothing made of it yet.
  await rows.remove({ _id: second?._id ?? '' });
  await rows.change({ _id: first?._id ?? '' }, { $set: { relayedSeq: 1, relayPending: true } });
  await world.settle();
  const again = await world.hazard();
  expect(again).toMatchObject({ text: '十一楼安全出口的灯不亮', source: { index: 1 }, status: 'verifying' });
});
