import type { BusinessCalendar, Day } from '../calendar.js';
import { deputyOf, directorOf, headOf, officeIds, personById, type Org } from '../people/org.js';
import { confirmersOf } from './rules.js';
import type { Task } from './task.js';

export interface TaskRung {
  /** Working days late: negative before the day, 0 on it. */
  readonly late: number;
  readonly name: string;
  readonly who: readonly string[];
}

const STEPS: readonly number[] = [0, 1, 3, 7, 15];

/**
 * Where a decision stands today, as with a hazard (domain.md §9): T-3 and T-1 its person, then the unit's head, the
 * deputy, the director, 安委办. What was reported as done waits for 安委办 only.
 */
export function taskRung(task: Task, org: Org, today: Day, calendar: BusinessCalendar): TaskRung | undefined {
  if (task.status === 'reported') return { late: 0, name: `r${task.stageSeq}`, who: confirmersOf(task, org) };
  if (task.status !== 'open') return undefined;
  const late =
    today <= task.dueDay
      ? 0 - calendar.workdaysBetween(today, task.dueDay)
      : Math.max(1, calendar.workdaysBetween(task.dueDay, today));
  if (late < 0 && late !== -3 && late !== -1) return undefined;
  const reached = late < 0 ? late : (STEPS.filter((step) => step <= late).at(-1) ?? 0);
  const unit = task.leadUnitId ?? personById(org, task.personId)?.unitId;
  const circle = [
    task.personId,
    ...(late >= 1 ? [headOf(org, unit)?._id] : []),
    ...(late >= 3 ? [deputyOf(org, unit)?._id] : []),
    ...(late >= 7 ? [directorOf(org)?._id] : []),
    ...(late >= 15 ? officeIds(org) : []),
  ].filter((id): id is string => id !== undefined);
  return { late, name: `${task.dueDay}T${reached >= 0 ? '+' : ''}${reached}`, who: [...new Set(circle)] };
}

/** In whose hands it is: the person's, or 安委办's once it is reported. */
export function taskHolders(task: Task, org: Org): readonly string[] {
  if (task.status === 'done') return [];
  return task.status === 'reported' ? confirmersOf(task, org) : [task.personId];
}
