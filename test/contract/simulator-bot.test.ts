import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

/**
 * The bot's side of Appendix A, row by row, against the strict platform. Row 18 (pages of members) is in
 * simulator-directory.test.ts: the bot reads no member list.
 */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const WORDS = '三楼西侧应急灯不亮';
const report = (text = WORDS, more = {}) => world.group(GROUPS.home1).says('刘小燕', text, more);
const said = (text = WORDS) => world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text, at: true });
const receipts = () => world.group(GROUPS.home1).messages().length;
const events = () => world.sim.people.events();
/** Later, step by step, as the bot's own clock would wake it. */
async function later(...seconds: number[]): Promise<void> {
  for (const wait of seconds) {
    await world.sim.clock.advance(wait * 1000);
    await world.settle();
  }
}
async function review(): Promise<{ messageId: string; value: unknown; form: Record<string, unknown> }> {
  await report();
  const card = world.person('王芳').sees('请核实');
  const button = card.buttons.find(({ label }) => label === '核实属实，交办');
  const people = (await world.app().people.org()).people;
  const rectifier = people.find(({ name }) => name === '孙强')?._id;
  return {
    messageId: card.message.messageId,
    value: button?.value,
    form: { title: '应急灯不亮', level: 'ordinary', manner: 'days7', rectifier, measures: '更换电池' },
  };
}
const click = (who: string, { messageId, value, form }: Awaited<ReturnType<typeof review>>) =>
  world.sim.client.click(openIdOf(who), messageId, { value, name: 'submit', form });

test('row 1: the same message with another event id has one effect', async () => {
  const message = await report();
  await world.sim.engine.emit('im.message.receive_v1', world.sim.client.messageEvent(message, true));
  await world.settle();
  expect(await world.hazards()).toHaveLength(1);
  expect(receipts()).toBe(1);
  world.sim.assertClean();
});

test('row 2: the same event once more after six hours has one effect', async () => {
  world.sim.engine.next({ kind: 'duplicate' });
  await report();
  await world.at('2026-10-20 16:00');
  await world.sim.engine.again(events()[0]?.envelope as Record<string, unknown>);
  await world.settle();
  expect(await world.hazards()).toHaveLength(1);
  expect(receipts()).toBe(1);
});

test.each(['wrong-signature', 'unsigned', 'wrong-key', 'wrong-token', 'plain'] as const)(
  'row 3: %s is refused with 401 or 403 and has no effect; the true one has',
  async (kind) => {
    world.sim.engine.next({ kind });
    await said();
    await world.settle();
    expect([401, 403]).toContain(events()[0]?.deliveries[0]?.status);
    expect(await world.hazards()).toHaveLength(0);
    await later(15);
    expect(await world.hazards()).toHaveLength(1);
  },
);

test('row 4: the challenge is echoed when it is authentic, a plain one is not', async () => {
  expect(await world.sim.console.saveUrl(world.sim.webhookUrl())).toEqual({ ok: true, message: '' });
  const body = JSON.stringify({
    type: 'url_verification',
    challenge: 'abc',
    token: world.sim.app.verificationToken,
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(world.sim.webhookUrl(), { method: 'POST', headers, body });
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('abc');
});

test('row 5: a slow platform does not delay the acknowledgement', async () => {
  world.sim.faults.next({ match: '/messages', kind: 'slow', wait: 300, times: 2 });
  await said();
  expect(events()[0]).toMatchObject({ status: 200, tries: 1 });
  await world.settle();
  expect(receipts()).toBe(1);
});

test('row 6: two clicks at once make one step; the other gets a toast', async () => {
  const work = await review();
  const results = await Promise.all([click('王芳', work), click('王芳', work)]);
  expect(results.filter((result) => result.error !== undefined)).toEqual([]);
  expect(results.every((result) => result.toast !== undefined)).toBe(true);
  const commands = (await world.hazard()).history.map((entry) => entry.command);
  expect(commands.filter((command) => command === 'verify')).toHaveLength(1);
});

test('row 7: a click on an outdated card gets a toast and the fresh card', async () => {
  const work = await review();
  await click('王芳', work);
  await world.settle();
  const before = (await world.hazard()).version;
  const result = await click('王芳', work);
  expect(result.toast?.content).toBeTruthy();
  expect(result.card).toBeDefined();
  expect((await world.hazard()).version).toBe(before);
});

test('row 8: a token that ended during the send: refreshed once, sent once', async () => {
  world.sim.faults.next({ match: /POST .*\/messages/u, kind: 'expired-token' });
  await report();
  await later(5);
  expect(receipts()).toBe(1);
  world.sim.tokens.revoke();
  await report('一楼开水器漏水');
  await later(5);
  expect(receipts()).toBe(2);
});

test('row 9: 429 with two seconds to wait, then 230020: it waits and delivers once', async () => {
  world.sim.faults.next({ match: /POST .*\/reply/u, kind: '429', wait: 2 });
  world.sim.faults.next({ match: /POST .*\/reply/u, kind: 'code', code: 230020 });
  await report();
  await later(2, 3, 5, 10);
  expect(receipts()).toBe(1);
});

test('row 10: accepted but not answered: the same uuid again, one message', async () => {
  world.sim.faults.next({ match: /POST .*\/reply/u, kind: 'accepted-no-answer' });
  await report();
  await later(3, 15, 60);
  expect(receipts()).toBe(1);
  const uuids = world.sim.state.calls
    .filter(({ path }) => path.endsWith('/reply'))
    .map(({ body }) => (body as { uuid?: string }).uuid);
  expect(uuids.length).toBeGreaterThanOrEqual(2);
  expect(new Set(uuids).size).toBe(1);
});

test('row 11: the bot was removed without a word (230002): it stops sending and tells an administrator', async () => {
  world.sim.engine.next({ kind: 'drop', type: 'im.chat.member.bot.deleted_v1' });
  await world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: WORDS, at: true });
  await world.sim.client.removeBot(openIdOf('王芳'), GROUPS.home1);
  await world.settle();
  await later(30, 300);
  const refused = world.sim.state.calls.filter(({ code }) => code === 230002).length;
  expect(refused).toBeGreaterThanOrEqual(1);
  await later(3600, 3600);
  expect(world.sim.state.calls.filter(({ code }) => code === 230002)).toHaveLength(refused);
});

test('row 12: somebody has resigned: their work goes to somebody else', async () => {
  await report();
  await world.sim.client.leavesCompany(openIdOf('王芳'));
  await world.settle();
  expect(world.person('赵淑兰').sees('请核实').title).toContain('应急灯');
});

test('row 13: endless words make a card that is taken', async () => {
  await world.person('刘小燕').says(`二楼走廊灯坏了${'，很暗'.repeat(3000)}`);
  await world.person('刘小燕').says(`二楼水管漏水\n${'| a | b |\n|---|---|\n| 1 | 2 |\n\n'.repeat(8)}`);
  await later(5);
  world.sim.assertClean();
});

test('row 14: <at id=all></at> in somebody’s words is shown as it was written', async () => {
  const words = '三楼西侧应急灯不亮<at id=all></at>**粗**[点我](http://x.cn)';
  await report(words);
  world.sim.assertClean();
  const sent = JSON.stringify(
    world.sim.state.messages.map(({ sender, card }) => (sender === 'bot' ? card : '')),
  );
  expect(sent).not.toMatch(/<at id=all>|\*\*粗|\]\(http/u);
  expect(world.person('王芳').sees('请核实').text).toContain(words);
});

test('row 15: a picture that is none, an empty one, one of 12 MB: the report stands, nothing invalid is sent', async () => {
  const photo = await samplePhoto();
  await report('一号楼灯坏了', { images: [Buffer.from('this is no picture')] });
  await report('二号楼灯坏了', { images: [Buffer.alloc(0)] });
  await report('三号楼灯坏了', { images: [Buffer.concat([photo, Buffer.alloc(12 * 1024 * 1024)])] });
  await later(5, 60);
  expect(await world.hazards()).toHaveLength(3);
  expect(receipts()).toBe(3);
  world.sim.assertClean();
});

test('row 16: after 14 days a card can’t be changed (230031): no endless tries', async () => {
  await report();
  await world.at('2026-11-05 10:00');
  const work = world.group(GROUPS.home1).last();
  expect(work.message.createdAt).toBeLessThan(world.sim.clock.now().getTime() - 14 * 86_400_000);
  await world.person('赵淑兰').says('我的待办');
  await later(60, 3600, 3600);
  const late = world.sim.state.calls.filter(({ code }) => code === 230031).length;
  await later(3600, 3600);
  expect(world.sim.state.calls.filter(({ code }) => code === 230031)).toHaveLength(late);
  world.sim.assertClean();
});

test.each(['text', 'mention', 'silent'] as const)(
  'row 17: @所有人 as %s is not an @ of the bot',
  async (atAll) => {
    await world.sim.client.says(openIdOf('王芳'), GROUPS.home1, {
      text: '明天上午消防检查，灯坏了的报一下',
      atAll,
    });
    await world.settle();
    expect(await world.hazards()).toHaveLength(0);
    expect(receipts()).toBe(0);
  },
);

test('row 19: outside the IP allow list (99991401): no storm of tries', async () => {
  await report();
  const before = world.sim.state.calls.length;
  world.sim.console.configure({ ips: ['10.0.0.1'] });
  world.sim.console.publish();
  await report('一楼开水器漏水');
  await later(2, 10, 60, 300);
  const tries = world.sim.state.calls.slice(before).filter(({ code }) => code === 99991401).length;
  expect(tries).toBeGreaterThanOrEqual(1);
  expect(tries).toBeLessThan(30);
});

test('row 20: long connection in fragments, cut, without pong: no loss, no duplicate', async () => {
  const other = await createWorld('2026-10-20 10:00', 'websocket');
  other.sim.socket.manners.fragments = 3;
  other.sim.engine.next({ kind: 'duplicate' });
  await other.group(GROUPS.home1).says('刘小燕', WORDS);
  expect(await other.hazards()).toHaveLength(1);
  expect(other.group(GROUPS.home1).messages()).toHaveLength(1);
  other.sim.socket.cut();
  await other.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: '一楼开水器漏水', at: true });
  expect(other.sim.people.events().at(-1)?.status).toBe('lost');
  await other.restart();
  await other.sim.clock.advance(15_000);
  await other.settle();
  expect(await other.hazards()).toHaveLength(2);
  expect(other.group(GROUPS.home1).messages()).toHaveLength(2);
  await other.stop();
});
