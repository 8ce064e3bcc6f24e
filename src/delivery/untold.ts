import { listOf, type Collection } from '../store/collection.js';
import { uuidOf } from './outbox.js';
import type { OutboxRow } from './rows.js';

/** Told in one go; a longer standstill is told in several. */
const AT_ONCE = 500;
/** Rows of the same standstill that are looked at within this time are told of together; ms. */
const SOON_MS = 30 * 60_000;

export interface UntoldDeps {
  readonly outbox: Collection<OutboxRow>;
  readonly now: () => Date;
  /** @param key the same for the same rows: telling twice is telling once */
  readonly tell: (rows: readonly OutboxRow[], key: string) => Promise<void>;
}

/** Could not have gone out: no attempt had an unknown outcome. */
export function neverSent({ state, attempts, started, finished }: OutboxRow): boolean {
  return state === 'skipped' && attempts === 0 && started <= finished;
}

/**
 * What went past its time unsent, or nobody knows whether it went out, is told to people, not only recorded: together,
 * once the sender has looked at everything that was waiting. Each row is given to one note before the note is written
 * and marked as told after it: neither a crash nor a second instance tells of it twice.
 */
export async function tellUntold({ outbox, now, tell }: UntoldDeps): Promise<void> {
  const rows = await listOf(outbox.find({ untold: true }, { sort: { _id: 1 }, limit: AT_ONCE }));
  if (rows.length === 0) return;
  const soon = new Date(now().getTime() + SOON_MS);
  if ((await outbox.count({ open: true, wakeAt: { $lte: soon }, expiresAt: { $lte: now() } })) > 0) return;
  const note = uuidOf(rows.map((row) => row._id).join(' '));
  for (const { _id } of rows.filter((row) => row.toldIn === undefined))
    await outbox.change({ _id, untold: true, toldIn: { $exists: false } }, { $set: { toldIn: note } });
  const given = await listOf(outbox.find({ untold: true, toldIn: { $exists: true } }, { sort: { _id: 1 } }));
  for (const key of new Set(given.map((row) => row.toldIn ?? ''))) {
    const told = given.filter((row) => row.toldIn === key);
    await tell(told, key);
    for (const { _id } of told) await outbox.change({ _id, untold: true }, { $unset: { untold: true } });
  }
}
