import type { Log } from '../log.js';

export interface Worker {
  /** Something is there to be done: one pass at a time; asked during a pass, one more follows. */
  wake(): void;
  /** Wakes if anything is due: what waited for the platform's rates or for its moment comes with no event. */
  nudge(): Promise<void>;
  /** Resolves when the passes asked for so far have ended. */
  idle(): Promise<void>;
  /**
   * Works until nothing that is due is left.
   * @param pause lets time go by while what is left waits for the platform's rates; tests move their clock instead
   */
  drain(pause?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const shortly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/**
 * Runs the bot's passes one after the other.
 * @param pass what is done in one: events, relays, messages
 * @param due how much is waiting and due
 */
export function createWorker(pass: () => Promise<void>, due: () => Promise<number>, log: Log): Worker {
  let working: Promise<void> = Promise.resolve();
  let again = false;
  let stopped = false;
  function wake(): void {
    if (stopped || again) return;
    again = true;
    working = working
      .then(() => {
        again = false;
        return stopped ? undefined : pass();
      })
      .catch((error: unknown) => log.error({ err: error }, 'a pass failed'));
  }
  return {
    wake,
    async nudge() {
      if ((await due()) > 0) wake();
    },
    idle: () => working,
    async drain(pause = shortly) {
      for (let round = 0; round < 500; round += 1) {
        wake();
        await working;
        if ((await due()) === 0) return;
        await pause();
      }
    },
    async stop() {
      stopped = true;
      await working;
    },
  };
}
