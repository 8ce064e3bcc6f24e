import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';
import { withRandomTurns } from '../harness/store.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00', 'webhook', withRandomTurns);
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const FIRST =
  '今天联合检查一号楼发现以下问题：①一楼厨房灭火器没有压力②二楼东侧走廊堆放纸箱③三楼安全出口上了锁④四楼应急灯不亮⑤五楼插座烧黑⑥厨房燃气软管老化';
const SECOND =
  '接上条：⑦电梯检验标志过期还在用⑧二楼东侧过道还有好多纸箱没搬⑨地下室消火栓没有水⑩彩钢板房里住了护理员⑪食堂昨天没留样⑫大门监控黑屏两天了';

test('case 74: twelve findings over two messages are one list with ticks, confirmed once: 11 codes, one receipt', async () => {
  const group = world.group(GROUPS.home1);
  const fang = world.person('王芳');
  await group.says('王芳', FIRST);
  const six = group.last();
  expect(six.title).toBe('是6件事吗');
  expect(six.buttons.map((one) => one.label)).toEqual(['登记所选6件', '是一件事']);

  await world.at('2026-10-20 10:04');
  await group.says('王芳', SECOND);
  expect(await world.hazards()).toHaveLength(1);
  const offer = group.last();
  expect(offer.message.messageId).toBe(six.message.messageId);
  expect(offer.title).toBe('是12件事吗');
  expect(offer.text).toContain('1. 一楼厨房灭火器没有压力');
  expect(offer.text).toContain('8. 二楼东侧过道还有好多纸箱没搬（和第2条像是同一件）');
  expect(offer.text).toContain('3. 三楼安全出口上了锁（疑似重大：《消防法》第二十八条');
  expect(offer.text).toContain('7. 电梯检验标志过期还在用（疑似重大：电梯、锅炉、氧气管道等特种设备');
  expect(offer.text).toContain('10. 彩钢板房里住了护理员（疑似重大：人员居住场所使用易燃可燃芯材彩钢板');
  expect(offer.text.match(/疑似重大/gu)).toHaveLength(3);

  // The card of six, as it stood before: what has come since has to be seen first.
  expect((await fang.clicks(six, '登记所选6件')).toast?.content).toBe('情况有变，已换成最新卡片');
  expect(await world.hazards()).toHaveLength(1);

  const before = group.messages().length;
  expect((await fang.clicks(group.last(), '登记所选11件')).toast?.content).toBe('已登记11件');
  const made = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code));
  const codes = Array.from(
    { length: 11 },
    (_unused, index) => `YH-2026-${String(index + 1).padStart(4, '0')}`,
  );
  expect(made.map(({ code }) => code)).toEqual(codes);
  expect(made[0]?.text).toBe('一楼厨房灭火器没有压力\n未单独登记：\n8. 二楼东侧过道还有好多纸箱没搬');
  expect(made.map(({ text }) => text).slice(1)).toEqual([
    '二楼东侧走廊堆放纸箱',
    '三楼安全出口上了锁',
    '四楼应急灯不亮',
    '五楼插座烧黑',
    '厨房燃气软管老化',
    '电梯检验标志过期还在用',
    '地下室消火栓没有水',
    '彩钢板房里住了护理员',
    '食堂昨天没留样',
    '大门监控黑屏两天了',
  ]);
  expect(made.filter(({ level }) => level === 'major').map(({ code }) => code.slice(-2))).toEqual([
    '03',
    '07',
    '09',
  ]);
  expect(made[0]?.history.map(({ command }) => command)).toEqual(['report', 'joinParts', 'split']);
  expect(group.messages()).toHaveLength(before + 1);
  const receipt = group.last();
  expect(receipt.title).toBe('已登记11件');
  for (const code of codes) expect(receipt.text).toContain(code);

  expect((await fang.clicks(offer, '登记所选11件')).toast?.content).toMatch(/^王芳已于10:04.*不用再点$/u);
  expect(await world.hazards()).toHaveLength(11);
  expect(group.messages()).toHaveLength(before + 1);
});

test('the process dies right after 登记所选 was stored: the others are registered all the same, the receipt is not said twice', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-21 10:00');
  await group.says('王芳', '①八楼应急灯不亮②九楼插座烧黑③十楼开水器漏水④大厅监控黑屏');
  await world.person('王芳').clicks(group.last(), '登记所选4件');
  const rows = world.temp.store.collection<Hazard>('hazards');
  const four = (await world.hazards()).filter(({ reportedDay }) => reportedDay === '2026-10-21');
  const first = four.find(({ source }) => source.index === 0);
  expect(four).toHaveLength(4);
  for (const one of four) if (one._id !== first?._id) await rows.remove({ _id: one._id });
  await rows.change({ _id: first?._id ?? '' }, { $set: { relayedSeq: 1, relayPending: true } });
  const said = group.messages().length;
  await world.settle();
  const again = (await world.hazards()).filter(({ reportedDay }) => reportedDay === '2026-10-21');
  expect(again).toHaveLength(4);
  expect(group.messages()).toHaveLength(said);
});

test('接上条 after the answer, or by somebody else, is a report of its own', async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-22 10:00');
  const count = async (): Promise<number> => (await world.hazards()).length;
  const before = await count();
  await group.says('王芳', '①六楼应急灯不亮②七楼插座烧黑③六楼开水器漏水④后院监控黑屏');
  const offer = group.last();
  await group.says('刘小燕', '接上条：七楼安全出口的灯不亮');
  expect(await count()).toBe(before + 2);
  await world.person('王芳').clicks(offer, '是一件事');
  await group.says('王芳', '接上条：五楼安全出口的灯不亮');
  expect(await count()).toBe(before + 3);
});

test("somebody's health that was not ticked goes into no other hazard's words, and is not lost", async () => {
  const group = world.group(GROUPS.home1);
  await world.at('2026-10-23 10:00');
  await group.says('王芳', '①二楼应急灯不亮②203床王奶奶发烧还没有隔离③三楼插座烧黑④四楼开水器漏水');
  const offer = group.last();
  expect(offer.text).toContain('健康、照护的只记在办理过程里');
  const fang = world.person('王芳');
  await fang.clicks(offer, '登记所选4件', { part2: false });
  const lamp = (await world.hazards()).find(({ text }) => text.includes('二楼应急灯不亮'));
  expect(lamp?.text).toBe('二楼应急灯不亮');
  expect(lamp?.history.at(-1)?.note).toBe('未单独登记：\n2. 203床王奶奶发烧还没有隔离');
  expect(group.messages().filter(({ text }) => text.includes('王奶奶'))).toEqual([]);
  await fang.says(`隐患 ${lamp?.code ?? ''}`);
  expect(fang.inbox().at(-1)?.text).toContain('王奶奶');
});
