import { runCycle } from '../src/meetings/cycle.js';
import type { Job } from './job.js';

/**
 * 15:00 each day: the month's meeting is put on record, topics asked for, the notice sent, a month without a meeting
 * warned of and recorded (domain.md §11). What is due is read from the meeting's date, so a day slept through is made
 * up for.
 */
export const meetingCycle: Job = {
  name: 'meeting-cycle',
  title: '安委会会议的安排和提醒',
  schedule: { at: '15:00', on: 'day' },
  catchUp: { until: '19:30' },
  quiet: 'hold',
  async run({ committee }, slot) {
    const { planned, moved } = await runCycle(committee.meetings, slot);
    for (const meeting of moved) await committee.relayMeeting(meeting);
    return { planned, moved: moved.length };
  },
};
