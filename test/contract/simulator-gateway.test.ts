import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LIU, open, replyOf, sdkFor, type Setup } from './simulator-setup.js';

let it_: Setup;
beforeEach(async () => {
  it_ = await open();
});
afterEach(() => it_.stop());

const token = async (body: object, path = '/internal'): Promise<Record<string, unknown>> => {
  const url = `${it_.sim.baseUrl}/open-apis/auth/v3/tenant_access_token${path}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};
const right = (): object => ({ app_id: it_.sim.app.appId, app_secret: it_.sim.app.appSecret });

describe('Appendix A server 1: tokens (contract §1.1)', () => {
  test('a flat reply; the same token comes back while half an hour is left, then a new one, both hold', async () => {
    const first = await token(right());
    expect(first).toMatchObject({ code: 0, msg: 'ok', expire: 7200 });
    expect(first['tenant_access_token']).toMatch(/^t-/u);
    expect(first).not.toHaveProperty('data');
    await it_.sim.clock.advance(80 * 60_000);
    const second = await token(right(), '/internal/');
    expect(second['tenant_access_token']).toBe(first['tenant_access_token']);
    expect(Number(second['expire'])).toBeLessThanOrEqual(2400);
    await it_.sim.clock.advance(20 * 60_000);
    const third = await token(right());
    expect(third['tenant_access_token']).not.toBe(first['tenant_access_token']);
    expect(await asToken(String(first['tenant_access_token']))).toBe(0);
    expect(await asToken(String(third['tenant_access_token']))).toBe(0);
    await it_.sim.clock.advance(21 * 60_000);
    expect(await asToken(String(first['tenant_access_token']))).toBe(99991663);
  });

  test('wrong secret 10015, unknown app 10014, missing field 10003; the SDK throws on each', async () => {
    expect(await token({ ...right(), app_secret: 'x' })).toMatchObject({ code: 10015 });
    expect(await token({ ...right(), app_id: 'cli_0' })).toMatchObject({ code: 10014 });
    expect(await token({ app_id: 'x' })).toMatchObject({ code: 10003 });
    const sdk = sdkFor(it_.sim, 'wrong');
    await expect(sdk.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).rejects.toThrow('10015');
  });

  test('no token 99991661, another kind 99991671, unknown 99991663', async () => {
    expect(await asToken('')).toBe(99991661);
    expect(await asToken('x-1')).toBe(99991671);
    expect(await asToken('t-1')).toBe(99991663);
  });

  test('the SDK keeps a bad token: the second call fails as well (trap 12)', async () => {
    expect((await it_.call('GET', '/bot/v3/info')).code).toBe(0);
    it_.sim.tokens.revoke();
    expect(await it_.call('GET', '/bot/v3/info')).toMatchObject({ status: 400, code: 99991663 });
    expect((await it_.call('GET', '/bot/v3/info')).code).toBe(99991663);
    expect(
      (await replyOf(() => sdkFor(it_.sim).request({ method: 'GET', url: '/open-apis/bot/v3/info' }))).code,
    ).toBe(0);
  });
});

describe('Appendix A server 2: what every call must hold', () => {
  test('a missing scope is named (99991672)', async () => {
    it_.sim.console.configure({
      scopes: it_.sim.console.live.scopes.filter((scope) => !scope.includes('send_as_bot')),
    });
    expect((await it_.send(LIU, { text: '您好' })).code).toBe(0);
    it_.sim.console.publish();
    const refused = await it_.send(LIU, { text: '您好' });
    expect(refused).toMatchObject({ status: 400, code: 99991672 });
    expect(refused.error['permission_violations']).toContainEqual(
      expect.objectContaining({ scope: 'im:message:send_as_bot' }),
    );
  });

  test('an unknown path is 404 and fails the test that reads it; a wrong method is told apart', async () => {
    expect(await it_.call('GET', '/im/v1/nothing')).toMatchObject({ status: 404, code: 99991201 });
    expect(() => it_.sim.assertClean()).toThrow('unknown endpoint GET /open-apis/im/v1/nothing');
    expect((await it_.call('PUT', '/im/v1/chats')).code).toBe(99991301);
    expect(it_.sim.state.violations).toHaveLength(2);
  });

  test('a domain with a slash at its end asks for //open-apis (trap 40)', async () => {
    const response = await fetch(`${it_.sim.baseUrl}//open-apis/bot/v3/info`);
    expect(response.status).toBe(404);
  });

  test('broken JSON is refused, a body on GET is tolerated (trap 41)', async () => {
    const authorization = `Bearer ${String((await token(right()))['tenant_access_token'])}`;
    const url = `${it_.sim.baseUrl}/open-apis/im/v1/messages?receive_id_type=open_id`;
    const response = await fetch(url, { method: 'POST', headers: { authorization }, body: '{"a":' });
    expect(response.status).toBe(400);
    expect((await it_.call('GET', '/bot/v3/info', {})).code).toBe(0);
  });

  test('required fields: 99992402 names the field', async () => {
    const refused = await it_.call(
      'POST',
      '/im/v1/messages',
      { msg_type: 'text' },
      { receive_id_type: 'open_id' },
    );
    expect(refused).toMatchObject({ status: 400, code: 99992402 });
    expect(refused.error['field_violations']).toMatchObject([{ field: 'receive_id' }]);
    expect(
      (await it_.call('POST', '/im/v1/messages', { receive_id: LIU, msg_type: 'text', content: '{}' })).code,
    ).toBe(99992402);
  });

  test('outside the IP allow list: 401 with 99991401 (row 19)', async () => {
    it_.sim.console.configure({ ips: ['10.0.0.1'] });
    it_.sim.console.publish();
    expect(await it_.call('GET', '/bot/v3/info')).toMatchObject({ status: 401, code: 99991401 });
  });

  test('more than 50 calls a second to one endpoint: 429 with the time to wait (row 9)', async () => {
    // All in one instant: a slow machine would spread them over seconds.
    const instant = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    const replies = await Promise.all(Array.from({ length: 150 }, () => it_.call('GET', '/bot/v3/info')));
    instant.mockRestore();
    const refused = replies.filter((reply) => reply.code !== 0);
    expect(refused).toHaveLength(100);
    expect(refused[0]).toMatchObject({ status: 429, code: 99991400 });
    expect(refused[0]?.headers).toMatchObject({
      'x-ogw-ratelimit-limit': '50',
      'x-ogw-ratelimit-reset': '1',
    });
    await it_.sim.clock.advance(1001);
    expect((await it_.call('GET', '/bot/v3/info')).code).toBe(0);
  });

  test('bot info is flat; without the bot ability nothing is sent (230006)', async () => {
    const info = await it_.call('GET', '/bot/v3/info');
    expect(info.data['bot']).toMatchObject({ open_id: 'ou_bot_self', activate_status: 2 });
    it_.sim.console.configure({ bot: false });
    it_.sim.console.publish();
    expect((await it_.send(LIU, { text: 'x' })).code).toBe(230006);
  });
});

describe('faults on demand', () => {
  test.each([
    ['429', 429, 99991400],
    ['5xx', 500, 0],
    ['expired-token', 400, 99991663],
    ['ip', 401, 99991401],
  ] as const)('%s', async (kind, status, code) => {
    it_.sim.faults.next({ match: '/bot/v3/info', kind });
    expect(await it_.call('GET', '/bot/v3/info')).toMatchObject({ status, code });
    expect((await it_.call('GET', '/bot/v3/info')).code).toBe(0);
    expect(it_.sim.state.calls.filter((call) => call.fault === kind)).toHaveLength(1);
  });

  test('no answer, nothing done; accepted without an answer, done (row 10)', async () => {
    const body = { receive_id: LIU, msg_type: 'text', content: '{"text":"x"}', uuid: 'u1' };
    const once = (timeout: number): Promise<unknown> =>
      it_.sdk.request({
        method: 'POST',
        url: '/open-apis/im/v1/messages',
        params: { receive_id_type: 'open_id' },
        data: body,
        timeout,
      });
    it_.sim.faults.next({ match: '/im/v1/messages', kind: 'timeout' });
    await expect(once(500)).rejects.toThrow('timeout');
    expect(it_.sim.state.messages).toHaveLength(0);
    it_.sim.faults.next({ match: '/im/v1/messages', kind: 'accepted-no-answer' });
    await expect(once(500)).rejects.toThrow('timeout');
    expect(it_.sim.state.messages).toHaveLength(1);
    const again = await replyOf(() => once(5000));
    expect(again.data['message_id']).toBe(it_.sim.state.messages[0]?.messageId);
    expect(it_.sim.state.messages).toHaveLength(1);
  });

  test('while the first is slow its uuid answers 230049', async () => {
    it_.sim.faults.next({ match: '/im/v1/messages', kind: 'slow', wait: 1000 });
    const first = it_.send(LIU, { text: 'x' }, { uuid: 'u2' });
    const firstCall = (): boolean => it_.sim.state.sending.has('u2');
    while (!firstCall()) await new Promise((resolve) => setImmediate(resolve));
    expect((await it_.send(LIU, { text: 'x' }, { uuid: 'u2' })).code).toBe(230049);
    expect((await first).code).toBe(0);
  });
});

/** The code of a call with this token. */
async function asToken(value: string): Promise<unknown> {
  const headers: Record<string, string> = value === '' ? {} : { authorization: `Bearer ${value}` };
  const response = await fetch(`${it_.sim.baseUrl}/open-apis/bot/v3/info`, { headers });
  return ((await response.json()) as { code: number }).code;
}
