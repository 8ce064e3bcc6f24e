import type { SimChat } from '../state.js';
import {
  listIn,
  pageOf,
  queryOf,
  Refused,
  textIn,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';

const READ = ['im:chat', 'im:chat:read', 'im:chat:readonly'];
const MEMBERS = ['im:chat', 'im:chat:readonly', 'im:chat.members:read'];
const ADD_MEMBERS = ['im:chat', 'im:chat.members:write_only'];
const PAGE = { default: 20, max: 100, code: 232001 };

/** Groups and who is in them (contract §6.2). */
export const CHATS: readonly Endpoint[] = [
  { method: 'POST', path: '/im/v1/chats', scopes: ['im:chat', 'im:chat:create'], run: create },
  { method: 'GET', path: '/im/v1/chats', scopes: READ, run: list },
  { method: 'GET', path: '/im/v1/chats/:id', scopes: READ, run: get },
  { method: 'GET', path: '/im/v1/chats/:id/members', scopes: MEMBERS, run: members },
  { method: 'POST', path: '/im/v1/chats/:id/members', scopes: ADD_MEMBERS, run: addMembers },
  { method: 'GET', path: '/im/v1/chats/:id/members/is_in_chat', scopes: MEMBERS, run: isInChat },
];

function chatIn({ state }: Platform, call: Call): SimChat {
  const chat = state.chats.get(call.params['id'] ?? '');
  if (chat === undefined) throw new Refused(232006, 'Your request specifies a chat_id which is invalid.');
  return chat;
}

function insideOf(platform: Platform, call: Call): SimChat {
  const chat = chatIn(platform, call);
  if (chat.dissolved === true) throw new Refused(232009, 'The chat has been dissolved.');
  if (!chat.botInside) throw new Refused(232011, 'Operator can NOT be out of the chat.');
  return chat;
}

/** Without an owner the bot is it; 50 people and 5 bots at once. */
function create(platform: Platform, call: Call): Answer {
  const { state } = platform;
  const ids = listIn(call, 'user_id_list');
  const name = typeof call.body['name'] === 'string' ? call.body['name'] : '';
  if (ids.length > 50) throw new Refused(232001, 'user_id_list has at most 50 entries');
  if ([...name].length > 60) throw new Refused(232001, 'name is longer than 60');
  const unknown = ids.filter((id) => !state.people.has(id));
  if (unknown.length > 0) throw new Refused(232043, `invalid ids: ${unknown.join(',')}`);
  const owner = call.body['owner_id'];
  const chat: SimChat = {
    chatId: state.id('oc_'),
    name,
    mode: 'group',
    members: new Set(typeof owner === 'string' ? [owner, ...ids] : ids),
    botInside: true,
    topics: call.body['group_message_type'] === 'thread',
    ...(typeof owner === 'string' ? { owner } : {}),
  };
  state.chats.set(chat.chatId, chat);
  return { data: { chat_id: chat.chatId, name, chat_mode: 'group' } };
}

/** Groups only, never private chats. */
function list(platform: Platform, call: Call): Answer {
  const groups = [...platform.state.chats.values()].filter((chat) => chat.mode === 'group' && chat.botInside);
  const page = pageOf(call, groups, PAGE);
  const items = page.items.map((chat) => ({
    chat_id: chat.chatId,
    avatar: '',
    name: chat.name,
    description: chat.description ?? '',
    ...(chat.owner === undefined ? {} : { owner_id: chat.owner, owner_id_type: 'open_id' }),
    external: chat.external === true,
    tenant_key: platform.app.tenantKey,
    chat_status: chat.dissolved === true ? 'dissolved' : 'normal',
  }));
  return { data: { ...page, items } };
}

function get(platform: Platform, call: Call): Answer {
  const chat = chatIn(platform, call);
  const base = {
    name: chat.name,
    avatar: '',
    external: chat.external === true,
    tenant_key: platform.app.tenantKey,
    chat_status: chat.dissolved === true ? 'dissolved' : 'normal',
  };
  if (!chat.botInside || chat.dissolved === true) return { data: base };
  return {
    data: {
      ...base,
      description: chat.description ?? '',
      ...(chat.owner === undefined ? {} : { owner_id: chat.owner, owner_id_type: 'open_id' }),
      chat_mode: chat.mode === 'p2p' ? 'p2p' : chat.topics === true ? 'topic' : 'group',
      chat_type: 'private',
      group_message_type: chat.topics === true ? 'thread' : 'chat',
      user_count: String(chat.members.size),
      bot_count: String(1 + (chat.otherBots ?? 0)),
      moderation_permission: chat.moderated === true ? 'only_owner' : 'all_members',
      at_all_permission: 'all_members',
      urgent_setting: chat.urgentOwnerOnly === true ? 'only_owner' : 'all_members',
    },
  };
}

/** Bots are counted when pages are cut and left out afterwards: a page may be smaller than asked (contract §6.2). */
function members(platform: Platform, call: Call): Answer {
  const chat = insideOf(platform, call);
  const bots = Array.from({ length: chat.otherBots ?? 0 }, () => undefined);
  const [first, ...rest] = [...chat.members];
  const page = pageOf(call, [...(first === undefined ? [] : [first]), ...bots, ...rest], PAGE);
  const items = page.items.flatMap((openId) =>
    openId === undefined
      ? []
      : [
          {
            member_id_type: 'open_id',
            member_id: openId,
            name: platform.state.people.get(openId)?.name ?? '',
            tenant_key: platform.app.tenantKey,
          },
        ],
  );
  return { data: { ...page, items, member_total: chat.members.size } };
}

function addMembers(platform: Platform, call: Call): Answer {
  const chat = insideOf(platform, call);
  const ids = listIn(call, 'id_list');
  if (ids.length === 0) throw new Refused(232001, textIn(call, 'id_list'));
  if (ids.length > 50) throw new Refused(232001, 'id_list has at most 50 entries');
  const known = ids.filter((id) => platform.state.people.has(id));
  if (known.length === 0) throw new Refused(232027, 'no valid member in the list');
  const strict = queryOf(call, 'succeed_type') === '0' || queryOf(call, 'succeed_type') === undefined;
  if (strict && known.length < ids.length) throw new Refused(232043, 'ids are invalid');
  for (const id of known) chat.members.add(id);
  const unknown = ids.filter((id) => !known.includes(id));
  return { data: { invalid_id_list: unknown, not_existed_id_list: [], pending_approval_id_list: [] } };
}

function isInChat(platform: Platform, call: Call): Answer {
  return { data: { is_in_chat: chatIn(platform, call).botInside } };
}
