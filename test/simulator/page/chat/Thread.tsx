import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatView, MessageView } from '../app/backend.js';
import type { DemoStore, View } from '../app/store.js';
import type { CardEnv } from '../card/env.js';
import type { Branch } from './arrange.js';
import { Composer } from './Composer.js';
import { Message } from './Message.js';

interface ThreadProps {
  readonly branch: Branch;
  readonly store: DemoStore;
  readonly view: View;
  readonly chat: ChatView | undefined;
  envOf(message: MessageView): Omit<CardEnv, 'card'>;
  show(src: string, alt: string): void;
  close(): void;
}

/** A thread beside the chat; a whole page on a phone. */
export function Thread({ branch, store, view, chat, envOf, show, close }: ThreadProps): VNode {
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => closer.current?.focus(), []);
  return (
    <aside
      class="thread"
      aria-label="话题"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header class="chat__head">
        <h2>话题</h2>
        <button ref={closer} type="button" class="thread__close" aria-label="关闭话题" onClick={close}>
          ×
        </button>
      </header>
      <div class="messages" role="log" aria-label="话题里的消息" tabIndex={0}>
        {[branch.root, ...branch.replies].map((message) => (
          <Message key={message.messageId} message={message} envOf={envOf} view={show} />
        ))}
      </div>
      <Composer store={store} view={view} chat={chat} replyTo={branch.root} />
    </aside>
  );
}
