import { createHash } from 'node:crypto';
import { markShown } from '../delivery/card-refs.js';
import type { CardRef } from '../delivery/rows.js';
import { refuse } from '../errors.js';
import { readCardAction, type CardActionIn } from '../feishu/click.js';
import type { Envelope } from '../feishu/inbound.js';
import { onCardAction } from '../listeners/card-action.js';
import type { ClickAnswer } from '../listeners/click.js';
import { noteTo, type Desk } from '../listeners/desk.js';
import type { Log } from '../log.js';
import type { Screens } from '../screens/render.js';
import { StoreUnavailable, type Collection } from '../store/collection.js';
import { refusalText } from '../../cards/texts.zh-CN.js';

/** Feishu gives a click three seconds in all; the network takes its share (contract §4.1). */
const CLICK_BUDGET_MS = 2200;

export interface ClickDeps {
  readonly desk: Desk;
  readonly screens: Screens;
  readonly cardRefs: Collection<CardRef>;
  readonly log: Log;
  readonly wake: () => void;
  /** How long a click may take before it is answered with 正在保存; ms. */
  readonly budgetMs: number | undefined;
  readonly crash?: ((point: string) => void) | undefined;
}

/** Answers a click inside its time with a toast and the fresh card (design.md §4.2). */
export function createClickDoor(deps: ClickDeps): (envelope: Envelope) => Promise<object> {
  return async (envelope) => {
    const action = readCardAction(envelope);
    if (action === undefined) return {};
    deps.crash?.('clicked');
    let late = false;
    const work = answerClick(deps, action, () => late).catch((error: unknown) =>
      clickFailed(deps.log, error, action.key),
    );
    const saving = new Promise<object>((resolve) => {
      setTimeout(() => {
        late = true;
        resolve({ toast: { type: 'info', content: refusalText(refuse('saving')) } });
      }, deps.budgetMs ?? CLICK_BUDGET_MS).unref();
    });
    return Promise.race([work, saving]);
  };
}

/** @param late was the click answered with 正在保存 already? Then what came of it is shown by the outbox. */
async function answerClick(
  { desk, screens, cardRefs, wake }: ClickDeps,
  action: CardActionIn,
  late: () => boolean,
): Promise<object> {
  const answer = await onCardAction(desk, action, (form, hazard, openId) =>
    screens.form(form, hazard, openId),
  );
  let card = answer.card;
  if (answer.fresh === true && !late()) {
    const ref = await cardRefs.get(action.messageId);
    const drawn = ref === null ? undefined : await screens.renderRef(ref);
    if (drawn?.do === 'send' && drawn.message.kind === 'card' && !late()) {
      card = drawn.message.card;
      // This copy is answered here; the relay refreshes the others. Not waited for: the answer would not be given.
      void markShown(cardRefs, action.messageId, drawn.version).catch(() => undefined);
    }
  }
  if (late()) await tellLate(desk, action, answer);
  wake();
  return {
    ...(answer.toast === undefined ? {} : { toast: answer.toast }),
    ...(card === undefined ? {} : { card: { type: 'raw', data: card } }),
  };
}

/** 正在保存 was said, and then it was a no: its words go to the private chat, or they would take it for a yes. */
async function tellLate(desk: Desk, action: CardActionIn, answer: ClickAnswer): Promise<void> {
  if (answer.toast?.type !== 'warning') return;
  const lines = [answer.toast.content];
  await desk.tell(
    `late:${action.key}`,
    noteTo({ kind: 'openId', openId: action.openId }, '刚才那一下没有生效', lines),
  );
}

function clickFailed(log: Log, error: unknown, key: string): object {
  if (error instanceof StoreUnavailable)
    return { toast: { type: 'error', content: refusalText(refuse('not-saved')) } };
  const token = createHash('sha256').update(key).digest('hex').slice(0, 4).toUpperCase();
  log.error({ err: error, token }, 'a click failed');
  return { toast: { type: 'error', content: refusalText(refuse('unexpected', { token })) } };
}
