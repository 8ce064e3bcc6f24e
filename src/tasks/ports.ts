import type { BusinessCalendar, Day } from '../calendar.js';
import type { Org } from '../people/org.js';
import type { TrackedStore } from '../tracked.js';
import type { Task } from './task.js';

export interface TaskStore extends TrackedStore<Task> {
  ofMeeting(meetingId: string): Promise<readonly Task[]>;
  /** Open ones, the nearest deadline first; `dueBy`: only those due until then. */
  open(dueBy?: Day): AsyncIterable<Task>;
  /** Done ones from this day on. */
  doneSince(day: Day): Promise<readonly Task[]>;
}

export interface TaskDeps {
  readonly store: TaskStore;
  readonly org: () => Promise<Org>;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
}
