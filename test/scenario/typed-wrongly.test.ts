import { afterEach, expect, test } from '@jest/globals';
import { clicksValue, playedTo, reported, SIX } from '../harness/acts.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(() => world.stop());

const submitOf = (card: Seen, label: string): unknown =>
  card.buttons.find((one) => one.label === label)?.value;

test('money and dates of a plan typed in all ways: read, or asked for again, never guessed or lost', async () => {
  world = await createWorld('2026-10-12 09:10');
  const { code } = await playedTo(world, 'planning', '三楼东侧安全出口又锁上了', 'major');
  const matron = world.person('赵淑兰');
  const plan = matron.sees('请报方案');
  const typed = { ...SIX, finish: '2026-11-13 +0800' };
  const answers: readonly (readonly [Record<string, string>, string])[] = [
    [{ cost: 'abc' }, '金额请只写数字，例如 50'],
    [{ cost: '-5' }, '金额请只写数字，例如 50'],
    [{ cost: '1e999' }, '金额请只写数字，例如 50'],
    [{ finish: 'abc' }, '日期没有读懂，请重选'],
    [{ finish: '2026-13-45 +0800' }, '日期没有读懂，请重选'],
    [{ finish: '2026-10-01 +0800' }, '日期要晚于今天'],
    [{ finish: '2028-10-01 +0800' }, '最晚到2027年10月12日，请重选'],
    [{ finish: '' }, '还差：改好日期'],
  ];
  for (const [wrong, words] of answers) {
    const { toast } = await clicksValue(world, '赵淑兰', plan, submitOf(plan, '报周建国审批'), {
      ...typed,
      ...wrong,
    });
    expect([wrong, toast?.content]).toEqual([wrong, words]);
    expect((await world.hazard(code)).status).toBe('planning');
  }
  const right = { ...typed, cost: '２４，０００元' };
  await matron.clicks(plan, '报周建国审批', right);
  expect((await world.hazard(code)).plan).toMatchObject({ cost: 2.4, finishDay: '2026-11-13' });
  expect(world.person('周建国').sees('请审批').text).toContain('2.4万元，院里自筹');
});

test('a new date that is none, of an extension and of a leave, changes nothing', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改'), '申请延期');
  const form = sun.sees('申请延期');
  for (const newDay of ['abc', '2026-13-45 +0800', '10/30']) {
    const answer = await sun.clicks(form, '报李敏审批', { reason: '缺货', interim: '围挡', newDay });
    expect(answer.toast?.content).toBe('日期没有读懂，请重选');
  }
  expect((await world.hazard(code)).extensions).toEqual([]);
});

test('a major plan returned three times: each time the reason and what was written are there, and one date stays', async () => {
  world = await createWorld('2026-10-12 09:10');
  const { code } = await playedTo(world, 'approving', '三楼东侧安全出口又锁上了', 'major');
  const zhou = world.person('周建国');
  const matron = world.person('赵淑兰');
  const first = zhou.sees('请审批');
  for (const reason of ['经费来源没写清', '夜里谁看门没写', '完成日期太晚']) {
    expect((await zhou.clicks(zhou.sees('请审批'), '退回', { reason })).toast?.content).toBe(
      '已退回，原因已转达',
    );
    const again = matron.sees('请改方案');
    expect(again.text).toContain(`周建国退回：${reason}`);
    expect(again.text).toContain(SIX.goal);
    expect(again.text).toContain('10月15日（周四）24时前');
    await matron.clicks(again, '报周建国审批', { funds: `院里自筹（${reason}）` });
  }
  // The first card is of the first round: it decides nothing about the fourth.
  const old = await clicksValue(world, '周建国', first, submitOf(first, '同意'));
  expect(old.toast?.content).toContain('已于');
  expect((await world.hazard(code)).status).toBe('approving');
  await zhou.clicks(zhou.sees('请审批'), '同意');
  const { history, status } = await world.hazard(code);
  expect(status).toBe('rectifying');
  expect(history.filter(({ command }) => command === 'returnPlan').map(({ note }) => note)).toEqual([
    '经费来源没写清',
    '夜里谁看门没写',
    '完成日期太晚',
  ]);
});

test('markdown, a mention of all, 3,000 signs, blanks and emoji in every form of the loop: taken as words or asked for', async () => {
  world = await createWorld('2026-10-20 10:00');
  const nasty = '**已加固** <at id=all></at> [点我](http://x) 😀 #1 `rm`';
  const { code } = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  const sun = world.person('孙强');
  const card = sun.sees('请整改');
  await sun.sends(1);
  for (const [note, words] of [
    ['', '还差：整改情况'],
    ['　 \n\t', '还差：整改情况'],
    ['\u200b\u200d', '还差：整改情况'],
  ] as const)
    expect(
      (await clicksValue(world, '孙强', card, submitOf(card, '整改完成'), { note })).toast?.content,
    ).toBe(words);
  const long = `${nasty}${'很'.repeat(2950)}完`;
  await clicksValue(world, '孙强', card, submitOf(card, '整改完成'), { note: long });
  expect((await world.hazard(code)).rectification?.note).toBe(long);
  const fang = world.person('王芳');
  const recheck = fang.sees('请复查');
  expect(recheck.text).toContain(nasty);
  expect(recheck.text).toContain('很完');
  expect(JSON.stringify(recheck.message.card)).not.toContain('<at id=all>');
  await fang.clicks(recheck, '没改好，退回', { opinion: nasty });
  expect(sun.sees('请整改').text).toContain(`王芳：${nasty}`);
  expect(JSON.stringify(world.group(GROUPS.home1).last().message.card)).not.toContain('<at id=all>');
});

test('the same report by somebody unknown is merged: they hear how it ends, as promised', async () => {
  world = await createWorld('2026-10-20 10:00');
  const first = await reported(world, '二楼走廊东头堆了纸箱');
  const message = await world.group(GROUPS.home1).says('许倩', '二楼走廊东头的纸箱还没搬');
  const offer = world.group(GROUPS.home1).last();
  expect(message.messageId).not.toBe('');
  await world.person('王芳').clicks(offer, '是同一件，并入');
  expect(world.person('许倩').sees('已并入').text).toContain('有结果告诉您');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${first.title}`), '不属实');
  await fang.clicks(fang.sees('不属实'), '按不属实结案', { note: '是临时周转，已搬走' });
  expect(world.person('许倩').sees('不属实').text).toContain('是临时周转，已搬走');
});

test('a major plan decided after its own date: the card says what a yes means', async () => {
  world = await createWorld('2026-10-12 09:10');
  await playedTo(world, 'planning', '三楼东侧安全出口又锁上了', 'major');
  const matron = world.person('赵淑兰');
  await matron.clicks(matron.sees('请报方案'), '报周建国审批', { ...SIX, finish: '2026-10-14 +0800' });
  const zhou = world.person('周建国');
  expect(zhou.sees('请审批').text).not.toContain('改好日期已过');
  await world.at('2026-10-15 09:01');
  await zhou.clicks(zhou.sees('今天有'), '打开');
  expect(zhou.sees('请审批').text).toContain('改好日期已过，同意后即算逾期；要重定日期，请退回');
});
