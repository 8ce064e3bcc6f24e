import { z } from 'zod';
import { cleanText, readContent, type Content } from './content.js';

/** Feishu leaves a field out, empties it or writes null: all the same here. */
export const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? '');
/** Ids of a person in an event; only the open_id is used. */
export const ids = z.looseObject({ open_id: text });
const maybeIds = ids.nullish().catch(undefined);

const envelope = z.looseObject({
  schema: z.literal('2.0'),
  header: z.looseObject({
    event_id: z.string().min(1),
    event_type: z.string().min(1),
    token: text,
    app_id: text,
    tenant_key: text,
    create_time: text,
  }),
  event: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelope>;

/** @returns the envelope, or undefined if this is not an event of schema 2.0 */
export function readEnvelope(body: unknown): Envelope | undefined {
  const result = envelope.safeParse(body);
  return result.success ? result.data : undefined;
}

export interface MessageIn extends Content {
  readonly kind: 'message';
  /** Under which the inbox keeps it, and which history entries name as their cause. */
  readonly key: string;
  readonly eventId: string;
  readonly tenantKey: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly chatType: 'p2p' | 'group';
  readonly type: string;
  readonly senderOpenId: string;
  readonly fromBot: boolean;
  /** Is this bot addressed by an @ of its own? @所有人 is not. */
  readonly mentionsBot: boolean;
  readonly mentions: readonly { readonly openId: string; readonly name: string }[];
  /** The message answered to. */
  readonly parentId?: string;
  /** First message of the chain of answers; not a thread. */
  readonly rootId?: string;
  /** `omt_…`, only inside a topic (话题). */
  readonly threadId?: string;
  readonly sentAt: Date;
}
export interface RecalledIn {
  readonly kind: 'recalled';
  readonly messageId: string;
  readonly chatId: string;
  readonly by: string;
}
export interface BotAddedIn {
  readonly kind: 'botAdded' | 'botRemoved' | 'chatGone';
  readonly chatId: string;
  readonly name: string;
}
export interface EnteredIn {
  readonly kind: 'entered';
  readonly chatId: string;
  readonly openId: string;
}
export interface MenuIn {
  readonly kind: 'menu';
  readonly openId: string;
  readonly eventKey: string;
}
export interface PersonLeftIn {
  readonly kind: 'personLeft';
  readonly openId: string;
}
export type Inbound =
  MessageIn | RecalledIn | BotAddedIn | EnteredIn | MenuIn | PersonLeftIn | { readonly kind: 'other' };

const message = z.object({
  sender: z.looseObject({ sender_id: maybeIds, sender_type: text.transform((type) => type || 'user') }),
  message: z.looseObject({
    message_id: z.string().min(1),
    parent_id: text,
    root_id: text,
    thread_id: text,
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: text,
    create_time: text,
    mentions: z
      .array(z.looseObject({ key: text, id: maybeIds, name: text }))
      .nullish()
      .catch(undefined),
  }),
});

/**
 * Reads the event of an envelope.
 * @param ownOpenId the bot's own open_id: only an @ of it counts, names are unsafe (contract §3.1)
 */
export function readInbound(envelope: Envelope, ownOpenId: string): Inbound {
  const { header, event } = envelope;
  switch (header.event_type) {
    case 'im.message.receive_v1':
      return readMessage(envelope, ownOpenId);
    case 'im.message.recalled_v1':
      return {
        kind: 'recalled',
        messageId: str(event, 'message_id'),
        chatId: str(event, 'chat_id'),
        by: str(event, 'recall_type'),
      };
    case 'im.chat.member.bot.added_v1':
      return { kind: 'botAdded', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.member.bot.deleted_v1':
      return { kind: 'botRemoved', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.disbanded_v1':
      return { kind: 'chatGone', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.access_event.bot_p2p_chat_entered_v1':
      return { kind: 'entered', chatId: str(event, 'chat_id'), openId: openIdOf(event['operator_id']) };
    case 'application.bot.menu_v6':
      return {
        kind: 'menu',
        openId: openIdOf((event['operator'] as Record<string, unknown> | undefined)?.['operator_id']),
        eventKey: str(event, 'event_key'),
      };
    case 'contact.user.deleted_v3':
      return { kind: 'personLeft', openId: openIdOf(event['object']) };
    default:
      return { kind: 'other' };
  }
}

function readMessage(envelope: Envelope, ownOpenId: string): Inbound {
  const read = message.safeParse(envelope.event);
  if (!read.success) return { kind: 'other' };
  const { sender, message: body } = read.data;
  const content = readContent(body.message_type, body.content);
  const mentions = (body.mentions ?? []).filter((mention) => mention.key !== '@_all');
  const withoutKeys = replaceMentions(content.text, mentions, ownOpenId);
  return {
    kind: 'message',
    ...content,
    text: cleanText(withoutKeys).trim(),
    key: inboxKey(envelope),
    eventId: envelope.header.event_id,
    tenantKey: envelope.header.tenant_key,
    messageId: body.message_id,
    chatId: body.chat_id,
    chatType: body.chat_type === 'p2p' ? 'p2p' : 'group',
    type: body.message_type,
    senderOpenId: sender.sender_id?.open_id ?? '',
    fromBot: sender.sender_type !== 'user',
    mentionsBot: mentions.some((mention) => mention.id?.open_id === ownOpenId && ownOpenId !== ''),
    mentions: mentions.map((mention) => ({
      openId: mention.id?.open_id ?? '',
      name: cleanText(mention.name),
    })),
    ...(body.parent_id === '' ? {} : { parentId: body.parent_id }),
    ...(body.root_id === '' ? {} : { rootId: body.root_id }),
    ...(body.thread_id === '' ? {} : { threadId: body.thread_id }),
    sentAt: millis(body.create_time),
  };
}

/** The bot's own @ goes, people become `@name`; longest key first, since @_user_1 begins @_user_10. */
function replaceMentions(words: string, mentions: readonly Mention[], own: string): string {
  const shown = new Map([['@_all', '@所有人']]);
  for (const { key, name, id } of mentions)
    if (key !== '') shown.set(key, own !== '' && id?.open_id === own ? ' ' : `@${name}`);
  const keys = [...shown.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((key) => key.replace(/[$()*+./?[\\\]^{|}]/gu, '\\$&'));
  // In one go, so that somebody's name that looks like a key stays a name.
  return words.replace(new RegExp(keys.join('|'), 'gu'), (key, at: number) => {
    const name = shown.get(key) ?? key;
    // A name ends before the next word, also where nobody typed a blank.
    return /^(?:\s|@|$)/u.test(words.slice(at + key.length)) ? name : `${name} `;
  });
}

interface Mention {
  readonly key: string;
  readonly name: string;
  readonly id?: { readonly open_id: string } | null | undefined;
}

export function millis(text: string): Date {
  const value = Number(text);
  return new Date(Number.isFinite(value) && value > 0 ? value : 0);
}

function str(event: Record<string, unknown>, key: string): string {
  const value = event[key];
  // Half a sign could not be stored.
  return typeof value === 'string' ? value.toWellFormed() : '';
}

function openIdOf(value: unknown): string {
  const read = ids.safeParse(value);
  return read.success ? read.data.open_id : '';
}

/** Key under which an event is taken once: messages by message_id, others by event_id (contract §2.5). */
export function inboxKey({ header, event }: Envelope): string {
  if (header.event_type === 'im.message.receive_v1') {
    const id = (event['message'] as Record<string, unknown> | undefined)?.['message_id'];
    if (typeof id === 'string' && id !== '') return `msg:${keyPart(id)}`;
  }
  return `evt:${keyPart(header.event_id)}`;
}

/** Ids are plain letters and digits; whatever else somebody may sign must still be storable as a key. */
export function keyPart(id: string): string {
  return encodeURIComponent(id.toWellFormed()).slice(0, 200);
}
