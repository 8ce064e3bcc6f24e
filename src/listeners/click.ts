import type { Outcome, Refusal, RefusalCode } from '../errors.js';
import type { CardActionIn } from '../feishu/click.js';
import { given } from '../given.js';
import type { Hazard } from '../hazards/hazard.js';
import type { Org } from '../people/org.js';
import type { Notice, NoticeType } from '../notices.js';
import type { Person } from '../people/person.js';
import type { ActionId, ButtonValue, FormValues } from '../../cards/actions.js';
import type { Card } from '../../cards/card.js';
import type { Desk } from './desk.js';
import { spoken } from './spoken.js';

/** What the click shows: a toast and perhaps another card in place of the clicked one. */
export interface ClickAnswer {
  readonly toast?: { readonly type: 'success' | 'info' | 'error' | 'warning'; readonly content: string };
  /** A card to show in the clicked message. */
  readonly card?: Card;
  /** Draw the clicked message anew from what is stored. */
  readonly fresh?: boolean;
}

/** One click, read and with the one who clicked looked up. */
export interface Click {
  readonly action: CardActionIn;
  readonly button: ButtonValue;
  readonly form: FormValues;
  readonly person: Person | undefined;
  readonly org: Org;
  /** Is the clicked card in a group? Then forms and details go to the clicker in private. */
  readonly inGroup: boolean;
}

/** Draws one of the short forms for a hazard. */
export type FormDrawer = (form: ActionId, hazard: Hazard, openId: string) => Promise<Card>;

export const yes = (content: string, fresh = true): ClickAnswer => ({
  toast: { type: 'success', content },
  fresh,
});
export const info = (content: string, fresh = false): ClickAnswer => ({
  toast: { type: 'info', content },
  fresh,
});
export const no = (content: string, fresh = false): ClickAnswer => ({
  toast: { type: 'warning', content },
  fresh,
});
/** What was wanted is so already, or goes on another way: an outcome, not an error (contract, Appendix A row 6). */
const OUTCOMES: ReadonlySet<RefusalCode> = new Set([
  'already-done',
  'quiz-done',
  'activity-known',
  'nothing-changed',
  'keeper-second',
  'merge-closed',
]);
/** The clicked card shows what is no longer so. On any other no it stays: somebody typed into it (experience.md §4.1). */
const OUT_OF_DATE: ReadonlySet<RefusalCode> = new Set([
  'stale-card',
  'already-done',
  'other-decision',
  'already-closed',
  'withdraw-late',
  'merge-closed',
  'rsvp-closed',
  'nothing-changed',
  'quiz-done',
  'post-too-late',
]);

/** A coded no in its words, `instead` in others; a card that is out of date is drawn anew. */
export function refused(desk: Desk, click: Click, refusal: Refusal, instead?: string): ClickAnswer {
  const words = instead ?? spoken.refusal(refusal, click.org, desk.now());
  const fresh = OUT_OF_DATE.has(refusal.code);
  return OUTCOMES.has(refusal.code) ? info(words, fresh) : no(words, fresh);
}

/** A success in its words, or the coded no. */
export const outcome = (desk: Desk, click: Click, result: Outcome<unknown>, done: string): ClickAnswer =>
  result.ok ? yes(done) : refused(desk, click, result);

/**
 * A card about a hazard for the clicker, in private.
 * @param what part of the message's id: one click may show several
 */
export function showHazard(
  desk: Desk,
  { action }: Click,
  what: string,
  type: NoticeType,
  hazardId: string,
  facts?: Notice['facts'],
): Promise<void> {
  return desk.tell(`${action.key}:${what}`, {
    type,
    target: { kind: 'openId', openId: action.openId },
    class: 'informational',
    anyHour: true,
    hazardId,
    ...given('facts', facts),
  });
}

/**
 * A card of the clicker's own, in private.
 * @param subject what the card shows, so that it is redrawn with it
 */
export function showClicker(
  desk: Desk,
  { action }: Click,
  type: NoticeType,
  facts: Notice['facts'] = {},
  subject?: string,
): Promise<void> {
  return desk.tell(`${action.key}:${type}`, {
    type,
    target: { kind: 'openId', openId: action.openId },
    class: 'informational',
    anyHour: true,
    facts,
    ...given('subject', subject),
  });
}
