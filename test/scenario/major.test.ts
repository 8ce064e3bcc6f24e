import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-12 09:10');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const id = (name: string): Promise<string> => idOf(world, name);

test('a suspected major hazard: six items, return, extension, 五落实 (experience §3 b)', async () => {
  await world
    .group(GROUPS.home1)
    .says('刘小燕', '三楼东侧安全出口又锁上了', { images: [await samplePhoto()] });
  const receipt = world.group(GROUPS.home1).last();
  expect(receipt.colour).toBe('red');
  expect(receipt.title).toBe('待核实：三楼东侧安全出口又锁上了');
  expect(receipt.text).toContain('疑似重大');
  expect(receipt.text).toContain('现在先做');

  const fang = world.person('王芳');
  await world.at('2026-10-12 10:05');
  const review = fang.sees('请核实');
  const shulan = await id('赵淑兰');
  const short = { title: '三楼东侧安全出口上锁', level: 'major', rectifier: shulan };
  expect((await fang.clicks(review, '核实属实，交办', short)).toast?.content).toBe('疑似重大要写临时管控');
  const handed = await fang.clicks(review, '核实属实，交办', {
    ...short,
    interim: '锁已打开，专人看守，夜间每小时查一次',
  });
  expect(handed.toast?.content).toBe('已交办，赵淑兰10月15日前报方案');
  for (const leader of ['周建国', '李敏', '陈静'])
    expect(world.person(leader).sees('告知').text).toContain('10月15日（周四）24时前（3个工作日）报');

  const matron = world.person('赵淑兰');
  const plan = matron.sees('请报方案：三楼东侧安全出口上锁');
  expect(plan.text).toContain('代填，请核对');
  await world.at('2026-10-14 16:30');
  const six = {
    goal: '打开出口，装联动门禁',
    measures: '拆锁，装门禁',
    schedule: '11月13日前完成',
    people: '赵淑兰、孙强',
    safety: '锁已打开，专人看守，夜间每小时查一次',
    finish: '2026-11-13 +0800',
    cost: '2.4',
  };
  expect((await matron.clicks(plan, '报周建国审批', { ...six, funds: '　' })).toast?.content).toBe(
    '六项还差：经费和物资的落实',
  );
  expect(
    (
      await matron.clicks(matron.sees('请报方案'), '报周建国审批', {
        ...six,
        safety: '无',
        funds: '院里自筹',
      })
    ).toast?.content,
  ).toBe('六项还差：安全措施和应急预案');
  expect(
    (await matron.clicks(matron.sees('请报方案'), '报周建国审批', { ...six, funds: '院里自筹' })).toast
      ?.content,
  ).toBe('已报周建国审批');

  const zhou = world.person('周建国');
  const approval = zhou.sees('请审批：三楼东侧安全出口上锁');
  expect(approval.text).toContain('赵淑兰的整改方案，并确认为重大隐患');
  expect(approval.text).toContain('11月13日（周五）24时');
  await world.at('2026-10-14 17:05');
  await zhou.says('退回 经费来源没写清，夜里谁看门也没写', { replyTo: approval.message.messageId });
  const again = matron.sees('请改方案：三楼东侧安全出口上锁');
  expect(again.text).toContain('周建国退回：经费来源没写清，夜里谁看门也没写');
  expect(again.text).toContain('明天（10月15日 周四）24时前');
  expect(again.text).toContain('打开出口，装联动门禁');
  await world.at('2026-10-15 10:20');
  await matron.clicks(again, '报周建国审批', { funds: '局里福彩公益金列支2.4万元' });
  await world.at('2026-10-15 11:02');
  expect((await zhou.clicks(zhou.sees('请审批'), '同意')).toast?.content).toBe('已同意，赵淑兰开始整改');
  expect(world.group(GROUPS.home1).last().text).toContain(
    '三楼东侧安全出口上锁定为重大隐患，11月13日（周五）24时前改好。',
  );
  expect(JSON.stringify(world.group(GROUPS.home1).last().message.card)).not.toContain('刘小燕');

  // What the leaders were told goes on with the matter; its head, who mends it, is reminded by those above him.
  const told = world.person('李敏').sees('告知：一号养老院重大隐患1件').text;
  expect(told).toContain('现由　赵淑兰整改');
  expect(told).toContain('期限　11月13日（周五）24时前');
  expect(told).not.toContain('方案');
  expect(matron.sees('请整改').text).toContain('同时提醒分管领导李敏、局长周建国');

  await world.at('2026-11-10 10:00');
  // The card of 15 October is older than 13 days and has no buttons: the digest leads to a fresh one.
  await matron.clicks(matron.sees('今天有'), '打开');
  const rectify = matron.sees('请整改');
  expect(rectify.message.createdAt).toBeGreaterThan(Date.parse('2026-11-10T00:00:00+08:00'));
  const asked = await matron.clicks(rectify, '申请延期');
  expect(asked.card).toBeDefined();
  const form = matron.sees('申请延期');
  expect(
    (
      await matron.clicks(form, '报周建国审批', {
        reason: '门禁缺货，20日到货',
        interim: '门不上锁，专人看守',
        newDay: '2026-11-27 +0800',
      })
    ).toast?.content,
  ).toBe('已报周建国审批');
  expect((await world.hazard()).dueDay).toBe('2026-11-13');
  expect((await zhou.clicks(zhou.sees('请审批延期'), '同意')).toast?.content).toBe(
    '已同意，期限改为11月27日',
  );
  expect(matron.sees('期限改为').text).toContain(
    '期限改为11月27日（周五）24时。原期限11月13日（周五）保留，按期整改率按原期限算。',
  );
  expect(await world.hazard()).toMatchObject({ dueDay: '2026-11-27', firstDueDay: '2026-11-13' });

  await world.at('2026-11-26 09:30');
  await matron.clicks(matron.sees('今天有'), '打开');
  await matron.sends(1);
  expect(
    (await matron.clicks(matron.sees('请整改'), '整改完成', { note: '已装门禁，火警时自动打开' })).toast
      ?.content,
  ).toBe('已报复查，现由陈静复查');
  const jing = world.person('陈静');
  const recheck = jing.sees('请复查');
  await world.at('2026-11-27 10:00');
  expect(
    (
      await jing.clicks(recheck, '复查通过，报局长销号', {
        opinion: '现场看过',
        fileNumber: '民安〔2026〕8号',
        duty: true,
        measures: true,
      })
    ).toast?.content,
  ).toBe('五落实还差：资金、期限、应急预案');
  expect(
    (
      await jing.clicks(recheck, '复查通过，报局长销号', {
        opinion: '现场看过',
        fileNumber: '民安〔2026〕8号',
        duty: true,
        measures: true,
        funds: true,
        deadline: true,
        emergency: true,
      })
    ).toast?.content,
  ).toBe('已报周建国审批');
  await zhou.clicks(zhou.sees('请审批'), '同意');
  expect((await world.hazard()).status).toBe('closed');
  expect(world.group(GROUPS.home1).last().text).toContain(
    '三楼东侧安全出口上锁已销号。已装门禁，火警时自动打开',
  );
  expect(world.person('刘小燕').sees('已销号').text).toContain('谢谢您。');
});
