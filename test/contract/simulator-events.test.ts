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
  SILENT,
  TOPICS,
  WANG,
  type Heard,
  type Hook,
  type Setup,
} from './simulator-setup.js';

let it_: Setup;
let hook: Hook;
beforeEach(async () => {
  it_ = await open();
  hook = await openHook(it_.sim);
});
afterEach(async () => {
  await hook.stop();
  await it_.stop();
});

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
    const [heard] = hook.heard;
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
    hook.answer = ({ envelope }) => ({
      status: 200,
      body: { challenge: (envelope as unknown as { challenge: string }).challenge },
    });
    expect(await it_.sim.console.saveUrl(hook.url)).toEqual({ ok: true, message: '' });
    expect(hook.heard[0]?.headers['x-lark-signature']).toBeUndefined();
    expect(hook.heard[0]?.envelope).toMatchObject({
      type: 'url_verification',
      token: it_.sim.app.verificationToken,
    });
    hook.answer = () => ({ status: 200, body: {} });
    expect((await it_.sim.console.saveUrl(hook.url)).message).toBe('Challenge code 没有返回');
    hook.answer = () => ({ status: 200, body: 'ok' });
    expect((await it_.sim.console.saveUrl(hook.url)).message).toContain('JSON');
    hook.answer = () => ({});
    expect((await it_.sim.console.saveUrl(hook.url)).message).toBe('Challenge code 没有返回');
    expect((await it_.sim.console.saveUrl('http://127.0.0.1:1/')).message).toBe(
      '请填写有效的 HTTP/HTTPS URL',
    );
  });

  test.each(['wrong-signature', 'unsigned', 'wrong-key', 'wrong-token', 'stale', 'plain'] as const)(
    'spoilt on demand: %s, then as it should be (row 3)',
    async (kind) => {
      it_.sim.engine.next({ kind });
      hook.answer = () => ({ status: hook.heard.length === 1 ? 401 : 200 });
      await say();
      await it_.sim.clock.advance(15_000);
      const [first, second] = hook.heard;
      if (first === undefined || second === undefined) throw new Error('two deliveries were expected');
      expect(signed(second)).toBe(true);
      expect(second.envelope.header['token']).toBe(it_.sim.app.verificationToken);
      const faults = {
        'wrong-signature': !signed(first),
        unsigned: first.headers['x-lark-signature'] === undefined,
        'wrong-key': first.envelope.header === undefined,
        'wrong-token': first.envelope.header?.['token'] === 'somebody-else',
        stale:
          Number(second.headers['x-lark-request-timestamp']) -
            Number(first.headers['x-lark-request-timestamp']) >
          86_000,
        plain: first.raw.includes('"schema"'),
      };
      expect(faults[kind]).toBe(true);
    },
  );
});

describe('delivery (contract §2.5)', () => {
  test('retries after 15 s, 5 min, 1 h, 6 h with the same event id, then no more', async () => {
    hook.answer = () => ({ status: 500 });
    await say();
    const at = (): number => it_.sim.clock.now().getTime();
    const first = at();
    await it_.sim.clock.advance(14_000);
    expect(hook.heard).toHaveLength(1);
    for (const [wait, count] of [
      [2000, 2],
      [5 * MINUTE, 3],
      [60 * MINUTE, 4],
      [360 * MINUTE, 5],
      [3000 * MINUTE, 5],
    ] as const) {
      await it_.sim.clock.advance(wait);
      expect(hook.heard).toHaveLength(count);
    }
    expect(new Set(hook.heard.map(({ envelope }) => envelope.header['event_id'])).size).toBe(1);
    const { deliveries, tries, status, nextAt } = it_.sim.people.events().at(-1) ?? {};
    expect({ tries, status, nextAt }).toEqual({ tries: 5, status: 500, nextAt: undefined });
    expect(Math.round(((deliveries?.at(-1)?.at ?? 0) - first) / MINUTE)).toBe(425);
  });

  test('one great leap of the clock makes each retry at its own time', async () => {
    const times: number[] = [];
    hook.answer = () => {
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
    hook.answer = () => ({ status: hook.heard.length === 1 ? status : 200 });
    await say();
    await it_.sim.clock.advance(15_000);
    expect(hook.heard).toHaveLength(2);
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
    expect(hook.heard).toHaveLength(2);
    it_.sim.engine.next({ kind: 'lose' });
    await say('二');
    expect(hook.heard).toHaveLength(2);
    await it_.sim.clock.advance(15_000);
    expect(hook.heard).toHaveLength(3);
    it_.sim.engine.next({ kind: 'drop' });
    await say('三');
    await it_.sim.clock.advance(600 * MINUTE);
    expect(hook.heard).toHaveLength(3);
    it_.sim.engine.next({ kind: 'hold', times: 2 });
    const [first, second] = [await say('四'), await say('五')];
    await it_.sim.engine.release('reversed');
    const ids = hook.heard
      .slice(-2)
      .map(({ envelope }) => (envelope.event['message'] as { message_id: string }).message_id);
    expect(ids).toEqual([second.messageId, first.messageId]);
    const [envelope] = hook.heard.slice(-1).map((heard) => heard.envelope);
    await it_.sim.engine.again(envelope as never);
    await it_.sim.engine.emit('im.message.receive_v1', envelope?.event ?? {});
    expect(hook.heard.at(-1)?.envelope.event).toEqual(envelope?.event);
    expect(hook.heard.at(-1)?.envelope.header['event_id']).not.toBe(envelope?.header['event_id']);
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

  test('events that are not added stay away until a version with them is published', async () => {
    it_.sim.console.configure({ events: ['application.bot.menu_v6'] });
    await say();
    expect(hook.heard).toHaveLength(1);
    it_.sim.console.publish();
    await say();
    expect(hook.heard).toHaveLength(1);
    await it_.sim.client.menu(LIU, 'report');
    expect(hook.heard).toHaveLength(2);
  });
});

describe('Appendix A server 6: what people do becomes events (contract §3)', () => {
  const last = (): Heard['envelope'] | undefined => hook.heard.at(-1)?.envelope;
  const message = (): Record<string, unknown> => (last()?.event['message'] ?? {}) as Record<string, unknown>;

  test('private: no @ is needed and mentions is absent; a picture alone is an image', async () => {
    await it_.sim.client.tells(LIU, { text: '您好' });
    expect(message()).toMatchObject({ chat_type: 'p2p', message_type: 'text' });
    expect(message()).not.toHaveProperty('mentions');
    await it_.sim.client.tells(LIU, { images: [Buffer.from('x')] });
    expect(message()['message_type']).toBe('image');
  });

  test('a group: without @ nothing arrives; with pictures it is a post; an answer has root and parent', async () => {
    const quiet = await it_.sim.client.says(LIU, GROUP, { text: '自己人说话' });
    expect(hook.heard).toHaveLength(0);
    await it_.sim.client.says(WANG, GROUP, {
      text: '看看',
      at: true,
      mentions: [LIU],
      images: [Buffer.from('x'), Buffer.from('y')],
      replyTo: quiet.messageId,
    });
    expect(message()).toMatchObject({
      message_type: 'post',
      root_id: quiet.messageId,
      parent_id: quiet.messageId,
    });
    expect((message()['mentions'] as { name: string }[]).map(({ name }) => name)).toEqual([
      '安全助手',
      '刘小燕',
    ]);
    const content = JSON.parse(String(message()['content'])) as { content: { tag: string }[][] };
    expect(content.content.map((line) => line.map(({ tag }) => tag))).toEqual([
      ['at', 'at', 'text'],
      ['img'],
      ['img'],
    ]);
    await it_.sim.client.says(LIU, TOPICS, { text: '话题里', at: true });
    expect(message()).toMatchObject({ message_type: 'post', chat_type: 'group' });
  });

  test('@所有人 in its three variants (row 17)', async () => {
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'text' });
    expect(message()['content']).toBe('{"text":"@_all 开会"}');
    expect(message()).not.toHaveProperty('mentions');
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'mention' });
    expect(message()['mentions']).toMatchObject([{ key: '@_all', id: { open_id: '' } }]);
    const before = hook.heard.length;
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'silent' });
    expect(hook.heard).toHaveLength(before);
  });

  test('recall, edit (no event), reaction, menu in seconds, entering, the bot moved, group dissolved', async () => {
    const said = await say();
    it_.sim.client.edit(said.messageId, '改了');
    expect(hook.heard).toHaveLength(1);
    await it_.sim.client.recall(said.messageId);
    expect(last()?.event).toMatchObject({
      message_id: said.messageId,
      chat_id: GROUP,
      recall_type: 'message_owner',
    });
    await it_.sim.client.reacts(LIU, said.messageId, 'OK');
    expect(last()?.event).toMatchObject({ reaction_type: { emoji_type: 'OK' }, operator_type: 'user' });
    await it_.sim.client.menu(LIU, 'report_hazard');
    expect(last()?.event).toMatchObject({
      event_key: 'report_hazard',
      timestamp: Math.floor(it_.sim.clock.now().getTime() / 1000),
    });
    expect(last()?.event).not.toHaveProperty('chat_id');
    await it_.sim.client.enterPrivate(LIU);
    expect(last()?.header['event_type']).toBe('im.chat.access_event.bot_p2p_chat_entered_v1');
    await it_.sim.client.removeBot(WANG, GROUP);
    expect(last()?.event).toMatchObject({
      chat_id: GROUP,
      name: '一号养老院群',
      operator_id: { open_id: WANG },
      external: false,
    });
    await it_.sim.client.addBot(WANG, GROUP);
    expect(last()?.header['event_type']).toBe('im.chat.member.bot.added_v1');
    await it_.sim.client.dissolve(WANG, GROUP);
    expect(last()?.header['event_type']).toBe('im.chat.disbanded_v1');
  });

  test('people: only the changed fields are named; who leaves is gone for the bot', async () => {
    await it_.sim.client.updatesPerson(LIU, { title: '安全员' });
    expect(last()?.event).toMatchObject({
      object: { open_id: LIU, job_title: '安全员', name: '刘小燕' },
      old_object: { job_title: '护理员' },
    });
    expect(last()?.event['old_object']).not.toHaveProperty('name');
    await it_.sim.client.leavesCompany(LIU);
    expect(last()?.header['event_type']).toBe('contact.user.deleted_v3');
    expect(it_.sim.people.people().find(({ openId }) => openId === LIU)?.left).toBe(true);
  });
});
