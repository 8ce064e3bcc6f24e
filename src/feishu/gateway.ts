import type { Config } from '../config.js';
import {
  GatewayError,
  type Address,
  type FoundId,
  type Gateway,
  type Outgoing,
  type Sent,
} from '../delivery/gateway-port.js';
import type { Log } from '../log.js';
import { calendarOf } from './calendar.js';
import { createClient, segment, textOf, type FeishuClient } from './client.js';

/** What Feishu takes for resources in one answer; photos are far smaller (contract §5.7). */
const RESOURCE_LIMIT = 100 * 1024 * 1024;

/** How many mobiles and how many e-mails one call takes. */
const ID_BATCH = 50;

/** Feishu's messages, pictures and people through the official SDK. */
export function createGateway(
  config: Pick<Config, 'appId' | 'appSecret' | 'baseUrl'>,
  log: Log,
  now: () => Date,
): Gateway {
  return gatewayOf(createClient(config, log, now));
}

/** The same on a client that others use as well. */
export function gatewayOf(client: FeishuClient): Gateway {
  const { sdk, call, request } = client;
  return {
    calendar: calendarOf(client),
    async send(to: Address, message: Outgoing, uuid: string): Promise<Sent> {
      const body = { ...contentOf(message), uuid };
      const reply =
        to.by === 'reply'
          ? await request('POST', `/im/v1/messages/${segment(to.id)}/reply`, {}, body)
          : await request(
              'POST',
              '/im/v1/messages',
              { receive_id_type: to.by },
              { receive_id: to.id, ...body },
            );
      const messageId = textOf(reply.data?.['message_id']);
      // Without its id it is not known to stand anywhere; the same uuid is asked again.
      if (messageId === '') throw new GatewayError(0, 'unknown', 'taken without a message id');
      return { messageId, chatId: textOf(reply.data?.['chat_id']) };
    },
    async patch(messageId, card) {
      await request('PATCH', `/im/v1/messages/${segment(messageId)}`, {}, { content: JSON.stringify(card) });
    },
    async urgent(messageId, openIds) {
      await request(
        'PATCH',
        `/im/v1/messages/${segment(messageId)}/urgent_app`,
        { user_id_type: 'open_id' },
        { user_id_list: [...openIds] },
      );
    },
    async uploadImage(bytes) {
      const made = await call(() => sdk.im.image.create({ data: { image_type: 'message', image: bytes } }));
      if (made?.image_key === undefined) throw new GatewayError(0, 'permanent', 'the picture was not taken');
      return made.image_key;
    },
    async uploadFile(name, bytes) {
      const made = await call(() =>
        sdk.im.file.create({ data: { file_type: 'stream', file_name: name, file: bytes } }),
      );
      if (made?.file_key === undefined) throw new GatewayError(0, 'permanent', 'the file was not taken');
      return made.file_key;
    },
    async download(messageId, fileKey, type) {
      const resource = await call(() =>
        sdk.im.messageResource.get({ path: { message_id: messageId, file_key: fileKey }, params: { type } }),
      );
      return collected(resource.getReadableStream());
    },
    async message(messageId) {
      const reply = await request('GET', `/im/v1/messages/${segment(messageId)}`, {});
      const item = (reply.data?.['items'] as Record<string, unknown>[] | undefined)?.[0];
      if (item === undefined || item['deleted'] === true) return undefined;
      const sender = item['sender'] as { id?: string } | undefined;
      const body = item['body'] as { content?: string } | undefined;
      return { type: textOf(item['msg_type']), content: body?.content ?? '', senderOpenId: sender?.id ?? '' };
    },
    async findIds({ mobiles, emails }): Promise<readonly FoundId[]> {
      const found: FoundId[] = [];
      const steps = Math.ceil(Math.max(mobiles.length, emails.length) / ID_BATCH);
      for (let step = 0; step < steps; step += 1) {
        const part = (list: readonly string[]): string[] =>
          list.slice(step * ID_BATCH, (step + 1) * ID_BATCH);
        const body = { mobiles: part(mobiles), emails: part(emails) };
        const reply = await request(
          'POST',
          '/contact/v3/users/batch_get_id',
          { user_id_type: 'open_id' },
          body,
        );
        found.push(...foundIds(reply.data?.['user_list']));
      }
      return found;
    },
    async userName(openId) {
      const reply = await request('GET', `/contact/v3/users/${segment(openId)}`, { user_id_type: 'open_id' });
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

function foundIds(list: unknown): FoundId[] {
  const users = (Array.isArray(list) ? list : []) as { user_id?: string; mobile?: string; email?: string }[];
  return users.flatMap(({ user_id: openId, mobile, email }) =>
    openId === undefined || openId === ''
      ? []
      : [{ openId, ...(mobile === undefined ? {} : { mobile }), ...(email === undefined ? {} : { email }) }],
  );
}

async function collected(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > RESOURCE_LIMIT) throw new GatewayError(234037, 'permanent', 'the resource is too large');
      chunks.push(bytes);
    }
  } catch (error) {
    // A connection that breaks in the middle: half a picture is none.
    throw error instanceof GatewayError ? error : new GatewayError(0, 'unknown', 'the download broke off');
  }
  return Buffer.concat(chunks);
}
