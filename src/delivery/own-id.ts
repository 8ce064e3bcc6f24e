import type { Log } from '../log.js';
import { NotYet } from './inbox.js';

/** Waits after a refusal or no answer: a missing scope or a platform that is down is not mended by asking on. */
const WAITS_MS: readonly number[] = [2000, 10_000, 30_000, 60_000];
/** How long work may stand still for an answer; a try that takes longer goes on by itself. */
const PATIENCE_MS = 1000;

/** The bot's own open_id: only with it is an @ in a group known as an @ of the bot. */
export interface OwnId {
  /** Empty as long as the platform has not told it. */
  readonly known: () => string;
  /** @throws NotYet with the time of the next try, so that the message waits and everything else goes on */
  need(): Promise<string>;
}

export function createOwnId(ask: () => Promise<string>, now: () => Date, log: Pick<Log, 'warn'>): OwnId {
  let id = '';
  let failures = 0;
  let nextAt = 0;
  let startedAt = 0;
  let asking: Promise<void> | undefined;

  async function tryOnce(): Promise<void> {
    try {
      id = await ask();
      if (id === '') throw new Error('the answer has no open_id: is the bot ability switched on?');
    } catch (error) {
      const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 60_000;
      failures += 1;
      nextAt = now().getTime() + wait;
      log.warn({ err: error, waitMs: wait }, 'the bot’s own id is not known: messages with an @ wait for it');
    }
    asking = undefined;
  }

  return {
    known: () => id,
    async need() {
      if (id !== '') return id;
      const at = now().getTime();
      if (asking === undefined && at >= nextAt) {
        startedAt = at;
        asking = tryOnce();
      }
      const left = startedAt + PATIENCE_MS - at;
      if (asking !== undefined && left > 0) await Promise.race([asking, pause(left)]);
      if (id === '') throw new NotYet(new Date(asking === undefined ? nextAt : at + PATIENCE_MS));
      return id;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
