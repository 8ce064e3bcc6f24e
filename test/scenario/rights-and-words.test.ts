import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { correctionOf } from '../../src/hazards/corrections.js';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const id = (name: string): Promise<string> => idOf(world, name);

test('who has not the right is told whom to ask, and nothing changes (experience §3 h)', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '洗衣房插座烧黑了');
  const receipt = world.group(GROUPS.home1).last();
  expect((await world.person('田亮').clicks(receipt, '查看进展')).toast?.content).toBe(
    '只有本单位和局里可以查看',
  );
  expect((await world.person('孙强').clicks(receipt, '撤回')).toast?.content).toBe('只有上报人可以撤回');
  expect((await world.person('许倩').clicks(receipt, '查看进展')).toast?.content).toBe(
    '还不认识您，请私聊我登记',
  );
  expect((await world.hazard()).version).toBe(1);
  await world.person('刘小燕').clicks(receipt, '查看进展');
  expect(world.person('刘小燕').sees('待核实：洗衣房插座烧黑了').text).toContain('办理过程');
});

test('查看进展 offers the own step only to whom something waits for', async () => {
  const offered = async (name: string): Promise<boolean> => {
    await world.person(name).says('隐患 0001');
    return world
      .person(name)
      .sees('待核实：洗衣房插座烧黑了')
      .buttons.some((one) => one.label === '办理我的一步');
  };
  expect(await offered('刘小燕')).toBe(false);
  expect(await offered('王芳')).toBe(true);
});

test('the fixer may not re-check; a typed 同意 by somebody without the right is kept as a remark', async () => {
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days3',
    rectifier: await id('王芳'),
    measures: '换插座',
  });
  const approval = world.person('李敏').sees('请审批');
  expect((await fang.clicks(approval, '同意')).toast?.content).toBe('这一步由李敏办');
  await world.person('李敏').says('同意 注意断电');
  const hazard = await world.hazard();
  expect(hazard.status).toBe('rectifying');
  expect(hazard.plan?.opinion).toBe('注意断电');
  await fang.sends(1);
  await fang.clicks(fang.sees('请整改'), '整改完成', { note: '已换' });
  expect((await world.hazard()).recheckerId).toBe(await id('赵淑兰'));
  const recheck = world.person('赵淑兰').sees('请复查');
  expect((await fang.clicks(recheck, '复查通过，销号', { opinion: '好' })).toast?.content).toBe(
    '现由赵淑兰办理，您不用操作',
  );
  await world.person('赵淑兰').clicks(recheck, '没改好，退回', { opinion: '还是旧的' });
  expect((await world.hazard()).round).toBe(2);
  expect(fang.sees('请整改').title).toContain('第2次整改');
});

test('two leaders at once: one wins, the other is told and the words are kept (experience §3 i)', async () => {
  await world.person('周建国').says('请假 10月20日到10月23日 李敏代');
  await world.group(GROUPS.home1).says('刘小燕', '四楼安全出口被锁住了');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实：四楼'), '核实属实，交办', {
    level: 'major',
    rectifier: await id('赵淑兰'),
    interim: '已开锁，专人看守',
  });
  const matron = world.person('赵淑兰');
  await matron.clicks(matron.sees('请报方案：四楼'), '报周建国审批', {
    goal: '常开',
    measures: '拆锁换推杠锁',
    funds: '300元',
    people: '赵淑兰',
    schedule: '三天',
    safety: '专人看守到改好为止',
    finish: '2026-10-23 +0800',
  });
  const mins = world.person('李敏').sees('请审批：四楼');
  const zhous = world.person('周建国').sees('请审批：四楼');
  expect((await world.person('李敏').clicks(mins, '同意')).toast?.content).toBe('已同意，赵淑兰开始整改');
  const late = await world.person('周建国').clicks(zhous, '退回', { reason: '钱从哪来' });
  expect(late.toast).toMatchObject({
    type: 'warning',
    content: expect.stringMatching(/^李敏已于10:0\d同意，退回没有生效$/u),
  });
  const same = await world.person('周建国').clicks(zhous, '同意');
  // The contract's Appendix A, row 6: what is so already is an outcome.
  expect(same.toast).toMatchObject({
    type: 'info',
    content: expect.stringMatching(/^李敏已于10:0\d同意，不用再点$/u),
  });
  const hazard = await world.hazard();
  expect(hazard.status).toBe('rectifying');
  expect(hazard.history.some((entry) => entry.command === 'remark' && entry.note === '钱从哪来')).toBe(true);
  expect(hazard.history.find((entry) => entry.command === 'approvePlan')?.actingFor).toBe(await id('周建国'));
});

test('case 10: the officer corrects what was understood; the old values stay, and the correction can be learned from', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '三楼东侧安全出口的灯罩要掉了');
  const fang = world.person('王芳');
  const form = await fang.clicks(fang.sees('请核实：三楼东侧安全出口的灯罩'), '更正');
  expect(form.card).toBeDefined();
  expect(
    (await fang.clicks(fang.sees('更正：三楼'), '保存更正', { kind: 'BUILD', place: '二楼东侧安全出口' }))
      .toast?.content,
  ).toBe('已更正');
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({ kind: 'BUILD', place: '二楼东侧安全出口', status: 'verifying' });
  expect(hazard.history.at(-1)?.before?.['place']).toContain('三楼');
  expect(correctionOf(hazard)).toMatchObject({
    text: '三楼东侧安全出口的灯罩要掉了',
    place: '二楼东侧安全出口',
  });
});

test('case 28, 29: signs of all kinds are shown as typed and nobody is pinged', async () => {
  const text =
    '3楼<机房>门口`插座`冒火星了一下又没了 2>1 & **加粗** [点我](http://x) <at id=all></at> <font color=red> | a | b |';
  await world.group(GROUPS.home1).says('刘小燕', text);
  const card = world.group(GROUPS.home1).last();
  expect(card.text).toContain(
    '**加粗** [点我](http://x) <at id=all></at> <font color=red>'.replace(/\*\*/gu, '**'),
  );
  expect(JSON.stringify(card.message.card)).not.toContain('<at id=all>');
});

test('case 27: 20,000 characters are stored in full and shown in part', async () => {
  const text = `二楼走廊堆了纸箱，${'很长的经过'.repeat(4000)}最后一句：阀门已关`;
  await world.group(GROUPS.home1).says('刘小燕', text);
  expect((await world.hazard()).text).toHaveLength([...text].length);
  await world.person('刘小燕').clicks(world.group(GROUPS.home1).last(), '查看进展');
  expect(world.person('刘小燕').sees('待核实：二楼走廊堆了纸箱').text).toContain('上报全文');
});

test('case 17: commands are understood with and without a slash, full-width, in the group by @', async () => {
  const fang = world.person('王芳');
  for (const [said, title] of [
    ['／帮助', '怎么用'],
    ['请帮我看看我的待办', '我的待办'],
    ['隐患 yh－2026－0001', '洗衣房插座烧黑了'],
    ['查询 插座', '查询：插座'],
    ['本月统计', '10月统计'],
    ['我上报的', '我上报的'],
    ['请假', '请假代办'],
    ['上报', '上报隐患'],
  ] as const) {
    await fang.says(said);
    expect(fang.inbox().at(-1)?.title).toContain(title);
  }
  await fang.says('台账 一号养老院 10月');
  expect(fang.inbox().some((one) => one.message.type === 'file')).toBe(true);
});

test('case 89: literal search, no pattern', async () => {
  const fang = world.person('王芳');
  for (const words of ['(二楼', '.*', '50%_', '+', '\\', '((((a+)+)+']) {
    await fang.says(`查询 ${words}`);
    expect(fang.inbox().at(-1)?.title).toContain('0件');
  }
});

test('case 4, 14: picture first, then words; words first, then the picture; never joined with another person', async () => {
  const liu = world.person('刘小燕');
  await world.at('2026-10-20 10:40');
  await liu.sends(1);
  expect(liu.inbox().at(-1)?.text).toContain('请再写一句');
  await liu.says('一楼开水器漏水');
  expect(await world.hazard()).toMatchObject({ text: '一楼开水器漏水', source: { channel: 'private' } });
  expect((await world.hazard()).photos).toHaveLength(1);
  await liu.sends(2);
  expect((await world.hazard()).photos).toHaveLength(3);
  expect(
    (await world.hazard()).photos.every((photo) => photo.state === 'kept' && photo.imageKey !== undefined),
  ).toBe(true);
});

test('without im:message.group_msg the earlier photo is asked for in private, and joins the report', async () => {
  const fang = world.person('王芳');
  const photo = await world.sim.client.says(openIdOf('孙强'), GROUPS.home1, {
    images: [await samplePhoto()],
  });
  await world.group(GROUPS.home1).says('王芳', '二楼开水间电线裸露', { replyTo: photo.messageId });
  const asked = world.sim.state.calls.findLast((call) => call.path.endsWith(photo.messageId));
  expect(asked).toMatchObject({ method: 'GET', code: 230027 });
  expect(await world.hazard()).toMatchObject({ text: '二楼开水间电线裸露', photos: [] });
  expect(fang.sees('照片我看不到').text).toContain('请在这里再发一次');
  await fang.sends(1);
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({ text: '二楼开水间电线裸露' });
  expect(hazard.photos).toMatchObject([{ byId: await id('王芳'), state: 'kept' }]);
});

test('case 9: an answered photo that can’t be read is asked for again, and joins the report (case 9)', async () => {
  const liu = world.person('刘小燕');
  await world.at('2026-10-20 11:10');
  await world.group(GROUPS.home1).says('刘小燕', '六楼配电间的门关不上', { replyTo: 'om_of_long_ago' });
  expect(await world.hazard()).toMatchObject({ text: '六楼配电间的门关不上', photos: [] });
  expect(liu.sees('照片我看不到').text).toContain('请在这里再发一次');
  await liu.sends(1);
  expect((await world.hazard()).photos).toHaveLength(1);
});

test('case 12: chatter in a group without @ gets no answer; voice in private gets one', async () => {
  const n = world.group(GROUPS.home1).messages().length;
  await world.group(GROUPS.home1).says('刘小燕', '三楼安全出口锁了', { at: false });
  expect(world.group(GROUPS.home1).messages()).toHaveLength(n);
  await world
    .person('刘小燕')
    .says('', { raw: { type: 'audio', content: { file_key: 'file_v3_x', duration: 2000 } } });
  expect(world.person('刘小燕').inbox().at(-1)?.text).toContain('我听不了语音');
});
