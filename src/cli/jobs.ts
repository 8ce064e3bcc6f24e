import { createCalendar, dayOf, isDay, type YearOverride } from '../calendar.js';
import { systemClock } from '../clock.js';
import { listOf, type Collection, type Store } from '../store/collection.js';
import { JOBS } from '../../jobs/index.js';
import type { Job } from '../../jobs/job.js';
import type { JobRun } from '../../jobs/run.js';
import { catchUpInWords, nextSlot, scheduleInWords } from '../../jobs/schedule.js';
import type { Command, CommandIo } from './command.js';
import { withStore } from './context.js';

export const command: Command = {
  usage: 'jobs list | jobs history [<job>] | jobs run <job> --slot YYYY-MM-DD',
  summary: 'The jobs of the clock, what they did, and having a slot done (again) by the running bot.',
  async run(args, io) {
    const [what, name] = args;
    if (what !== 'list' && what !== 'history' && what !== 'run') return wrong(io, `usage: ${this.usage}`);
    const job = JOBS.find((candidate) => candidate.name === name);
    if (job === undefined && (what === 'run' || name !== undefined))
      return wrong(io, `no such job; there are: ${JOBS.map((one) => one.name).join(', ')}`);
    return withStore(io, async (store) => {
      const runs = store.collection<JobRun>('jobRuns');
      if (what === 'list') return list(store, runs, io);
      if (what === 'history') return history(runs, job, io);
      const at = args.indexOf('--slot');
      const slot = at < 0 ? undefined : args[at + 1];
      if (job === undefined || slot === undefined || !isDay(slot))
        return wrong(io, 'which slot? for example: --slot 2026-10-09');
      return ask(runs, job, slot, io);
    });
  },
};

function wrong(io: CommandIo, words: string): number {
  io.stderr.write(`${words}\n`);
  return 2;
}

async function list(store: Store, runs: Collection<JobRun>, io: CommandIo): Promise<number> {
  const entered = await store.collection<{ _id: string; value?: unknown }>('settings').get('holidays');
  const calendar = createCalendar((entered?.value ?? []) as YearOverride[]);
  const now = systemClock.now();
  for (const job of JOBS) {
    const [last] = await listOf(runs.find({ job: job.name }, { sort: { slot: -1 }, limit: 1 }));
    const next = nextSlot(job, now, dayOf(now), calendar);
    io.stdout.write(
      [
        `${job.name}: ${scheduleInWords(job.schedule)}, ${catchUpInWords(job.catchUp)}, quiet hours: ${job.quiet}`,
        `  last ${last === undefined ? 'never' : `${last.slot} ${last.state}`}, next ${next ?? 'none'} ${job.schedule.at}\n`,
      ].join('\n'),
    );
  }
  return 0;
}

async function history(runs: Collection<JobRun>, job: Job | undefined, io: CommandIo): Promise<number> {
  const filter = job === undefined ? {} : { job: job.name };
  for await (const run of runs.find(filter, { sort: { slot: -1 }, limit: 50 }))
    io.stdout.write(
      `${run.slot} ${run.job.padEnd(16)} ${run.state.padEnd(7)} ${run.startedAt.toISOString()} ${JSON.stringify(run.counts ?? {})} ${run.error ?? ''}\n`,
    );
  return 0;
}

/** The running bot does the work, since it has everything at hand; ids made from the slot keep it from telling twice. */
async function ask(runs: Collection<JobRun>, job: Job, slot: string, io: CommandIo): Promise<number> {
  const _id = `${job.name}:${slot}`;
  const startedAt = systemClock.now();
  const added = await runs.insertAbsent([{ _id, job: job.name, slot, state: 'asked', startedAt }]);
  const changed =
    added > 0 ||
    (await runs.change(
      { _id, state: { $ne: 'running' } },
      { $set: { state: 'asked', startedAt }, $unset: { doneAt: true, failures: true, error: true } },
    )) !== null;
  if (!changed) {
    io.stderr.write('it is running just now: see jobs history\n');
    return 1;
  }
  io.stdout.write(
    'asked for: the running bot does it at its next tick (5 s), whatever the hour; see jobs history\n',
  );
  return 0;
}
