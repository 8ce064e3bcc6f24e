import type { VNode } from 'preact';
import { Badge } from '../app/Rail.js';
import type { View } from '../app/store.js';
import { shortMoment } from '../app/when.js';
import { Avatar } from '../card/bits.js';

/** The chats of whoever one is: newest words, time, what is unread, 加急 in red. */
export function ChatList({ view, open }: { view: View; open(chatId: string): void }): VNode {
  const chats = view.chats.toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  return (
    <nav class="chats" aria-label="会话">
      {chats.map((chat) => {
        const on = chat.chatId === view.chatId;
        return (
          <button
            key={chat.chatId}
            type="button"
            class={on ? 'chat-row chat-row--on' : 'chat-row'}
            data-tour={`chat:${chat.name}`}
            aria-current={on ? 'true' : undefined}
            aria-label={`${chat.name}${chat.unread > 0 ? `，${chat.unread}条未读` : ''}${chat.urgent ? '，加急' : ''}`}
            onClick={() => open(chat.chatId)}
          >
            <span class="chat-row__pic">
              {chat.mode === 'p2p' ? (
                <Avatar name={chat.name} px={40} bot />
              ) : (
                <span
                  class="c-avatar c-avatar--group"
                  style={{ width: '40px', height: '40px' }}
                  aria-hidden="true"
                >
                  {chat.name.slice(0, 2)}
                </span>
              )}
              {chat.unread > 0 ? <Badge n={chat.unread} /> : undefined}
            </span>
            <span class="chat-row__text">
              <span class="chat-row__top">
                <b>{chat.name}</b>
                {chat.mode === 'p2p' ? <span class="bot-tag">机器人</span> : undefined}
                <time>{chat.last === undefined ? '' : shortMoment(chat.last.at, view.now)}</time>
              </span>
              <span class="chat-row__last">
                {chat.urgent ? <em>[加急]</em> : undefined}
                {chat.last === undefined
                  ? '还没有消息'
                  : chat.mode === 'group'
                    ? `${chat.last.sender}：${chat.last.words}`
                    : chat.last.words}
              </span>
            </span>
          </button>
        );
      })}
    </nav>
  );
}
