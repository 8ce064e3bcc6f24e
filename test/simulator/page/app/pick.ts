import type { ChatView, MessageView } from './backend.js';

/** Where something waits: the private chat with the bot first, then what is unread. */
export function waiting(chats: readonly ChatView[]): string {
  const own = chats.find((chat) => chat.mode === 'p2p' && chat.unread > 0);
  const unread = chats.find((chat) => chat.unread > 0);
  const spoken = chats.find((chat) => chat.mode === 'p2p' && chat.last !== undefined);
  // Where nothing was said yet: the group of one's own unit, which is the smallest.
  const group = chats
    .filter((chat) => chat.mode === 'group')
    .toSorted((a, b) => a.members.length - b.members.length)[0];
  return (own ?? unread ?? spoken ?? group ?? chats[0])?.chatId ?? '';
}

/** The old object when nothing changed, so that a card is not drawn anew over what is being typed into it. */
export function shared(old: MessageView | undefined, fresh: MessageView): MessageView {
  if (old === undefined) return fresh;
  if (JSON.stringify(old) === JSON.stringify(fresh)) return old;
  return old.card !== undefined && JSON.stringify(old.card) === JSON.stringify(fresh.card)
    ? { ...fresh, card: old.card }
    : fresh;
}
