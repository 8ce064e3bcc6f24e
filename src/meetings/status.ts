/** Statuses of a month's meeting of the committee. */
export const MEETING_STATUSES = [
  'planned', // 已排定: the date is fixed, topics are collected
  'called', // 已通知: the notice with the agenda is out
  'drafting', // 待写纪要: held, 安委办 writes the minutes
  'signing', // 待签发: the chair has the minutes
  'issued', // 已签发
  'cancelled', // 本月取消: may still be put on again until the month ends
  'missed', // 本月未召开: recorded at the month's end, only explained
] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

export const MEETING_COMMANDS = [
  'askTopics', // T-7, by the bot
  'addTopic', // 报议题
  'setAgenda', // 填议程: 传达学习, 部署下月
  'call', // 发通知: T-3, by the bot, or earlier by 安委办
  'reply', // 参加, 请假
  'reschedule', // 改期
  'cancel', // 取消
  'hold', // 已召开
  'editMinutes', // 出席, 会议要求…
  'addDecision',
  'dropDecision',
  'submit', // 报签发
  'issue', // 签发
  'sendBack', // 退回
  'warn', // day 25 without a meeting, by the bot
  'recordMissed', // month's end without a meeting, by the bot
  'explain', // 说明原因
] as const;
export type MeetingCommand = (typeof MEETING_COMMANDS)[number];

export type MeetingActor = 'member' | 'invited' | 'office' | 'chair' | 'bot';

export interface MeetingTransition {
  readonly command: MeetingCommand;
  readonly from: readonly MeetingStatus[];
  readonly to: 'same' | readonly MeetingStatus[];
  readonly who: readonly MeetingActor[];
}

const BEFORE: readonly MeetingStatus[] = ['planned', 'called'];
const UNHELD: readonly MeetingStatus[] = ['planned', 'called', 'cancelled'];

/** The one table of moves; rights, cards and tests are derived from it. */
export const MEETING_TRANSITIONS: readonly MeetingTransition[] = [
  { command: 'askTopics', from: ['planned'], to: 'same', who: ['bot'] },
  { command: 'addTopic', from: BEFORE, to: 'same', who: ['member'] },
  { command: 'setAgenda', from: BEFORE, to: 'same', who: ['office'] },
  { command: 'call', from: ['planned'], to: ['called'], who: ['bot', 'office'] },
  { command: 'reply', from: ['called'], to: 'same', who: ['invited'] },
  { command: 'reschedule', from: UNHELD, to: ['planned', 'called'], who: ['office', 'chair'] },
  { command: 'cancel', from: BEFORE, to: ['cancelled'], who: ['office', 'chair'] },
  { command: 'hold', from: UNHELD, to: ['drafting'], who: ['office'] },
  { command: 'editMinutes', from: ['drafting'], to: 'same', who: ['office'] },
  { command: 'addDecision', from: ['drafting'], to: 'same', who: ['office'] },
  { command: 'dropDecision', from: ['drafting'], to: 'same', who: ['office'] },
  { command: 'submit', from: ['drafting'], to: ['signing'], who: ['office'] },
  { command: 'issue', from: ['signing'], to: ['issued'], who: ['chair'] },
  { command: 'sendBack', from: ['signing'], to: ['drafting'], who: ['chair'] },
  { command: 'warn', from: UNHELD, to: 'same', who: ['bot'] },
  { command: 'recordMissed', from: UNHELD, to: ['missed'], who: ['bot'] },
  { command: 'explain', from: ['missed'], to: 'same', who: ['office', 'chair'] },
];

/** Is something of this month still to be done? */
export function meetingOpen(status: MeetingStatus): boolean {
  return status !== 'issued' && status !== 'missed';
}

/** Has the committee met, whatever is still to be written? */
export function wasHeld(status: MeetingStatus): boolean {
  return status === 'drafting' || status === 'signing' || status === 'issued';
}

/** The row of the table for a command. */
export function meetingTransition(command: MeetingCommand): MeetingTransition {
  const row = MEETING_TRANSITIONS.find((candidate) => candidate.command === command);
  if (row === undefined) throw new Error(`no transition is declared for ${command}`);
  return row;
}
