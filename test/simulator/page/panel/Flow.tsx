import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { CallRecord, EventRecord } from '../app/backend.js';
import type { View } from '../app/store.js';
import { secondsOf } from '../app/when.js';
import { Json } from './Json.js';
import { textOf } from './text.js';

const SHOWN = 60;

type Item = { readonly key: string; readonly at: number } & (
  { readonly event: EventRecord } | { readonly call: CallRecord }
);

/** Events to the bot and the calls it made, one below the other as they happened, newest first. */
export function Flow({ view }: { view: View }): VNode {
  const [all, setAll] = useState(false);
  const items: Item[] = [
    ...view.events.map((event): Item => ({ key: `e${event.n}`, at: event.at, event })),
    ...view.calls
      // Tokens are fetched all the time and say nothing.
      .filter((call) => all || !call.path.includes('/auth/'))
      .map((call): Item => ({ key: `c${call.n}`, at: call.at, call })),
  ].sort((a, b) => b.at - a.at);
  // What the last event set going: the newest one and all that the bot did since.
  const since = view.events.at(-1)?.at ?? Infinity;
  return (
    <>
      <label class="panel__all">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />{' '}
        连同取令牌的调用
      </label>
      <ol class="flow-list">
        {items.slice(0, SHOWN).map((item) => (
          <li key={item.key} class={item.at >= since ? 'flow-list__fresh' : ''}>
            {'event' in item ? (
              <EventRow event={item.event} who={whoOf(item.event, view)} />
            ) : (
              <CallRow call={item.call} />
            )}
          </li>
        ))}
      </ol>
      {items.length === 0 ? <p class="panel__none">还没有事件。发一条消息试试。</p> : undefined}
    </>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  'im.message.receive_v1': '收到消息',
  'im.message.recalled_v1': '撤回消息',
  'card.action.trigger': '点了卡片',
  'im.chat.member.bot.added_v1': '进群',
  'im.chat.member.bot.deleted_v1': '出群',
  'im.chat.access_event.bot_p2p_chat_entered_v1': '打开私聊',
  'application.bot.menu_v6': '点了菜单',
};

interface Envelope {
  readonly event?: {
    readonly sender?: { readonly sender_id?: { readonly open_id?: string } };
    readonly operator?: { readonly open_id?: string };
  };
}

/** Who wrote or clicked. */
function whoOf(event: EventRecord, view: View): string {
  const { sender, operator } = (event.envelope as Envelope).event ?? {};
  const openId = sender?.sender_id?.open_id ?? operator?.open_id;
  return view.people.find((person) => person.openId === openId)?.name ?? '';
}

function EventRow({ event, who }: { event: EventRecord; who: string }): VNode {
  const good = event.status === 200;
  return (
    <Folding
      head={
        <>
          <span class="way way--in">事件</span>
          <b>{NAMES[event.type] ?? event.type}</b>
          <span class="fold__title">{who}</span>
          <span class={good ? 'code' : 'code code--bad'}>{event.status}</span>
          {event.tries > 1 ? <span class="code code--bad">第{event.tries}次</span> : undefined}
        </>
      }
      at={event.at}
      under={event.type}
    >
      <Json value={event.envelope} open={3} />
      {event.answer === undefined ? undefined : <Json name="回答" value={event.answer} open={2} />}
    </Folding>
  );
}

function CallRow({ call }: { call: CallRecord }): VNode {
  const good = call.status === 200 && call.code === 0;
  return (
    <Folding
      head={
        <>
          <span class="way way--out">调用</span>
          <b>{nameOf(call)}</b>
          <span class="fold__title">{titleOf(call)}</span>
          <span class={good ? 'code' : 'code code--bad'} title={good ? undefined : call.msg}>
            {call.status}/{call.code}
          </span>
          {call.fault === undefined ? undefined : <span class="code code--bad">{call.fault}</span>}
        </>
      }
      at={call.at}
      under={`${call.method} ${call.path.replace('/open-apis', '')}`}
    >
      {call.msg === '' || call.msg === undefined || good ? undefined : <Json name="msg" value={call.msg} />}
      <Json name="query" value={call.query ?? {}} />
      <Json name="body" value={unpacked(call.body)} open={2} />
    </Folding>
  );
}

function nameOf(call: CallRecord): string {
  if (call.path.endsWith('/reply')) return '回复';
  if (call.path.endsWith('/messages')) return '发消息';
  if (call.path.endsWith('/urgent_app')) return '加急';
  if (call.path.endsWith('/images')) return '传图片';
  if (call.path.endsWith('/files')) return '传文件';
  if (call.path.includes('/resources/')) return '取照片';
  if (call.path.includes('/auth/')) return '取令牌';
  if (call.method === 'PATCH') return '更新卡片';
  if (call.path.includes('/contact/')) return '查人';
  return call.path.split('/').at(-1) ?? call.path;
}

/** Title of the card that is sent or put in place of another. */
function titleOf(call: CallRecord): string {
  const content = (unpacked(call.body) as { content?: unknown } | undefined)?.content;
  const card = content as { header?: { title?: { content?: unknown } } } | undefined;
  return textOf(card?.header?.title?.content);
}

/** A card travels as JSON inside JSON; it is shown as what it is. */
function unpacked(body: unknown): unknown {
  const content = (body as { content?: unknown } | undefined)?.content;
  if (typeof content !== 'string') return body;
  try {
    return { ...(body as object), content: JSON.parse(content) as unknown };
  } catch {
    return body;
  }
}

function Folding({
  head,
  at,
  under,
  children,
}: {
  head: preact.ComponentChildren;
  at: number;
  under: string;
  children: preact.ComponentChildren;
}): VNode {
  const [open, setOpen] = useState(false);
  return (
    <div class="fold">
      <button type="button" class="fold__head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="fold__line">{head}</span>
        <span class="fold__under">
          <span>{under}</span>
          <time>{secondsOf(at)}</time>
        </span>
      </button>
      {open ? <div class="fold__body">{children}</div> : undefined}
    </div>
  );
}
