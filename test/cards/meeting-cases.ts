import { createCalendar } from '../../src/calendar.js';
import { programmeOf } from '../../src/campaigns/due.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { agendaOf } from '../../src/meetings/agenda.js';
import { attendance } from '../../src/meetings/committee.js';
import { DEFAULT_RULE } from '../../src/meetings/date-rule.js';
import { figuresOf } from '../../src/meetings/figures.js';
import type { Meeting } from '../../src/meetings/meeting.js';
import { MEETING_STATUSES, meetingOpen, type MeetingStatus } from '../../src/meetings/status.js';
import { TASK_STATUSES } from '../../src/tasks/status.js';
import type { Task } from '../../src/tasks/task.js';
import { renderCard } from '../../cards/index.js';
import type { Card } from '../../cards/card.js';
import type { MeetingView, TaskView, Viewer } from '../../cards/meeting-view.js';
import { at, full, org } from './cases.js';

export interface Case {
  readonly name: string;
  readonly card: Card;
}

const calendar = createCalendar();
const campaigns = loadCampaignData();
const [PLANNED, NOW] = [at('2026-10-27 15:00'), at('2026-11-02 09:00')];

/** The meeting of November 2026 of experience.md §3 m, as full as it can be. */
export function meeting(status: MeetingStatus, words = '彻查安全出口'): Meeting {
  const entry = (seq: number, command: Meeting['history'][number]['command'], note?: string) => ({
    seq,
    command,
    by: 'chenjing',
    at: PLANNED,
    causeEventId: `e${seq}`,
    status,
    ...(note === undefined ? {} : { note }),
  });
  return {
    _id: '2026-11',
    status,
    open: meetingOpen(status),
    stageSeq: 4,
    version: 9,
    history: [
      entry(1, 'plan'),
      entry(2, 'reschedule', words),
      entry(3, 'cancel', words),
      entry(4, 'sendBack', words),
      ...(status === 'missed' ? [entry(5, 'explain', words)] : []),
    ],
    relayedSeq: 9,
    relayPending: false,
    day: '2026-11-03',
    time: '15:00',
    place: '三楼会议室',
    moved: false,
    topics: [1, 2, 3].map((no) => ({ no, text: words, byId: 'zhao', at: PLANNED })),
    agenda: { study: words, plans: words },
    replies: [
      { personId: 'zhou', answer: 'yes', byId: 'zhou', at: PLANNED },
      { personId: 'limin', answer: 'leave', substituteId: 'wangfang', byId: 'limin', at: PLANNED },
    ],
    decisions: [1, 2, 3].map((no) => ({
      no,
      matter: words,
      leadUnitId: 'home1',
      coUnits: '各养老机构',
      personId: 'limin',
      dueDay: '2026-11-20',
      result: '排查表',
    })),
    minutes: {
      time: '15:00',
      place: '三楼会议室',
      chair: '周建国',
      present: '周建国、王芳（代李敏）、赵淑兰、马秀英',
      absent: '李敏',
      observers: '张磊',
      heard: words,
      demands: words,
      recorderId: 'chenjing',
    },
    ...(status === 'issued' ? { issueYear: 2026, issueNo: 11, issuedDay: '2026-11-05' } : {}),
    ...(status === 'missed' ? { explanation: words } : {}),
    calendarPending: false,
    schema: 1,
  };
}

export function task(status: Task['status'], words = '彻查安全出口', over: Partial<Task> = {}): Task {
  return {
    _id: '2026-11-1',
    status,
    open: status !== 'done',
    stageSeq: 1,
    version: 3,
    history: (['make', 'sendBack', 'extend', 'confirm', 'handOver'] as const).map((command, index) => ({
      seq: index + 1,
      command,
      by: 'chenjing',
      at: PLANNED,
      causeEventId: `t${index}`,
      status,
      note: words,
    })),
    relayedSeq: 3,
    relayPending: false,
    number: '安委纪〔2026〕11-1',
    meetingId: '2026-11',
    no: 1,
    matter: words,
    leadUnitId: 'home1',
    coUnits: '各养老机构',
    personId: 'limin',
    dueDay: '2026-11-20',
    firstDueDay: '2026-11-13',
    result: '排查表',
    doneNote: words,
    schema: 1,
    ...over,
  };
}

const VIEWERS: readonly (Viewer | undefined)[] = [
  undefined,
  { id: 'zhao', office: false, chair: false, member: true, seat: { personId: 'zhao', name: '赵淑兰' } },
  {
    id: 'chenjing',
    office: true,
    chair: false,
    member: true,
    seat: {
      personId: 'chenjing',
      name: '陈静',
      reply: { personId: 'chenjing', answer: 'yes', byId: 'chenjing', at: PLANNED },
    },
  },
  {
    id: 'wangfang',
    office: false,
    chair: true,
    member: false,
    seat: {
      personId: 'limin',
      name: '李敏',
      reply: { personId: 'limin', answer: 'leave', substituteId: 'wangfang', byId: 'limin', at: PLANNED },
    },
  },
];

export function meetingView(
  of: Meeting,
  viewer: Viewer | undefined,
  over: Partial<MeetingView> = {},
): MeetingView {
  const open = [full('rectifying', 'ordinary'), full('approving', 'major'), full('closing', 'major')];
  const reported = [...open, full('rectifying', 'ordinary')];
  const closed = [full('closed', 'major')];
  const figures = figuresOf(
    { from: '2026-10-01', to: '2026-11-02' },
    { reported, closed, open, fellDue: [...closed, ...open] },
    '2026-11-02',
  );
  const tasks = [task('done'), task('open')];
  const { runs } = programmeOf(campaigns, '2026-11-02', calendar, []);
  const facts = { meeting: of, org, calendar, today: '2026-11-02', tasks, figures, open, closed, runs };
  const people = org.people.map((person) => ({ text: person.name, value: person._id }));
  return {
    version: of.version,
    meeting: of,
    org,
    calendar,
    now: NOW,
    place: 'private',
    ...(viewer === undefined ? {} : { viewer }),
    facts: {},
    chair: '周建国',
    attendance: attendance(of, org),
    agenda: agendaOf(facts),
    figures,
    tasks,
    substitutes: people,
    people,
    ...over,
  };
}

const TYPES = [
  'meeting',
  'meeting-topics',
  'meeting-agenda',
  'meeting-notice',
  'meeting-remind',
  'meeting-told',
  'meeting-move',
  'meeting-held',
  'meeting-minutes',
  'minutes-edit',
  'meeting-sign',
  'meeting-issued',
  'meeting-unheld',
  'meeting-missed',
] as const;

/** Every card about meetings and decisions, in each status and for each reader. */
export function meetingCards(words: string): readonly Case[] {
  const cases: Case[] = [];
  for (const status of MEETING_STATUSES)
    for (const viewer of VIEWERS)
      for (const type of TYPES)
        for (const over of viewer === VIEWERS[2] ? OVERS : OVERS.slice(0, 1)) {
          const view = meetingView(meeting(status, words), viewer, over);
          cases.push({ name: `${type} ${status} ${viewer?.id ?? ''}`, card: renderCard(type, view) });
        }
  const bare: Meeting = { ...meeting('drafting'), topics: [], replies: [], decisions: [] };
  const { minutes: _minutes, ...fresh } = bare;
  for (const type of TYPES)
    cases.push({ name: `${type} bare`, card: renderCard(type, meetingView(fresh, undefined)) });
  for (const status of TASK_STATUSES)
    for (const what of ['confirm', 'extend', 'handOver', 'sendBack'])
      for (const late of [0, 4])
        for (const type of ['task', 'task-confirm', 'task-told', 'task-change'] as const)
          cases.push({
            name: `${type} ${status} ${what}`,
            card: renderCard(type, taskView(task(status, words), { what }, late)),
          });
  for (const n of [0, 1, 40]) {
    const tasks = Array.from({ length: n }, (_unused, i) => task('open', words, { _id: `2026-11-${i}` }));
    const view = { title: `议定事项（未完成${n}项）`, org, today: '2026-11-23', tasks, done: n };
    cases.push({ name: `task-list ${n}`, card: renderCard('task-list', view) });
  }
  const rule = { rule: DEFAULT_RULE, next: '11月3日15:00，局会议室' };
  cases.push({ name: 'meeting-rule', card: renderCard('meeting-rule', rule) });
  return cases;
}

const OVERS: readonly Partial<MeetingView>[] = [
  {},
  { facts: { what: 'reschedule' }, now: at('2026-11-25 15:00') },
  { facts: { what: 'cancel' }, place: 'group' },
  { facts: { what: 'released', forId: 'limin' } },
  { facts: { what: 'reschedule', forId: 'limin' } },
];

export function taskView(of: Task, facts: TaskView['facts'], late: number): TaskView {
  return {
    version: of.version,
    task: of,
    org,
    now: NOW,
    facts,
    late,
    people: org.people.map((person) => ({ text: person.name, value: person._id })),
  };
}
