import type { Collection, Store } from '../store/collection.js';
import type { LeaseRow } from './lease.js';
import type { InboxRow, OutboxRow } from './rows.js';

/**
 * After a crash on the built-in store: its file lock says that no other bot is alive, so what the dead one held is
 * free at once instead of when its leases run out. On MongoDB other instances may live: there leases end by time.
 */
export async function freeDeadLeases(store: Store): Promise<void> {
  if (store.kind !== 'sqlite') return;
  const inbox: Collection<InboxRow> = store.collection<InboxRow>('inbox');
  const outbox: Collection<OutboxRow> = store.collection<OutboxRow>('outbox');
  await inbox.changeMany({ state: 'new', leaseUntil: { $exists: true } }, { $unset: { leaseUntil: true } });
  await outbox.changeMany({ open: true, leaseUntil: { $exists: true } }, { $unset: { leaseUntil: true } });
  await store.collection<LeaseRow>('leases').remove({});
  await store
    .collection<{ _id: string; state: string; leaseUntil?: Date }>('jobRuns')
    .changeMany({ state: 'running' }, { $set: { leaseUntil: new Date(0) } });
}
