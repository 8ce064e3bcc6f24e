import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, openIdOf, samplePhoto, seen } from '../harness/world.js';
import { openBureau, WORDS, type Bureau } from './simulator-bot-setup.js';

/** The bot's side of Appendix A against the strict platform: rows 11 to 20, people, contents and times that go wrong. */
let it_: Bureau;
beforeEach(async () => {
  it_ = await openBureau();
});
afterEach(() => it_.world.stop());

test('row 11: the bot was removed without a word (230002): it stops sending and tells an administrator', async () => {
  it_.world.sim.engine.next({ kind: 'drop', type: 'im.chat.member.bot.deleted_v1' });
  await it_.world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: WORDS, at: true });
  await it_.world.sim.client.removeBot(openIdOf('王芳'), GROUPS.home1);
  await it_.world.settle();
  await it_.later(30, 300);
  const refused = it_.world.sim.state.calls.filter(({ code }) => code === 230002).length;
  expect(refused).toBeGreaterThanOrEqual(1);
  await it_.later(3600, 3600);
  expect(it_.world.sim.state.calls.filter(({ code }) => code === 230002)).toHaveLength(refused);
  expect(it_.world.person('何伟').sees('助手被移出群').text).toContain('一号养老院群');
});

test('row 12: somebody has resigned: their work goes to somebody else', async () => {
  await it_.report();
  await it_.world.sim.client.leavesCompany(openIdOf('王芳'));
  await it_.world.settle();
  expect(it_.world.person('赵淑兰').sees('请核实').title).toContain('应急灯');
});

test.each([
  [230029, { left: true }],
  [230013, { unavailable: true }],
  [230053, { stoppedBot: true }],
] as const)(
  'row 12: the platform refuses the receiver (%i): somebody else gets the work',
  async (code, how) => {
    it_.world.sim.state.change(openIdOf('王芳'), how);
    await it_.report();
    await it_.later(60, 300, 3600);
    expect(it_.world.sim.state.calls.filter((call) => call.code === code)).toHaveLength(1);
    expect(it_.world.person('赵淑兰').sees('请核实').title).toContain('应急灯');
  },
);

test('row 13: endless words make a card that is taken', async () => {
  await it_.world.person('刘小燕').says(`二楼走廊灯坏了${'，很暗'.repeat(3000)}`);
  await it_.world.person('刘小燕').says(`二楼水管漏水\n${'| a | b |\n|---|---|\n| 1 | 2 |\n\n'.repeat(8)}`);
  await it_.later(5);
  it_.world.sim.assertClean();
});

test('row 14: <at id=all></at> in somebody’s words is shown as it was written', async () => {
  const words = '三楼西侧应急灯不亮<at id=all></at>**粗**[点我](http://x.cn)';
  await it_.report(words);
  it_.world.sim.assertClean();
  const sent = JSON.stringify(
    it_.world.sim.state.messages.map(({ sender, card }) => (sender === 'bot' ? card : '')),
  );
  expect(sent).not.toMatch(/<at id=all>|\*\*粗|\]\(http/u);
  expect(it_.world.person('王芳').sees('请核实').text).toContain(words);
});

test('row 15: a picture that is none, an empty one, one of 12 MB: the report stands, nothing invalid is sent', async () => {
  const photo = await samplePhoto();
  await it_.report('一号楼灯坏了', { images: [Buffer.from('this is no picture')] });
  await it_.report('二号楼灯坏了', { images: [Buffer.alloc(0)] });
  await it_.report('三号楼灯坏了', { images: [Buffer.concat([photo, Buffer.alloc(12 * 1024 * 1024)])] });
  await it_.later(5, 60);
  expect(await it_.world.hazards()).toHaveLength(3);
  expect(it_.receipts()).toBe(3);
  it_.world.sim.assertClean();
});

test('row 16: before the 14 days are over the old card gives its buttons up, a new one stands for it, and nothing is tried for ever', async () => {
  const old = await it_.review();
  const fang = it_.world.person('王芳');
  await it_.world.at('2026-11-02 09:00');
  const ended = seen(it_.world.sim.state.message(old.card.message.messageId) ?? old.card.message);
  expect(ended.buttons).toEqual([]);
  expect(ended.text).toContain('请用最新的卡');
  await it_.world.at('2026-11-05 10:00');
  expect((await it_.verifies('王芳', old)).error).toBe(200080);
  await fang.says('我的待办');
  await fang.clicks(fang.sees('我的待办'), '打开');
  const fresh = fang.sees('请核实');
  expect(fresh.message.messageId).not.toBe(old.card.message.messageId);
  expect((await it_.verifies('王芳', { ...old, card: fresh })).toast?.type).toBe('success');
});

test('row 16: a PATCH that comes too late (230031) is not tried again, and who has to act gets a new card', async () => {
  const work = await it_.review();
  it_.world.sim.faults.next({ match: /PATCH .*\/messages\/om_/u, kind: 'code', code: 230031, times: 9 });
  const tooLate = () =>
    it_.world.sim.state.calls.filter(({ code }) => code === 230031).map(({ path }) => path);
  expect((await it_.verifies('王芳', work)).toast?.type).toBe('success');
  await it_.later(60, 3600, 3600);
  expect(tooLate().length).toBeGreaterThan(0);
  expect(new Set(tooLate()).size).toBe(tooLate().length);
  expect(it_.world.person('李敏').sees('请审批').text).toContain('应急灯不亮');
});

test.each(['text', 'mention', 'silent'] as const)(
  'row 17: @所有人 as %s is not an @ of the bot',
  async (atAll) => {
    await it_.world.sim.client.says(openIdOf('王芳'), GROUPS.home1, {
      text: '明天上午消防检查，灯坏了的报一下',
      atAll,
    });
    await it_.world.settle();
    expect(await it_.world.hazards()).toHaveLength(0);
    expect(it_.receipts()).toBe(0);
  },
);

test('row 19: outside the IP allow list (99991401): an alert, no storm of tries, and all comes once it is mended', async () => {
  await it_.report();
  const before = it_.world.sim.state.calls.length;
  it_.world.sim.console.publish({ ips: ['10.0.0.1'] });
  await it_.report('一楼开水器漏水');
  await it_.later(2, 10, 60, 300);
  const tries = it_.world.sim.state.calls.slice(before).filter(({ code }) => code === 99991401).length;
  expect(tries).toBeGreaterThanOrEqual(1);
  expect(tries).toBeLessThan(30);
  expect(it_.world.lines.some((line) => line.includes('99991401') && line.includes('refuses this app'))).toBe(
    true,
  );
  it_.world.sim.console.publish({ ips: undefined });
  await it_.later(60);
  expect(it_.receipts()).toBe(2);
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
