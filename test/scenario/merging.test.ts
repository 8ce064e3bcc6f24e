import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

/* 并入已有 at verification: picked from the list, or by a number as people write it. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

/** 王芳 opens the form on the card of a hazard. */
async function opens(title: string): Promise<Seen> {
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${title}`), '并入已有');
  return fang.sees(`并入已有：${title}`);
}
const merges = async (form: Seen, code: string): Promise<readonly (string | undefined)[]> => {
  const { toast } = await world.person('王芳').clicks(form, '并入', { code });
  return [toast?.type, toast?.content];
};

test.each([
  'YH-2026-0001',
  'yh-2026-1',
  '1',
  '0001',
  '００１',
  'ＹＨ－２０２６－０００１',
  'YH20260001',
  '编号 1',
  '1号',
  ' 2026－0001 ',
])('the number written “%s” is found: merged, and who reported it hears of the other one', async (typed) => {
  const first = await reported(world, '二楼走廊的灯坏了');
  await world.group(GROUPS.home1).says('孙强', '三楼水房的水龙头漏水');
  const form = await opens('三楼水房');
  expect(await merges(form, typed)).toEqual(['success', '已并入']);
  expect(await world.hazard('YH-2026-0002')).toMatchObject({ status: 'merged', mergedInto: first._id });
  const into = await world.hazard(first.code);
  expect(into.alsoReporterIds).toEqual([await idOf(world, '孙强')]);
  expect(world.person('孙强').sees('已并入').text).toContain('YH-2026-0001');
});

test('picked from the list nothing has to be typed; nothing picked and nothing typed is asked for', async () => {
  const first = await reported(world, '二楼走廊的灯坏了');
  await reported(world, '三楼水房的水龙头漏水');
  const form = await opens('三楼水房');
  const fang = world.person('王芳');
  expect((await fang.clicks(form, '并入', { to: '', code: '' })).toast).toMatchObject({
    type: 'warning',
    content: '还差：并入哪一件',
  });
  expect((await fang.clicks(form, '并入', { to: first._id, code: '' })).toast?.type).toBe('success');
});

test('a number that leads nowhere: what is wrong and what to do, the form stays, nothing is changed', async () => {
  await reported(world, '二楼走廊的灯坏了');
  await world.group(GROUPS.home2).says('田亮', '锅炉房的门关不上');
  const withdrawn = await reported(world, '四楼阳台的扶手松了');
  await world.person('刘小燕').clicks(world.group(GROUPS.home1).last(), '撤回');
  expect((await world.hazard(withdrawn.code)).status).toBe('withdrawn');
  await reported(world, '五楼储物间的插座发热');
  const gone = await opens('五楼储物间');
  expect((await merges(gone, '1'))[0]).toBe('success');
  const mine = await reported(world, '三楼水房的水龙头漏水');
  const form = await opens('三楼水房');
  for (const [typed, words] of [
    ['0099', '没有找到编号“0099”，请照卡片上的写，例如 0142'],
    ['灯坏了那件', '没有找到编号“灯坏了那件”，请照卡片上的写，例如 0142'],
    ['5', '这是本件自己的编号，请写另一件的'],
    ['0002', '那件不是本单位的，不能并入，请照常核实这件'],
    ['YH-2026-0003', '那件已是“已撤回”，不能并入，请照常核实这件'],
    ['4', '那件已并入YH-2026-0001，请写这个编号'],
  ] as const) {
    const before = await world.hazard(mine.code);
    expect([typed, ...(await merges(form, typed))]).toEqual([typed, 'warning', words]);
    expect(await world.hazard(mine.code)).toEqual(before);
    expect(
      world
        .person('王芳')
        .sees('并入已有：三楼水房')
        .buttons.map((one) => one.label),
    ).toContain('并入');
  }
  expect(await merges(form, '1')).toEqual(['success', '已并入']);
});

test('one that is closed: linked as 复发, said so, and the card is ready to be verified; another unit’s is not linked', async () => {
  const closed = await playedTo(world, 'closed', '二楼走廊的灯坏了');
  const mine = await reported(world, '五楼露台的灯一闪一闪');
  const fang = world.person('王芳');
  const form = await opens('五楼露台');
  expect(await merges(form, '1')).toEqual(['info', '那件已销号，按复发登记']);
  expect(await world.hazard(mine.code)).toMatchObject({ status: 'verifying', recurrenceOf: closed._id });
  const review = fang.sees('请核实：五楼露台');
  expect(review.text).toContain('YH-2026-0001，10月20日销号），90日内再次出现，记为复发');
  expect(review.buttons.map((one) => one.label)).toContain('核实属实，交办');

  await world.group(GROUPS.home2).says('田亮', '锅炉房的门关不上');
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实：锅炉房'), '并入已有');
  const elsewhere = await guo.clicks(guo.sees('并入已有：锅炉房'), '并入', { code: '1' });
  expect(elsewhere.toast?.content).toBe('那件不是本单位的，不能并入，请照常核实这件');
  expect((await world.hazard('YH-2026-0003')).recurrenceOf).toBeUndefined();
});

test('in January a bare number may be of the year before; a year that is written counts', async () => {
  await world.at('2026-12-30 10:00');
  await reported(world, '二楼走廊的灯坏了');
  await world.at('2027-01-04 10:00');
  const mine = await reported(world, '三楼水房的水龙头漏水');
  expect(mine.code).toBe('YH-2027-0001');
  const form = await opens('三楼水房');
  expect((await merges(form, '1'))[1]).toBe('这是本件自己的编号，请写另一件的');
  await reported(world, '四楼阳台的扶手松了');
  expect((await merges(await opens('四楼阳台'), '2026-1'))[0]).toBe('success');
});
