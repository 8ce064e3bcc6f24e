import { noticeId, type Notice } from '../notices.js';
import { StoreUnavailable, type Collection, type Filter, type Update } from '../store/collection.js';
import type { Tracked } from '../tracked.js';
import { sendRow } from './outbox.js';
import type { OutboxRow } from './rows.js';

export interface TrackedRelay<T extends Tracked> {
  /** First part of the ids of its notices. */
  readonly noun: string;
  readonly rows: Collection<T>;
  readonly outbox: Collection<OutboxRow>;
  readonly now: () => Date;
  readonly holdUntil: (notice: Notice, now: Date) => Date | undefined;
  readonly plan: (record: T, entry: T['history'][number]) => Promise<readonly Notice[]>;
  /** What else an entry brings about in other records; must be repeatable. */
  readonly effects?: (record: T, entry: T['history'][number]) => Promise<void>;
  /** Brings the cards that stand on screens up to date after these entries. */
  readonly redraw: (record: T, fresh: T['history']) => Promise<void>;
  readonly onError: (id: string, error: unknown) => void;
  readonly crash?: ((point: string) => void) | undefined;
}

/** Turns the history of a record into outbox rows; repeatable, so a crash anywhere in it is mended by running it again. */
export async function relayTracked<T extends Tracked>(deps: TrackedRelay<T>, record: T): Promise<void> {
  const now = deps.now();
  const fresh = record.history.filter((entry) => entry.seq > record.relayedSeq);
  const out: OutboxRow[] = [];
  for (const entry of fresh) {
    await deps.effects?.(record, entry);
    for (const notice of await deps.plan(record, entry))
      out.push(
        sendRow(noticeId(deps.noun, record._id, entry.seq, notice), notice, now, deps.holdUntil(notice, now)),
      );
  }
  await deps.outbox.insertAbsent(out);
  deps.crash?.(`${deps.noun}-relayed`);
  if (fresh.length > 0) await deps.redraw(record, fresh);
  const { _id, version } = record;
  await deps.rows.change({ _id } as Filter<T>, { $max: { relayedSeq: version } } as unknown as Update<T>);
  await deps.rows.change(
    { _id, version } as unknown as Filter<T>,
    { $set: { relayPending: false } } as unknown as Update<T>,
  );
}

/** Everything whose history has not been told yet: after a crash, and every few seconds. */
export const sweepTracked = <T extends Tracked>(deps: TrackedRelay<T>): Promise<number> =>
  sweep(
    deps.rows.find({ relayPending: true } as unknown as Filter<T>),
    (record) => relayTracked(deps, record),
    deps.onError,
  );

/**
 * Relays one record after the other; one that can't be told about must not keep the others from being told.
 * @param onError without it the first error ends the sweep
 * @returns how many were relayed
 * @throws StoreUnavailable
 */
export async function sweep<T extends { readonly _id: string }>(
  pending: AsyncIterable<T>,
  relay: (record: T) => Promise<void>,
  onError: ((id: string, error: unknown) => void) | undefined,
): Promise<number> {
  let n = 0;
  for await (const record of pending) {
    try {
      await relay(record);
      n += 1;
    } catch (error) {
      if (onError === undefined || error instanceof StoreUnavailable) throw error;
      onError(record._id, error);
    }
  }
  return n;
}
