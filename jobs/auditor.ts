import { addDays, type Day } from '../src/calendar.js';
import { lagOf, MAX_LAG_MS } from '../src/delivery/outbox.js';
import type { OutboxRow } from '../src/delivery/rows.js';
import { tellAdmins } from '../src/listeners/alarms.js';
import type { Job, JobDeps } from './job.js';
import { morningDigest } from './morning-digest.js';
import type { JobRun } from './run.js';

/**
 * 09:20 on working days: did this morning's digest run, and does what is due leave the outbox? If not, the
 * administrators hear of it while the morning can still be saved (design.md §4.3). It speaks only of faults.
 */
export const auditor: Job = {
  name: 'auditor',
  title: '每天的自查',
  schedule: { at: '09:20', on: 'workday' },
  catchUp: { until: '12:00' },
  quiet: 'any-hour',
  minor: true,
  async run(deps, slot) {
    const problems = [...(await digestProblem(deps, slot)), ...(await lagProblem(deps))];
    if (problems.length > 0) {
      deps.log.error({ slot, problems: problems.length }, 'the auditor found faults');
      await tellAdmins(deps, `audit:${slot}`, '助手自查有问题', problems);
    }
    return { problems: problems.length };
  },
};

async function digestProblem({ store }: JobDeps, slot: Day): Promise<readonly string[]> {
  const runs = store.collection<JobRun>('jobRuns');
  const run = await runs.get(`${morningDigest.name}:${slot}`);
  const broken = Number((run?.counts as { broken?: number } | undefined)?.broken ?? 0);
  if (run?.state === 'done')
    return broken === 0 ? [] : ['今天早上的提醒有一部分没有做成，其余照常发了。请运维看日志。'];
  // On the day of the installation the clock may have begun after nine.
  if (
    run === null &&
    (await runs.count({ job: morningDigest.name, slot: { $lte: addDays(slot, -1) } })) === 0
  )
    return [];
  const words = run?.state === 'running' ? '还没有做完' : '没有做';
  return [`今天早上的提醒${words}。请运维运行 npm run cli -- jobs history 查看，jobs run 补做。`];
}

async function lagProblem({ store, now }: JobDeps): Promise<readonly string[]> {
  const lag = await lagOf(store.collection<OutboxRow>('outbox'), now());
  if (lag <= MAX_LAG_MS) return [];
  return [
    `有消息等了${Math.round(lag / 60_000)}分钟还没有发出。请运维看 /readyz 和 npm run cli -- outbox list。`,
  ];
}
