/** Statuses of a decision of the committee (议定事项). */
export const TASK_STATUSES = ['open', 'reported', 'done'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TASK_COMMANDS = [
  'report', // 报完成, by the person, with a note
  'confirm', // 确认完成, by 安委办
  'sendBack', // 没完成，退回
  'extend', // 延期, by 安委办 or the director, with a reason
  'handOver', // 换责任人
] as const;
export type TaskCommand = (typeof TASK_COMMANDS)[number];

export type TaskActor = 'person' | 'office' | 'director';

export interface TaskTransition {
  readonly command: TaskCommand;
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus | 'same';
  readonly who: readonly TaskActor[];
}

/** The one table of moves. */
export const TASK_TRANSITIONS: readonly TaskTransition[] = [
  { command: 'report', from: ['open'], to: 'reported', who: ['person'] },
  { command: 'confirm', from: ['reported'], to: 'done', who: ['office'] },
  { command: 'sendBack', from: ['reported'], to: 'open', who: ['office'] },
  { command: 'extend', from: ['open'], to: 'same', who: ['office', 'director'] },
  { command: 'handOver', from: ['open'], to: 'same', who: ['office', 'director'] },
];

export const taskOpen = (status: TaskStatus): boolean => status !== 'done';

export function taskTransition(command: TaskCommand): TaskTransition {
  const row = TASK_TRANSITIONS.find((candidate) => candidate.command === command);
  if (row === undefined) throw new Error(`no transition is declared for ${command}`);
  return row;
}
