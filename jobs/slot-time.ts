import { dayOf } from '../src/calendar.js';
import { tellAdmins } from '../src/listeners/alarms.js';
import type { JobDeps } from './job.js';

/** Further apart than this and no slot is begun; ms (design.md §5.3). */
export const MAX_SKEW_MS = 60_000;

/**
 * The time that decides which slot is due: the store's, asked for at every tick, so that all instances agree and a
 * jump of one machine's clock is seen at once. While the two clocks are more than a minute apart no job begins, and
 * the administrators are told once a day.
 * @param deps.storeNow the store's own time
 * @returns a function that gives the instant, or undefined while the clocks disagree
 */
export function createSlotTime(
  deps: Pick<JobDeps, 'now' | 'people' | 'tell' | 'log'> & {
    readonly storeNow: () => Promise<Date>;
    readonly onSkew: () => void;
  },
): () => Promise<Date | undefined> {
  let toldOn: string | undefined;
  return async () => {
    const before = deps.now().getTime();
    const store = await deps.storeNow();
    const after = deps.now().getTime();
    // The answer was made somewhere between asking and getting it: a slow store is no wrong clock.
    const skew = store.getTime() < before ? store.getTime() - before : Math.max(0, store.getTime() - after);
    if (Math.abs(skew) <= MAX_SKEW_MS) {
      toldOn = undefined;
      return store;
    }
    const day = dayOf(store);
    if (toldOn === day) return undefined;
    deps.onSkew();
    deps.log.error(
      { skewSeconds: Math.round(skew / 1000) },
      'the clock of this machine and that of the store disagree: jobs wait until it is put right',
    );
    await tellClock(
      deps,
      day,
      `机器的时间比数据库${skew < 0 ? '快' : '慢'}了${inWords(Math.abs(skew))}。早上的提醒等定时的事先停下，上报和审批照常。`,
    );
    toldOn = day;
    return undefined;
  };
}

/** One alarm a day about a wrong clock, whatever noticed it first: the jobs, or clicks that Feishu signed long ago. */
export function tellClock(deps: Pick<JobDeps, 'people' | 'tell'>, day: string, what: string): Promise<void> {
  return tellAdmins(deps, `skew:${day}`, '机器的时间不准', [
    what,
    '请运维对准机器时间（NTP），对准后自动恢复。',
  ]);
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes}分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours}小时` : `${Math.round(hours / 24)}天`;
}
