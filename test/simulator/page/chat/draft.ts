import type { Sample } from './samples.js';

/** What the tour wants to have in the line to write in. */
export interface Suggestion {
  readonly as: string;
  readonly chat: string;
  readonly text: string;
  readonly sample?: Sample;
  /** What goes into empty fields of a card's form, by their names. */
  readonly fields?: Readonly<Record<string, string>>;
}

let current: Suggestion | undefined;
const listeners = new Set<() => void>();

/** Set by the tour, taken by the composer: the two need not know each other. */
export const suggestions = {
  set(suggestion: Suggestion | undefined): void {
    current = suggestion;
    listeners.forEach((listener) => listener());
  },
  /** The message went out; what is for the card's form stays. */
  sent(): void {
    if (current === undefined) return;
    const { as, chat, fields } = current;
    current = { as, chat, text: '', ...(fields === undefined ? {} : { fields }) };
  },
  for(as: string, chat: string): Suggestion | undefined {
    return current?.as === as && current.chat === chat ? current : undefined;
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
