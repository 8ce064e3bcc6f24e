import type { BusinessCalendar } from '../calendar.js';
import type { HazardDeps } from '../hazards/ports.js';
import type { Hazard } from '../hazards/hazard.js';
import type { CampaignDeps } from '../campaigns/ports.js';
import type { FactValue, Notice, NoticeType, StoredNotice, Target } from '../notices.js';
import type { PeopleDesk } from '../people/usecases.js';
import type { Understander } from '../understanding/index.js';
import type { ActionId } from '../../cards/actions.js';
import type { Card } from '../../cards/card.js';
import type { CommitteeDesk } from './committee-desk.js';
import type { Draft } from './drafts.js';

/** What Feishu can be asked while a message is being read. */
export interface Reader {
  message(messageId: string): Promise<{ type: string; content: string; senderOpenId: string } | undefined>;
  download(messageId: string, fileKey: string, type: 'image' | 'file'): Promise<Buffer>;
  userName(openId: string): Promise<string | undefined>;
}

/** Everything the listeners work with: use cases and narrow doors to the outside, wired in app.ts. */
export interface Desk {
  readonly hazards: HazardDeps;
  readonly people: PeopleDesk;
  readonly understand: Understander;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly now: () => Date;
  readonly reader: Reader;
  readonly drafts: {
    take(key: string): Promise<Draft | undefined>;
    peek(key: string): Promise<Draft | undefined>;
    put(draft: Draft): Promise<void>;
  };
  /** Puts a notice into the outbox under an id made from its cause: telling twice is telling once. */
  readonly tell: (cause: string, notice: Notice) => Promise<void>;
  /** Relays a hazard's history right away. */
  readonly relay: (hazard: Hazard) => Promise<void>;
  /** Which hazard and notice a message of ours showed. */
  readonly cardOf: (
    messageId: string,
  ) => Promise<{ hazardId?: string; type: NoticeType; stage?: number; sentAt: Date } | undefined>;
  readonly scrub: (key: string) => Promise<void>;
  readonly anonymous: AnonymousDesk;
  /** Sends at once, past the outbox: only for what may not be written down (an anonymous reporter's receipt). */
  readonly sendPrivately: (openId: string, type: NoticeType, view: unknown, uuid: string) => Promise<void>;
  readonly keepPhoto: (bytes: Buffer) => Promise<string>;
  readonly campaigns: CampaignDeps;
  readonly committee: CommitteeDesk;
  /** Brings the cards about something up to date; `slowly`: at most each ten minutes (counters). */
  readonly redraw: (subject: string, pace?: 'slowly') => Promise<void>;
  readonly draw: (notice: StoredNotice) => Promise<Card | undefined>;
}

export interface AnonymousDesk {
  /** Code of a report by its message: the same on a second try, unknowable from outside. */
  codeFor(messageId: string): Promise<string>;
  hash(code: string): string;
  keep(hazardId: string, text: string, openId: string): Promise<void>;
  /** One keeper asks. @returns false if there is no such sealed identity */
  ask(hazardId: string, byId: string, reason: string): Promise<boolean>;
  /** The other keeper decides; undefined unless somebody else has asked about this very report. */
  grant(
    hazardId: string,
    byId: string,
    agree: boolean,
  ): Promise<{ openId: string; askedById: string; reason: string } | undefined>;
  wrongTries(openId: string): Promise<'open' | 'locked'>;
  isLocked(openId: string): boolean;
  /** Names a message or click in a history: the same each time, leading nowhere. */
  causeOf(key: string): Promise<string>;
  /** Adds the reporter's words to the sealed original. */
  append(hazardId: string, words: string): Promise<void>;
  /** Logs that a keeper looked, and why. */
  looked(hazardId: string, byId: string, why: string): Promise<void>;
}

/**
 * A button of a plain answer.
 * @param id the hazard or whatever else it is about
 * @param more what the click has to know besides
 */
export const noteButton = (label: string, action: ActionId, id = '', more = ''): string =>
  [label.replaceAll('|', '｜'), action, id, ...(more === '' ? [] : [more])].join('|');

/** Leads to the clicker's own step, whose card may stand far above in the chat. */
export const openOne = (hazardId: string): string => noteButton('打开这一件', 'open', hazardId);

/** A plain answer: title, lines and perhaps buttons (`noteButton`). */
export function noteTo(
  target: Target,
  title: string,
  lines: readonly string[],
  more: {
    buttons?: readonly string[];
    /** Its buttons answer a question: none of them is the one to press. */
    choose?: true;
    hazardId?: string;
    colour?: string;
  } = {},
): Notice {
  const facts: Record<string, FactValue> = { title, lines: [...lines] };
  if (more.buttons !== undefined) facts['buttons'] = [...more.buttons];
  if (more.choose !== undefined) facts['choose'] = more.choose;
  if (more.colour !== undefined) facts['colour'] = more.colour;
  return {
    type: 'note',
    target,
    class: 'informational',
    anyHour: true,
    facts,
    ...(more.hazardId === undefined ? {} : { hazardId: more.hazardId }),
  };
}
