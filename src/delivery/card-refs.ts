import { RENEW_AFTER_MS } from './renewal.js';
import { listOf, type Collection } from '../store/collection.js';
import { sendRow } from './outbox.js';
import type { CardRef, OutboxRow } from './rows.js';

/** The cards on screens that show this hazard and can still be refreshed. */
export function refsOf(refs: Collection<CardRef>, hazardId: string): Promise<readonly CardRef[]> {
  return listOf(refs.find({ hazardId, retired: false }));
}

/** The message in which this lane has this card of a hazard, if it can still be answered. */
export async function shownTo(
  refs: Collection<CardRef>,
  hazardId: string,
  type: string,
  lane: string,
): Promise<string | undefined> {
  return (await refsOf(refs, hazardId)).findLast((ref) => ref.type === type && ref.lane === lane)?._id;
}

/** Cards that will soon be out of reach; which of them still matter is for the caller to say. */
export function dueForRenewal(refs: Collection<CardRef>, sentBefore: Date): Promise<readonly CardRef[]> {
  return listOf(refs.find({ retired: false, sentAt: { $lt: sentBefore } }, { sort: { sentAt: 1 } }));
}

/** Is this the last face that this card will show? */
export function endsNow(ref: CardRef, now: Date): boolean {
  return ref.endedDay !== undefined || now.getTime() - ref.sentAt.getTime() >= RENEW_AFTER_MS;
}

/** The click's answer already shows this version on that card: its refresh has nothing to do. */
export async function markShown(
  refs: Collection<CardRef>,
  messageId: string,
  version: number,
): Promise<void> {
  await refs.change({ _id: messageId }, { $max: { renderedVersion: version } });
}

/** The card can't be refreshed any more: recalled, too old, or replaced. */
export async function retireRef(refs: Collection<CardRef>, messageId: string): Promise<void> {
  await refs.change({ _id: messageId }, { $set: { retired: true } });
}

/**
 * Plans a new card in place of one that is out of reach. The row's id holds the old message, so that one card is
 * replaced once, however often this runs.
 */
export async function replaceCard(
  stores: { outbox: Collection<OutboxRow>; cardRefs: Collection<CardRef> },
  ref: CardRef,
  now: Date,
  holdUntil?: Date,
): Promise<void> {
  // The new row first: after a crash in between the next run retires the old card, and the id keeps it to one row.
  await stores.outbox.insertAbsent([sendRow(`again:${ref._id}`, ref.notice, now, holdUntil)]);
  await retireRef(stores.cardRefs, ref._id);
}
