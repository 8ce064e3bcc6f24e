import { afterEach, expect, test } from '@jest/globals';
import { clicksValue, SIX } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

/** The first step of a report: its day is the same on every card, and whoever has it finds its form again. */
let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('an anonymous report: the receipt promises the day that 安委办 is given, and nobody is late in the morning', async () => {
  world = await createWorld('2026-10-20 20:44');
  const yan = world.person('刘小燕');
  await yan.says('匿名上报');
  await yan.says('三号库房酒精和84堆一起，门也不锁');
  expect(yan.sees('已收到匿名上报').text).toContain('明天（10月21日 周三）24时前转办');
  await world.at('2026-10-21 09:00');
  const jing = world.person('陈静');
  expect(jing.sees('请改写').text).toContain('今天24时前');
  expect(jing.sees('今天有').text).not.toContain('已过期限');
  expect(() => world.person('周建国').sees('今天有')).toThrow();
});

test('请改写 and 请指定单位 are opened from the digest with their forms', async () => {
  world = await createWorld('2026-10-20 16:00');
  const yan = world.person('刘小燕');
  await yan.says('匿名上报');
  await yan.says('三号库房酒精和84堆一起，门也不锁');
  await world.group(GROUPS.bureau).says('许倩', '一楼大厅地砖翘起来了');
  await world.at('2026-10-21 09:00');
  const jing = world.person('陈静');
  const digest = jing.sees('今天有2件事');
  const opened: string[] = [];
  for (const button of digest.buttons.filter(({ label }) => label === '打开')) {
    await clicksValue(world, '陈静', digest, button.value);
    const card = jing.inbox().at(-1);
    opened.push(`${card?.title.split('：')[0]}/${card?.buttons[0]?.label}`);
  }
  expect(opened.toSorted()).toEqual(['请指定单位/交给单位核实', '请改写/改好，转单位']);
});

test('reported in the evening without a unit, or as 疑似重大: due on the day on which it is heard of', async () => {
  world = await createWorld('2026-10-09 22:10');
  const bureau = world.group(GROUPS.bureau);
  await bureau.says('许倩', '一楼大厅地砖翘起来了');
  expect(bureau.last().text).toContain('明天（10月10日 周六，调休上班）24时前');
  await world.group(GROUPS.home1).says('刘小燕', '三楼东侧安全出口又锁上了');
  expect(world.group(GROUPS.home1).last().text).toContain('明天（10月10日 周六，调休上班）24时前');
  await world.at('2026-10-10 09:00');
  expect(world.person('王芳').sees('请核实：三楼东侧').text).toContain('今天24时前核实');
  for (const name of ['王芳', '陈静'])
    expect(world.person(name).sees('今天有').text).not.toContain('已过期限');
});

test('a plan that was not whole is not “报方案”; what was merged says into which', async () => {
  world = await createWorld('2026-10-20 10:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼东侧安全出口又锁上了');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'major',
    interim: '锁已打开，专人看守',
    rectifier: (await world.app().people.org()).people.find(({ name }) => name === '赵淑兰')?._id,
  });
  const matron = world.person('赵淑兰');
  const form = matron.sees('请报方案');
  await matron.clicks(form, '报周建国审批', { ...SIX, funds: '' });
  await matron.says('隐患 0001');
  expect(matron.sees('待提交方案').text).toContain('写了方案，还没有写齐');
  expect(matron.sees('待提交方案').text).not.toContain('　报方案');
  await matron.clicks(form, '报周建国审批', { ...SIX, finish: '2026-11-13 +0800' });
  await matron.says('隐患 0001');
  expect(matron.sees('待审批').text).toContain('报方案');

  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '二楼走廊堆了好多纸箱');
  await group.says('孙强', '二楼走廊纸箱还没搬');
  const offer = group.last();
  expect((await world.person('孙强').clicks(offer, '是同一件，并入')).toast?.content).toBe('已并入');
  expect(group.messages().find(({ title }) => title.startsWith('已合并'))?.text).toContain(
    '已并入 YH-2026-0002',
  );
});

test('疑似重大 at night wakes nobody by itself: who stands before it may have the duty leader pinged', async () => {
  world = await createWorld('2026-10-20 22:10');
  await world.person('何伟').says('带班 10月20日 赵国庆');
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '三楼东侧安全出口又锁上了');
  const receipt = group.last();
  expect(receipt.text).toContain('打开锁');
  expect(JSON.stringify(receipt.message.card)).toContain('会马上加急提醒赵国庆。确定吗？');
  const urgent = (): number =>
    world.sim.state.calls.filter(({ path }) => path.endsWith('/urgent_app')).length;
  expect(() => world.person('赵国庆').sees('请安排先管控')).toThrow();
  expect((await world.person('田亮').clicks(receipt, '提醒带班领导')).toast?.content).toBe(
    '只有本单位和局里可以查看',
  );
  for (const name of ['刘小燕', '刘小燕', '王芳'])
    expect((await world.person(name).clicks(receipt, '提醒带班领导')).toast?.content).toBe(
      '正在加急提醒赵国庆',
    );
  const asked = world.person('赵国庆').inbox();
  expect(asked.map(({ title }) => title)).toEqual(['请安排先管控：三楼东侧安全出口又锁上了']);
  expect(asked[0]?.text).toContain('打开锁');
  expect(urgent()).toBe(1);
  expect((await world.hazard()).status).toBe('verifying');

  await world.person('刘小燕').says('二楼走廊地上有水');
  expect(world.person('刘小燕').sees('待核实：二楼走廊').text).toContain(
    '能当场处理的先处理，再发一张照片。',
  );
});

test('by day the officer hears at once: no 提醒带班领导', async () => {
  world = await createWorld('2026-10-20 10:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼东侧安全出口又锁上了');
  const labels = world.group(GROUPS.home1).last().buttons;
  expect(labels.map(({ label }) => label)).not.toContain('提醒带班领导');
});
