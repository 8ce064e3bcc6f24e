import type { Day } from '../calendar.js';
import type { Notice, NoticeType } from '../notices.js';
import { reach, type Org } from '../people/org.js';
import { confirmersOf } from './rules.js';
import type { Task, TaskEntry } from './task.js';

/** What has to be told after one entry of a task's history. */
export function planTaskNotices(task: Task, entry: TaskEntry, org: Org, day: Day): readonly Notice[] {
  const to = (ids: readonly string[], type: NoticeType, facts: Notice['facts'] = {}): readonly Notice[] => {
    const people = ids.flatMap((id) => reach(org, id, day));
    const once = [...new Map(people.map((person) => [person._id, person])).values()];
    return once.map((person): Notice => ({
      type,
      target: { kind: 'person', personId: person._id },
      class: 'critical',
      subject: taskSubject(task._id),
      seq: entry.seq,
      facts: { ...facts, taskId: task._id },
    }));
  };
  switch (entry.command) {
    case 'make':
      return to([task.personId], 'task');
    case 'report':
      return to(confirmersOf(task, org), 'task-confirm');
    case 'confirm':
      return to([task.personId], 'task-told', { what: 'confirm' });
    case 'sendBack':
      return to([task.personId], 'task', { what: 'sendBack', seq: entry.seq });
    case 'extend':
      return to([task.personId], 'task-told', { what: 'extend' });
    case 'handOver': {
      const before = entry.after?.['from'];
      return [
        ...to([task.personId], 'task', { what: 'handOver' }),
        ...(before === undefined ? [] : to([before], 'task-told', { what: 'handOver' })),
      ];
    }
  }
}

export const taskSubject = (taskId: string): string => `task:${taskId}`;
