import { describe, expect, test } from '@jest/globals';
import { readCommand } from '../../src/listeners/commands.js';
import { mayMeeting, maySeeMeetings, maySetRule } from '../../src/meetings/rules.js';
import {
  MEETING_COMMANDS,
  MEETING_STATUSES,
  MEETING_TRANSITIONS,
  meetingTransition,
  type MeetingCommand,
} from '../../src/meetings/status.js';
import type { Org } from '../../src/people/org.js';
import { mayTask } from '../../src/tasks/rules.js';
import { TASK_COMMANDS, TASK_STATUSES, TASK_TRANSITIONS, type TaskCommand } from '../../src/tasks/status.js';
import { meeting, task } from '../cards/meeting-cases.js';
import { CAST, orgOf, somebody } from '../harness/cast.js';

const DAY = '2026-11-02';
const PEOPLE = {
  ...CAST,
  colleague: somebody('colleague', 'home'),
  /** Named on the card by the deputy who asked for leave. */
  sitsIn: somebody('wangfang', 'home'),
} as const;
type Role = keyof typeof PEOPLE;
const ROLES = Object.keys(PEOPLE) as Role[];
const org = orgOf(Object.values(PEOPLE));
const may = (role: Role, command: MeetingCommand, status: (typeof MEETING_STATUSES)[number]): boolean =>
  mayMeeting(PEOPLE[role], command, meeting(status), org, DAY).ok;

const MEMBERS: readonly Role[] = ['director', 'deputy', 'office', 'head'];
/** Who may give each command when its time is right; nobody = only the bot. */
const WANTED: Readonly<Record<MeetingCommand, readonly Role[]>> = {
  askTopics: [],
  addTopic: MEMBERS,
  setAgenda: ['office'],
  call: ['office'],
  reply: [...MEMBERS, 'sitsIn'],
  reschedule: ['director', 'office'],
  cancel: ['director', 'office'],
  hold: ['office'],
  editMinutes: ['office'],
  addDecision: ['office'],
  dropDecision: ['office'],
  submit: ['office'],
  issue: ['director'],
  sendBack: ['director'],
  warn: [],
  recordMissed: [],
  explain: ['director', 'office'],
};

describe('rights of meetings', () => {
  test.each(MEETING_COMMANDS)(
    '%s: by its people in its statuses, by nobody else and never at another time',
    (command) => {
      const { from } = meetingTransition(command);
      for (const status of MEETING_STATUSES)
        for (const role of ROLES)
          expect([status, role, may(role, command, status)]).toEqual([
            status,
            role,
            from.includes(status) && WANTED[command].includes(role),
          ]);
    },
  );
  test('each command has one row in the table', () => {
    expect(MEETING_TRANSITIONS.map((row) => row.command).toSorted()).toEqual(
      [...MEETING_COMMANDS].toSorted(),
    );
    expect(TASK_TRANSITIONS.map((row) => row.command).toSorted()).toEqual([...TASK_COMMANDS].toSorted());
  });
  test('nothing takes a missed month off the record', () => {
    const left = MEETING_COMMANDS.filter((command) => meetingTransition(command).from.includes('missed'));
    expect(left).toEqual(['explain']);
    expect(meetingTransition('explain').to).toBe('same');
  });
  test('a substitute of somebody on leave stands for them; strangers and leavers do not', () => {
    const leave = { from: '2026-11-01', to: '2026-11-10', substituteId: 'colleague' };
    const away: Org = {
      ...org,
      people: org.people.map((one) => (one._id === 'director' ? { ...one, leave } : one)),
    };
    expect(mayMeeting(PEOPLE.colleague, 'issue', meeting('signing'), away, DAY)).toEqual({
      ok: true,
      value: { actingFor: 'director' },
    });
    expect(mayMeeting(PEOPLE.colleague, 'issue', meeting('signing'), away, '2026-11-11').ok).toBe(false);
    expect(mayMeeting(undefined, 'reply', meeting('called'), org, DAY)).toMatchObject({
      code: 'unknown-person',
    });
  });
  test('refusals name who may', () => {
    expect(mayMeeting(PEOPLE.head, 'reschedule', meeting('called'), org, DAY)).toMatchObject({
      code: 'no-right',
      facts: { who: 'office、director' },
    });
    expect(mayMeeting(PEOPLE.colleague, 'addTopic', meeting('called'), org, DAY)).toMatchObject({
      code: 'not-member',
    });
    expect(mayMeeting(PEOPLE.head, 'reply', meeting('drafting'), org, DAY)).toMatchObject({
      code: 'rsvp-closed',
    });
    expect(maySetRule(PEOPLE.office, org)).toMatchObject({ code: 'not-admin', facts: { who: 'admin' } });
  });
  test('who looks: the committee and the administrators', () => {
    expect(ROLES.filter((role) => maySeeMeetings(PEOPLE[role], org, DAY))).toEqual([
      'director',
      'deputy',
      'office',
      'admin',
      'head',
    ]);
  });
});

describe('rights of 议定事项', () => {
  const WHO: Readonly<Record<TaskCommand, readonly Role[]>> = {
    report: ['deputy'],
    confirm: ['office'],
    sendBack: ['office'],
    extend: ['director', 'office'],
    handOver: ['director', 'office'],
  };
  test.each(TASK_COMMANDS)('%s', (command) => {
    const from = TASK_TRANSITIONS.find((row) => row.command === command)?.from ?? [];
    for (const status of TASK_STATUSES)
      for (const role of ROLES) {
        const mine = task(status, '彻查安全出口', { personId: 'deputy', leadUnitId: 'home' });
        expect([status, role, mayTask(PEOPLE[role], command, mine, org, DAY).ok]).toEqual([
          status,
          role,
          from.includes(status) && WHO[command].includes(role),
        ]);
      }
  });
  test('nobody confirms their own: a matter of 安委办 is confirmed by the director', () => {
    const own = task('reported', '写纪要', { personId: 'office' });
    expect(mayTask(PEOPLE.office, 'confirm', own, org, DAY).ok).toBe(false);
    expect(mayTask(PEOPLE.director, 'confirm', own, org, DAY).ok).toBe(true);
  });
});

describe('commands in chat', () => {
  const read = (text: string): unknown => readCommand(text, false);
  test.each([
    ['会议', { want: 'next' }],
    ['下次会议', { want: 'next' }],
    ['/安委会', { want: 'next' }],
    ['报议题', { want: 'topics' }],
    ['议题：冬季取暖', { want: 'topic', rest: '冬季取暖' }],
    ['议题 冬季 取暖', { want: 'topic', rest: '冬季 取暖' }],
    ['纪要', { want: 'minutes' }],
    ['纪要 2026-11', { want: 'minutes', year: 2026, month: 11 }],
    ['纪要２０２６年１１月', { want: 'minutes', year: 2026, month: 11 }],
    ['会议纪要 11月', { want: 'minutes', month: 11 }],
    ['纪要第3期', { want: 'minutes', issue: 3 }],
    ['请看一下议定事项', { want: 'tasks' }],
    ['会议设置', { want: 'rule' }],
  ])('%s', (text, wish) => {
    expect(read(text)).toEqual({ do: 'meeting', wish });
  });
  test.each([
    '会议室插座冒烟',
    '开会的时候发现三楼灭火器过期',
    '安委会要求的都改了',
    '纪要 2026-13',
    '议题'.repeat(2),
  ])('%s is no command', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
