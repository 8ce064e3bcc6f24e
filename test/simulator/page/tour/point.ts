import type { View } from '../app/store.js';
import type { Step } from './steps.js';

const byTour = (name: string): Element | null => document.querySelector(`[data-tour="${CSS.escape(name)}"]`);

/** The newest card with such a title, and its button. */
function cardButton(title: string, text: string): Element | undefined {
  const cards = [...document.querySelectorAll('.messages article.card')].filter((card) =>
    card.getAttribute('aria-label')?.startsWith(`卡片：${title}`),
  );
  return [...(cards.at(-1)?.querySelectorAll('.c-btn') ?? [])].find(
    (button) => button.textContent?.trim() === text,
  );
}

/** What is to be clicked next: first the right face, then the right chat, then the step's own thing. */
export function pointed(step: Step, view: View, done: boolean): Element | null | undefined {
  if (done) return byTour('next');
  const moves = step.moves?.find((move) => view.now < move.at);
  const me = view.people.find((person) => person.openId === view.as)?.name;
  // First the face, then the clock; a button that came with it goes before the next move.
  if (me !== step.who) return byTour(`face:${step.who}`);
  const chat = view.chats.find((one) => one.chatId === view.chatId)?.name;
  if (chat !== step.chat(view)) return byTour(`chat:${step.chat(view)}`);
  const write = step.write?.(view);
  const needsPhoto = write?.sample !== undefined && write.text === '' && !hasSent(view);
  const wanted = needsPhoto ? undefined : step.button?.(view);
  const button = wanted === undefined ? undefined : cardButton(wanted.card, wanted.text);
  if (button !== undefined) return button;
  if (write !== undefined && (write.text !== '' || needsPhoto)) return byTour('send');
  return moves === undefined ? undefined : byTour(`move:${moves.at}`);
}

/** Whether the after-photo went out already. */
const hasSent = (view: View): boolean =>
  view.messages.some((message) => message.mine && message.images.length > 0);

let marked: Element | undefined;

/** Marks one element with a ring; the one before loses it. */
export function mark(element: Element | null | undefined): void {
  if (marked === (element ?? undefined)) return;
  marked?.removeAttribute('data-here');
  marked = element ?? undefined;
  marked?.setAttribute('data-here', '');
}
