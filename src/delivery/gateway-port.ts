import type { Card } from '../../cards/card.js';

/** Where a message goes. */
export type Address =
  | { readonly by: 'open_id'; readonly id: string }
  | { readonly by: 'chat_id'; readonly id: string }
  /** An answer under a message, in its thread or quote. */
  | { readonly by: 'reply'; readonly id: string };

export type Outgoing =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly fileKey: string };

export interface Sent {
  readonly messageId: string;
  readonly chatId: string;
}

/** An event in the bot's own calendar. */
export interface CalendarEvent {
  readonly summary: string;
  readonly description: string;
  readonly place: string;
  readonly startAt: Date;
  readonly endAt: Date;
  /** Feishu reminds so many minutes before. */
  readonly remindMinutes: number;
}

export interface EventId {
  readonly calendarId: string;
  readonly eventId: string;
}

/** Feishu's calendar; needs scopes of its own that a bureau may not have granted. */
export interface CalendarPort {
  /** @param key 32 to 128 characters: the same key makes one event */
  create(event: CalendarEvent, key: string): Promise<EventId>;
  change(id: EventId, event: CalendarEvent): Promise<void>;
  remove(id: EventId): Promise<void>;
  /** Whoever is invited already stays so. */
  invite(id: EventId, openIds: readonly string[]): Promise<void>;
  /** Takes people off an event; who is not on it is no fault. */
  uninvite(id: EventId, openIds: readonly string[]): Promise<void>;
}

/** Feishu as the rest of the program sees it; every call may throw GatewayError. */
export interface Gateway {
  readonly calendar: CalendarPort;
  /** @param uuid at most one message per uuid within an hour, ≤ 50 characters */
  send(to: Address, message: Outgoing, uuid: string): Promise<Sent>;
  patch(messageId: string, card: Card): Promise<void>;
  /** 加急 inside the app. */
  urgent(messageId: string, openIds: readonly string[]): Promise<void>;
  uploadImage(bytes: Buffer): Promise<string>;
  uploadFile(name: string, bytes: Buffer): Promise<string>;
  /** Only ever by the message that carried it (contract §5.7). */
  download(messageId: string, fileKey: string, type: 'image' | 'file'): Promise<Buffer>;
  /** Type and content of a message, for answers to somebody's earlier photo. */
  message(messageId: string): Promise<{ type: string; content: string; senderOpenId: string } | undefined>;
  /** open_ids by mobile or e-mail; whoever is not found is simply not in the list. */
  findIds(wanted: { mobiles: readonly string[]; emails: readonly string[] }): Promise<readonly FoundId[]>;
  userName(openId: string): Promise<string | undefined>;
  /** The bot's own open_id. */
  ownOpenId(): Promise<string>;
}

export interface FoundId {
  readonly mobile?: string;
  readonly email?: string;
  readonly openId: string;
}

/** What to do after a failed call (design.md §5.2). */
export type Verdict =
  | 'wait'
  | 'token'
  | 'unknown'
  | 'permanent'
  | 'our-bug'
  | 'stale-message'
  | 'being-edited'
  /** The whole app is refused, whatever it says. */
  | 'shut-out';

export class GatewayError extends Error {
  constructor(
    /** Feishu's code; 0 when there was no answer. */
    readonly code: number,
    readonly verdict: Verdict,
    message: string,
    readonly waitMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'GatewayError';
  }
}
