import type { TaskStore } from '../tasks/ports.js';
import type { Task } from '../tasks/task.js';
import { listOf, type Store } from './collection.js';
import { createTrackedStore } from './tracked.js';

/** 议定事项 in the store. */
export function createTaskStore(store: Store): TaskStore {
  const rows = store.collection<Task>('tasks');
  return {
    ...createTrackedStore(rows),
    ofMeeting: (meetingId) => listOf(rows.find({ meetingId }, { sort: { no: 1 } })),
    open: (dueBy) =>
      rows.find(
        { open: true, ...(dueBy === undefined ? {} : { dueDay: { $lte: dueBy } }) },
        { sort: { dueDay: 1 } },
      ),
    doneSince: (day) => listOf(rows.find({ status: 'done', doneDay: { $gte: day } }, { sort: { _id: 1 } })),
  };
}
