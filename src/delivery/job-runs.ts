import { DuplicateKey, listOf, type Collection } from '../store/collection.js';

export interface JobRun {
  readonly _id: string;
  readonly job: string;
  /** The slot in Asia/Shanghai: `2026-05-08`, `2026-W19`, or an instant for jobs of minutes. */
  readonly slot: string;
  readonly state: 'running' | 'done' | 'failed' | 'missed';
  readonly leaseUntil?: Date;
  readonly token?: string;
  readonly startedAt: Date;
  readonly doneAt?: Date;
  readonly counts?: Readonly<Record<string, number>>;
  readonly error?: string;
}

/** A job that runs longer than this is taken for dead and may be taken over. */
const LEASE_MS = 5 * 60_000;

export interface JobRuns {
  /**
   * Claims one slot of one job. The unique `_id` decides between processes; a run whose lease ran out may be taken
   * over, `done` and `missed` are final (design.md §5.1).
   * @returns the run, or undefined if it is somebody else's or over
   */
  claim(job: string, slot: string): Promise<JobRun | undefined>;
  /** @returns false if the lease was lost meanwhile: somebody else goes on with it */
  renew(run: JobRun): Promise<boolean>;
  done(run: JobRun, counts: Readonly<Record<string, number>>): Promise<boolean>;
  /** The run failed; it is tried again once the lease has run out. */
  failed(run: JobRun, error: unknown): Promise<void>;
  /** Records slots that passed while nobody was running, so that operators see them. @returns how many were new */
  missed(job: string, slots: readonly string[]): Promise<number>;
  get(job: string, slot: string): Promise<JobRun | null>;
  /** The newest runs of a job first. */
  recent(job: string, limit: number): Promise<readonly JobRun[]>;
}

export function createJobRuns(
  runs: Collection<JobRun>,
  tools: { now: () => Promise<Date>; newToken: () => string },
): JobRuns {
  const idOf = (job: string, slot: string): string => `${job}:${slot}`;
  const mine = (run: JobRun): { _id: string; token: string; state: 'running' } => ({
    _id: run._id,
    token: run.token ?? '',
    state: 'running',
  });

  return {
    async claim(job, slot) {
      const now = await tools.now();
      const lease = {
        state: 'running' as const,
        token: tools.newToken(),
        leaseUntil: new Date(now.getTime() + LEASE_MS),
      };
      try {
        const run: JobRun = { _id: idOf(job, slot), job, slot, startedAt: now, ...lease };
        await runs.insert(run);
        return run;
      } catch (error) {
        if (!(error instanceof DuplicateKey)) throw error;
      }
      const taken = await runs.change(
        { _id: idOf(job, slot), state: { $in: ['running', 'failed'] }, leaseUntil: { $lt: now } },
        { $set: { ...lease, startedAt: now } },
      );
      return taken ?? undefined;
    },
    async renew(run) {
      const now = await tools.now();
      return (
        (await runs.change(mine(run), { $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) } })) !== null
      );
    },
    async done(run, counts) {
      const ended = await runs.change(mine(run), {
        $set: { state: 'done', doneAt: await tools.now(), counts },
        $unset: { leaseUntil: true, error: true },
      });
      return ended !== null;
    },
    async failed(run, error) {
      await runs.change(mine(run), { $set: { state: 'failed', error: String(error).slice(0, 300) } });
    },
    async missed(job, slots) {
      const now = await tools.now();
      return runs.insertAbsent(
        slots.map((slot): JobRun => ({
          _id: idOf(job, slot),
          job,
          slot,
          state: 'missed',
          startedAt: now,
          doneAt: now,
        })),
      );
    },
    get: (job, slot) => runs.get(idOf(job, slot)),
    recent: (job, limit) => listOf(runs.find({ job }, { sort: { slot: -1 }, limit })),
  };
}
