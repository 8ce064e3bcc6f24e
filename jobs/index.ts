import { dayOf, instantAt, timeOf, type BusinessCalendar } from '../src/calendar.js';
import type { HazardDeps } from '../src/hazards/ports.js';
import type { Desk } from '../src/listeners/desk.js';
import type { Log } from '../src/log.js';
import { listOf, type Collection, type Store } from '../src/store/collection.js';
import type { PeopleStore } from '../src/store/people.js';
import type { Hazard } from '../src/hazards/hazard.js';
import { cardRenewal } from './card-renewal.js';
import { cleanUp } from './clean-up.js';
import { morningDigest } from './morning-digest.js';

export interface JobDeps {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly hazards: HazardDeps;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly tell: Desk['tell'];
  readonly log: Log;
  readonly widen: (hazardId: string) => Promise<void>;
}

/** A job of the clock: when it is due, until when it is still worth doing. */
export interface Job {
  readonly name: string;
  readonly at: string;
  /** `workday`: only on working days. */
  readonly on: 'workday' | 'day';
  /** Clock time of the same day after which a missed slot is only recorded. */
  readonly catchUpUntil: string;
  run(deps: JobDeps, day: string): Promise<Readonly<Record<string, number>>>;
}

export const JOBS: readonly Job[] = [cleanUp, cardRenewal, morningDigest];

interface JobRun {
  readonly _id: string;
  readonly job: string;
  readonly slot: string;
  readonly state: 'running' | 'done' | 'failed' | 'missed';
  readonly startedAt: Date;
  readonly leaseUntil?: Date;
  readonly doneAt?: Date;
  readonly counts?: unknown;
  readonly error?: string;
}

const LEASE_MS = 5 * 60_000;

/** Runs what is due. The slot's key decides in the store: two instances, a restart, a jumped clock run it once. */
export function createJobs(deps: JobDeps): { tick(): Promise<void> } {
  const runs = deps.store.collection<JobRun>('jobRuns');
  const hazards = deps.store.collection<Hazard>('hazards');
  return {
    async tick() {
      const now = deps.now();
      for (const hazard of await listOf(hazards.find({ open: true, 'emergency.lookAt': { $lte: now } })))
        await deps.widen(hazard._id);
      const day = dayOf(now);
      const calendar = await deps.calendar();
      for (const job of JOBS) {
        if (now < instantAt(day, job.at) || (job.on === 'workday' && !calendar.isWorkday(day))) continue;
        await runSlot(deps, runs, job, day, timeOf(now) > job.catchUpUntil);
      }
    },
  };
}

async function runSlot(
  deps: JobDeps,
  rows: Collection<JobRun>,
  job: Job,
  day: string,
  missed: boolean,
): Promise<void> {
  const id = `${job.name}:${day}`;
  const now = deps.now();
  const fresh: JobRun = {
    _id: id,
    job: job.name,
    slot: day,
    state: missed ? 'missed' : 'running',
    startedAt: now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
  };
  const mine = (await rows.insertAbsent([fresh])) > 0;
  if (missed) return;
  const taken =
    mine ||
    (await rows.change(
      { _id: id, state: 'running', leaseUntil: { $lt: now } },
      { $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) } },
    )) !== null;
  if (!taken) return;
  try {
    const counts = await job.run(deps, day);
    await rows.change({ _id: id }, { $set: { state: 'done', doneAt: deps.now(), counts } });
  } catch (error) {
    deps.log.error(
      { err: error, job: job.name, slot: day },
      'a job failed; it is tried again when its lease ends',
    );
    await rows.change({ _id: id }, { $set: { error: String(error).slice(0, 300) } });
  }
}
