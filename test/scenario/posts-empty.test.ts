import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { emits, idOf, playedTo, unitIdOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const leaves = (name: string): Promise<void> =>
  emits(world, 'contact.user.deleted_v3', { object: { open_id: openIdOf(name) } });

test('a unit without head and officer: 安委办 names who looks at it, and gas is heard of above', async () => {
  await leaves('马秀英');
  await leaves('郭军');
  await world.group(GROUPS.home2).says('田亮', '厨房后门锁坏了');
  expect(world.group(GROUPS.home2).last().text).toContain('安委办（陈静）指定核实人');
  const jing = world.person('陈静');
  const card = jing.sees('请指定核实人：厨房后门锁坏了');
  expect((await jing.clicks(card, '交给单位核实')).toast?.content).toBe('还差：核实人');
  expect(
    (await jing.clicks(card, '交给单位核实', { person: await idOf(world, '高翔') })).toast?.content,
  ).toBe('已转高翔核实');
  const xiang = world.person('高翔');
  await xiang.clicks(xiang.sees('请核实：厨房后门锁坏了'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days7',
    rectifier: await idOf(world, '田亮'),
    measures: '换锁',
  });
  expect((await world.hazard()).status).toBe('approving');
  await world.group(GROUPS.home2).says('田亮', '厨房煤气味很大');
  for (const name of ['李敏', '陈静'])
    expect(world.person(name).sees('紧急').text).toContain('厨房煤气味很大');
});

test('fire where nobody knows which unit it is: all deputies and 安委办 are pinged at once', async () => {
  await world.person('许倩').says('着火了');
  expect(world.person('许倩').sees('紧急').text).toContain('马上打119');
  for (const name of ['李敏', '赵国庆', '陈静']) world.person(name).sees('紧急');
});

test('one person is reporter, officer, head and rectifier: only approval and re-check are somebody else’s', async () => {
  const unit = await unitIdOf(world, '二号养老院');
  const guo = await idOf(world, '郭军');
  const officer = world.person('郭军');
  await world.person('何伟').says('换院长');
  await world
    .person('何伟')
    .clicks(world.person('何伟').sees('设置'), '更换', { unit, role: 'head', person: guo });
  expect(officer.sees('您有新的职责').text).toContain('您已任二号养老院负责人。');
  await world.group(GROUPS.home2).says('郭军', '厨房后门锁坏了');
  await officer.clicks(officer.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days7',
    rectifier: guo,
    measures: '换锁',
  });
  await world.person('李敏').says('同意');
  await officer.sends(1);
  await officer.clicks(officer.sees('请整改'), '整改完成', { note: '换好' });
  const recheck = world.person('陈静').sees('请复查');
  expect((await officer.clicks(recheck, '复查通过，销号', { opinion: '好' })).toast?.content).toContain(
    '现由陈静办理',
  );
  await world.person('陈静').clicks(recheck, '复查通过，销号', { opinion: '现场看过' });
  expect((await world.hazard()).status).toBe('closed');
});

test('who gets a post hears how much came with it and what is due first', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const jin = await idOf(world, '金凤');
  const unit = await unitIdOf(world, '一号养老院');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改'), '请人代办');
  await sun.clicks(sun.sees('请人代办'), '交给他办', { person: await idOf(world, '赵淑兰') });
  await world.person('何伟').says('设置');
  await world
    .person('何伟')
    .clicks(world.person('何伟').sees('设置'), '更换', { unit, role: 'head', person: jin });
  expect(world.person('金凤').sees('您有新的职责').text).toMatch(
    /您已任一号养老院负责人，转来1件，最近的10月27日（周二）到期。/u,
  );
  expect(hazard.dueDay).toBe('2026-10-27');
});

test('群设置 in the group asks once more what it is; only an administrator, and the card says what it was', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('王芳', '群设置');
  expect(group.last().text).toContain('请管理员何伟来选');
  await world.person('何伟').says('群设置');
  expect(world.person('何伟').inbox().at(-1)?.text).toContain('请在要改的那个群里@我发“群设置”');
  world.sim.state.chats.get(GROUPS.home1)?.members.add(openIdOf('何伟'));
  await group.says('何伟', '群设置');
  expect(group.last().text).toContain('现在是一号养老院的群');
  await world.person('何伟').clicks(group.last(), '局安全群');
  expect(group.last().text).toContain('已设为局安全群');
  expect((await world.app().people.org()).groups.find((one) => one._id === GROUPS.home1)?.use).toBe('bureau');
});

test('opening the private chat: who is known hears what waits', async () => {
  await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const { chatId } = world.sim.state.p2p(openIdOf('李敏'));
  await emits(world, 'im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: chatId,
    operator_id: { open_id: openIdOf('李敏') },
  });
  expect(world.person('李敏').sees('您好').text).toContain('您现在有1件待办。');
});

test('上报 before the words is no part of the title; somebody’s health in the group is better taken back', async () => {
  const liu = world.person('刘小燕');
  await liu.says('我要上报隐患：四楼西头的门坏了');
  expect(await world.hazard()).toMatchObject({
    title: '四楼西头的门坏了',
    text: '我要上报隐患：四楼西头的门坏了',
  });
  await world.group(GROUPS.home1).says('刘小燕', '203床王奶奶疑似诺如');
  expect(liu.sees('请撤回群里那条').text).toContain('建议撤回，情况我已记下');
  const n = liu.inbox().length;
  await world.group(GROUPS.home1).says('刘小燕', '204床栏松了');
  expect(liu.inbox().filter((one) => one.title === '请撤回群里那条')).toHaveLength(1);
  expect(n).toBeGreaterThan(0);
});
