import type { Collection } from '../store/collection.js';
import { DuplicateKey } from '../store/collection.js';

export interface LeaseRow {
  readonly _id: string;
  readonly token: string;
  readonly until: Date;
}

/**
 * Takes or renews a lease: one holder at a time, decided by the store.
 * @param ms how long it holds unless renewed
 * @returns true if `token` holds it now
 */
export async function holdLease(
  leases: Collection<LeaseRow>,
  id: string,
  token: string,
  now: Date,
  ms: number,
): Promise<boolean> {
  const until = new Date(now.getTime() + ms);
  const renewed = await leases.change(
    { _id: id, $or: [{ token }, { until: { $lt: now } }] },
    { $set: { token, until } },
  );
  if (renewed !== null) return true;
  if ((await leases.get(id)) !== null) return false;
  try {
    await leases.insert({ _id: id, token, until });
    return true;
  } catch (error) {
    if (error instanceof DuplicateKey) return false;
    throw error;
  }
}

/** Gives the lease back at a clean stop, so that another instance need not wait. */
export async function dropLease(leases: Collection<LeaseRow>, id: string, token: string): Promise<void> {
  await leases.remove({ _id: id, token });
}
