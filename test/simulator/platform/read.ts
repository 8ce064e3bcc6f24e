import {
  pageOf,
  queryOf,
  Refused,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';
import { existing, inside } from './send.js';
import { shown } from './shown.js';

const READ = ['im:message', 'im:message:readonly'];
const HISTORY = [...READ, 'im:message.history:readonly'];
const READ_USERS_MS = 7 * 24 * 3_600_000;
const EMOJI = new Set([
  'OK',
  'THUMBSUP',
  'DONE',
  'HEART',
  'SMILE',
  'Get',
  'OnIt',
  'THANKS',
  'Typing',
  'JIAYI',
  'FIGHTON',
]);

/** Get, list, resources, read status, reactions (contract §5.4, §5.6–5.8). */
export const READING: readonly Endpoint[] = [
  { method: 'GET', path: '/im/v1/messages', scopes: HISTORY, run: list },
  { method: 'GET', path: '/im/v1/messages/:id', scopes: READ, run: get },
  { method: 'GET', path: '/im/v1/messages/:id/resources/:key', scopes: HISTORY, run: resource },
  {
    method: 'GET',
    path: '/im/v1/messages/:id/read_users',
    scopes: [...READ, 'im:message:basic'],
    run: readUsers,
  },
  {
    method: 'POST',
    path: '/im/v1/messages/:id/reactions',
    scopes: ['im:message', 'im:message.reactions:write_only'],
    run: react,
  },
];

const rawWanted = (call: Call): boolean => queryOf(call, 'card_msg_content_type') === 'user_card_content';

/** Messages of groups need the sensitive scope on top (contract §5.1). */
function mayRead(platform: Platform, chatId: string): void {
  const chat = inside(platform, chatId);
  if (chat.mode === 'group' && !platform.console.grants(['im:message.group_msg']))
    throw new Refused(230027, 'Lack of necessary permissions, ext=need scope: im:message.group_msg');
}

function get(platform: Platform, call: Call): Answer {
  const message = existing(platform, call);
  mayRead(platform, message.chatId);
  return { data: { items: [shown(message, platform.app, rawWanted(call))] } };
}

function list(platform: Platform, call: Call): Answer {
  const kind = queryOf(call, 'container_id_type');
  const id = queryOf(call, 'container_id') ?? '';
  if (kind !== 'chat' && kind !== 'thread') throw new Refused(230001, 'container_id_type is chat or thread');
  const inThread = platform.state.messages.find(({ threadId }) => threadId === id);
  const chatId = kind === 'chat' ? id : inThread?.chatId;
  if (chatId === undefined) throw new Refused(230019, 'The topic does not exist.');
  mayRead(platform, chatId);
  // Seconds here, unlike everywhere else (contract §0).
  const from = Number(queryOf(call, 'start_time') ?? 0) * 1000;
  const until = Number(queryOf(call, 'end_time') ?? Number.MAX_SAFE_INTEGER) * 1000;
  if (from > platform.state.now() * 10) throw new Refused(230001, 'start_time is in seconds');
  const found = platform.state.messages.filter(
    (message) =>
      message.chatId === chatId &&
      message.createdAt >= from &&
      message.createdAt <= until &&
      (kind === 'chat' || message.threadId === id),
  );
  if (queryOf(call, 'sort_type') === 'ByCreateTimeDesc') found.reverse();
  const page = pageOf(call, found, { default: 20, max: 50, code: 230001 });
  return {
    data: { ...page, items: page.items.map((message) => shown(message, platform.app, rawWanted(call))) },
  };
}

/** Only by the message that carried it, and only what is in it (contract §5.7). */
function resource(platform: Platform, call: Call): Answer {
  const message = existing(platform, call);
  const type = queryOf(call, 'type');
  const key = call.params['key'] ?? '';
  if (type !== 'image' && type !== 'file') throw new Refused(234001, 'type is image or file');
  const chat = platform.state.chats.get(message.chatId);
  if (chat?.botInside !== true) throw new Refused(234004, 'The app is not in the chat.');
  if (message.deleted) throw new Refused(230110, 'The message has been deleted.');
  if (['sticker', 'interactive', 'merge_forward'].includes(message.type))
    throw new Refused(234043, 'Unsupported message type.');
  const blob = platform.state.blobs.get(key);
  if (blob === undefined || !message.resources.has(key)) throw new Refused(234003, 'File not in message.');
  if ((blob.kind === 'image') !== (type === 'image'))
    throw new Refused(234001, 'type does not fit the resource');
  return { bytes: blob.bytes, name: blob.name };
}

function readUsers(platform: Platform, call: Call): Answer {
  const message = existing(platform, call);
  if (message.sender !== 'bot') throw new Refused(230027, 'Lack of necessary permissions.');
  if (platform.state.now() - message.createdAt > READ_USERS_MS)
    throw new Refused(230033, 'older than 7 days');
  inside(platform, message.chatId);
  const items = [...message.readBy].map(([user_id, at]) => ({
    user_id_type: 'open_id',
    user_id,
    timestamp: String(at),
    tenant_key: platform.app.tenantKey,
  }));
  return { data: pageOf(call, items, { default: 20, max: 100, code: 230001 }) };
}

function react(platform: Platform, call: Call): Answer {
  const { state, app } = platform;
  const message = existing(platform, call);
  if (message.deleted) throw new Refused(230110, 'The message has been deleted.');
  inside(platform, message.chatId);
  const emoji = (call.body['reaction_type'] as { emoji_type?: string } | undefined)?.emoji_type ?? '';
  if (!EMOJI.has(emoji)) throw new Refused(231001, 'reaction type is invalid');
  const id = state.id('r_');
  message.reactions.set(id, { emoji, by: 'bot' });
  return {
    data: {
      reaction_id: id,
      operator: { operator_id: app.appId, operator_type: 'app' },
      action_time: String(state.now()),
      reaction_type: { emoji_type: emoji },
    },
  };
}
