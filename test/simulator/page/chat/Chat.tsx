import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../app/backend.js';
import type { Overlay } from '../app/overlay.js';
import { MOUNTED, type DemoStore, type View } from '../app/store.js';
import { dayLine, dayOf } from '../app/when.js';
import { Avatar } from '../card/bits.js';
import type { CardEnv, FieldValue } from '../card/env.js';
import { arrange, type Branch } from './arrange.js';
import { Composer } from './Composer.js';
import { suggestions } from './draft.js';
import { Message } from './Message.js';
import { Thread } from './Thread.js';

interface ChatProps {
  readonly store: DemoStore;
  readonly view: View;
  readonly device: 'pc' | 'phone';
  readonly dark: boolean;
  readonly overlay: Overlay;
  back(): void;
}

/** One chat: its messages with what hangs below them, and the line to write in. */
export function Chat({ store, view, device, dark, overlay, back }: ChatProps): VNode {
  const chat = view.chats.find((one) => one.chatId === view.chatId);
  const [threadOf, setThreadOf] = useState<string | undefined>(undefined);
  const envOf = useMemo(
    () => cardEnvs(store, device, dark, overlay),
    // The overlay's functions only set state; they need not be new each time.
    [store, device, dark],
  );
  const branches = arrange(view.messages, chat?.mode === 'group');
  const thread = branches.find((branch) => branch.root.messageId === threadOf);
  const toThread = (id: string): (() => void) | undefined =>
    chat?.mode === 'group' ? () => setThreadOf(id) : undefined;
  const byId = new Map(view.messages.map((message) => [message.messageId, message]));
  return (
    <section class="chat" aria-label={chat?.name ?? '会话'}>
      <header class="chat__head">
        <button type="button" class="chat__back" aria-label="回到会话列表" onClick={back}>
          ‹
        </button>
        <h2>{chat?.name ?? ''}</h2>
        {chat?.mode === 'group' ? <span class="chat__count">{chat.members.length}人</span> : undefined}
      </header>
      <List
        newest={view.messages.at(-1)?.messageId}
        full={view.messages.length >= MOUNTED}
        older={() => store.older()}
      >
        {view.messages.length === 0 && view.ready ? <p class="line">还没有消息</p> : undefined}
        {branches.map((branch, index) => (
          <div key={branch.root.messageId} class="branch">
            <DayLine at={branch.root.createdAt} before={branches[index - 1]?.root.createdAt} now={view.now} />
            <Message
              message={branch.root}
              quoted={branch.root.parentId === undefined ? undefined : byId.get(branch.root.parentId)}
              envOf={envOf}
              view={overlay.view}
              reply={toThread(branch.root.messageId)}
            />
            {branch.replies.length === 0 ? undefined : (
              <Replies branch={branch} open={() => setThreadOf(branch.root.messageId)}>
                {branch.replies.slice(-SHOWN).map((message) => (
                  <Message key={message.messageId} message={message} envOf={envOf} view={overlay.view} />
                ))}
              </Replies>
            )}
          </div>
        ))}
      </List>
      <Composer store={store} view={view} chat={chat} />
      {thread === undefined ? undefined : (
        <Thread
          branch={thread}
          store={store}
          view={view}
          chat={chat}
          envOf={envOf}
          show={overlay.view}
          close={() => setThreadOf(undefined)}
        />
      )}
    </section>
  );
}

/** Answers that are drawn below their message; the rest is in the thread. */
const SHOWN = 3;

/** The world of each card, kept for as long as its message stands there. */
function cardEnvs(
  store: DemoStore,
  device: 'pc' | 'phone',
  dark: boolean,
  overlay: Overlay,
): (message: MessageView) => Omit<CardEnv, 'card'> {
  // A changed card is another one: what was typed into the old one goes with it, as in the client.
  const keyOf = (message: MessageView, form: string): string =>
    `${store.view.as}|${message.messageId}|${message.version}|${form}`;
  const face = (id: string) => store.view.people.find((person) => person.openId === id);
  return (message) => ({
    device,
    dark,
    person: face,
    get members() {
      const chat = store.view.chats.find((one) => one.chatId === message.chatId);
      return (chat?.members ?? []).flatMap((id) => face(id) ?? []);
    },
    image: (key) => store.backend.imageUrl(key),
    kept: {
      get: (form) =>
        store.drafts.get(keyOf(message, form)) as Readonly<Record<string, FieldValue>> | undefined,
      set: (form, values) => void store.drafts.set(keyOf(message, form), values),
    },
    suggested: (field) =>
      suggestions.for(
        face(store.view.as)?.name ?? '',
        store.view.chats.find((one) => one.chatId === message.chatId)?.name ?? '',
      )?.fields?.[field],
    now: () => store.view.now,
    act: async (action) => {
      const result = await store.click(message.messageId, action).catch(() => ({ error: 200342 }));
      if (result.error !== undefined)
        overlay.toast({ type: 'error', content: `出错了，请稍后重试 code: ${result.error}` });
      else if ('toast' in result && result.toast !== undefined) overlay.toast(result.toast);
    },
    toast: overlay.toast,
    confirm: overlay.confirm,
    view: overlay.view,
    openUrl: (url) => void window.open(url, '_blank', 'noopener'),
  });
}

function DayLine({
  at,
  before,
  now,
}: {
  at: number;
  before: number | undefined;
  now: number;
}): VNode | undefined {
  if (before !== undefined && dayOf(before) === dayOf(at)) return undefined;
  return <p class="line">{dayLine(at, now)}</p>;
}

function Replies({
  branch,
  open,
  children,
}: {
  branch: Branch;
  open(): void;
  children: preact.ComponentChildren;
}): VNode {
  const faces = [...new Map(branch.replies.map((reply) => [reply.sender.id, reply.sender])).values()].slice(
    0,
    4,
  );
  return (
    <div class="replies">
      {children}
      <button type="button" class="replies__more" onClick={open}>
        <span class="c-people--stack">
          {faces.map((face) => (
            <span key={face.id} class="c-person">
              <Avatar name={face.name} px={20} bot={face.bot} src={face.bot ? '' : face.avatar} />
            </span>
          ))}
        </span>
        {branch.replies.length}条回复
      </button>
    </div>
  );
}

interface ListProps {
  readonly newest: string | undefined;
  readonly full: boolean;
  older(): Promise<void>;
  readonly children: preact.ComponentChildren;
}

/** The scrolled list: the newest comes into sight, older ones are fetched at the upper end. */
function List({ newest, full, older, children }: ListProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  const [fetching, setFetching] = useState(false);
  useLayoutEffect(() => {
    const list = root.current;
    const node = newest === undefined ? null : document.getElementById(`m-${newest}`);
    if (list === null || node === null) return;
    const show = (): void => {
      const lower = node.offsetTop + node.offsetHeight + 16 - list.clientHeight;
      // A card taller than the window is shown from its head.
      list.scrollTop = Math.min(Math.max(0, lower), node.offsetTop - 8);
    };
    show();
    // Pictures that come later push what is below them.
    const observer = new ResizeObserver(show);
    observer.observe(node);
    const stop = (): void => observer.disconnect();
    list.addEventListener('wheel', stop, { once: true, passive: true });
    list.addEventListener('pointerdown', stop, { once: true });
    list.addEventListener('keydown', stop, { once: true });
    return stop;
  }, [newest]);
  const more = async (): Promise<void> => {
    const list = root.current;
    const below = list === null ? 0 : list.scrollHeight - list.scrollTop;
    setFetching(true);
    await older();
    setFetching(false);
    requestAnimationFrame(() => {
      if (list !== null) list.scrollTop = list.scrollHeight - below;
    });
  };
  return (
    <div ref={root} class="messages" role="log" aria-label="消息" tabIndex={0}>
      {full ? (
        <button type="button" class="messages__older" aria-busy={fetching} onClick={() => void more()}>
          更早的消息
        </button>
      ) : undefined}
      {children}
    </div>
  );
}
