import { notShownYet, type Hazard, type HistoryEntry } from '../hazards/hazard.js';
import { noticeId, type Notice } from '../notices.js';
import type { Collection } from '../store/collection.js';
import { photoRow, sendRow } from './outbox.js';
import { refreshes, type RefreshDeps } from './refreshes.js';
import { sweep } from './relay-tracked.js';
import type { OutboxRow } from './rows.js';

export interface RelayDeps extends RefreshDeps {
  readonly hazards: Collection<Hazard>;
  readonly outbox: Collection<OutboxRow>;
  readonly now: () => Date;
  readonly plan: (hazard: Hazard, entry: HistoryEntry) => Promise<readonly Notice[]>;
  /** Night and rest days: until when this notice has to wait; undefined = it may go now. */
  readonly holdUntil: (notice: Notice, now: Date) => Date | undefined;
  /** A hazard that can't be told about must not keep the others from being told. */
  readonly onError?: (hazardId: string, error: unknown) => void;
  readonly crash?: (point: string) => void;
}

/**
 * Turns history into rows of the outbox: a repeatable projection with deterministic ids, so a crash anywhere in it
 * is mended by running it again (design.md §5.1).
 */
export async function relayHazard(deps: RelayDeps, hazard: Hazard): Promise<void> {
  deps.crash?.('stored');
  const now = deps.now();
  const fresh = hazard.history.filter((entry) => entry.seq > hazard.relayedSeq);
  const rows: OutboxRow[] = [];
  for (const entry of fresh) {
    const notices = await deps.plan(hazard, entry);
    rows.push(
      ...notices.map((notice) =>
        sendRow(
          noticeId('hazard', hazard._id, notice.seq ?? entry.seq, notice),
          notice,
          now,
          deps.holdUntil(notice, now),
        ),
      ),
    );
  }
  if (fresh.some((entry) => entry.command !== 'photosFetched') && hazard.photos.some(notShownYet))
    rows.push(photoRow(hazard._id, hazard.version, now));
  rows.push(...(await refreshes(deps, hazard, fresh, now)));
  await deps.outbox.insertAbsent(rows);
  deps.crash?.('relayed');
  await deps.hazards.change({ _id: hazard._id }, { $max: { relayedSeq: hazard.version } });
  await deps.hazards.change({ _id: hazard._id, version: hazard.version }, { $set: { relayPending: false } });
}

/**
 * Everything whose history has not been told yet: after a crash, and every few seconds.
 * @throws the error of a hazard if there is no `onError`
 */
export const relaySweep = (deps: RelayDeps): Promise<number> =>
  sweep(deps.hazards.find({ relayPending: true }), (hazard) => relayHazard(deps, hazard), deps.onError);
