import type { Day } from '../calendar.js';
import { taskNumber, type Meeting } from '../meetings/meeting.js';
import type { Entry, Tracked } from '../tracked.js';
import type { TaskCommand, TaskStatus } from './status.js';

export type TaskEntry = Entry<TaskCommand | 'make', TaskStatus>;

/** 议定事项: one decision of issued minutes, followed until 安委办 has confirmed it. */
export interface Task extends Tracked<TaskCommand | 'make', TaskStatus> {
  /** `安委纪〔2026〕11-1` */
  readonly number: string;
  /** Month of the meeting. */
  readonly meetingId: string;
  readonly no: number;
  readonly matter: string;
  readonly leadUnitId?: string;
  readonly coUnits?: string;
  readonly personId: string;
  readonly dueDay: Day;
  /** As the minutes have it; an extension changes only `dueDay`. */
  readonly firstDueDay: Day;
  readonly result?: string;
  readonly doneNote?: string;
  readonly doneDay?: Day;
  readonly schema: number;
}

/** The tasks of issued minutes: the same ones however often they are made. */
export function tasksOf(meeting: Meeting, at: Date): readonly Task[] {
  const { issueYear, issueNo } = meeting;
  if (issueYear === undefined || issueNo === undefined) return [];
  return meeting.decisions.map((item): Task => ({
    _id: `${meeting._id}-${item.no}`,
    status: 'open',
    open: true,
    stageSeq: 1,
    version: 1,
    history: [
      { seq: 1, command: 'make', by: 'bot', at, causeEventId: `issue:${meeting._id}`, status: 'open' },
    ],
    relayedSeq: 0,
    relayPending: true,
    number: taskNumber(issueYear, issueNo, item.no),
    meetingId: meeting._id,
    no: item.no,
    matter: item.matter,
    personId: item.personId,
    dueDay: item.dueDay,
    firstDueDay: item.dueDay,
    ...(item.leadUnitId === undefined ? {} : { leadUnitId: item.leadUnitId }),
    ...(item.coUnits === undefined ? {} : { coUnits: item.coUnits }),
    ...(item.result === undefined ? {} : { result: item.result }),
    schema: 1,
  }));
}

/** How it stands, for the read-back (domain.md §11: 待办/进行/完成/延期). */
export function readBackState(task: Task, today: Day): 'done' | 'open' | 'late' | 'extended' {
  if (task.status === 'done') return 'done';
  if (task.dueDay < today) return 'late';
  return task.dueDay === task.firstDueDay ? 'open' : 'extended';
}
