import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, playedTo, reported, unitIdOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

test('words that only look like a command are reports, and danger is never taken for a search', async () => {
  const min = world.person('李敏');
  await playedTo(world, 'approving', '一号库房门锁坏');
  await min.says('二楼医务室退烧药过期了');
  expect((await world.hazard()).text).toBe('二楼医务室退烧药过期了');
  await min.says('退烧药过期了，在二楼医务室');
  expect((await world.hazard()).text).toBe('退烧药过期了，在二楼医务室');
  await world.person('刘小燕').says('找不到王奶奶了');
  expect(world.person('刘小燕').sees('紧急').text).toContain('马上打110');
  await world.person('金凤').says('反馈一下三楼水房的地砖松了');
  expect((await world.hazard()).text).toContain('三楼水房的地砖松了');
  await world.person('金凤').says('建议卡片字大一点');
  expect(world.person('何伟').sees('有人反馈').text).toContain('卡片字大一点');
});

test('a code that is asked about is written down nowhere, however it is asked', async () => {
  const sun = world.person('孙强');
  await sun.says('匿名上报 三号库房酒精和84堆一起');
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}/u.exec(sun.sees('已收到匿名上报').text)?.[0] ?? '';
  expect((await world.hazard()).anonymous).toBe(true);
  for (const ask of [
    `查回执 ${code}`,
    `查询回执${code}`,
    `我的回执码是${code.toLowerCase()}`,
    code.replace('-', ' '),
  ]) {
    await sun.says(ask);
    expect(sun.inbox().at(-1)?.title).toBe('匿名上报的进展');
    expect(sun.inbox().at(-1)?.text).toContain('已上报');
  }
  for await (const row of world.temp.store.collection('outbox').find())
    expect(JSON.stringify(row)).not.toContain(code);
});

test('anonymous words in a group are not registered; their author may have them registered by name, nobody else', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('孙强', '匿名上报 三号库房门不锁');
  const answer = group.last();
  expect(answer.text).toContain('群里的消息大家都看得到，不能匿名');
  expect(await world.hazards()).toEqual([]);
  expect((await world.person('田亮').clicks(answer, '按实名登记')).toast?.content).toBe('请由发消息的人来选');
  expect((await world.person('孙强').clicks(answer, '按实名登记')).toast?.content).toBe('已登记');
  expect(await world.hazard()).toMatchObject({
    text: '三号库房门不锁',
    reporterId: await idOf(world, '孙强'),
  });
  await group.says('孙强', '匿名 厨房煤气味很大');
  expect(group.last().text).toContain('马上打119');
});

test('上报 written under a picture: the place is asked for, and the words get it', async () => {
  const liu = world.person('刘小燕');
  await liu.says('上报', { images: [await samplePhoto()] });
  expect(liu.inbox().at(-1)?.text).toContain('请再写一句');
  await liu.says('二楼开水间的插座烧黑了');
  expect((await world.hazard()).photos).toHaveLength(1);
});

test('撤回 typed: under the report, by number, or alone when there is one; a button does it, and only one’s own', async () => {
  const group = world.group(GROUPS.home1);
  const first = await reported(world, '二楼走廊的灯坏了');
  const liu = world.person('刘小燕');
  await liu.says('撤回');
  expect(liu.sees('要撤回吗').text).toContain(first.title);
  const second = await reported(world, '三楼水房的地砖松了');
  await liu.says('撤回');
  expect(liu.inbox().at(-1)?.text).toContain('没有找到可以撤回的');
  await liu.says(`撤回 ${second.code.slice(-4)}`);
  expect((await liu.clicks(liu.sees('要撤回吗'), '撤回')).toast?.content).toBe('已撤回，编号保留');
  expect((await world.hazard(second.code)).status).toBe('withdrawn');
  await group.says('金凤', '撤回 0001');
  expect(group.last().text).toContain('没有找到可以撤回的');
  expect((await world.hazard(first.code)).status).toBe('verifying');
});

test('119 alone, 帮我打120: the bot says that it can’t, with the number', async () => {
  await world.person('刘小燕').says('119');
  expect(world.person('刘小燕').inbox().at(-1)?.text).toContain('我不能替您打电话，请现在就打119');
  await world.group(GROUPS.home1).says('刘小燕', '帮我打120');
  expect(world.group(GROUPS.home1).last().text).toContain('请现在就打120');
});

test('a near miss is asked back; questions name the own officer; bare words say how to go on', async () => {
  const liu = world.person('刘小燕');
  await liu.says('把我的待办发给我看');
  expect(liu.inbox().at(-1)?.text).toContain('您是要“我的待办”吗？');
  await liu.clicks(liu.inbox().at(-1) ?? liu.sees('安全助手'), '是');
  expect(liu.inbox().at(-1)?.title).toContain('我的待办');
  await liu.says('灭火器怎么用？');
  expect(liu.inbox().at(-1)?.text).toContain('请问安全员王芳');
  await liu.says('查询');
  expect(liu.inbox().at(-1)?.text).toContain('查询 三楼 灭火器');
  await liu.says('反馈');
  expect(liu.inbox().at(-1)?.text).toContain('请在“反馈”后面写上您的话');
  await world.person('许倩').says('请假');
  expect(world.person('许倩').inbox().at(-1)?.text).toContain('我是某某，某单位某岗位');
});

test('带班: a span at once, everybody may ask; who is on duty is pinged in danger', async () => {
  await world.person('何伟').says('带班 今天到10月22日 赵国庆');
  expect(world.person('何伟').inbox().at(-1)?.text).toContain('由赵国庆带班');
  await world.person('刘小燕').says('今天谁带班');
  expect(world.person('刘小燕').inbox().at(-1)?.text).toMatch(/今天：赵国庆[\s\S]*10月22日（周四）：赵国庆/u);
  await world.person('刘小燕').says('带班 明天 李敏');
  expect(world.person('刘小燕').inbox().at(-1)?.text).toContain('请管理员何伟来选');
  await world.person('何伟').says('带班 10月19日 李敏');
  expect(world.person('何伟').inbox().at(-1)?.text).toContain('管理员这样设');
  await world.group(GROUPS.home1).says('刘小燕', '厨房好大煤气味');
  expect(world.person('赵国庆').sees('紧急').text).toContain('厨房好大煤气味');
});

test('台账 by state, unit and period; what was not understood is said, not passed over', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await reported(world, '三楼水房的地砖松了');
  await world.group(GROUPS.home2).says('田亮', '厨房后门锁坏了');
  const zhou = world.person('周建国');
  const file = async (asked: string): Promise<string> => {
    await zhou.says(asked);
    const sent = zhou.inbox().findLast((one) => one.message.type === 'file');
    const key = (JSON.parse(sent?.message.content ?? '{}') as { file_key?: string }).file_key ?? '';
    return world.sim.state.blobs.get(key)?.name ?? '';
  };
  expect(await file('台账')).toContain('3件');
  expect(await file('台账 一院')).toBe('一号养老院隐患排查治理台账2件.xlsx');
  expect(await file('台账 整改中')).toContain('整改中');
  expect(await file('一号养老院的整改台帐')).toMatch(/一号养老院.*整改中.*1件/u);
  expect(await file('台账 一院 本月 待核实')).toMatch(/待核实 2026-10-01至2026-10-31.*1件/u);
  expect(await file('去年台账')).toContain('2025-01-01至2025-12-31');
  expect(await file('台账 未销号')).toMatch(/在办.*3件/u);
  await zhou.says('台账 三号院');
  expect(zhou.sees('台账').text).toContain('没看懂“三号院”');
  await zhou.says('今年统计');
  expect(zhou.inbox().at(-1)?.title).toContain('2026年统计');
  expect(await unitIdOf(world, '一号养老院')).toBeDefined();
});

test('@所有人 and two people beside the bot: still a command', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('王芳', '我的待办', { atAll: 'text', mentions: [openIdOf('李敏')] });
  expect(world.person('王芳').inbox().at(-1)?.title).toContain('我的待办');
});

test('办好了吗 under a card asks about that one, for who may see it', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const receipt = world.group(GROUPS.home1).messages()[0]?.message.messageId ?? '';
  await world.group(GROUPS.home1).says('刘小燕', '改好了吗？', { replyTo: receipt });
  expect(world.person('刘小燕').sees(`整改中：${hazard.title}`).text).toContain('办理过程');
  await world.group(GROUPS.home1).says('田亮', '办好了吗', { replyTo: receipt });
  expect(world.group(GROUPS.home1).last().text).toContain('只有本单位和局里可以查看');
});
