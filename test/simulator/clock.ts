/** Something that happens at its time on the simulator's clock. */
export interface Timetable {
  /** When the next thing is due; undefined if nothing waits. */
  nextAt(): number | undefined;
  /** Does everything that is due now. */
  run(): Promise<void>;
}

export interface SimClock {
  now(): Date;
  /** Moves the clock; everything that became due on the way happens, each at its own time. */
  set(to: Date | string): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Called after each move. @returns how to stop listening */
  onChange(listener: (now: Date) => void): () => void;
}

/** A clock that runs on like any other, but can be moved. */
export class MovableClock implements SimClock {
  private offset: number;
  private readonly listeners = new Set<(now: Date) => void>();
  private table: Timetable | undefined;

  constructor(start: Date | string | undefined) {
    this.offset = start === undefined ? 0 : new Date(start).getTime() - Date.now();
  }

  /** Milliseconds, for those inside the simulator. */
  readonly ms = (): number => Date.now() + this.offset;

  now(): Date {
    return new Date(this.ms());
  }

  /** Tells the clock what waits for it. */
  drive(table: Timetable): void {
    this.table = table;
  }

  set(to: Date | string): Promise<void> {
    return this.moveTo(new Date(to).getTime());
  }

  advance(ms: number): Promise<void> {
    return this.moveTo(this.ms() + ms);
  }

  onChange(listener: (now: Date) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Stops at every due moment on the way: a retry after 15 s must not see the time of one after 6 h (contract §2.5). */
  private async moveTo(target: number): Promise<void> {
    const before = Date.now();
    for (let stop = this.table?.nextAt(); stop !== undefined && stop <= target; stop = this.table?.nextAt()) {
      if (stop > this.ms()) this.offset = stop - Date.now();
      await this.table?.run();
    }
    // What the deliveries took in real time is on top: the clock never goes back behind them.
    this.offset = target + (Date.now() - before) - Date.now();
    for (const listener of this.listeners) listener(this.now());
  }
}
