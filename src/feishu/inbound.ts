import { z } from 'zod';
import { cleanText, readContent, type Content } from './content.js';

/** Ids of a person in an event; only the open_id is used. */
const ids = z.looseObject({ open_id: z.string().optional(), union_id: z.string().optional() });

const envelope = z.looseObject({
  schema: z.literal('2.0'),
  header: z.looseObject({
    event_id: z.string().min(1),
    event_type: z.string().min(1),
    token: z.string().default(''),
    app_id: z.string().default(''),
    tenant_key: z.string().default(''),
    create_time: z.string().default(''),
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
  readonly messageId: string;
  readonly chatId: string;
  readonly chatType: 'p2p' | 'group';
  readonly type: string;
  readonly senderOpenId: string;
  readonly fromBot: boolean;
  /** Is this bot addressed by an @ of its own? @所有人 is not. */
  readonly mentionsBot: boolean;
  readonly mentions: readonly { readonly openId: string; readonly name: string }[];
  readonly parentId?: string;
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
export type Inbound = MessageIn | RecalledIn | BotAddedIn | EnteredIn | MenuIn | PersonLeftIn | { readonly kind: 'other' };

const message = z.object({
  sender: z.looseObject({ sender_id: ids.optional(), sender_type: z.string().default('user') }),
  message: z.looseObject({
    message_id: z.string().min(1),
    parent_id: z.string().optional(),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string().default(''),
    create_time: z.string().default(''),
    mentions: z.array(z.looseObject({ key: z.string(), id: ids.optional(), name: z.string().default('') })).optional(),
  }),
});

/**
 * Reads the event of an envelope.
 * @param ownOpenId the bot's own open_id: only an @ of it counts, names are unsafe (contract §3.1)
 */
export function readInbound({ header, event }: Envelope, ownOpenId: string): Inbound {
  switch (header.event_type) {
    case 'im.message.receive_v1':
      return readMessage(event, ownOpenId);
    case 'im.message.recalled_v1':
      return { kind: 'recalled', messageId: str(event, 'message_id'), chatId: str(event, 'chat_id'), by: str(event, 'recall_type') };
    case 'im.chat.member.bot.added_v1':
      return { kind: 'botAdded', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.member.bot.deleted_v1':
      return { kind: 'botRemoved', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.disbanded_v1':
      return { kind: 'chatGone', chatId: str(event, 'chat_id'), name: str(event, 'name') };
    case 'im.chat.access_event.bot_p2p_chat_entered_v1':
      return { kind: 'entered', chatId: str(event, 'chat_id'), openId: openIdOf(event['operator_id']) };
    case 'application.bot.menu_v6':
      return { kind: 'menu', openId: openIdOf((event['operator'] as Record<string, unknown> | undefined)?.['operator_id']), eventKey: str(event, 'event_key') };
    case 'contact.user.deleted_v3':
      return { kind: 'personLeft', openId: openIdOf(event['object']) };
    default:
      return { kind: 'other' };
  }
}

function readMessage(event: unknown, ownOpenId: string): Inbound {
  const read = message.safeParse(event);
  if (!read.success) return { kind: 'other' };
  const { sender, message: body } = read.data;
  const content = readContent(body.message_type, body.content);
  const mentions = (body.mentions ?? []).filter((mention) => mention.key !== '@_all');
  const withoutKeys = replaceMentions(content.text, mentions, ownOpenId);
  return {
    kind: 'message',
    ...content,
    text: cleanText(withoutKeys).trim(),
    messageId: body.message_id,
    chatId: body.chat_id,
    chatType: body.chat_type === 'p2p' ? 'p2p' : 'group',
    type: body.message_type,
    senderOpenId: sender.sender_id?.open_id ?? '',
    fromBot: sender.sender_type !== 'user',
    mentionsBot: mentions.some((mention) => mention.id?.open_id === ownOpenId && ownOpenId !== ''),
    mentions: mentions.map((mention) => ({ openId: mention.id?.open_id ?? '', name: mention.name })),
    ...(body.parent_id === undefined || body.parent_id === '' ? {} : { parentId: body.parent_id }),
    sentAt: millis(body.create_time),
  };
}

/** The bot's own @ goes, people become `@name`; longest key first, since @_user_1 begins @_user_10. */
function replaceMentions(text: string, mentions: readonly { key: string; name: string; id?: { open_id?: string | undefined } | undefined }[], own: string): string {
  return mentions
    .toSorted((a, b) => b.key.length - a.key.length)
    .reduce((words, mention) => words.replaceAll(mention.key, mention.id?.open_id === own ? ' ' : `@${mention.name}`), text)
    .replaceAll('@_all', '@所有人');
}

function millis(text: string): Date {
  const value = Number(text);
  return new Date(Number.isFinite(value) && value > 0 ? value : 0);
}

function str(event: Record<string, unknown>, key: string): string {
  const value = event[key];
  return typeof value === 'string' ? value : '';
}

function openIdOf(value: unknown): string {
  const read = ids.safeParse(value);
  return read.success ? (read.data.open_id ?? '') : '';
}

/** A click on a card: who clicked is the only thing to trust in it (contract §10.2). */
export interface CardActionIn {
  readonly key: string;
  readonly openId: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly option?: string;
  readonly form: Readonly<Record<string, unknown>>;
}

const action = z.object({
  operator: ids,
  action: z.looseObject({
    value: z.unknown().optional(),
    name: z.string().optional(),
    option: z.string().optional(),
    form_value: z.record(z.string(), z.unknown()).optional(),
  }),
  context: z.looseObject({ open_message_id: z.string().default(''), open_chat_id: z.string().default('') }).default({ open_message_id: '', open_chat_id: '' }),
});

/** @returns the click, or undefined if the callback has another shape */
export function readCardAction({ header, event }: Envelope): CardActionIn | undefined {
  const read = action.safeParse(event);
  if (!read.success || read.data.operator.open_id === undefined) return undefined;
  const { value, name, option, form_value } = read.data.action;
  return {
    key: `evt:${header.event_id}`,
    openId: read.data.operator.open_id,
    messageId: read.data.context.open_message_id,
    chatId: read.data.context.open_chat_id,
    value: typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {},
    ...(name === undefined ? {} : { name }),
    ...(option === undefined ? {} : { option }),
    form: form_value ?? {},
  };
}

/** Key under which an event is taken once: messages by message_id, others by event_id (contract §2.5). */
export function inboxKey({ header, event }: Envelope): string {
  if (header.event_type === 'im.message.receive_v1') {
    const id = (event['message'] as Record<string, unknown> | undefined)?.['message_id'];
    if (typeof id === 'string' && id !== '') return `msg:${id}`;
  }
  return `evt:${header.event_id}`;
}
