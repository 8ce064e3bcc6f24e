import type { Meeting } from '../meetings/meeting.js';
import type { MeetingDeps } from '../meetings/ports.js';
import type { TaskDeps } from '../tasks/ports.js';
import type { Task } from '../tasks/task.js';

/** The committee's meetings and decisions, as listeners, screens and jobs use them. */
export interface CommitteeDesk {
  readonly meetings: MeetingDeps;
  readonly tasks: TaskDeps;
  /** Tells what a meeting's history holds and has not been told, right away. */
  relayMeeting(meeting: Meeting): Promise<void>;
  relayTask(task: Task): Promise<void>;
}
