/** Calls a minute and a second of each tier (contract §5.9). */
const TIERS: ReadonlyMap<number, readonly [perMinute: number, perSecond: number]> = new Map([
  [1, [10, 10]],
  [2, [20, 20]],
  [3, [100, 100]],
  [4, [1000, 50]],
  [5, [60, 1]],
  [6, [300, 5]],
  [7, [600, 10]],
  [8, [1200, 20]],
  [9, [3000, 50]],
  [11, [6000, 100]],
]);

/** Sliding windows on the simulator's clock. */
export class Limits {
  private readonly seen = new Map<string, number[]>();
  /** Off for runs that measure something else. */
  on = true;

  constructor(private readonly now: () => number) {}

  /**
   * Counts one call of a tier.
   * @returns seconds to wait if the limit is reached, else undefined
   */
  tier(key: string, tier: number): { limit: number; reset: number } | undefined {
    const [perMinute, perSecond] = TIERS.get(tier) ?? [1000, 50];
    const second = this.waitFor(`s|${key}`, perSecond, 1000);
    if (second > 0) return { limit: perSecond, reset: Math.ceil(second / 1000) };
    const minute = this.waitFor(`m|${key}`, perMinute, 60_000);
    if (minute > 0) return { limit: perMinute, reset: Math.ceil(minute / 1000) };
    this.count(`s|${key}`);
    this.count(`m|${key}`);
    return undefined;
  }

  /** One more in this second? Counts it if so: 5 a second per user, chat and message (contract §5.1). */
  allows(key: string, perSecond: number): boolean {
    if (this.waitFor(key, perSecond, 1000) > 0) return false;
    this.count(key);
    return true;
  }

  private count(key: string): void {
    if (!this.on) return;
    const list = this.seen.get(key);
    if (list === undefined) this.seen.set(key, [this.now()]);
    else list.push(this.now());
  }

  private waitFor(key: string, most: number, windowMs: number): number {
    if (!this.on) return 0;
    const now = this.now();
    const list = this.seen.get(key);
    if (list === undefined) return 0;
    // A clock that was set back must not block for ever.
    while (list.length > 0 && ((list[0] ?? 0) <= now - windowMs || (list[0] ?? 0) > now)) list.shift();
    return list.length < most ? 0 : (list[0] ?? now) + windowMs - now;
  }
}
