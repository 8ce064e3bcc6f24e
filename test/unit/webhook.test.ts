import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/config.js';
import { createHttp } from '../../src/feishu/webhook.js';
import { decrypt } from '../../src/feishu/verify.js';
import { createLog } from '../../src/log.js';
import { encrypt } from '../simulator/events.js';

const KEY = 'key-for-tests';
const now = new Date('2026-10-20T02:00:00Z');
let server: Server;
let url: string;
let storeDown = false;
const taken: string[] = [];

beforeAll(async () => {
  const http = createHttp({
    config: {
      appId: 'cli_0000000000000001',
      encryptKey: KEY,
      verificationToken: 'token',
      tenantKey: 'ours',
      transport: 'webhook',
      metricsToken: 'metrics',
    },
    log: createLog('silent'),
    now: () => now,
    onEvent: (envelope) => {
      if (storeDown) return Promise.reject(new Error('down'));
      taken.push(envelope.header.event_id);
      return Promise.resolve();
    },
    onCallback: () => Promise.resolve({ toast: { type: 'info', content: 'x' } }),
    ready: () => Promise.resolve({ ok: true, detail: {} }),
    metrics: () => Promise.resolve({ type: 'text/plain', text: '# metrics' }),
  });
  server = await new Promise<Server>((resolve) => {
    const listening = http.listen(0, '127.0.0.1', () => resolve(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const envelope = (header: Record<string, string> = {}): object => ({
  schema: '2.0',
  header: {
    event_id: 'e1',
    token: 'token',
    create_time: '1',
    event_type: 'im.message.receive_v1',
    tenant_key: 'ours',
    app_id: 'cli_0000000000000001',
    ...header,
  },
  event: {},
});

async function post(
  content: object | string,
  tamper: { signature?: string; at?: Date; raw?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const raw =
    tamper.raw ??
    JSON.stringify({
      encrypt: encrypt(typeof content === 'string' ? content : JSON.stringify(content), KEY),
    });
  const timestamp = String(Math.floor((tamper.at ?? now).getTime() / 1000));
  const signature =
    tamper.signature ?? createHash('sha256').update(`${timestamp}nonce${KEY}${raw}`).digest('hex');
  const response = await fetch(`${url}/feishu/webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'nonce',
      'x-lark-signature': signature,
    },
    body: raw,
  });
  return { status: response.status, body: await response.json() };
}

test('an authentic event is taken and answered 200 with JSON', async () => {
  expect(await post(envelope())).toEqual({ status: 200, body: {} });
  expect(taken).toContain('e1');
});
test('the documentation’s own test vector opens', () =>
  expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world'));
test('an upper-case digest is the same digest', async () => {
  const raw = JSON.stringify({ encrypt: encrypt(JSON.stringify(envelope({ event_id: 'upper' })), KEY) });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHash('sha256').update(`${timestamp}nonce${KEY}${raw}`).digest('hex').toUpperCase();
  expect((await post('', { raw, signature })).status).toBe(200);
});
test.each([
  ['a wrong signature', () => post(envelope(), { signature: '0'.repeat(64) }), 401],
  ['no signature', () => post(envelope(), { signature: '' }), 401],
  ['another key', () => post('', { raw: JSON.stringify({ encrypt: encrypt('{}', 'other') }) }), 401],
  ['a plain event although a key is set', () => post('', { raw: JSON.stringify(envelope()) }), 401],
  [
    'a plain challenge although a key is set',
    () => post('', { raw: JSON.stringify({ type: 'url_verification', token: 'token', challenge: 'x' }) }),
    401,
  ],
  [
    'a challenge with a wrong token',
    () => post({ type: 'url_verification', token: 'other', challenge: 'x' }),
    401,
  ],
  ['a wrong verification token', () => post(envelope({ token: 'other' })), 401],
  ['another app', () => post(envelope({ app_id: 'cli_2' })), 401],
  ['another tenant', () => post(envelope({ tenant_key: 'theirs' })), 401],
  ['something that is not JSON', () => post('', { raw: 'x' }), 400],
  ['a list', () => post('', { raw: '[]' }), 400],
  [
    'an old callback',
    () => post(envelope({ event_type: 'card.action.trigger' }), { at: new Date(now.getTime() - 600_000) }),
    401,
  ],
])('%s is refused', async (_what, send, status) => {
  const before = taken.length;
  expect((await send()).status).toBe(status);
  expect(taken).toHaveLength(before);
});
test('an authentic challenge is echoed, without a signature too', async () => {
  expect(
    await post({ type: 'url_verification', token: 'token', challenge: 'abc' }, { signature: '' }),
  ).toEqual({ status: 200, body: { challenge: 'abc' } });
});
test('a body over 1 MB is 413, another path 404, another method 405, the store down 503', async () => {
  expect((await post('', { raw: JSON.stringify({ encrypt: 'x'.repeat(1_100_000) }) })).status).toBe(413);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/feishu/webhook`)).status).toBe(405);
  storeDown = true;
  expect((await post(envelope({ event_id: 'late' }))).status).toBe(503);
  storeDown = false;
});
test('every answer is JSON; /metrics wants its bearer token', async () => {
  for (const path of ['/nothing', '/healthz', '/readyz', '/feishu/webhook'])
    expect((await fetch(`${url}${path}`)).headers.get('content-type')).toContain('json');
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
  expect((await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer metrics' } })).status).toBe(200);
});
test('a start without the webhook’s secrets is refused with the remedy', () => {
  expect(() => readConfig({ FEISHU_APP_ID: 'a', FEISHU_APP_SECRET: 'b' })).toThrow(
    /FEISHU_ENCRYPT_KEY is required with FEISHU_TRANSPORT=webhook: copy it/u,
  );
  expect(() => readConfig({})).toThrow(/FEISHU_APP_ID is missing: set it/u);
  expect(
    readConfig({
      FEISHU_APP_ID: 'a',
      FEISHU_APP_SECRET: 'b',
      FEISHU_TRANSPORT: 'websocket',
      FEISHU_BASE_URL: 'http://x/',
    }).baseUrl,
  ).toBe('http://x');
});
