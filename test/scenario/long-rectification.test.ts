import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readEnvelope } from '../../src/feishu/inbound.js';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-19 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const id = (name: string): Promise<string> => idOf(world, name);
const digests = (name: string): number =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.title.startsWith('今天有')).length;

test('a rectification of thirty days outlives its card: a fresh one is offered in the digest of day 13, once (experience §3 j)', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '二楼护理站吊顶漏水');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days30',
    rectifier: await id('孙强'),
    measures: '请维修队重做防水',
  });
  await world.person('李敏').says('同意');
  const sun = world.person('孙强');
  const old = sun.sees('请整改');
  // Day 13 is Sunday, 1 November: Friday is the working day before.
  await world.at('2026-10-29 09:01');
  expect(digests('孙强')).toBe(0);
  expect(sun.sees('请整改').buttons.map((one) => one.label)).toContain('整改完成');
  const before = sun.inbox().length;
  await world.at('2026-10-30 08:31');
  const ended = sun.inbox().find((card) => card.message.messageId === old.message.messageId);
  expect(ended?.title).toContain('本卡已停用');
  expect(ended?.text).toContain('请用最新的卡，或发“隐患 0001”');
  expect(ended?.buttons).toEqual([]);
  expect(sun.inbox()).toHaveLength(before);
  await world.at('2026-10-30 09:01');
  const digest = sun.sees('今天有1件事');
  expect(digest.text).toContain('卡片已换新。');
  await sun.clicks(digest, '打开');
  expect(sun.sees('请整改').buttons.map((one) => one.label)).toContain('整改完成');
  await world.at('2026-11-02 09:01');
  expect(digests('孙强')).toBe(1);
  // By number, whenever: the progress, and from there the step.
  await sun.says('隐患 0001');
  await sun.clicks(sun.sees('整改中：二楼护理站吊顶漏水'), '办理我的一步');
  expect(sun.inbox().at(-1)?.title).toContain('请整改');
});

test('a click on a card of more than 14 days brings a fresh one and changes nothing', async () => {
  const sun = world.person('孙强');
  const asked = sun.sees('请整改');
  await world.at('2026-11-17 19:00');
  const version = (await world.hazard()).version;
  const { value } = asked.buttons.find((one) => one.label === '整改完成') ?? {};
  // The client of today doesn't even ask the bot any more; an older one might.
  const event = {
    operator: { open_id: openIdOf('孙强') },
    token: 'c-old',
    action: { tag: 'button', value, form_value: { note: '好了' } },
    context: { open_message_id: asked.message.messageId, open_chat_id: asked.message.chatId },
  };
  const envelope = readEnvelope(world.sim.engine.envelope('card.action.trigger', event, 'ev_old'));
  if (envelope === undefined) throw new Error('not an event');
  const result = await world.app().onCallback(envelope);
  expect(result).toMatchObject({ toast: { content: '旧卡已停用，新卡已私聊发给您' } });
  await world.settle();
  expect((await world.hazard()).version).toBe(version);
  expect(
    sun
      .inbox()
      .at(-1)
      ?.buttons.map((one) => one.label),
  ).toContain('整改完成');
});

test('a button clicked forty days later by somebody of another home: told that it is not theirs, not that a card was sent', async () => {
  await world.group(GROUPS.bureau).says('刘小燕', '一号养老院二楼走廊堆了纸箱');
  const receipt = world.group(GROUPS.bureau).last();
  const { version } = await world.hazard();
  await world.at('2026-12-28 19:00');
  const { value } = receipt.buttons.find((one) => one.label === '查看进展') ?? {};
  const late = async (name: string): Promise<object> => {
    const event = {
      operator: { open_id: openIdOf(name) },
      token: 'c-old',
      action: { tag: 'button', value },
      context: { open_message_id: receipt.message.messageId, open_chat_id: receipt.message.chatId },
    };
    const envelope = readEnvelope(world.sim.engine.envelope('card.action.trigger', event, `ev_${name}`));
    if (envelope === undefined) throw new Error('not an event');
    const answer = await world.app().onCallback(envelope);
    await world.settle();
    return answer;
  };
  const before = world.person('田亮').inbox().length;
  expect(await late('田亮')).toMatchObject({ toast: { content: '只有本单位和局里可以查看' } });
  expect(world.person('田亮').inbox()).toHaveLength(before);
  expect(await late('刘小燕')).toMatchObject({ toast: { content: '旧卡已停用，新卡已私聊发给您' } });
  expect(world.person('刘小燕').inbox().at(-1)?.title).toContain('二楼走廊堆了纸箱');
  expect((await world.hazard()).version).toBe(version);
});
