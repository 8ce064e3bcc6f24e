import { afterEach, beforeEach, expect, test } from '@jest/globals';
import * as lark from '@larksuiteoapi/node-sdk';
import { card, GROUP, idOf, LIU, open, SILENT, until, type Setup } from './simulator-setup.js';

let it_: Setup;
const clients: lark.WSClient[] = [];
beforeEach(async () => {
  it_ = await open();
  it_.sim.connectSocket();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close({ force: true });
  await it_.stop();
});

/** The SDK's own client, online. */
async function connect(
  handlers: Record<string, (data: Record<string, unknown>) => unknown>,
  more: object = {},
): Promise<lark.WSClient> {
  const dispatcher = new lark.EventDispatcher({ ...SILENT });
  dispatcher.register(handlers as never);
  const client = new lark.WSClient({
    appId: it_.sim.app.appId,
    appSecret: it_.sim.app.appSecret,
    domain: it_.sim.baseUrl,
    ...SILENT,
    ...more,
  });
  clients.push(client);
  const before = it_.sim.socket.connected();
  await client.start({ eventDispatcher: dispatcher });
  await until(() => it_.sim.socket.connected() > before);
  return client;
}
const say = () => it_.sim.client.tells(LIU, { text: '您好'.repeat(200) });
const idIn = (data: Record<string, unknown>): unknown =>
  (data['message'] as { message_id?: unknown }).message_id;

test('an event arrives, the token in its header is empty, the ack is the success', async () => {
  const got: Record<string, unknown>[] = [];
  await connect({ 'im.message.receive_v1': (data) => void got.push(data) });
  const said = await say();
  expect(got.map(idIn)).toEqual([said.messageId]);
  expect(got[0]?.['token']).toBe('');
  expect(it_.sim.people.events().at(-1)).toMatchObject({ status: 200, tries: 1 });
});

test('three fragments are one event (row 20)', async () => {
  it_.sim.socket.manners.fragments = 3;
  const got: unknown[] = [];
  await connect({ 'im.message.receive_v1': (data) => void got.push(idIn(data)) });
  const said = await say();
  expect(got).toEqual([said.messageId]);
});

test('a handler that throws is a failure, the event comes again', async () => {
  let times = 0;
  await connect({
    'im.message.receive_v1': () => {
      times += 1;
      if (times === 1) throw new Error('not yet');
    },
  });
  await say();
  expect(it_.sim.people.events().at(-1)?.status).toBe(500);
  await it_.sim.clock.advance(15_000);
  expect(times).toBe(2);
  expect(it_.sim.people.events().at(-1)).toMatchObject({ status: 200, tries: 2 });
});

test('a click travels as an event, its answer in the ack', async () => {
  const id = idOf(await it_.sendCard(GROUP, card('旧')));
  await connect({
    'card.action.trigger': () => ({
      toast: { type: 'success', content: '好' },
      card: { type: 'raw', data: card('新') },
    }),
  });
  expect(await it_.sim.client.click(LIU, id, { value: { a: 1 } })).toMatchObject({
    toast: { content: '好' },
  });
  expect(it_.sim.people.message(LIU, id)?.words).toBe('新');
});

test('a failing click shows 200671; nobody online 200340', async () => {
  const id = idOf(await it_.sendCard(GROUP, card('旧')));
  expect((await it_.sim.client.click(LIU, id, {})).error).toBe(200340);
  await connect({
    'card.action.trigger': () => {
      throw new Error('broken');
    },
  });
  expect((await it_.sim.client.click(LIU, id, {})).error).toBe(200671);
});

test('each event goes to one of the clients, not to all', async () => {
  it_.sim.limits.on = false;
  let got = 0;
  const handlers = { 'im.message.receive_v1': () => void (got += 1) };
  await connect(handlers);
  await connect(handlers);
  for (let n = 0; n < 20; n += 1) await say();
  expect(got).toBe(20);
  expect(it_.sim.socket.received.map(({ events }) => events).reduce((a, b) => a + b)).toBe(20);
  // Both get some: that all twenty go to one has a chance of one in 500,000.
  expect(it_.sim.socket.received.every(({ events }) => events > 0)).toBe(true);
});

test('what is said while nobody is online is not lost; a cut connection comes back (row 20)', async () => {
  it_.sim.socket.manners.config = {
    ReconnectCount: -1,
    ReconnectInterval: 1,
    ReconnectNonce: 0,
    PingInterval: 120,
  };
  const got: unknown[] = [];
  await connect({ 'im.message.receive_v1': (data) => void got.push(idIn(data)) });
  it_.sim.socket.cut();
  await until(() => it_.sim.socket.connected() === 0);
  const said = await say();
  expect(it_.sim.people.events().at(-1)?.status).toBe('lost');
  await until(() => it_.sim.socket.connected() === 1, 10_000);
  await it_.sim.clock.advance(15_000);
  expect(got).toEqual([said.messageId]);
});

test('a ping is answered with the intervals; without pong a client with pingTimeout reconnects (row 20)', async () => {
  it_.sim.socket.manners.config = {
    ReconnectCount: -1,
    ReconnectInterval: 1,
    ReconnectNonce: 0,
    PingInterval: 1,
  };
  it_.sim.socket.manners.pong = false;
  await connect({}, { wsConfig: { pingTimeout: 1 } });
  await until(() => it_.sim.socket.received.length >= 2, 15_000);
  expect(it_.sim.socket.received[0]?.pings).toBeGreaterThanOrEqual(1);
});

test('wrong secret 514; the 51st connection is refused', async () => {
  const ask = async (AppSecret: string): Promise<unknown> => {
    const body = JSON.stringify({ AppID: it_.sim.app.appId, AppSecret });
    const response = await fetch(`${it_.sim.baseUrl}/callback/ws/endpoint`, { method: 'POST', body });
    return ((await response.json()) as { code: number }).code;
  };
  expect(await ask('wrong')).toBe(514);
  for (let n = 0; n < 50; n += 1) await connect({});
  expect(await ask(it_.sim.app.appSecret)).toBe(1000040350);
});
