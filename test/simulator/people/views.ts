import type { SimApp } from '../app.js';
import type { ChatView, FileView, MessageView, PersonView, Viewer } from '../client-api.js';
import type { SimClient } from '../client.js';
import type { SimChat, SimMessage, SimState } from '../state.js';
import { BOT_AVATAR, drawAvatar } from './avatar.js';
import { parsed, wordsOf } from './words.js';

const PAGE = 200;

/** What each person sees, as plain data. */
export function createViewer(state: SimState, app: SimApp, client: SimClient): Viewer {
  const avatarOf = (openId: string): string => {
    const person = state.people.get(openId);
    return person?.avatar ?? drawAvatar(person?.name ?? openId);
  };
  const sender = (id: string): MessageView['sender'] =>
    id === 'bot'
      ? { id, name: app.botName, bot: true, avatar: BOT_AVATAR }
      : { id, name: state.people.get(id)?.name ?? id, bot: false, avatar: avatarOf(id) };

  const file = (key: string): FileView[] => {
    const blob = state.blobs.get(key);
    return blob === undefined
      ? []
      : [{ key, name: blob.name, size: blob.bytes.length, url: `/_sim/blobs/${encodeURIComponent(key)}` }];
  };
  const keysOf = (message: SimMessage): readonly string[] =>
    message.sender === 'bot'
      ? [...message.content.matchAll(/"(?:image_key|file_key)":"([^"]+)"/gu)].map((match) => match[1] ?? '')
      : [...message.resources];

  function view(openId: string, message: SimMessage): MessageView {
    const card = message.cardFor.get(openId) ?? message.card;
    const files = card === undefined ? keysOf(message).flatMap(file) : [];
    const isPicture = ({ key }: FileView): boolean => state.blobs.get(key)?.kind === 'image';
    const reactions = new Map<string, string[]>();
    for (const { emoji, by } of message.reactions.values())
      reactions.set(emoji, [...(reactions.get(emoji) ?? []), sender(by).name]);
    return {
      messageId: message.messageId,
      chatId: message.chatId,
      sender: sender(message.sender),
      mine: message.sender === openId,
      type: message.type,
      words: wordsOf(message, card),
      content: message.deleted || card !== undefined ? {} : parsed(message.content),
      ...(card === undefined || message.deleted ? {} : { card }),
      version: Math.max(1, message.versions.length),
      images: files.filter(isPicture),
      files: files.filter((one) => !isPicture(one)),
      ...(message.parentId === undefined ? {} : { parentId: message.parentId }),
      ...(message.rootId === undefined ? {} : { rootId: message.rootId }),
      ...(message.threadId === undefined ? {} : { threadId: message.threadId }),
      replies: state.repliesOf(message.messageId).length,
      createdAt: message.createdAt,
      updatedAt: message.updatedAt,
      recalled: message.deleted,
      urgent: message.urgentFor.includes(openId),
      reactions: [...reactions].map(([emoji, by]) => ({ emoji, by })),
      readBy: [...message.readBy.keys()],
    };
  }

  function chatView(openId: string, chat: SimChat, last: SimMessage | undefined): ChatView {
    return {
      chatId: chat.chatId,
      name: chat.mode === 'p2p' ? app.botName : chat.name,
      mode: chat.mode,
      topics: chat.topics === true,
      members: [...chat.members],
      botInside: chat.botInside,
      dissolved: chat.dissolved === true,
      unread: state.unread.get(`${openId}|${chat.chatId}`) ?? 0,
      urgent: state.messages.some((one) => one.chatId === chat.chatId && one.urgentFor.includes(openId)),
      ...(last === undefined
        ? {}
        : {
            last: {
              at: last.createdAt,
              sender: sender(last.sender).name,
              words: wordsOf(last, last.cardFor.get(openId) ?? last.card),
            },
          }),
    };
  }

  return {
    people: () =>
      [...state.people.values()].map((person): PersonView => ({
        openId: person.openId,
        name: person.name,
        title: person.title,
        departments: (person.departments ?? []).map((id) => state.departments.get(id)?.name ?? id),
        avatar: avatarOf(person.openId),
        unread: unreadOf(state, person.openId),
        left: person.left === true,
      })),
    chats(openId) {
      const newest = new Map<string, SimMessage>();
      for (const message of state.messages) newest.set(message.chatId, message);
      state.p2p(openId);
      return [...state.chats.values()]
        .filter((chat) => chat.members.has(openId))
        .map((chat) => chatView(openId, chat, newest.get(chat.chatId)))
        .toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
    },
    messages(openId, chatId, { limit = PAGE, before } = {}) {
      const all = state.messages.filter((message) => message.chatId === chatId);
      const end =
        before === undefined ? all.length : all.findIndex((message) => message.messageId === before);
      return all.slice(Math.max(0, end - limit), Math.max(0, end)).map((message) => view(openId, message));
    },
    thread(openId, messageId) {
      const root = state.message(messageId);
      const list = root === undefined ? [] : [root, ...state.repliesOf(messageId)];
      return list.map((message) => view(openId, message));
    },
    message(openId, messageId) {
      const message = state.message(messageId);
      return message === undefined ? undefined : view(openId, message);
    },
    calls: (after = 0) => state.calls.filter(({ n }) => n > after),
    events: (after = 0) => state.events.filter(({ n }) => n > after),
    toasts: (openId) => client.toasts.get(openId) ?? [],
  };
}

function unreadOf(state: SimState, openId: string): number {
  let sum = 0;
  for (const [key, count] of state.unread) if (key.startsWith(`${openId}|`)) sum += count;
  return sum;
}
