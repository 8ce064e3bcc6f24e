import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as lark from '@larksuiteoapi/node-sdk';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GROUP,
  LIU,
  listening,
  open,
  openHook,
  openWithHook,
  SILENT,
  type Heard,
} from './simulator-setup.js';

let it_: Awaited<ReturnType<typeof openWithHook>>;
beforeEach(async () => {
  it_ = await openWithHook();
});
afterEach(() => it_.stop());

const say = (text = '灯坏了') => it_.sim.client.says(LIU, GROUP, { text, at: true });
const MINUTE = 60_000;

/** The rule of contract §2.4 over what was received. */
const signed = ({ raw, headers }: Heard, key = it_.sim.app.encryptKey): boolean =>
  createHash('sha256')
    .update(
      `${String(headers['x-lark-request-timestamp'])}${String(headers['x-lark-request-nonce'])}${key}${raw}`,
    )
    .digest('hex') === headers['x-lark-signature'];

describe('Appendix A server 5: the envelope', () => {
  test('encrypted, signed over the raw bytes, schema 2.0; a message to the bot with its mention', async () => {
    const message = await say();
    const [heard] = it_.hook.heard;
    expect(Object.keys(JSON.parse(heard?.raw ?? '{}') as object)).toEqual(['encrypt']);
    expect(heard !== undefined && signed(heard)).toBe(true);
    expect(heard?.envelope).toMatchObject({
      schema: '2.0',
      header: {
        event_type: 'im.message.receive_v1',
        token: it_.sim.app.verificationToken,
        app_id: it_.sim.app.appId,
        tenant_key: it_.sim.app.tenantKey,
        create_time: expect.stringMatching(/^\d{13}$/u) as unknown,
      },
      event: {
        sender: { sender_id: { open_id: LIU }, sender_type: 'user' },
        message: {
          message_id: message.messageId,
          chat_id: GROUP,
          chat_type: 'group',
          message_type: 'text',
          content: '{"text":"@_user_1 灯坏了"}',
          mentions: [{ key: '@_user_1', id: { open_id: 'ou_bot_self' }, mentioned_type: 'bot' }],
        },
      },
    });
  });

  test('the SDK’s own dispatcher opens it and takes it', async () => {
    const got: unknown[] = [];
    const dispatcher = new lark.EventDispatcher({ encryptKey: it_.sim.app.encryptKey, ...SILENT }).register({
      'im.message.receive_v1': (data) => void got.push(data.message.message_id),
    });
    const server = createServer(lark.adaptDefault('/hook', dispatcher, { autoChallenge: true }));
    await listening(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    expect(await it_.sim.console.saveUrl(url)).toEqual({ ok: true, message: '' });
    it_.sim.connect(url);
    const message = await say();
    expect(got).toEqual([message.messageId]);
    expect(it_.sim.state.events.at(-1)).toMatchObject({ status: 200, tries: 1 });
    server.close();
    server.closeAllConnections();
  });

  test('an app without Encrypt Key gets it plain and unsigned', async () => {
    const plain = await open({ app: { encryptKey: '' } });
    const other = await openHook(plain.sim);
    await plain.sim.client.tells(LIU, { text: 'x' });
    expect(other.heard[0]?.raw).toContain('"schema":"2.0"');
    expect(other.heard[0]?.headers['x-lark-signature']).toBeUndefined();
    await other.stop();
    await plain.stop();
  });

  test('saving the URL: the challenge comes without signature headers and must come back (row 4)', async () => {
    it_.hook.answer = ({ envelope }) => ({
      status: 200,
      body: { challenge: (envelope as unknown as { challenge: string }).challenge },
    });
    expect(await it_.sim.console.saveUrl(it_.hook.url)).toEqual({ ok: true, message: '' });
    expect(it_.hook.heard[0]?.headers['x-lark-signature']).toBeUndefined();
    expect(it_.hook.heard[0]?.envelope).toMatchObject({
      type: 'url_verification',
      token: it_.sim.app.verificationToken,
    });
    it_.hook.answer = () => ({ status: 200, body: {} });
    expect((await it_.sim.console.saveUrl(it_.hook.url)).message).toBe('Challenge code 没有返回');
    it_.hook.answer = () => ({ status: 200, body: 'ok' });
    expect((await it_.sim.console.saveUrl(it_.hook.url)).message).toContain('JSON');
    it_.hook.answer = () => ({});
    expect((await it_.sim.console.saveUrl(it_.hook.url)).message).toBe('Challenge code 没有返回');
    expect((await it_.sim.console.saveUrl('http://127.0.0.1:1/')).message).toBe(
      '请填写有效的 HTTP/HTTPS URL',
    );
  });

  test.each([
    'wrong-signature',
    'unsigned',
    'tampered',
    'wrong-key',
    'wrong-token',
    'stale',
    'plain',
  ] as const)('spoilt on demand: %s, then as it should be (row 3)', async (kind) => {
    it_.sim.engine.next({ kind });
    it_.hook.answer = () => ({ status: it_.hook.heard.length === 1 ? 401 : 200 });
    await say();
    await it_.sim.clock.advance(15_000);
    const [first, second] = it_.hook.heard;
    if (first === undefined || second === undefined) throw new Error('two deliveries were expected');
    expect(signed(second)).toBe(true);
    expect(second.envelope.header['token']).toBe(it_.sim.app.verificationToken);
    const faults = {
      'wrong-signature': !signed(first),
      unsigned: first.headers['x-lark-signature'] === undefined,
      tampered: !signed(first),
      'wrong-key': first.envelope.header === undefined,
      'wrong-token': first.envelope.header?.['token'] === 'somebody-else',
      stale:
        Number(second.headers['x-lark-request-timestamp']) -
          Number(first.headers['x-lark-request-timestamp']) >
        86_000,
      plain: first.raw.includes('"schema"'),
    };
    expect(faults[kind]).toBe(true);
  });
});

describe('delivery (contract §2.5)', () => {
  test('retries after 15 s, 5 min, 1 h, 6 h with the same event id, then no more', async () => {
    it_.hook.answer = () => ({ status: 500 });
    await say();
    const at = (): number => it_.sim.clock.now().getTime();
    const first = at();
    await it_.sim.clock.advance(14_000);
    expect(it_.hook.heard).toHaveLength(1);
    for (const [wait, count] of [
      [2000, 2],
      [5 * MINUTE, 3],
      [60 * MINUTE, 4],
      [360 * MINUTE, 5],
      [3000 * MINUTE, 5],
    ] as const) {
      await it_.sim.clock.advance(wait);
      expect(it_.hook.heard).toHaveLength(count);
    }
    expect(new Set(it_.hook.heard.map(({ envelope }) => envelope.header['event_id'])).size).toBe(1);
    const { deliveries, tries, status, nextAt } = it_.sim.people.events().at(-1) ?? {};
    expect({ tries, status, nextAt }).toEqual({ tries: 5, status: 500, nextAt: undefined });
    expect(Math.round(((deliveries?.at(-1)?.at ?? 0) - first) / MINUTE)).toBe(425);
  });

  test('one great leap of the clock makes each retry at its own time', async () => {
    const times: number[] = [];
    it_.hook.answer = () => {
      times.push(it_.sim.clock.now().getTime());
      return { status: times.length < 4 ? 503 : 200 };
    };
    await say();
    await it_.sim.clock.set('2026-09-30T09:00:00+08:00');
    const gaps = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
    expect(gaps).toEqual([15, 300, 3600]);
    expect(it_.sim.clock.now().toISOString()).toMatch(/^2026-09-30T01:00:0/u);
  });

  test.each([204, 201, 302])('only 200 is a success, %i comes again', async (status) => {
    it_.hook.answer = () => ({ status: it_.hook.heard.length === 1 ? status : 200 });
    await say();
    await it_.sim.clock.advance(15_000);
    expect(it_.hook.heard).toHaveLength(2);
  });

  test('no answer in time is a failure (row 5)', async () => {
    const quick = await open();
    const other = await openHook(quick.sim);
    quick.sim.connect(other.url, 100);
    other.answer = () => (other.heard.length === 1 ? {} : { status: 200 });
    await quick.sim.client.tells(LIU, { text: 'x' });
    expect(quick.sim.people.events().at(-1)?.status).toBe('lost');
    quick.sim.connect(other.url);
    await quick.sim.clock.advance(15_000);
    expect(quick.sim.people.events().at(-1)).toMatchObject({ status: 200, tries: 2 });
    await other.stop();
    await quick.stop();
  });

  test('duplicates after a success, lost ones, dropped ones, another order (rows 1, 2)', async () => {
    it_.sim.engine.next({ kind: 'duplicate' });
    await say('一');
    expect(it_.hook.heard).toHaveLength(2);
    it_.sim.engine.next({ kind: 'lose' });
    await say('二');
    expect(it_.hook.heard).toHaveLength(2);
    await it_.sim.clock.advance(15_000);
    expect(it_.hook.heard).toHaveLength(3);
    it_.sim.engine.next({ kind: 'drop' });
    await say('三');
    await it_.sim.clock.advance(600 * MINUTE);
    expect(it_.hook.heard).toHaveLength(3);
    it_.sim.engine.next({ kind: 'hold', times: 2 });
    const [first, second] = [await say('四'), await say('五')];
    await it_.sim.engine.release('reversed');
    const ids = it_.hook.heard
      .slice(-2)
      .map(({ envelope }) => (envelope.event['message'] as { message_id: string }).message_id);
    expect(ids).toEqual([second.messageId, first.messageId]);
    const [envelope] = it_.hook.heard.slice(-1).map((heard) => heard.envelope);
    await it_.sim.engine.again(envelope as never);
    await it_.sim.engine.emit('im.message.receive_v1', envelope?.event ?? {});
    expect(it_.hook.heard.at(-1)?.envelope.event).toEqual(envelope?.event);
    expect(it_.hook.heard.at(-1)?.envelope.header['event_id']).not.toBe(envelope?.header['event_id']);
  });

  test('without a webhook nothing is lost: it comes when there is one', async () => {
    const alone = await open();
    await alone.sim.client.tells(LIU, { text: 'x' });
    const late = await openHook(alone.sim);
    await alone.sim.clock.advance(15_000);
    expect(late.heard).toHaveLength(1);
    await late.stop();
    await alone.stop();
  });

  test('Appendix A server 8: events that are not added stay away until a version with them is published', async () => {
    it_.sim.console.configure({ events: ['application.bot.menu_v6'] });
    await say();
    expect(it_.hook.heard).toHaveLength(1);
    it_.sim.console.publish();
    await say();
    expect(it_.hook.heard).toHaveLength(1);
    await it_.sim.client.menu(LIU, 'report');
    expect(it_.hook.heard).toHaveLength(2);
  });
});
