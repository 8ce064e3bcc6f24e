import type { Change, Tracked, TrackedStore } from '../tracked.js';
import type { Collection, Filter, Update } from './collection.js';

/** Records with a history over one collection: state, history and the relay's flag change in one write. */
export function createTrackedStore<T extends Tracked>(rows: Collection<T>): TrackedStore<T> {
  return {
    get: async (id) => (await rows.get(id)) ?? undefined,
    insertAbsent: async (record) => (await rows.insertAbsent([record])) > 0,
    change: async (id, version, change) =>
      (await rows.change({ _id: id, version } as unknown as Filter<T>, updateOf(change))) ?? undefined,
  };
}

function updateOf<T extends Tracked>({ set, unset, status, open, entry, newStage }: Change<T>): Update<T> {
  return {
    $set: {
      ...set,
      status,
      open,
      version: entry.seq,
      relayPending: true,
      ...(newStage ? { stageSeq: entry.seq } : {}),
    },
    ...(unset.length === 0 ? {} : { $unset: Object.fromEntries(unset.map((key) => [key, true])) }),
    $push: { history: entry },
  } as unknown as Update<T>;
}
