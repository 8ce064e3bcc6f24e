import * as lark from '@larksuiteoapi/node-sdk';
import type { Config } from '../config.js';
import { GatewayError, type Address, type FoundId, type Gateway, type Outgoing, type Sent } from '../delivery/gateway-port.js';
import { sdkLogger, type Log } from '../log.js';
import { failure } from './failures.js';

/** The SDK's HTTP client has no timeout of its own: a hung call would block the sender (contract trap 14). */
const TIMEOUT_MS = 8000;

interface Reply {
  readonly code?: number;
  readonly msg?: string;
  readonly data?: Record<string, unknown>;
  readonly bot?: { readonly open_id?: string };
}

/**
 * Feishu through the official SDK: own token cache (the SDK's is shared by the whole process and never heals a bad
 * token), timeouts, and one kind of error for both ways in which calls fail.
 */
export function createGateway(config: Pick<Config, 'appId' | 'appSecret' | 'baseUrl'>, log: Log, now: () => Date): Gateway {
  const tokens = new Map<string, { value: unknown; until: number }>();
  lark.defaultHttpInstance.defaults.timeout = TIMEOUT_MS;
  const client = new lark.Client({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl,
    logger: sdkLogger(log),
    loggerLevel: lark.LoggerLevel.warn,
    cache: {
      get: (key) => {
        const kept = tokens.get(String(key));
        return Promise.resolve(kept !== undefined && kept.until > now().getTime() ? kept.value : undefined);
      },
      set: (key, value, expire) => {
        tokens.set(String(key), { value, until: expire ?? Number.MAX_SAFE_INTEGER });
        return Promise.resolve(true);
      },
    },
  });

  /** One call with one retry after a refused token. */
  async function call<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await settled(work);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.verdict !== 'token') throw error;
      tokens.clear();
      return settled(work);
    }
  }

  const request = (method: string, url: string, params: object, data?: object): Promise<Reply> =>
    call(() => client.request<Reply>({ method, url: `/open-apis${url}`, params, ...(data === undefined ? {} : { data }), timeout: TIMEOUT_MS }));

  return {
    async send(to: Address, message: Outgoing, uuid: string): Promise<Sent> {
      const body = { ...contentOf(message), uuid };
      const reply =
        to.by === 'reply'
          ? await request('POST', `/im/v1/messages/${to.id}/reply`, {}, body)
          : await request('POST', '/im/v1/messages', { receive_id_type: to.by }, { receive_id: to.id, ...body });
      return { messageId: text(reply.data?.['message_id']), chatId: text(reply.data?.['chat_id']) };
    },
    async patch(messageId, card) {
      await request('PATCH', `/im/v1/messages/${messageId}`, {}, { content: JSON.stringify(card) });
    },
    async urgent(messageId, openIds) {
      await request('PATCH', `/im/v1/messages/${messageId}/urgent_app`, { user_id_type: 'open_id' }, { user_id_list: [...openIds] });
    },
    async uploadImage(bytes) {
      const made = await call(() => client.im.image.create({ data: { image_type: 'message', image: bytes } }));
      if (made?.image_key === undefined) throw new GatewayError(0, 'permanent', 'the picture was not taken');
      return made.image_key;
    },
    async uploadFile(name, bytes) {
      const made = await call(() => client.im.file.create({ data: { file_type: 'stream', file_name: name, file: bytes } }));
      if (made?.file_key === undefined) throw new GatewayError(0, 'permanent', 'the file was not taken');
      return made.file_key;
    },
    async download(messageId, fileKey, type) {
      const resource = await call(() =>
        client.im.messageResource.get({ path: { message_id: messageId, file_key: fileKey }, params: { type } }),
      );
      const chunks: Buffer[] = [];
      for await (const chunk of resource.getReadableStream()) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks);
    },
    async message(messageId) {
      const reply = await request('GET', `/im/v1/messages/${messageId}`, {});
      const item = (reply.data?.['items'] as Record<string, unknown>[] | undefined)?.[0];
      if (item === undefined || item['deleted'] === true) return undefined;
      const sender = item['sender'] as { id?: string } | undefined;
      const body = item['body'] as { content?: string } | undefined;
      return { type: text(item['msg_type']), content: body?.content ?? '', senderOpenId: sender?.id ?? '' };
    },
    async findIds({ mobiles, emails }): Promise<readonly FoundId[]> {
      const reply = await request('POST', '/contact/v3/users/batch_get_id', { user_id_type: 'open_id' }, { mobiles: [...mobiles], emails: [...emails] });
      const list = (reply.data?.['user_list'] ?? []) as { user_id?: string; mobile?: string; email?: string }[];
      return list.flatMap(({ user_id: openId, mobile, email }) =>
        openId === undefined || openId === ''
          ? []
          : [{ openId, ...(mobile === undefined ? {} : { mobile }), ...(email === undefined ? {} : { email }) }],
      );
    },
    async userName(openId) {
      const reply = await request('GET', `/contact/v3/users/${openId}`, { user_id_type: 'open_id' });
      const user = reply.data?.['user'] as { name?: string } | undefined;
      return user?.name;
    },
    async ownOpenId() {
      const reply = await request('GET', '/bot/v3/info', {});
      return reply.bot?.open_id ?? '';
    },
  };
}

function contentOf(message: Outgoing): { msg_type: string; content: string } {
  switch (message.kind) {
    case 'card':
      return { msg_type: 'interactive', content: JSON.stringify(message.card) };
    case 'file':
      return { msg_type: 'file', content: JSON.stringify({ file_key: message.fileKey }) };
    case 'text':
      return { msg_type: 'text', content: JSON.stringify({ text: message.text }) };
  }
}

async function settled<R>(work: () => Promise<R>): Promise<R> {
  let result: R;
  try {
    result = await work();
  } catch (error) {
    throw error instanceof GatewayError ? error : fromThrown(error);
  }
  const { code, msg } = (result ?? {}) as { code?: number; msg?: string };
  if (typeof code === 'number' && code !== 0) throw failure(200, { code, ...(msg === undefined ? {} : { msg }) }, undefined, undefined);
  return result;
}

function fromThrown(error: unknown): GatewayError {
  const response = (error as { response?: { status?: number; data?: unknown; headers?: Record<string, string> } }).response;
  const body = response?.data;
  const shape = typeof body === 'object' && body !== null && 'code' in body ? (body as { code?: number; msg?: string }) : undefined;
  // The error itself holds the request with its token and texts: keep only its name.
  const cause = new Error(error instanceof Error ? error.name : 'failed');
  return failure(response?.status, shape, response?.headers?.['x-ogw-ratelimit-reset'], cause);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
