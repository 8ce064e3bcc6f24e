import type { Log } from '../log.js';
import type { Notice } from '../notices.js';
import type { Collection } from '../store/collection.js';
import type { Address, Gateway, GatewayError, Outgoing } from './gateway-port.js';
import type { LeaseRow } from './lease.js';
import { endRow } from './outbox.js';
import type { CardRef, OutboxRow } from './rows.js';

/** What a row looks like at this moment: rendered when it is sent, from the state as it is then. */
export type Rendered =
  | {
      readonly do: 'send';
      readonly to: Address;
      /** Where it goes if the message that it answers is gone. */
      readonly instead?: Address;
      readonly message: Outgoing;
      readonly version: number;
      readonly urgentFor: readonly string[];
    }
  | { readonly do: 'skip'; readonly reason: string };

export interface SenderDeps {
  readonly outbox: Collection<OutboxRow>;
  readonly cardRefs: Collection<CardRef>;
  readonly leases: Collection<LeaseRow>;
  readonly gateway: Gateway;
  readonly now: () => Date;
  readonly newToken: () => string;
  readonly render: (row: OutboxRow) => Promise<Rendered>;
  readonly renderRef: (ref: CardRef) => Promise<Rendered>;
  readonly fetchPhotos: (hazardId: string) => Promise<'done' | 'retry'>;
  /** A permanent refusal: group gone, person stopped the bot. @returns may it be tried again, at another address? */
  readonly onPermanent: (row: OutboxRow, error: GatewayError) => Promise<boolean>;
  readonly onUrgentFailed: (row: OutboxRow) => Promise<void>;
  /** A row was given up through our own fault (bad card, poison, rendering broke) or stayed uncertain though critical. */
  readonly onAlarm?: (row: OutboxRow, reason: string) => Promise<void>;
  /** Night and rest days for a card that has to be sent anew. */
  readonly holdUntil?: (notice: Notice, now: Date) => Date | undefined;
  /** Until when a row that may wait does so, its reader having enough for today; undefined = it may go. */
  readonly waitsUntil?: (row: OutboxRow) => Promise<Date | undefined>;
  readonly count: (what: string) => void;
  readonly log: Log;
  readonly crash?: (point: string) => void;
}

/** Ends a row and says so. @returns true: the next row of the lane may go */
export async function finish(
  deps: SenderDeps,
  row: OutboxRow,
  state: Parameters<typeof endRow>[2],
  more: { messageId?: string; error?: string; untold?: true } = {},
): Promise<true> {
  const ended = await endRow(deps.outbox, row, state, deps.now(), more);
  if (!ended) {
    // Somebody else holds the row by now (our lease ran out): its word counts (ShedLock#74).
    deps.log.warn({ row: row._id, state }, 'a row was finished by a late owner');
    return true;
  }
  deps.count(state);
  if (state === 'dead' || state === 'failed')
    deps.log.error({ row: row._id, state, error: more.error }, 'a row was given up');
  return true;
}

/** Gives a row up and tells the operators: silence would be the greater harm. */
export async function giveUp(
  deps: SenderDeps,
  row: OutboxRow,
  state: 'dead' | 'failed' | 'uncertain',
  reason: string,
): Promise<true> {
  await finish(deps, row, state, { error: reason });
  await deps.onAlarm?.(row, reason);
  return true;
}
