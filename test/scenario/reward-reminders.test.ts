import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, playedTo, reported } from '../harness/acts.js';
import { formDefaults } from '../harness/card-reader.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

/* Rewards that wait: who is reminded of what and when, and the amounts of the bureau's own scheme (domain.md §12). */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-19 10:00');
});
afterEach(() => world.stop());

const RULE = '本局隐患举报奖励办法第三条';
const settings = async (): Promise<object> => (await world.app().people.org()).settings;

async function standards(form: Record<string, unknown>): Promise<readonly (string | undefined)[]> {
  const he = world.person('何伟');
  const { toast } = await he.clicks(he.sees('设置：奖励标准'), '保存', form);
  return [toast?.type, toast?.content];
}

/** Switches rewards on and enters 50 and 300. */
async function scheme(): Promise<void> {
  const he = world.person('何伟');
  await he.says('奖励启用');
  await he.says('奖励标准');
  expect(await standards({ ordinary: '50', major: '300', rule: RULE })).toEqual(['success', '已保存']);
}

/** What this morning's digest says to somebody about rewards: titles and details; undefined without a digest. */
async function morning(day: string, ...names: readonly string[]): Promise<readonly (string | undefined)[]> {
  await world.at(`${day} 09:01`);
  await world.settle();
  return names.map((name) => {
    const digest = digestOf(name, day);
    const lines = digest?.text.split('\n').filter((line) => line.includes('奖励'));
    return lines === undefined || lines.length === 0 ? undefined : lines.join('');
  });
}

function digestOf(name: string, day: string): Seen | undefined {
  const [month, date] = day.slice(5).split('-').map(Number);
  return world
    .person(name)
    .inbox()
    .findLast((card) => card.title.includes(`${month}月${date}日`) && card.title.startsWith('今天有'));
}

test('the amounts are the bureau’s own: entered by an administrator under 设置, checked, kept with what they were before', async () => {
  const he = world.person('何伟');
  await world.person('王芳').says('奖励标准');
  expect(world.person('王芳').inbox().at(-1)?.text).toContain('请管理员何伟来选');
  await he.says('设置');
  await he.clicks(he.sees('设置：换人'), '奖励标准');
  const card = he.sees('设置：奖励标准');
  expect(card.text).toContain('没有启用奖励。启用请发“奖励启用”');
  // Nothing is entered from the start, least of all an amount of the law.
  expect(card.text).not.toMatch(/[1-9]\d*元/u);
  for (const wrong of ['五十', '-5', '1e3', '50.123', '9999999', '50美元'])
    expect([wrong, ...(await standards({ ordinary: wrong, major: '' }))]).toEqual([
      wrong,
      'warning',
      '金额请只写数字，例如 50',
    ]);
  expect(await settings()).toMatchObject({ rewardAmounts: { ordinary: 0, major: 0 } });
  expect(await standards({ ordinary: '５０元', major: '1,000', rule: RULE })).toEqual(['success', '已保存']);
  expect(await settings()).toMatchObject({ rewardAmounts: { ordinary: 50, major: 1000 }, rewardRule: RULE });
  const again = he.sees('设置：奖励标准');
  expect(formDefaults(again.message.card ?? {})).toMatchObject({ ordinary: '50', major: '1000', rule: RULE });
  expect(await standards({ ordinary: '80', major: '1000', rule: RULE })).toEqual(['success', '已保存']);
  const changes: unknown[] = [];
  for await (const change of world.temp.store.collection('orgChanges').find()) changes.push(change);
  expect(changes.at(-1)).toMatchObject({
    byId: await idOf(world, '何伟'),
    before: { rewardAmounts: { ordinary: 50 } },
    after: { rewardAmounts: { ordinary: 80 } },
  });
  expect((await world.person('王芳').clicks(again, '保存', { ordinary: '9' })).toast?.content).toBe(
    '请管理员何伟来选',
  );
});

test('from 销号 to 已发放: the amount is filled in, each one who has to act is reminded in the digest, the reporter twice at most', async () => {
  await playedTo(world, 'closed', '一楼走廊地砖翘起');
  await world.at('2026-10-20 10:00');
  await scheme();
  const hazard = await playedTo(world, 'closed', '二楼水房的灯坏了');
  const [jing, zhou, liu] = [world.person('陈静'), world.person('周建国'), world.person('刘小燕')];
  const first = jing.sees('请核奖励：二楼水房的灯坏了');
  expect(formDefaults(first.message.card ?? {})).toMatchObject({ text: `50元（${RULE}）` });
  expect(first.text).toContain(`本局标准　一般隐患50元（${RULE}）`);

  // What was closed before the scheme began is not asked about.
  expect(await morning('2026-10-21', '陈静', '周建国', '刘小燕')).toEqual([
    '请核奖励：二楼水房的灯坏了10月20日（周二）销号，还没有核奖励。',
    undefined,
    undefined,
  ]);
  await jing.clicks(digestOf('陈静', '2026-10-21') as Seen, '打开');
  const fresh = jing.sees('请核奖励：二楼水房的灯坏了');
  expect(fresh.message.messageId).not.toBe(first.message.messageId);
  expect((await jing.clicks(fresh, '报周建国审批')).toast?.content).toBe('已报周建国审批');
  expect((await world.hazard(hazard.code)).history.at(-1)).toMatchObject({
    command: 'proposeReward',
    note: `50元（${RULE}）`,
  });

  expect(await morning('2026-10-22', '陈静', '周建国', '刘小燕')).toEqual([
    undefined,
    `请审批奖励：二楼水房的灯坏了50元（${RULE}），陈静10月21日报。`,
    undefined,
  ]);
  expect((await liu.clicks(digestOf('周建国', '2026-10-22') as Seen, '打开')).toast?.content).toBe(
    '这一步由陈静办',
  );
  await zhou.clicks(digestOf('周建国', '2026-10-22') as Seen, '打开');
  expect(zhou.sees('请审批奖励').text).toContain(`本局标准　一般隐患50元（${RULE}）`);
  await zhou.clicks(zhou.sees('请审批奖励'), '同意');
  expect(liu.sees('奖励已核定').text).toContain(`50元（${RULE}）。请找安委办陈静领取`);

  const pay = `奖励待发放：二楼水房的灯坏了50元（${RULE}）。上报人来领时，打开点“已发放”。`;
  const collect = `奖励可以领取：二楼水房的灯坏了50元（${RULE}）。请找安委办陈静领取，不公布姓名。`;
  expect(await morning('2026-10-23', '陈静', '周建国', '刘小燕')).toEqual([pay, undefined, undefined]);
  await jing.clicks(digestOf('陈静', '2026-10-23') as Seen, '都知道了');
  expect(await morning('2026-10-28', '陈静', '刘小燕')).toEqual([undefined, undefined]);
  // Five working days after it was approved; 24 and 25 October are rest days.
  expect(await morning('2026-10-29', '陈静', '刘小燕')).toEqual([pay, collect]);
  expect(digestOf('刘小燕', '2026-10-29')?.buttons.map((one) => one.label)).toEqual(['都知道了']);
  expect(await morning('2026-10-30', '刘小燕')).toEqual([undefined]);
  expect(await morning('2026-11-19', '刘小燕')).toEqual([collect]);
  expect(await morning('2026-11-20', '陈静', '刘小燕')).toEqual([pay, undefined]);

  // By now the card of the 22nd no longer takes clicks: the digest has a fresh one.
  await jing.clicks(digestOf('陈静', '2026-11-20') as Seen, '打开');
  expect((await jing.clicks(jing.sees('奖励已核定'), '已发放')).toast?.content).toBe('已记下：奖励已发放');
  expect(await morning('2026-11-23', '陈静', '刘小燕')).toEqual([undefined, undefined]);
});

test('a major hazard has its own amount; without one entered nothing is filled in and nothing is claimed', async () => {
  await world.person('何伟').says('奖励启用');
  await playedTo(world, 'closed', '二楼水房的灯坏了');
  const bare = world.person('陈静').sees('请核奖励');
  expect(bare.text).not.toContain('本局标准');
  expect(formDefaults(bare.message.card ?? {})).toMatchObject({ text: '' });
  await scheme();
  await playedTo(world, 'closed', '三楼安全出口被锁', 'major');
  const card = world.person('陈静').sees('请核奖励：三楼安全出口被锁');
  expect(formDefaults(card.message.card ?? {})).toMatchObject({ text: `300元（${RULE}）` });

  // The director's no is told to who proposed it, with the reason, and to nobody else.
  const [jing, zhou] = [world.person('陈静'), world.person('周建国')];
  await jing.clicks(card, '报周建国审批');
  const heard = world.person('刘小燕').inbox().length;
  await zhou.clicks(zhou.sees('请审批奖励：三楼'), '不奖励', { reason: '这件是检查发现的' });
  expect(jing.inbox().at(-1)?.title).toBe('不奖励：三楼安全出口被锁');
  expect(jing.inbox().at(-1)?.text).toContain('周建国：这件是检查发现的');
  expect(world.person('刘小燕').inbox()).toHaveLength(heard);
});

test('who reported it first hears of the reward, who reported the same later does not; nobody is reminded of an anonymous one', async () => {
  await scheme();
  const first = await reported(world, '四楼阳台的扶手松了');
  await world.group(GROUPS.home1).says('金凤', '四楼阳台扶手要掉了');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实：四楼阳台扶手要掉了'), '并入已有');
  await fang.clicks(fang.sees('并入已有'), '并入', { code: first.code });
  expect((await world.hazard(first.code)).alsoReporterIds).toHaveLength(1);
  await fang.clicks(fang.sees(`请核实：${first.title}`), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days3',
    rectifier: await idOf(world, '孙强'),
    measures: '加固',
  });
  await world.person('李敏').says('同意');
  const sun = world.person('孙强');
  await sun.sends(1);
  await sun.clicks(sun.sees('请整改'), '整改完成', { note: '已加固' });
  await fang.clicks(fang.sees('请复查'), '复查通过，销号', { opinion: '看过' });
  expect(world.person('金凤').sees('已销号')).toBeDefined();
  const jing = world.person('陈静');
  const zhou = world.person('周建国');
  await jing.clicks(jing.sees('请核奖励'), '报周建国审批');
  await zhou.clicks(zhou.sees('请审批奖励'), '同意');
  expect(world.person('刘小燕').sees('奖励已核定')).toBeDefined();
  expect(() => world.person('金凤').sees('奖励已核定')).toThrow();

  const tian = world.person('田亮');
  await tian.says('匿名上报');
  await tian.says('二号院锅炉房的门整天开着');
  const unit = (await world.app().people.org()).units.find((one) => one.name === '一号养老院')?._id;
  await jing.clicks(jing.sees('请改写'), '改好，转单位', { unit, text: '锅炉房的门没有关' });
  await fang.clicks(fang.sees('请核实：锅炉房'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days3',
    rectifier: await idOf(world, '孙强'),
    measures: '装闭门器',
  });
  await world.person('李敏').says('同意');
  await sun.sends(1);
  await sun.clicks(sun.sees('请整改：锅炉房'), '整改完成', { note: '已装' });
  await fang.clicks(fang.sees('请复查：锅炉房'), '复查通过，销号', { opinion: '看过' });
  await jing.clicks(jing.sees('请核奖励：锅炉房'), '报周建国审批');
  await zhou.clicks(zhou.sees('请审批奖励：锅炉房'), '同意');
  const [office, ...others] = await morning('2026-10-27', '陈静', '张磊', '田亮', '周建国');
  expect(office).toContain('奖励待发放：四楼阳台');
  expect(office).not.toContain('锅炉房');
  expect(others).toEqual([undefined, undefined, undefined]);
});
