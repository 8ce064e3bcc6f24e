import { listOf, type Collection } from '../store/collection.js';
import { AFTER_CALLBACK_MS, refreshRow } from './outbox.js';
import type { CardRef, OutboxRow } from './rows.js';

const SLOW_MS = 10 * 60_000;

/**
 * Plans a refresh of every card that shows this subject. The row's id holds the moment, so that two changes are two
 * rows and the older one is superseded; `slowly`, all changes of ten minutes are one row at their end.
 */
export async function redrawSubject(
  stores: { readonly outbox: Collection<OutboxRow>; readonly cardRefs: Collection<CardRef> },
  subject: string,
  now: Date,
  pace?: 'slowly',
): Promise<void> {
  const refs = await listOf(stores.cardRefs.find({ subject, retired: false }));
  const slot = Math.floor(now.getTime() / SLOW_MS) + 1;
  const wakeAt = pace === 'slowly' ? new Date(slot * SLOW_MS) : new Date(now.getTime() + AFTER_CALLBACK_MS);
  const version = pace === 'slowly' ? `slot${slot}` : `at${now.getTime()}`;
  await stores.outbox.insertAbsent(
    refs.map((ref) => refreshRow(ref._id, undefined, ref.lane, version, wakeAt, now)),
  );
}
