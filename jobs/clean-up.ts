import { addDays } from '../src/calendar.js';
import type { InboxRow, OutboxRow } from '../src/delivery/rows.js';
import { ANONYMOUS_MS, ASKED_MS, WHICH, type Draft } from '../src/listeners/drafts.js';
import type { Job } from './job.js';
import type { JobRun } from './run.js';

/** Events are kept for 14 days after they were handled (Feishu re-sends for seven hours), what was said for 60. */
const INBOX_MS = 14 * 24 * 3_600_000;
const OUTBOX_MS = 60 * 24 * 3_600_000;
/** What the jobs did is kept a little over a year. */
const RUNS_DAYS = 400;

/** Takes away what nobody needs any more; given-up rows stay for the operators. */
export const cleanUp: Job = {
  name: 'clean-up',
  title: '清理旧记录',
  schedule: { at: '03:30', on: 'day' },
  catchUp: { until: '23:59' },
  quiet: 'silent',
  async run({ store, now }, slot) {
    const before = (ms: number): Date => new Date(now().getTime() - ms);
    const events = await store
      .collection<InboxRow>('inbox')
      .remove({ state: 'done', doneAt: { $lt: before(INBOX_MS) } });
    const rows = await store
      .collection<OutboxRow>('outbox')
      .remove({ state: { $in: ['sent', 'skipped', 'superseded'] }, doneAt: { $lt: before(OUTBOX_MS) } });
    // Pictures and half reports that nobody went on with: they name their sender.
    const begun = store.collection<Draft>('drafts');
    const drafts =
      (await begun.remove({ at: { $lt: before(ASKED_MS) } })) +
      (await begun.remove({ at: { $lt: before(ANONYMOUS_MS) }, asked: { $ne: WHICH } }));
    const oldest = addDays(slot, -RUNS_DAYS);
    const runs = await store
      .collection<JobRun>('jobRuns')
      .remove({ state: { $in: ['done', 'missed', 'failed'] }, slot: { $lt: oldest } });
    return { events, rows, drafts, runs };
  },
};
