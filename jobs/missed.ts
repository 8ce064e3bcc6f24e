import { dayOf, plainDay } from '../src/calendar.js';
import { tellAdmins } from '../src/listeners/alarms.js';
import { listOf, type Collection } from '../src/store/collection.js';
import type { Job, JobDeps } from './job.js';
import type { JobRun } from './run.js';

const SHOWN = 6;

/**
 * One note to each administrator about everything that was missed or given up since the last one: what and which
 * days. The rows are marked as told afterwards; a crash in between repeats the same note under the same id.
 */
export async function tellMissed(
  deps: Pick<JobDeps, 'people' | 'tell' | 'log'>,
  rows: Collection<JobRun>,
  jobs: readonly Job[],
  now: Date,
): Promise<void> {
  const open = await listOf(
    rows.find({ state: { $in: ['missed', 'failed'] }, doneAt: { $exists: false } }, { sort: { slot: 1 } }),
  );
  const [newest] = open.toReversed();
  if (newest === undefined) return;
  const today = dayOf(now);
  const words = (list: readonly JobRun[]): string => {
    const days = list.map((row) => plainDay(row.slot, today));
    return days.length <= SHOWN
      ? days.join('、')
      : `${days.slice(0, 2).join('、')}……${days.slice(-2).join('、')}（共${days.length}次）`;
  };
  const line = (state: JobRun['state'], job: Job): readonly string[] => {
    const list = open.filter((row) => row.job === job.name && row.state === state);
    // What works in silence is missed by nobody; that it fails is another matter.
    if (list.length === 0 || (state === 'missed' && (job.quiet === 'silent' || job.minor === true)))
      return [];
    return [`${job.title}${state === 'missed' ? '没有按时做' : '没有做成'}：${words(list)}。`];
  };
  const lines = jobs.flatMap((job) => [...line('missed', job), ...line('failed', job)]);
  if (lines.length > 0)
    await tellAdmins(
      deps,
      `missed:${newest._id}:${open.length}`,
      '有几件定时的事没有做',
      [...lines, '停机或出错时错过的不再补发；还要的，请运维运行 npm run cli -- jobs run。'],
      'plain',
    );
  deps.log.warn({ slots: open.map((row) => row._id) }, 'slots of jobs were missed or given up');
  for (const row of open) await rows.change({ _id: row._id, state: row.state }, { $set: { doneAt: now } });
}
