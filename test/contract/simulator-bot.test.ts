import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { GROUPS, openIdOf } from '../harness/world.js';
import { openBureau, WORDS, type Bureau } from './simulator-bot-setup.js';

/** The bot's side of Appendix A against the strict platform: rows 1 to 10, what arrives and what is clicked and sent. */
let it_: Bureau;
beforeEach(async () => {
  it_ = await openBureau();
});
afterEach(() => it_.world.stop());

test('row 1: the same message with another event id has one effect', async () => {
  const message = await it_.report();
  await it_.world.sim.engine.emit('im.message.receive_v1', it_.world.sim.client.messageEvent(message, true));
  await it_.world.settle();
  expect(await it_.world.hazards()).toHaveLength(1);
  expect(it_.receipts()).toBe(1);
  it_.world.sim.assertClean();
});

test('row 2: the same event once more after six hours has one effect', async () => {
  it_.world.sim.engine.next({ kind: 'duplicate' });
  await it_.report();
  await it_.world.at('2026-10-20 16:00');
  await it_.world.sim.engine.again(it_.world.sim.people.events()[0]?.envelope as Record<string, unknown>);
  await it_.world.settle();
  expect(await it_.world.hazards()).toHaveLength(1);
  expect(it_.receipts()).toBe(1);
});

test.each(['wrong-signature', 'unsigned', 'tampered', 'wrong-key', 'wrong-token', 'plain'] as const)(
  'row 3: %s is refused with 401 or 403, has no effect and is counted; the true one has',
  async (kind) => {
    it_.world.sim.engine.next({ kind });
    await it_.report();
    expect([401, 403]).toContain(it_.world.sim.people.events()[0]?.deliveries[0]?.status);
    expect(await it_.world.hazards()).toHaveLength(0);
    const metrics = await fetch(new URL('/metrics', it_.world.sim.webhookUrl()));
    expect(await metrics.text()).toMatch(/refused_(?:wrong|not)_\w+\D+1\b/u);
    await it_.later(15);
    expect(await it_.world.hazards()).toHaveLength(1);
  },
);

test('row 4: the challenge is echoed when it is authentic, a plain one is not', async () => {
  expect(await it_.world.sim.console.saveUrl(it_.world.sim.webhookUrl())).toEqual({ ok: true, message: '' });
  const body = JSON.stringify({
    type: 'url_verification',
    challenge: 'abc',
    token: it_.world.sim.app.verificationToken,
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(it_.world.sim.webhookUrl(), { method: 'POST', headers, body });
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('abc');
});

test('row 5: a slow platform does not delay the acknowledgement', async () => {
  it_.world.sim.faults.next({ match: '/messages', kind: 'slow', wait: 300, times: 2 });
  await it_.world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: WORDS, at: true });
  expect(it_.world.sim.people.events()[0]).toMatchObject({ status: 200, tries: 1 });
  await it_.world.settle();
  expect(it_.receipts()).toBe(1);
});

test('row 6: three clicks at once by two people make one step; who comes second is told who was first', async () => {
  const work = await it_.review();
  const clicks = ['王芳', '赵淑兰', '王芳'].map((who) => it_.verifies(who, work));
  const results = await Promise.all(clicks);
  const toasts = results.map((result) => String(result.toast?.type));
  expect(toasts.toSorted((a, b) => a.localeCompare(b))).toEqual(['info', 'info', 'success']);
  const late = results.filter((result) => result.toast?.type === 'info');
  for (const { toast } of late) expect(toast?.content).toMatch(/已于10:00核实属实，交办，不用再点/u);
  const commands = (await it_.world.hazard()).history.map((entry) => entry.command);
  expect(commands.filter((command) => command === 'verify')).toHaveLength(1);
});

test('row 7: a click on an outdated card gets a toast and the fresh card', async () => {
  const work = await it_.review();
  await it_.verifies('王芳', work);
  await it_.world.settle();
  const before = (await it_.world.hazard()).version;
  const result = await it_.verifies('王芳', work);
  expect(result.toast?.content).toBeTruthy();
  expect(result.card).toBeDefined();
  expect((await it_.world.hazard()).version).toBe(before);
});

test('row 8: a token that ended during the send: refreshed once, sent once', async () => {
  it_.world.sim.faults.next({ match: /POST .*\/messages/u, kind: 'expired-token' });
  await it_.report();
  await it_.later(5);
  expect(it_.receipts()).toBe(1);
  it_.world.sim.tokens.revoke();
  await it_.report('一楼开水器漏水');
  await it_.later(5);
  expect(it_.receipts()).toBe(2);
});

test('row 9: 429 with two seconds to wait, then 230020: it waits and delivers once', async () => {
  it_.world.sim.faults.next({ match: /POST .*\/reply/u, kind: '429', wait: 2 });
  it_.world.sim.faults.next({ match: /POST .*\/reply/u, kind: 'code', code: 230020 });
  await it_.report();
  await it_.later(2, 3, 5, 10);
  expect(it_.receipts()).toBe(1);
});

test('row 10: accepted but not answered: the same uuid again, one message', async () => {
  it_.world.sim.faults.next({ match: /POST .*\/reply/u, kind: 'accepted-no-answer' });
  await it_.report();
  await it_.later(3, 15, 60);
  expect(it_.receipts()).toBe(1);
  const uuids = it_.world.sim.state.calls
    .filter(({ path }) => path.endsWith('/reply'))
    .map(({ body }) => (body as { uuid?: string }).uuid);
  expect(uuids.length).toBeGreaterThanOrEqual(2);
  expect(new Set(uuids).size).toBe(1);
});
