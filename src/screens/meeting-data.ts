import { dayOf } from '../calendar.js';
import type { HazardStore } from '../hazards/ports.js';
import type { AgendaFacts } from '../meetings/agenda.js';
import { figuresOf, figuresPeriod } from '../meetings/figures.js';
import type { Meeting } from '../meetings/meeting.js';
import type { MeetingStore } from '../meetings/ports.js';
import { listOf } from '../store/collection.js';
import type { TaskStore } from '../tasks/ports.js';
import type { Task } from '../tasks/task.js';

export interface MeetingSources {
  readonly meetings: MeetingStore;
  readonly tasks: TaskStore;
  readonly hazards: HazardStore;
}

/** What the agenda and the minutes are filled from, as it is stored now. */
export async function meetingData(
  { meetings, tasks, hazards }: MeetingSources,
  meeting: Meeting,
  now: Date,
): Promise<Pick<AgendaFacts, 'tasks' | 'figures' | 'open' | 'closed'>> {
  const today = dayOf(now);
  const last = await meetings.heldBefore(meeting._id);
  const period = figuresPeriod(meeting, last, today);
  const [reported, closed, open, fellDue] = await Promise.all([
    hazards.find({ from: period.from, to: period.to }),
    hazards.find({ closedFrom: period.from, closedTo: period.to }),
    hazards.find({ open: true }),
    hazards.find({ dueFrom: period.from, dueTo: period.to }),
  ]);
  return {
    tasks: await toReadBack(tasks, meeting, last),
    figures: figuresOf(period, { reported, closed, open, fellDue }, today),
    open,
    closed,
  };
}

/** Decisions of the last minutes, and older ones that are still open (逐条). */
async function toReadBack(
  tasks: TaskStore,
  meeting: Meeting,
  last: Meeting | undefined,
): Promise<readonly Task[]> {
  const ofLast = last === undefined ? [] : await tasks.ofMeeting(last._id);
  const older = (await listOf(tasks.open())).filter(
    (task) => task.meetingId < meeting._id && task.meetingId !== last?._id,
  );
  return [...older.toSorted((a, b) => (a.number < b.number ? -1 : 1)), ...ofLast];
}
