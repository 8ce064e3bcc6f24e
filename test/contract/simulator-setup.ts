import * as lark from '@larksuiteoapi/node-sdk';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bureauFrom, openIdOf, type SimGroup } from '../simulator/bureau.js';
import { CALENDAR_SCOPES, DEFAULT_SCOPES, DIRECTORY_SCOPES } from '../simulator/console.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';

export const LIU = openIdOf('刘小燕');
export const WANG = openIdOf('王芳');
export const ZHOU = openIdOf('周建国');
export const GROUP = 'oc_home_1';
export const TOPICS = 'oc_topics';
export const ELSEWHERE = 'oc_elsewhere';
export const START = '2026-09-29T15:20:00+08:00';

const PEOPLE = [
  { name: '周建国', title: '局长', mobile: '10000000001', units: [] },
  { name: '王芳', title: '安全员', mobile: '10000000032', units: ['一号养老院', '安委办'] },
  { name: '刘小燕', title: '护理员', mobile: '10000000034', email: 'liu@example.com', units: ['一号养老院'] },
];
const GROUPS: readonly SimGroup[] = [
  { chatId: GROUP, name: '一号养老院群', members: [LIU, WANG], bot: true, owner: WANG },
  { chatId: TOPICS, name: '话题群', members: [LIU, WANG], bot: true, topics: true },
  { chatId: ELSEWHERE, name: '别的群', members: [WANG], bot: false },
];

/** A reply of the platform, however it came: resolved or thrown. */
export interface Reply {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly error: Readonly<Record<string, unknown>>;
}

export interface Setup {
  readonly sim: Simulator;
  readonly sdk: lark.Client;
  /** One call by the real SDK; the path below /open-apis. */
  call(method: string, path: string, data?: object, params?: object): Promise<Reply>;
  send(to: string, content: object, more?: object): Promise<Reply>;
  sendCard(to: string, card: object, more?: object): Promise<Reply>;
  stop(): Promise<void>;
}

const TOKEN_MS = 85 * 60_000;
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
export const SILENT = { logger: silent, loggerLevel: lark.LoggerLevel.fatal };

/** More than this bot asks for: the platform is tried out beyond it. */
const GENEROUS = {
  scopes: [
    ...DEFAULT_SCOPES,
    ...CALENDAR_SCOPES,
    ...DIRECTORY_SCOPES,
    'im:message.reactions:write_only',
    'event:ip_list',
  ],
  events: undefined,
};

/** A small tenant and the SDK's own client for it. */
export async function open(options: Partial<SimulatorOptions> = {}): Promise<Setup> {
  const bureau = bureauFrom('民政局', PEOPLE, GROUPS);
  const sim = await startSimulator({ ...bureau, start: START, settings: GENEROUS, ...options });
  const sdk = sdkFor(sim);
  const call = (method: string, path: string, data?: object, params: object = {}): Promise<Reply> =>
    replyOf(() =>
      sdk.request({ method, url: `/open-apis${path}`, params, ...(data === undefined ? {} : { data }) }),
    );
  const kind = (to: string): string => (to.startsWith('oc_') ? 'chat_id' : 'open_id');
  const post = (to: string, type: string, content: object, more: object = {}): Promise<Reply> =>
    call(
      'POST',
      '/im/v1/messages',
      { receive_id: to, msg_type: type, content: JSON.stringify(content), ...more },
      { receive_id_type: kind(to) },
    );
  return {
    sim,
    sdk,
    call,
    send: (to, content, more) => post(to, 'text', content, more),
    sendCard: (to, card, more) => post(to, 'interactive', card, more),
    stop: () => sim.stop(),
  };
}

/** The same with a webhook that listens. */
export async function openWithHook(): Promise<Setup & { readonly hook: Hook }> {
  const setup = await open();
  const hook = await openHook(setup.sim);
  return {
    ...setup,
    hook,
    async stop() {
      await hook.stop();
      await setup.stop();
    },
  };
}

/** Another client, without what the first has cached. */
export function sdkFor(sim: Simulator, secret = sim.app.appSecret): lark.Client {
  // The SDK counts the life of a token on the machine's clock: here it goes by the simulator's.
  const kept = new Map<string, { value: unknown; until: number }>();
  const now = (): number => sim.clock.now().getTime();
  return new lark.Client({
    appId: sim.app.appId,
    appSecret: secret,
    domain: sim.baseUrl,
    cache: {
      get: (key) => {
        const one = kept.get(String(key));
        return Promise.resolve(one !== undefined && one.until > now() ? one.value : undefined);
      },
      set: (key, value) => {
        kept.set(String(key), { value, until: now() + TOKEN_MS });
        return Promise.resolve(true);
      },
    },
    ...SILENT,
  });
}

export async function replyOf(work: () => Promise<unknown>): Promise<Reply> {
  const shape = (status: number, body: unknown, headers: Record<string, unknown>): Reply => {
    const { code = 0, msg = '', data = {}, error = {}, ...flat } = (body ?? {}) as Record<string, unknown>;
    return {
      status,
      code: Number(code),
      msg: String(msg),
      data: { ...flat, ...(data as object) },
      headers,
      error: error as Record<string, unknown>,
    };
  };
  try {
    return shape(200, await work(), {});
  } catch (error) {
    const { response } = error as {
      response?: { status: number; data: unknown; headers: Record<string, unknown> };
    };
    if (response === undefined) throw error;
    return shape(response.status, response.data, response.headers);
  }
}

export const card = (words: string): object => ({
  schema: '2.0',
  header: { title: { tag: 'plain_text', content: words } },
  body: { elements: [{ tag: 'markdown', content: words }] },
});

export const idOf = (reply: Reply): string => String(reply.data['message_id']);

export interface Heard {
  readonly raw: string;
  readonly headers: IncomingHttpHeaders;
  readonly envelope: { header: Record<string, string>; event: Record<string, unknown> };
}

export interface Hook {
  readonly url: string;
  readonly heard: Heard[];
  /** What is answered; 200 `{}` at first. `undefined` as status: no answer at all. */
  answer: (
    heard: Heard,
  ) => { status?: number; body?: unknown } | Promise<{ status?: number; body?: unknown }>;
  stop(): Promise<void>;
}

/** A webhook that writes down what it gets. Opens it with the SDK's own cipher. */
export async function openHook(sim: Simulator): Promise<Hook> {
  const cipher = new lark.AESCipher(sim.app.encryptKey);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const body = JSON.parse(raw) as { encrypt?: string };
      const text = body.encrypt === undefined ? raw : open_(cipher, body.encrypt);
      const envelope = JSON.parse(text) as Heard['envelope'];
      const one = { raw, headers: request.headers, envelope };
      hook.heard.push(one);
      void Promise.resolve(hook.answer(one)).then(({ status, body: answer }) => {
        if (status === undefined) return;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
      });
    });
  });
  await listening(server);
  const hook: Hook = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard: [],
    answer: () => ({ status: 200, body: {} }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  sim.connect(hook.url);
  return hook;
}

/** What another key has encrypted can't be opened: seen as nothing. */
function open_(cipher: lark.AESCipher, encrypted: string): string {
  try {
    return cipher.decrypt(encrypted);
  } catch {
    return '{}';
  }
}

export function listening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
}

/** Waits for a condition; no sleeping for a fixed time. */
export async function until(holds: () => boolean, ms = 5000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never happened');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
