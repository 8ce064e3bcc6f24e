import { MAX_LAG_MS } from '../delivery/outbox.js';
import type { Sender } from '../delivery/sender.js';
import type { Store } from '../store/collection.js';

export interface Readiness {
  readonly ok: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * What /readyz says: the store answers, its unique indexes are there, a sender lives, nothing due waits too long.
 * @param lag how long the oldest due message has waited; ms
 */
export async function readiness(
  store: Store,
  sender: Pick<Sender, 'alive'>,
  lag: () => Promise<number>,
): Promise<Readiness> {
  try {
    await store.ping();
    const [indexes, alive, waited] = [await store.indexesPresent(), await sender.alive(), await lag()];
    return {
      ok: indexes && alive && waited < MAX_LAG_MS,
      detail: { store: store.kind, indexes, sender: alive, outboxLagSeconds: Math.round(waited / 1000) },
    };
  } catch (error) {
    return {
      ok: false,
      detail: { store: store.kind, error: error instanceof Error ? error.name : 'unknown' },
    };
  }
}
