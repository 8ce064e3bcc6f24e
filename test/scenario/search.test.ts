import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

async function found(name: string, words: string): Promise<string> {
  await world.person(name).says(words);
  const card = world.person(name).inbox().at(-1);
  return `${card?.title ?? ''}\n${card?.text ?? ''}`;
}

test('查询 finds what has all the words, in any order, literally, in text, place or number', async () => {
  for (const text of ['三楼东侧灭火器失压了', '三楼开水间插座烧黑', '一楼灭火器箱 门ABC打不开'])
    await world.group(GROUPS.home1).says('刘小燕', text);
  expect(await found('王芳', '查询 三楼 灭火器')).toContain('查询：三楼 灭火器（1件）');
  expect(await found('王芳', '查询 灭火器 三楼')).toContain('三楼东侧灭火器失压了');
  expect(await found('王芳', '搜 灭火器')).toContain('（2件）');
  expect(await found('王芳', '查询 abc')).toContain('（1件）');
  expect(await found('王芳', '帮我查一下 YH-2026-0002 插座')).toContain('（1件）');
  expect(await found('王芳', '查询 三楼 .*')).toContain('（0件）');
  expect(await found('王芳', '查询 三楼 食堂')).toContain('没有找到');
});

test('nobody finds what they may not see; a reporter finds their own, wherever it is', async () => {
  await world.group(GROUPS.bureau).says('谢娜', '一号养老院门厅吊顶开裂');
  expect(await found('马秀英', '查询 灭火器')).toContain('（0件）');
  expect(await found('谢娜', '查询 门厅 吊顶')).toContain('（1件）');
  expect(await found('马秀英', '查询 门厅 吊顶')).toContain('（0件）');
  expect(await found('李敏', '查询 灭火器')).toContain('（2件）');
  expect(await found('许倩', '查询 灭火器')).toContain('还不认识您');
});

test('of many the newest stand on the card, the rest is counted, and it says how to narrow', async () => {
  const sample = await world.hazard();
  const rows = world.temp.store.collection<Hazard>('hazards');
  for (let n = 1; n <= 40; n += 1) {
    const { source: _gone, ...rest } = sample;
    await rows.insert({
      ...rest,
      _id: `z${String(n).padStart(3, '0')}`,
      code: `YH-2026-${1000 + n}`,
      source: { channel: 'group' },
      title: `院内路灯不亮${n}`,
      searchText: `院内路灯不亮${n} yh-2026-${1000 + n}`,
      relayPending: false,
      unitId: (await world.hazards())[0]?.unitId ?? '',
    });
  }
  const words = await found('王芳', '查询 路灯');
  expect(words).toContain('查询：路灯（40件）');
  expect(words).toContain('还有32件');
  expect(words).toContain('1040 院内路灯不亮40');
  expect(words).toContain('最后16件没有列出，再加一个词，可以查得更准');
  expect(await found('王芳', '查询 路灯 不亮7')).toContain('（1件）');
});
