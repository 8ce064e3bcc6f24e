import type { Refusal } from '../errors.js';
import type { CardActionIn } from '../feishu/click.js';
import type { Hazard } from '../hazards/hazard.js';
import type { Org } from '../people/org.js';
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
/** A coded no in its words; the card stays as it is. */
export const refused = (desk: Desk, click: Click, refusal: Refusal): ClickAnswer =>
  no(spoken.refusal(refusal, click.org, desk.now()));
