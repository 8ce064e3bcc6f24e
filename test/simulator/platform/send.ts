import type { SimChat, SimMessage } from '../state.js';
import { cardFrom } from './cards-in.js';
import { checkContent, checkUuid } from './content.js';
import {
  badField,
  queryOf,
  Refused,
  textIn,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';
import { shown } from './shown.js';

const UUID_MS = 3_600_000;
const PER_SECOND = 5;
export const SEND = ['im:message', 'im:message:send_as_bot', 'im:message:send'];

/** Send, reply, forward (contract §5.2, §5.3). */
export const SENDING: readonly Endpoint[] = [
  { method: 'POST', path: '/im/v1/messages', scopes: SEND, run: send },
  { method: 'POST', path: '/im/v1/messages/:id/reply', scopes: SEND, run: reply },
  { method: 'POST', path: '/im/v1/messages/:id/forward', scopes: SEND, run: forward },
];

function send(platform: Platform, call: Call): Answer {
  const chat = receiver(platform, queryOf(call, 'receive_id_type'), textIn(call, 'receive_id'));
  return post(platform, chat, call, undefined);
}

function reply(platform: Platform, call: Call): Answer {
  const parent = existing(platform, call);
  if (parent.deleted) throw new Refused(230011, 'The message was withdrawn.');
  const chat = inside(platform, parent.chatId);
  return post(platform, chat, call, parent);
}

function forward(platform: Platform, call: Call): Answer {
  const message = existing(platform, call);
  if (message.deleted) throw new Refused(230011, 'The message was withdrawn.');
  inside(platform, message.chatId);
  const chat = receiver(platform, queryOf(call, 'receive_id_type'), textIn(call, 'receive_id'));
  const { type, content, card } = message;
  const copy = { chatId: chat.chatId, sender: 'bot', type, content, ...(card === undefined ? {} : { card }) };
  return { data: shown(platform.state.add(copy), platform.app) };
}

/** The chat behind `receive_id`, with everything that can forbid it. */
function receiver(platform: Platform, type: string | undefined, id: string): SimChat {
  const { state } = platform;
  if (type === 'chat_id') {
    if (!state.chats.has(id)) throw new Refused(99992356, 'chat_id not exist');
    return inside(platform, id);
  }
  if (type === undefined || !['open_id', 'union_id', 'user_id', 'email'].includes(type))
    throw badField('receive_id_type', 'receive_id_type is open_id, union_id, user_id, email or chat_id');
  if (state.foreignIds.has(id)) throw new Refused(99992361, 'open_id cross app');
  if (type === 'open_id' && !id.startsWith('ou_')) throw new Refused(230034, 'The receive_id is invalid.');
  const person = [...state.people.values()].find(
    ({ openId, email }) =>
      id === (type === 'open_id' ? openId : type === 'union_id' ? `on_${openId}` : email),
  );
  if (person === undefined) throw new Refused(type === 'open_id' ? 99992351 : 230034, `${type} not exist`);
  if (person.left === true) throw new Refused(230029, 'The user has resigned.');
  if (person.unavailable === true) throw new Refused(230013, 'Bot has NO availability to this user.');
  if (person.stoppedBot === true) throw new Refused(230053, 'The user has stopped the bot.');
  return state.p2p(person.openId);
}

/** A chat that the bot is in and may speak in. */
export function inside(platform: Platform, chatId: string): SimChat {
  const chat = platform.state.chats.get(chatId);
  if (chat === undefined) throw new Refused(99992356, 'chat_id not exist');
  if (chat.dissolved === true) throw new Refused(232009, 'The chat has been dissolved.');
  if (!chat.botInside) throw new Refused(230002, 'The bot can not be outside the group.');
  return chat;
}

/** The message in the path. */
export function existing({ state }: Platform, call: Call): SimMessage {
  const message = state.message(call.params['id'] ?? '');
  if (message === undefined) throw new Refused(99992354, 'message_id not exist');
  return message;
}

function post(platform: Platform, chat: SimChat, call: Call, parent: SimMessage | undefined): Answer {
  const { state, app, limits } = platform;
  const type = textIn(call, 'msg_type');
  const content = textIn(call, 'content');
  const uuid = checkUuid(call.body['uuid']);
  if (uuid !== undefined && state.sending.has(uuid)) throw new Refused(230049, 'The message is being sent.');
  const before = uuid === undefined ? undefined : state.uuids.get(uuid);
  // At most one success per uuid within an hour; the same message comes back (contract §5.2, the sources don't say).
  if (before !== undefined && state.now() - before.at <= UUID_MS) {
    const known = state.message(before.messageId);
    if (known !== undefined) return { data: shown(known, app) };
  }
  if (chat.moderated === true)
    throw new Refused(230018, 'These operations are NOT allowed at current group settings.');
  // 5 a second per user, and per group shared by all bots.
  if (!limits.allows(`chat|${chat.chatId}`, PER_SECOND))
    throw new Refused(230020, 'This operation triggers the frequency limit.');
  const card = type === 'interactive' ? cardFrom(state, content) : undefined;
  if (card === undefined) checkContent(state, type, content);
  const message = state.add({
    chatId: chat.chatId,
    sender: 'bot',
    type,
    content,
    ...(card === undefined ? {} : { card }),
    ...(parent === undefined ? {} : { parentId: parent.messageId }),
    inThread: call.body['reply_in_thread'] === true,
  });
  if (uuid !== undefined) state.uuids.set(uuid, { messageId: message.messageId, at: state.now() });
  return { data: shown(message, app) };
}
