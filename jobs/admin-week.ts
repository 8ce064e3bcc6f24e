import { addDays, instantAt } from '../src/calendar.js';
import { activeWithRole } from '../src/people/org.js';
import { weekBefore } from '../src/screens/week.js';
import type { Job } from './job.js';

/**
 * Monday 09:10: one card to each administrator with last week's messages a person and what waits for them: from
 * 1 November on also that next year's holidays are not entered (domain.md §10, experience.md §3 q).
 */
export const adminWeek: Job = {
  name: 'admin-week',
  title: '每周消息量',
  schedule: { at: '09:10', on: 'monday' },
  catchUp: { hours: 48 },
  quiet: 'hold',
  async run({ people, tell }, slot) {
    const admins = activeWithRole(await people.org(), 'admin');
    for (const admin of admins)
      await tell(`admin-week:${slot}:${admin._id}`, {
        type: 'admin-week',
        target: { kind: 'person', personId: admin._id },
        class: 'nag',
        facts: { ...weekBefore(slot), weekly: true },
        expiresAt: instantAt(addDays(slot, 14), '00:00'),
      });
    return { admins: admins.length };
  },
};
