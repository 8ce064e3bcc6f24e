import type { Day } from '../calendar.js';
import type { StoredNotice } from '../notices.js';

/** A received event, kept before it is acknowledged. */
export interface InboxRow {
  readonly _id: string;
  readonly kind: string;
  /** The event as it came; taken away when it turns out to be an anonymous report. */
  readonly payload?: string;
  readonly state: 'new' | 'done' | 'dead';
  readonly leaseUntil?: Date;
  readonly token?: string;
  readonly started: number;
  readonly finished: number;
  readonly receivedAt: Date;
  readonly doneAt?: Date;
  readonly error?: string;
  readonly outcome?: string;
  readonly schema: number;
}

export type OutboxState =
  'waiting' | 'sending' | 'sent' | 'skipped' | 'failed' | 'uncertain' | 'dead' | 'superseded';

/** Something to do outside: send a notice, refresh a card, fetch a hazard's photos. */
export interface OutboxRow {
  readonly _id: string;
  readonly kind: 'send' | 'refresh' | 'photo';
  /** The notice without its dates (those stand beside it). */
  readonly notice?: StoredNotice;
  readonly class: string;
  readonly lane: string;
  readonly hazardId?: string;
  /** When to look at it again: the one field that says so. */
  readonly wakeAt?: Date;
  readonly expiresAt?: Date;
  readonly state: OutboxState;
  /** Still to be done; stored so that the index can ask for it. */
  readonly open: boolean;
  readonly leaseUntil?: Date;
  readonly token?: string;
  readonly started: number;
  readonly finished: number;
  readonly attempts: number;
  readonly firstTryAt?: Date;
  /** sent: what came of it; refresh: what to patch. */
  readonly messageId?: string;
  /** A critical message sent again after an outcome nobody knows carries （重发）. */
  readonly resent?: boolean;
  /** It went out too late or perhaps not at all, and who has to know has not been told yet. */
  readonly untold?: boolean;
  /** The note in which it is told: written before the note, so that it is told in no other. */
  readonly toldIn?: string;
  readonly createdAt: Date;
  readonly doneAt?: Date;
  readonly error?: string;
  readonly schema: number;
}

/** A card on somebody's screen: where to refresh it. */
export interface CardRef {
  readonly _id: string;
  readonly hazardId?: string;
  readonly subject?: string;
  readonly notice: StoredNotice;
  readonly type: string;
  readonly lane: string;
  readonly chatId?: string;
  readonly renderedVersion: number;
  readonly sentAt: Date;
  /** The day on which it lost its buttons, soon too old to be refreshed. */
  readonly endedDay?: Day;
  /** No longer refreshed: too old, recalled, or replaced. */
  readonly retired: boolean;
}
