import type { VNode } from 'preact';
import type { Arrival } from '../app/backend.js';
import { CAST } from '../app/cast.js';
import type { View } from '../app/store.js';
import { shortMoment, stampOf } from '../app/when.js';

interface ArrivedProps {
  readonly view: View;
  readonly english: boolean;
  /** Opens the chat in which it stands, as somebody who sees it. */
  show(arrival: Arrival): void;
  close(): void;
}

/** Groups first, then those one can be by a click. */
function rank(one: Arrival | undefined): number {
  if (one?.openId === undefined) return -1;
  const at = CAST.indexOf(one.to);
  return at < 0 ? CAST.length : at;
}

/** What the last move of the clock brought: one chip a chat, the newest words, how many. */
export function Arrived({ view, english, show, close }: ArrivedProps): VNode | undefined {
  if (view.moving)
    return (
      <div class="arrived" role="status">
        {english ? 'The clock moves…' : '时钟在走…'}
      </div>
    );
  const list = view.arrived;
  if (list === undefined) return undefined;
  const chats = [...Map.groupBy(list, (one) => one.chatId).values()].toSorted(
    (a, b) => rank(a[0]) - rank(b[0]),
  );
  return (
    <div class="arrived" role="status">
      <span class="arrived__head">
        {list.length === 0
          ? english
            ? 'Nothing new arrived.'
            : '没有新消息。'
          : english
            ? `${list.length} new:`
            : `送来${list.length}条：`}
      </span>
      <ul class="arrived__list">
        {chats.map((of) => {
          const last = of.at(-1);
          return last === undefined ? undefined : (
            <li key={last.chatId}>
              <button
                type="button"
                class="arrived__one"
                data-arrived={last.to}
                title={`${stampOf(last.at)} ${last.words}`}
                onClick={() => show(last)}
              >
                <b>{last.to}</b>
                <span>{last.words}</span>
                <small>
                  {of.length > 1 ? `${of.length}${english ? '' : '条'}` : shortMoment(last.at, view.now)}
                </small>
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" class="thread__close" aria-label={english ? 'Close' : '收起'} onClick={close}>
        ×
      </button>
    </div>
  );
}
