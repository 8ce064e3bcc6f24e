/** Statuses of a hazard (experience.md §4.2). The Chinese words and colours are in the cards. */
export const STATUSES = [
  'reported', // 已上报: stored; unit or officer not known yet
  'verifying', // 待核实: the safety officer checks the facts
  'planning', // 待提交方案
  'approving', // 待审批: the plan waits for the deputy or the director
  'rectifying', // 整改中
  'rechecking', // 待复查
  'closing', // 待审批 with mark 复查通过: a major hazard passed the re-check and waits for the director
  'closed', // 已销号
  'transferred', // 已移送
  'unfounded', // 不属实
  'merged', // 已合并
  'withdrawn', // 已撤回
] as const;

export type HazardStatus = (typeof STATUSES)[number];

/** Commands on a stored hazard; `report` makes one and has no from. */
export const COMMANDS = [
  'assignUnit', // 安委办 names unit and officer
  'correct', // 更正 of kind, unit, place, wording
  'withdraw', // 撤回 by the reporter
  'verify', // 核实属实，交办
  'fixOnTheSpot', // 立行立改: before and after, straight to re-check
  'notHazard', // 不属实、不是隐患
  'merge', // 并入已有
  'askTransfer', // 建议移送: 安委办 is asked to hand it to another body
  'transfer', // 移送
  'submitPlan', // 报审批
  'approvePlan',
  'returnPlan',
  'addProgress', // 记一笔进展
  'addPhotos',
  'handOver', // 请人代办: another rectifier
  'reportDone', // 整改完成
  'askExtension',
  'approveExtension',
  'returnExtension',
  'passRecheck',
  'failRecheck',
  'approveClosing',
  'returnClosing',
  'settleEmergency', // 险情已排除
  'takeCharge', // 我来处理
  'reportInjury', // 有人受伤: starts the accident clock
  'pingFailed', // 加急 was refused, the ordinary message went out; noted by the bot
  'joinEmergency', // another message about the same danger; done by the bot in its reporter's name
  'widenAlert', // nobody took charge in time: more people are alerted; done by the bot
  'split', // 分成两件
  'joinParts', // 接上条: the reporter's next message belongs to the same offer
  'keepWhole', // 是一件事: the offer to split was declined
  'keepApart', // 另行登记: the offer to merge was declined
  'photosFetched', // pictures arrived or were given up; done by the bot
  'remark', // words kept in the history without moving anything
  'recount', // deadlines counted anew after a holiday notice; done by the bot
  'supplement', // 补充 by an anonymous reporter, with the receipt code
  'proposeReward', // 报局长审批 of a reward
  'approveReward',
  'declineReward', // 不奖励
  'payReward', // 已发放
  'reassign', // a leaver's work moves to the unit head; done by the bot
] as const;

export type HazardCommand = (typeof COMMANDS)[number];

/** Who may move: resolved against the hazard and the organisation in rules.ts. */
export type Actor =
  | 'anyone'
  | 'reporter'
  | 'alsoReporter'
  | 'officer'
  | 'unitHead'
  | 'committeeOffice'
  | 'rectifier'
  | 'rechecker'
  | 'approver'
  | 'alerted'
  | 'director'
  | 'keeper'
  | 'bot';

export interface Transition {
  readonly command: HazardCommand;
  readonly from: readonly HazardStatus[];
  /** Where it goes; 'same' keeps the status; a list where the data decide. */
  readonly to: 'same' | readonly HazardStatus[];
  readonly who: readonly Actor[];
}

const OPEN: readonly HazardStatus[] = [
  'reported',
  'verifying',
  'planning',
  'approving',
  'rectifying',
  'rechecking',
  'closing',
];
const UNVERIFIED: readonly HazardStatus[] = ['reported', 'verifying'];

/** The one table of moves. Everything else about moving (cards, rights, tests) is derived from it. */
export const TRANSITIONS: readonly Transition[] = [
  { command: 'assignUnit', from: UNVERIFIED, to: ['verifying'], who: ['committeeOffice'] },
  {
    command: 'correct',
    from: UNVERIFIED,
    to: ['reported', 'verifying'],
    who: ['reporter', 'officer', 'committeeOffice'],
  },
  { command: 'withdraw', from: UNVERIFIED, to: ['withdrawn'], who: ['reporter'] },
  {
    command: 'verify',
    from: ['verifying'],
    to: ['planning', 'approving', 'rectifying'],
    who: ['officer', 'unitHead', 'committeeOffice'],
  },
  {
    command: 'fixOnTheSpot',
    from: ['verifying', 'planning', 'rectifying'],
    to: ['rechecking'],
    who: ['officer', 'unitHead', 'rectifier', 'committeeOffice'],
  },
  {
    command: 'notHazard',
    from: UNVERIFIED,
    to: ['unfounded'],
    who: ['reporter', 'officer', 'unitHead', 'committeeOffice'],
  },
  {
    command: 'merge',
    from: UNVERIFIED,
    to: ['merged'],
    who: ['reporter', 'officer', 'unitHead', 'committeeOffice'],
  },
  {
    command: 'askTransfer',
    from: ['verifying', 'planning', 'rectifying'],
    to: 'same',
    who: ['officer', 'unitHead', 'rectifier'],
  },
  {
    command: 'transfer',
    from: ['reported', 'verifying', 'planning', 'rectifying'],
    to: ['transferred'],
    who: ['committeeOffice'],
  },
  {
    command: 'submitPlan',
    from: ['planning'],
    to: ['planning', 'approving'],
    who: ['rectifier', 'unitHead'],
  },
  { command: 'approvePlan', from: ['approving'], to: ['rectifying'], who: ['approver'] },
  { command: 'returnPlan', from: ['approving'], to: ['planning'], who: ['approver'] },
  {
    command: 'addProgress',
    from: ['planning', 'rectifying'],
    to: 'same',
    who: ['rectifier', 'officer', 'unitHead', 'committeeOffice'],
  },
  {
    command: 'addPhotos',
    from: OPEN,
    to: 'same',
    who: ['reporter', 'alsoReporter', 'rectifier', 'officer', 'unitHead', 'rechecker', 'committeeOffice'],
  },
  {
    command: 'handOver',
    from: ['planning', 'rectifying'],
    to: 'same',
    who: ['rectifier', 'officer', 'unitHead', 'committeeOffice'],
  },
  { command: 'reportDone', from: ['rectifying'], to: ['rechecking'], who: ['rectifier'] },
  { command: 'askExtension', from: ['rectifying'], to: 'same', who: ['rectifier', 'unitHead'] },
  { command: 'approveExtension', from: ['rectifying'], to: 'same', who: ['approver'] },
  { command: 'returnExtension', from: ['rectifying'], to: 'same', who: ['approver'] },
  { command: 'passRecheck', from: ['rechecking'], to: ['closed', 'closing'], who: ['rechecker'] },
  { command: 'failRecheck', from: ['rechecking'], to: ['rectifying'], who: ['rechecker'] },
  { command: 'approveClosing', from: ['closing'], to: ['closed'], who: ['approver'] },
  { command: 'returnClosing', from: ['closing'], to: ['rectifying'], who: ['approver'] },
  { command: 'takeCharge', from: OPEN, to: 'same', who: ['alerted'] },
  { command: 'settleEmergency', from: OPEN, to: 'same', who: ['alerted'] },
  { command: 'reportInjury', from: OPEN, to: 'same', who: ['alerted', 'reporter'] },
  { command: 'recount', from: OPEN, to: 'same', who: ['bot'] },
  { command: 'pingFailed', from: OPEN, to: 'same', who: ['bot'] },
  { command: 'joinEmergency', from: OPEN, to: 'same', who: ['bot'] },
  { command: 'widenAlert', from: OPEN, to: 'same', who: ['bot'] },
  { command: 'split', from: UNVERIFIED, to: 'same', who: ['reporter', 'officer', 'committeeOffice'] },
  { command: 'joinParts', from: UNVERIFIED, to: 'same', who: ['reporter'] },
  { command: 'keepWhole', from: UNVERIFIED, to: 'same', who: ['reporter', 'officer', 'committeeOffice'] },
  {
    command: 'keepApart',
    from: UNVERIFIED,
    to: 'same',
    who: ['reporter', 'officer', 'unitHead', 'committeeOffice'],
  },
  { command: 'photosFetched', from: [...STATUSES], to: 'same', who: ['bot'] },
  { command: 'remark', from: OPEN, to: 'same', who: ['anyone'] },
  { command: 'supplement', from: OPEN, to: 'same', who: ['bot'] },
  { command: 'proposeReward', from: ['closed'], to: 'same', who: ['committeeOffice'] },
  { command: 'approveReward', from: ['closed'], to: 'same', who: ['director'] },
  { command: 'declineReward', from: ['closed'], to: 'same', who: ['committeeOffice', 'director'] },
  { command: 'payReward', from: ['closed'], to: 'same', who: ['committeeOffice', 'keeper'] },
  { command: 'reassign', from: OPEN, to: 'same', who: ['bot'] },
];

/** Is work still to be done? Stored as `open` so that the store can ask for it. */
export function isOpen(status: HazardStatus): boolean {
  return OPEN.includes(status);
}

/** Not verified yet: what was understood can still be put right, split or merged. */
export function isUnverified(status: HazardStatus): boolean {
  return UNVERIFIED.includes(status);
}

/** The row of the table for a command. Every command has exactly one (tested). */
export function transitionFor(command: HazardCommand): Transition {
  const row = TRANSITIONS.find((candidate) => candidate.command === command);
  if (row === undefined) throw new Error(`no transition is declared for ${command}`);
  return row;
}
