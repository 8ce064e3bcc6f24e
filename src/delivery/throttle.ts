/** Feishu's limits with a margin (contract §5.9): 4/s to one chat or user, 15/s and 800/min for the app. */
const LANE_PER_SECOND = 4;
const APP_PER_SECOND = 15;
const APP_PER_MINUTE = 800;

export interface Throttle {
  /** @returns 0 if a message may go to this lane now (and counts it), else the ms to wait */
  take(lane: string, now: Date): number;
  /** The platform asked to wait: nothing to this lane until then. */
  pause(lane: string, until: Date): void;
  pausedUntil(lane: string): Date | undefined;
}

export function createThrottle(): Throttle {
  const sent: { lane: string; at: number }[] = [];
  const paused = new Map<string, Date>();
  const within = (ms: number, now: number, lane?: string): number =>
    sent.filter((one) => now - one.at < ms && (lane === undefined || one.lane === lane)).length;
  return {
    take(lane, now) {
      const time = now.getTime();
      while (sent[0] !== undefined && time - sent[0].at >= 60_000) sent.shift();
      const pause = paused.get(lane);
      if (pause !== undefined && pause.getTime() > time) return pause.getTime() - time;
      if (within(1000, time, lane) >= LANE_PER_SECOND || within(1000, time) >= APP_PER_SECOND) return 250;
      if (within(60_000, time) >= APP_PER_MINUTE) return 2000;
      sent.push({ lane, at: time });
      return 0;
    },
    pause: (lane, until) => void paused.set(lane, until),
    pausedUntil: (lane) => paused.get(lane),
  };
}
