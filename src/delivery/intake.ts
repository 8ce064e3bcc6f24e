import type { Collection } from '../store/collection.js';
import type { InboxRow } from './rows.js';

interface Waiting {
  readonly row: InboxRow;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** So many events at most go into one commit. */
const BATCH = 200;

/**
 * Keeps events that arrive together in one commit: each caller is answered only after its event is on disk, but a
 * hundred of them share one sync (a sync a piece was a tenth of the speed, see test/bench/README.md). An event that
 * can't be stored fails alone.
 * @param counted how many of a commit were new, how many were there before
 */
export function groupedIntake(
  rows: Collection<InboxRow>,
  counted: (fresh: number, again: number) => void,
): (row: InboxRow) => Promise<void> {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      await store(batch);
    }
    running = false;
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await rows.insertAbsent(batch.map(({ row }) => row));
      counted(fresh, batch.length - fresh);
      for (const { done } of batch) done();
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) return only?.failed(error);
      for (const one of batch) await store([one]);
    }
  }

  return (row) =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed });
      if (running) return;
      running = true;
      // One turn of the event loop: whatever has been read from the sockets by then goes along.
      setImmediate(() => void run());
    });
}
