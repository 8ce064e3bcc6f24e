import { addDays, instantAt } from '../src/calendar.js';
import { bureauGroups } from '../src/people/org.js';
import { weekBefore } from '../src/screens/week.js';
import type { Job } from './job.js';

/** Monday 09:30: last week's figures to the bureau's safety group; on a rest day it waits for the next working day. */
export const weeklySummary: Job = {
  name: 'weekly-summary',
  title: '上周安全情况',
  schedule: { at: '09:30', on: 'monday' },
  catchUp: { hours: 48 },
  quiet: 'hold',
  async run({ people, tell }, slot) {
    const told = bureauGroups(await people.org());
    for (const group of told)
      await tell(`weekly:${slot}:${group._id}`, {
        type: 'weekly-summary',
        target: { kind: 'chat', chatId: group._id },
        class: 'nag',
        facts: { ...weekBefore(slot) },
        expiresAt: instantAt(addDays(slot, 14), '00:00'),
      });
    return { groups: told.length };
  },
};
