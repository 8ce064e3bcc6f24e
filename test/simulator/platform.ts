import Router from '@koa/router';
import Koa from 'koa';
import rawBody from 'raw-body';
import { checkCard } from './card-check.js';
import type { SimMessage, SimState } from './state.js';

export interface SimApp {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
  readonly botOpenId: string;
}

/** A fault for the next calls that match. */
export interface Fault {
  readonly match: RegExp;
  readonly kind: '429' | '500' | 'timeout' | 'accepted-no-answer' | 'bad-token' | 'code';
  readonly code?: number;
  times: number;
}

const UUID_MS = 3_600_000;
const PATCH_MS = 14 * 24 * 3_600_000;

/** The open platform's HTTP side, as strict as the contract (feishu-contract §1, §5, §6). */
export function createPlatform(
  state: SimState,
  app: SimApp,
  faults: Fault[],
  changed: () => void,
  socketUrl: () => string,
): Koa {
  const koa = new Koa();
  const router = new Router();
  const tokens = new Map<string, number>();
  koa.use(async (ctx, next) => {
    const log = {
      at: state.now(),
      method: ctx.method,
      path: ctx.path,
      body: undefined as unknown,
      status: 0,
      code: 0,
    };
    const isForm = ctx.get('content-type').startsWith('multipart/');
    const raw =
      ctx.path.startsWith('/open-apis') || ctx.path.startsWith('/callback')
        ? await rawBody(ctx.req, { limit: '32mb' })
        : Buffer.alloc(0);
    const body: unknown = isForm ? raw : raw.length === 0 ? {} : JSON.parse(raw.toString('utf8'));
    ctx.state['body'] = body;
    if (!ctx.path.startsWith('/open-apis')) return next();
    log.body = isForm ? `<${raw.length} bytes>` : ctx.path.includes('/auth/') ? '<secret>' : body;
    state.calls.push(log);
    const fault = faults.find(
      (candidate) => candidate.times > 0 && candidate.match.test(`${ctx.method} ${ctx.path}`),
    );
    if (fault !== undefined) fault.times -= 1;
    if (fault?.kind === 'timeout') return hang(ctx);
    if (fault !== undefined && fault.kind !== 'accepted-no-answer') applyFault(ctx, fault);
    else if (!ctx.path.includes('/auth/') && !tokenHolds(ctx, tokens, state.now()))
      refuse(ctx, 400, 99991663, 'Invalid access token for authorization');
    else {
      await next();
      if (ctx.body === undefined || ctx.status === 404) {
        state.violations.push(`unknown endpoint ${ctx.method} ${ctx.path}`);
        refuse(ctx, 404, 99991201, 'path not found');
      }
    }
    log.status = ctx.status;
    log.code = (ctx.body as { code?: number } | undefined)?.code ?? 0;
    changed();
    if (fault?.kind === 'accepted-no-answer') return hang(ctx);
    return undefined;
  });

  router.post(
    ['/open-apis/auth/v3/tenant_access_token/internal', '/open-apis/auth/v3/tenant_access_token/internal/'],
    (ctx) => {
      const { app_id, app_secret } = ctx.state['body'] as Record<string, string>;
      if (app_id !== app.appId) return refuse(ctx, 200, 10003, 'invalid app_id');
      if (app_secret !== app.appSecret) return refuse(ctx, 200, 10015, 'app secret invalid');
      const left = [...tokens].find(([, until]) => until - state.now() >= 30 * 60_000);
      const token = left?.[0] ?? state.id('t-');
      if (left === undefined) tokens.set(token, state.now() + 7_200_000);
      ctx.body = {
        code: 0,
        msg: 'ok',
        tenant_access_token: token,
        expire: Math.floor(((tokens.get(token) ?? 0) - state.now()) / 1000),
      };
      return undefined;
    },
  );
  router.post('/callback/ws/endpoint', (ctx) => {
    const { AppID, AppSecret } = ctx.state['body'] as Record<string, string>;
    ctx.body =
      AppID === app.appId && AppSecret === app.appSecret
        ? {
            code: 0,
            msg: '',
            data: {
              URL: socketUrl(),
              ClientConfig: {
                ReconnectCount: -1,
                ReconnectInterval: 1,
                ReconnectNonce: 1,
                PingInterval: 120,
              },
            },
          }
        : { code: 514, msg: 'auth failed' };
  });
  router.get('/open-apis/bot/v3/info', (ctx) => {
    ctx.body = {
      code: 0,
      msg: 'ok',
      bot: { activate_status: 2, app_name: '安全助手', open_id: app.botOpenId },
    };
  });
  router.post('/open-apis/im/v1/messages', (ctx) => {
    const { receive_id, ...rest } = ctx.state['body'] as Record<string, string>;
    const type = ctx.query['receive_id_type'];
    if (type !== 'open_id' && type !== 'chat_id') return refuse(ctx, 400, 99992402, 'receive_id_type');
    if (type === 'open_id' && !state.people.has(receive_id ?? ''))
      return refuse(ctx, 400, 99992351, 'open_id does not exist');
    const chat = type === 'open_id' ? state.p2p(receive_id ?? '') : state.chats.get(receive_id ?? '');
    if (chat === undefined) return refuse(ctx, 400, 99992356, 'chat does not exist');
    if (!chat.botInside) return refuse(ctx, 400, 230002, 'Bot is NOT in the chat.');
    return post(ctx, chat.chatId, rest, undefined);
  });
  router.post('/open-apis/im/v1/messages/:id/reply', (ctx) => {
    const parent = state.message(ctx.params['id'] ?? '');
    if (parent === undefined) return refuse(ctx, 400, 99992354, 'message does not exist');
    if (parent.deleted) return refuse(ctx, 400, 230011, 'the message was recalled');
    if (state.chats.get(parent.chatId)?.botInside !== true)
      return refuse(ctx, 400, 230002, 'Bot is NOT in the chat.');
    return post(ctx, parent.chatId, ctx.state['body'] as Record<string, string>, parent.messageId);
  });
  router.get('/open-apis/im/v1/messages/:id', (ctx) => {
    const message = state.message(ctx.params['id'] ?? '');
    if (message === undefined) return refuse(ctx, 400, 99992354, 'message does not exist');
    ctx.body = { code: 0, msg: 'success', data: { items: [shown(message, app)] } };
    return undefined;
  });
  router.patch('/open-apis/im/v1/messages/:id', (ctx) => {
    const message = state.message(ctx.params['id'] ?? '');
    if (message === undefined) return refuse(ctx, 400, 99992354, 'message does not exist');
    if (message.sender !== 'bot' || message.card === undefined)
      return refuse(ctx, 400, 230001, 'not a card of this app');
    if (message.deleted) return refuse(ctx, 400, 230011, 'recalled');
    if (state.now() - message.createdAt > PATCH_MS) return refuse(ctx, 400, 230031, 'older than 14 days');
    const card = parseCard(ctx, String((ctx.state['body'] as { content?: string }).content));
    if (card === undefined) return undefined;
    message.card = card;
    message.updatedAt = state.now();
    message.versions.push(card);
    ctx.body = { code: 0, msg: 'success', data: {} };
    return undefined;
  });
  router.patch('/open-apis/im/v1/messages/:id/urgent_app', (ctx) => {
    const message = state.message(ctx.params['id'] ?? '');
    const ids = (ctx.state['body'] as { user_id_list?: string[] }).user_id_list ?? [];
    if (message === undefined) return refuse(ctx, 400, 99992354, 'message does not exist');
    if (message.sender !== 'bot') return refuse(ctx, 400, 230012, 'not the sender');
    message.urgentFor.push(...ids);
    ctx.body = { code: 0, msg: 'success', data: { invalid_user_id_list: [] } };
    return undefined;
  });
  router.get('/open-apis/im/v1/messages/:id/resources/:key', (ctx) => {
    const message = state.message(ctx.params['id'] ?? '');
    const blob = state.blobs.get(ctx.params['key'] ?? '');
    if (message === undefined || blob === undefined || !message.resources.has(ctx.params['key'] ?? ''))
      return refuse(ctx, 400, 234003, 'file not in message');
    ctx.set('content-type', 'application/octet-stream');
    ctx.body = blob.bytes;
    return undefined;
  });
  router.post('/open-apis/im/v1/images', (ctx) => {
    const bytes = filePart(ctx.state['body'] as Buffer);
    if (bytes.length === 0) return refuse(ctx, 400, 234010, 'empty image');
    if (bytes.length > 10 * 1024 * 1024) return refuse(ctx, 400, 234006, 'image is too large');
    if (!isPicture(bytes)) return refuse(ctx, 400, 234011, 'unknown image format');
    const key = state.id('img_v3_');
    state.blobs.set(key, { bytes, owner: 'app', name: 'image' });
    ctx.body = { code: 0, msg: 'success', data: { image_key: key } };
    return undefined;
  });
  router.post('/open-apis/im/v1/files', (ctx) => {
    const raw = ctx.state['body'] as Buffer;
    const name = /name="file_name"\r\n\r\n([^\r]*)/u.exec(raw.toString('utf8'))?.[1] ?? 'file';
    const key = state.id('file_v3_');
    state.blobs.set(key, { bytes: filePart(raw), owner: 'app', name });
    ctx.body = { code: 0, msg: 'success', data: { file_key: key } };
  });
  router.post('/open-apis/contact/v3/users/batch_get_id', (ctx) => {
    const { mobiles = [], emails = [] } = ctx.state['body'] as { mobiles?: string[]; emails?: string[] };
    if (mobiles.length > 50 || emails.length > 50) return refuse(ctx, 400, 40001, 'more than 50');
    const people = [...state.people.values()];
    const list = [
      ...mobiles.map((mobile) => ({ mobile, ...idOf(people.find((person) => person.mobile === mobile)) })),
      ...emails.map((email) => ({ email, ...idOf(people.find((person) => person.email === email)) })),
    ];
    ctx.body = { code: 0, msg: 'success', data: { user_list: list } };
    return undefined;
  });
  router.get('/open-apis/contact/v3/users/:id', (ctx) => {
    const person = state.people.get(ctx.params['id'] ?? '');
    if (person === undefined) return refuse(ctx, 400, 41012, 'user id invalid');
    ctx.body = { code: 0, msg: 'success', data: { user: { open_id: person.openId, name: person.name } } };
    return undefined;
  });
  koa.use(router.routes());
  return koa;

  function post(
    ctx: Koa.Context,
    chatId: string,
    body: Record<string, string>,
    parentId: string | undefined,
  ): void {
    const { msg_type = '', content = '', uuid } = body;
    if (uuid !== undefined && uuid.length > 50) return refuse(ctx, 400, 99992402, 'uuid is longer than 50');
    const before = uuid === undefined ? undefined : state.uuids.get(uuid);
    const known =
      before === undefined || state.now() - before.at > UUID_MS ? undefined : state.message(before.messageId);
    if (known !== undefined) {
      ctx.body = { code: 0, msg: 'success', data: shown(known, app) };
      return;
    }
    const card = msg_type === 'interactive' ? parseCard(ctx, content) : undefined;
    if (msg_type === 'interactive' && card === undefined) return;
    const message = state.add({
      chatId,
      sender: 'bot',
      type: msg_type,
      content,
      ...(card === undefined ? {} : { card }),
      ...(parentId === undefined ? {} : { parentId }),
    });
    if (uuid !== undefined) state.uuids.set(uuid, { messageId: message.messageId, at: state.now() });
    ctx.body = { code: 0, msg: 'success', data: shown(message, app) };
  }

  function parseCard(ctx: Koa.Context, content: string): Record<string, unknown> | undefined {
    let card: unknown;
    try {
      card = JSON.parse(content);
    } catch {
      refuse(ctx, 400, 230099, 'Failed to create card content, ext=ErrCode: 200621; ErrMsg: not JSON');
      return undefined;
    }
    const faults = [...checkCard(card), ...unknownImages(card)];
    const first = faults[0];
    if (first === undefined) return card as Record<string, unknown>;
    state.violations.push(`card refused: ${first.code} ${first.path} ${first.problem}`);
    const code = first.code === 230025 ? 230025 : 230099;
    refuse(
      ctx,
      400,
      code,
      `Failed to create card content, ext=ErrCode: ${first.code}; ErrPath: ROOT -> ${first.path}; ErrMsg: ${first.problem}`,
    );
    return undefined;
  }

  function unknownImages(card: unknown): { code: number; path: string; problem: string }[] {
    const keys = [...JSON.stringify(card).matchAll(/"img_key":"([^"]+)"/gu)].map((match) => match[1] ?? '');
    return keys
      .filter((key) => state.blobs.get(key)?.owner !== 'app')
      .map((key) => ({ code: 200570, path: key, problem: 'image key of another app' }));
  }
}

function idOf(person: { openId: string } | undefined): { user_id?: string } {
  return person === undefined ? {} : { user_id: person.openId };
}

function shown(message: SimMessage, app: SimApp): Record<string, unknown> {
  return {
    message_id: message.messageId,
    msg_type: message.type,
    chat_id: message.chatId,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.deleted,
    updated: message.versions.length > 1,
    sender:
      message.sender === 'bot'
        ? { id: app.appId, id_type: 'app_id', sender_type: 'app' }
        : { id: message.sender, id_type: 'open_id', sender_type: 'user' },
    body: { content: message.content },
  };
}

function refuse(ctx: Koa.Context, status: number, code: number, msg: string): undefined {
  ctx.status = status;
  ctx.body = { code, msg };
  return undefined;
}

function applyFault(ctx: Koa.Context, fault: Fault): void {
  if (fault.kind === '429') {
    ctx.set('x-ogw-ratelimit-reset', '1');
    refuse(ctx, 429, 99991400, 'request trigger frequency limit');
  } else if (fault.kind === '500') refuse(ctx, 500, 0, 'internal');
  else if (fault.kind === 'bad-token') refuse(ctx, 400, 99991663, 'Invalid access token for authorization');
  else refuse(ctx, 400, fault.code ?? 230001, 'a fault on demand');
}

/** No answer at all: the caller's timeout or our closing ends it. */
function hang(ctx: Koa.Context): void {
  ctx.respond = false;
}

function tokenHolds(ctx: Koa.Context, tokens: ReadonlyMap<string, number>, now: number): boolean {
  const token = /^Bearer (.+)$/u.exec(ctx.get('authorization'))?.[1] ?? '';
  return (tokens.get(token) ?? 0) > now;
}

/** The file's bytes in a multipart body. */
function filePart(raw: Buffer): Buffer {
  const boundary = raw.subarray(0, raw.indexOf('\r\n'));
  for (let start = 0; start >= 0;) {
    const headEnd = raw.indexOf('\r\n\r\n', start);
    if (headEnd < 0) return Buffer.alloc(0);
    const head = raw.subarray(start, headEnd).toString('latin1');
    const next = raw.indexOf(boundary, headEnd);
    if (/filename=|name="(?:image|file)"/u.test(head)) return raw.subarray(headEnd + 4, next - 2);
    start = next;
  }
  return Buffer.alloc(0);
}

function isPicture(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4).toString('hex');
  return (
    head.startsWith('ffd8ff') || head === '89504e47' || head.startsWith('47494638') || head === '52494646'
  );
}
