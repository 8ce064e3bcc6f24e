import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clicksValue, emits, idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;

test('case 44: whoever can see a card of a major plan may not approve it: three refusals with their reason, then the director’s tap counts', async () => {
  const hazard = await playedTo(world, 'approving', '三楼东侧安全出口锁了', 'major');
  await world.sim.client.leavesCompany(openIdOf('金凤'));
  await world.settle();
  const zhous = world.person('周建国').sees('请审批');
  const shared = world.group(home).last();
  const value = zhous.buttons.find((button) => button.label === '同意')?.value;
  const before = (await world.hazard(hazard.code)).version;
  for (const [name, words] of [
    ['孙强', '这一步由周建国办'],
    ['赵淑兰', '这一步由周建国办'],
    ['金凤', '还不认识您，请私聊我登记'],
  ] as const)
    expect([name, (await clicksValue(world, name, shared, value)).toast?.content]).toEqual([name, words]);
  expect((await world.hazard(hazard.code)).version).toBe(before);
  expect((await clicksValue(world, '周建国', zhous, value)).toast?.content).toBe('已同意，赵淑兰开始整改');
});

describe.each([
  ['the deputy', '李敏', 'ordinary' as const],
  ['the director', '周建国', 'major' as const],
  ['a substitute of the deputy', '赵国庆', 'ordinary' as const],
])('case 45: %s', (_who, name, level) => {
  test.each(['on the private card', 'from the group’s card', 'by typed words'])(
    'case 45: decides %s',
    async (how) => {
      if (name === '赵国庆') await world.person('李敏').says('请假 10月20日到10月23日 赵国庆代');
      const title = '三楼东侧安全出口锁了';
      const hazard = await playedTo(world, 'approving', title, level);
      const person = world.person(name);
      const value = person.sees('请审批').buttons.find((button) => button.label === '同意')?.value;
      if (how === 'on the private card') await person.clicks(person.sees('请审批'), '同意');
      else if (how === 'by typed words') await person.says('同意');
      else {
        await clicksValue(world, name, world.group(home).last(), { a: 'open', h: hazard._id });
        await clicksValue(world, name, person.sees('请审批'), value);
      }
      const after = await world.hazard(hazard.code);
      expect(after.status).toBe('rectifying');
      const entry = after.history.find((one) => one.command === 'approvePlan');
      expect(entry?.by).toBe(await idOf(world, name));
      expect(entry?.actingFor).toBe(name === '赵国庆' ? await idOf(world, '李敏') : undefined);
    },
  );
});

test('case 45: the safety officer re-checks on the card and by the card that the group opens; a refusal has a sentence of its own', async () => {
  const hazard = await playedTo(world, 'rechecking', '二楼走廊的灯坏了');
  const fang = world.person('王芳');
  const refused = await world.person('孙强').clicks(fang.sees('请复查'), '复查通过，销号', { opinion: '好' });
  expect(refused.toast?.content).toBe('现由王芳办理，您不用操作');
  await clicksValue(world, '王芳', world.group(home).last(), { a: 'open', h: hazard._id });
  await fang.clicks(fang.sees('请复查'), '复查通过，销号', { opinion: '好' });
  expect((await world.hazard(hazard.code)).status).toBe('closed');
});

test('case 48: an event and a click of another tenant, rightly signed and with the same open_id, are refused', async () => {
  const { engine } = world.sim;
  const foreign = (type: string, event: Record<string, unknown>): Record<string, unknown> => {
    const envelope = engine.envelope(type, event, world.sim.state.id('ev_'));
    (envelope['header'] as Record<string, unknown>)['tenant_key'] = 'another-bureau';
    return envelope;
  };
  const message = await world.sim.client.says(openIdOf('刘小燕'), home, { text: '三楼西侧应急灯不亮' });
  const event = world.sim.client.messageEvent(message, true);
  expect(await engine.again(foreign('im.message.receive_v1', event) as never)).toBe(401);
  await world.settle();
  expect(await world.hazards()).toHaveLength(0);
  const hazard = await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const card = world.person('李敏').sees('请审批');
  const answer = await engine.transport?.callback(
    foreign('card.action.trigger', {
      operator: { tenant_key: 'another-bureau', open_id: openIdOf('李敏') },
      token: 'c-x',
      action: { tag: 'button', value: card.buttons.find((one) => one.label === '同意')?.value },
      context: { open_message_id: card.message.messageId, open_chat_id: card.message.chatId },
    }) as never,
  );
  expect(answer).toMatchObject({ status: 401 });
  expect((await world.hazard(hazard.code)).status).toBe('approving');
});

test('case 49: the duplicate of a closed hazard, forty days later: the closed record stays, the new one is 复发 and says so', async () => {
  const closed = await playedTo(world, 'closed', '二楼东侧走廊堆了纸箱');
  await world.at('2026-11-30 10:00');
  const again = await reported(world, '二楼东侧走廊又堆了纸箱');
  expect(again).toMatchObject({ recurrenceOf: closed._id, status: 'verifying' });
  expect(again.sameAs).toBeUndefined();
  const fang = world.person('王芳');
  const card = fang.sees('请核实');
  expect(card.text).toContain(closed.code);
  expect(card.text).toMatch(/复发/u);
  const tap = await clicksValue(
    world,
    '王芳',
    card,
    { a: 'merge', h: again._id, s: again.stageSeq },
    { to: closed._id },
  );
  expect(tap.toast?.content).toBe('那件已销号，按复发登记');
  const after = await world.hazard(closed.code);
  expect(after).toEqual(closed);
  expect((await world.hazard(again.code)).status).toBe('verifying');
});

test('case 50: a recall by the group’s owner withdraws nothing and the officer hears of it; an unknown message is no matter', async () => {
  const hazard = await reported(world, '三楼西侧应急灯不亮');
  await world.sim.client.recall(hazard.source.messageId ?? '', 'group_owner');
  await world.settle();
  expect((await world.hazard()).status).toBe('verifying');
  expect(world.person('王芳').sees('原消息被撤回').text).toContain('照常办理');
  const chats = world.sim.state.messages.length;
  await emits(world, 'im.message.recalled_v1', {
    message_id: 'om_nobody_knows',
    chat_id: home,
    recall_time: '1',
    recall_type: 'message_owner',
  });
  expect(world.sim.state.events.at(-1)?.status).toBe(200);
  expect(world.sim.state.messages).toHaveLength(chats);
});
