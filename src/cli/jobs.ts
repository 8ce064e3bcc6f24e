import { JOBS } from '../../jobs/index.js';
import type { Command } from './command.js';
import { withStore } from './context.js';

export const command: Command = {
  usage: 'jobs list | jobs history | jobs run <job> --slot YYYY-MM-DD',
  summary: 'The jobs of the clock, what they did, and letting a slot run (again) at the next tick.',
  async run(args, io) {
    const [what, name] = args;
    if (what === 'list') {
      for (const job of JOBS)
        io.stdout.write(`${job.name} at ${job.at} on each ${job.on}, caught up until ${job.catchUpUntil}\n`);
      return 0;
    }
    const at = args.indexOf('--slot');
    const slot = at < 0 ? undefined : args[at + 1];
    return withStore(io, async (store) => {
      const runs = store.collection<{
        _id: string;
        job: string;
        slot: string;
        state: string;
        startedAt: Date;
      }>('jobRuns');
      if (what === 'run' && name !== undefined && slot !== undefined) {
        // The running bot claims the slot anew; the notices' ids keep what was told from being told twice.
        await runs.remove({ _id: `${name}:${slot}` });
        io.stdout.write('the slot is free again; a running bot takes it at its next tick if it is today’s\n');
        return 0;
      }
      if (what !== 'history') {
        io.stderr.write(`usage: ${this.usage}\n`);
        return 2;
      }
      for await (const run of runs.find({}, { sort: { startedAt: -1 }, limit: 50 }))
        io.stdout.write(`${run._id} ${run.state} ${run.startedAt.toISOString()}\n`);
      return 0;
    });
  },
};
