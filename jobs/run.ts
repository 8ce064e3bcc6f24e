import type { Day } from '../src/calendar.js';

/**
 * The record of one slot. `missed`: nobody was there in time. `failed`: given up after some tries. `asked`: an
 * operator wants it (again). `doneAt` of a missed or failed one says that it has been told.
 */
export interface JobRun {
  readonly _id: string;
  readonly job: string;
  readonly slot: Day;
  readonly state: 'running' | 'done' | 'failed' | 'missed' | 'asked';
  readonly startedAt: Date;
  readonly leaseUntil?: Date;
  readonly token?: string;
  readonly doneAt?: Date;
  readonly counts?: unknown;
  readonly failures?: number;
  readonly error?: string;
}
