import { addDays, dayOf, type BusinessCalendar, type Day } from '../src/calendar.js';
import type { Hazard } from '../src/hazards/hazard.js';
import { listOf, StoreUnavailable, type Collection } from '../src/store/collection.js';
import { JOBS } from './index.js';
import type { Job, JobDeps, Quiet } from './job.js';
import { tellMissed } from './missed.js';
import type { JobRun } from './run.js';
import { catchUpEnd, dueSlots } from './schedule.js';

/** How long a run may be silent before another instance takes it over; ms. It is renewed while the job works. */
export const LEASE_MS = 5 * 60_000;
const RENEW_MS = 60_000;
/** A job that fails is tried again; ms after the first, second… failure. Then it is given up and told. */
const RETRY_MS: readonly number[] = [60_000, 5 * 60_000];
/** How far back slots are looked for after a long sleep; days. */
const LOOK_BACK = 60;

export interface RunnerDeps extends JobDeps {
  /** The store's time, the same for all instances; undefined while this machine's clock can't be trusted. */
  readonly slotTime: () => Promise<Date | undefined>;
  readonly newToken: () => string;
}

/**
 * Runs what is due. The slot's key decides in the store: two instances, a restart, a clock that jumps run a slot
 * once. After a sleep only the newest slot runs, if it is still worth it; older ones are recorded as missed and
 * told in one note (design.md §5.3).
 */
export function createJobs(deps: RunnerDeps, jobs: readonly Job[] = JOBS): { tick(): Promise<void> } {
  const rows = deps.store.collection<JobRun>('jobRuns');
  const hazards = deps.store.collection<Hazard>('hazards');
  /** The newest slot of each job whose past this process has looked at. */
  const lookedBack = new Map<string, Day>();
  /** Jobs with nothing left to do until their key changes: a day begins, or today's slot comes due. */
  const settled = new Map<string, string>();
  let missedToTell = true;

  async function lookBack(job: Job, slots: readonly Day[], newest: Day, now: Date): Promise<void> {
    if (lookedBack.get(job.name) === newest) return;
    const older = slots.slice(0, -1).map((slot) => fresh(job, slot, now, 'missed'));
    if (older.length > 0 && (await rows.insertAbsent(older)) > 0) missedToTell = true;
    // Begun and never finished, and a newer slot is due: nobody will take it up any more.
    const dead = {
      job: job.name,
      state: 'running',
      slot: { $lt: newest },
      leaseUntil: { $lt: now },
    } as const;
    if ((await rows.changeMany(dead, { $set: { state: 'missed' } })) > 0) missedToTell = true;
    lookedBack.set(job.name, newest);
  }

  /** Does what is due of one job; the store is asked only while something may be left to do. */
  async function settle(job: Job, now: Date, calendar: BusinessCalendar): Promise<void> {
    const today = dayOf(now);
    const key = `${today}:${dueSlots(job, addDays(today, -1), now, today, calendar).length > 0}`;
    if (settled.get(job.name) === key) return;
    settled.delete(job.name);
    if (await settleNewest(job, now, today, calendar)) settled.set(job.name, key);
  }

  /** @returns has the newest slot that is due found its end? */
  async function settleNewest(job: Job, now: Date, today: Day, calendar: BusinessCalendar): Promise<boolean> {
    const [last] = await listOf(
      rows.find({ job: job.name, slot: { $lte: today } }, { sort: { slot: -1 }, limit: 1 }),
    );
    const yesterday = addDays(today, -1);
    // A job that has never been seen has missed nothing: its life begins today, and that is kept.
    if (last === undefined)
      await rows.insertAbsent([
        { ...fresh(job, yesterday, now, 'done'), _id: `${job.name}:from`, doneAt: now },
      ]);
    const since = last === undefined ? yesterday : later(seenUntil(last), addDays(today, -LOOK_BACK));
    const slots = dueSlots(job, since, now, today, calendar);
    const newest = slots.at(-1);
    if (newest === undefined) return true;
    await lookBack(job, slots, newest, now);
    return runSlot(job, newest, now, last === undefined);
  }

  /** @returns had it ended before? What begins or ends here is looked at once more. */
  async function runSlot(job: Job, slot: Day, now: Date, first: boolean): Promise<boolean> {
    const id = `${job.name}:${slot}`;
    const row = await rows.get(id);
    if (row !== null && row.state !== 'running') return row.state !== 'asked';
    if (now >= catchUpEnd(job, slot)) {
      if (row === null) {
        const missed = fresh(job, slot, now, 'missed');
        const added = await rows.insertAbsent([first ? { ...missed, doneAt: now } : missed]);
        if (added > 0 && !first) missedToTell = true;
      } else if ((await giveUp(rows, id, now)) !== null) missedToTell = true;
      return false;
    }
    await claimAndRun(job, slot, now);
    return false;
  }

  async function claimAndRun(job: Job, slot: Day, now: Date): Promise<void> {
    const id = `${job.name}:${slot}`;
    const token = deps.newToken();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const mine = (await rows.insertAbsent([{ ...fresh(job, slot, now, 'running'), leaseUntil, token }])) > 0;
    const taken = mine
      ? await rows.get(id)
      : ((await rows.change(
          { _id: id, state: 'asked' },
          { $set: { state: 'running', leaseUntil, token } },
        )) ??
        (await rows.change(
          { _id: id, state: 'running', leaseUntil: { $lt: now } },
          { $set: { leaseUntil, token } },
        )));
    if (taken !== null && taken.token === token) await work(job, slot, taken, token);
  }

  async function work(job: Job, slot: Day, row: JobRun, token: string): Promise<void> {
    const own = { _id: row._id, state: 'running', token } as const;
    const started = deps.now();
    const renewal = setInterval(() => {
      const leaseUntil = new Date(deps.now().getTime() + LEASE_MS);
      void rows.change(own, { $set: { leaseUntil } }).catch(() => undefined);
    }, RENEW_MS);
    renewal.unref();
    try {
      const counts = await job.run({ ...deps, tell: quietly(deps.tell, job) }, slot);
      const doneAt = deps.now();
      const tookMs = doneAt.getTime() - started.getTime();
      const ended = await rows.change(own, {
        $set: { state: 'done', doneAt, counts: { ...counts, tookMs } },
        $unset: { leaseUntil: true, error: true },
      });
      if (ended === null) deps.log.warn({ job: job.name, slot }, 'a run was taken over before it ended');
    } catch (error) {
      deps.log.error({ err: error, job: job.name, slot }, 'a job failed');
      if (error instanceof StoreUnavailable) throw error;
      const failures = (row.failures ?? 0) + 1;
      const wait = RETRY_MS[failures - 1];
      const leaseUntil = new Date(deps.now().getTime() + (wait ?? 0));
      const words = String(error).slice(0, 300);
      await rows.change(own, {
        $set: {
          failures,
          error: words,
          leaseUntil,
          ...(wait === undefined ? { state: 'failed' as const } : {}),
        },
      });
      if (wait === undefined) missedToTell = true;
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * What is begun or wished for, by whichever instance: such a job is looked at whatever is remembered of it.
   * @returns what an operator asked for by `jobs run`
   */
  async function unfinished(): Promise<readonly JobRun[]> {
    const open = await listOf(rows.find({ state: { $in: ['asked', 'running'] } }));
    for (const { job } of open) settled.delete(job);
    return open.filter((row) => row.state === 'asked');
  }

  /** An operator's wishes are carried out whatever the hour. */
  async function grant(wishes: readonly JobRun[], now: Date): Promise<void> {
    for (const row of wishes) {
      const job = jobs.find((one) => one.name === row.job);
      if (job !== undefined) await claimAndRun(job, row.slot, now);
    }
  }

  return {
    async tick() {
      const wall = deps.now();
      for (const hazard of await listOf(hazards.find({ open: true, 'emergency.lookAt': { $lte: wall } })))
        await deps.widen(hazard._id);
      const now = await deps.slotTime();
      if (now === undefined) return;
      const calendar = await deps.calendar();
      const wishes = await unfinished();
      for (const job of jobs) await settle(job, now, calendar);
      await grant(wishes, now);
      if (!missedToTell) return;
      await tellMissed(deps, rows, jobs, now);
      missedToTell = false;
    },
  };
}

function fresh(job: Job, slot: Day, now: Date, state: JobRun['state']): JobRun {
  return { _id: `${job.name}:${slot}`, job: job.name, slot, state, startedAt: now };
}

function giveUp(rows: Collection<JobRun>, id: string, now: Date): Promise<JobRun | null> {
  return rows.change({ _id: id, state: 'running', leaseUntil: { $lt: now } }, { $set: { state: 'failed' } });
}

/** The day before the first slot to look at: the newest one known is looked at again, the day before a job's life is not. */
function seenUntil(last: JobRun): Day {
  return last._id === `${last.job}:from` ? last.slot : addDays(last.slot, -1);
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The job's word on quiet hours stands above what each notice would like. */
function quietly(tell: JobDeps['tell'], job: Pick<Job, 'name' | 'quiet'>): JobDeps['tell'] {
  const hours: Record<Exclude<Quiet, 'silent'>, { anyHour: boolean; restDays: boolean }> = {
    hold: { anyHour: false, restDays: false },
    'rest-days': { anyHour: false, restDays: true },
    'any-hour': { anyHour: true, restDays: true },
  };
  return async (cause, notice) => {
    if (job.quiet === 'silent') throw new Error(`${job.name} is declared silent and may tell nobody`);
    await tell(cause, { ...notice, ...hours[job.quiet] });
  };
}
