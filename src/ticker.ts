import cron, { type ScheduledTask } from 'node-cron';
import { systemClock, type Clock } from './clock.js';

/** Four messages a second may go to one chat: whoever looks only every five seconds sends four in five. */
const NUDGE_MS = 1_000;
const KNOCK_EACH = 5;
/** The clock and the seconds counted differ by more: the machine slept, was paused, or its clock was put right. */
const LEAP_MS = 60_000;

export interface Ticker {
  stop(): Promise<void>;
}

export interface Knocking {
  /** Does what is due by the clock. */
  readonly knock: () => void;
  /** Sends what is due, every second. */
  readonly nudge: () => void;
}

/**
 * Knocks each minute by node-cron and every five seconds in between; which slot is due is decided by the store's clock.
 * node-cron walks through every slot that a leap of the clock left out before anything else runs (two days of
 * five-second slots: six seconds in which no click is answered, with a line of coloured text for each). So its slots
 * are minutes, their misses are silent, and after a leap it begins anew from the present.
 */
export function startTicker({ knock, nudge }: Knocking, clock: Clock = systemClock): Ticker {
  const schedule = (): ScheduledTask =>
    cron.schedule('* * * * *', knock, {
      timezone: 'Asia/Shanghai',
      noOverlap: true,
      suppressMissedWarning: true,
    });
  const lead = (): number => clock.now().getTime() - performance.now();
  let minutes = schedule();
  let before = lead();
  let seconds = 0;
  const between = setInterval(() => {
    const now = lead();
    if (Math.abs(now - before) > LEAP_MS) {
      void minutes.destroy();
      minutes = schedule();
    }
    before = now;
    seconds += 1;
    if (seconds % KNOCK_EACH === 0) knock();
    else nudge();
  }, NUDGE_MS);
  return {
    async stop() {
      clearInterval(between);
      await minutes.destroy();
    },
  };
}
