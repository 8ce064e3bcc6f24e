import { dayOf, fullDay } from '../calendar.js';
import { programmeOf } from '../campaigns/due.js';
import type { CampaignRun } from '../campaigns/runs.js';
import { actsAs } from '../hazards/roles.js';
import { agendaOf } from '../meetings/agenda.js';
import { attendance, chairOf, isMember, seatsOf, sitting } from '../meetings/committee.js';
import { ruleDay } from '../meetings/date-rule.js';
import { chainOf, monthOf, replyOf, type Meeting } from '../meetings/meeting.js';
import { substitutesFor } from '../meetings/usecases.js';
import type { StoredNotice } from '../notices.js';
import { officeIds, type Org, personById, reach } from '../people/org.js';
import type { Person } from '../people/person.js';
import { listOf } from '../store/collection.js';
import { taskHolders } from '../tasks/ladder.js';
import type { Task } from '../tasks/task.js';
import type { Line } from '../../cards/lists.js';
import type { MeetingView, RuleView, TaskListView, TaskView, Viewer } from '../../cards/meeting-view.js';
import type { Context } from './context.js';
import { meetingData } from './meeting-data.js';
import { choices } from './people-views.js';

const WITH_AGENDA: ReadonlySet<string> = new Set(['meeting', 'meeting-notice']);

/** What a card about one meeting is drawn from; a text = nothing to send, and why. */
export async function meetingView(
  notice: StoredNotice,
  viewer: Person | undefined,
  context: Context,
): Promise<MeetingView | string> {
  const { org, calendar, committee, hazards } = context;
  const facts = notice.facts ?? {};
  const meeting = await committee.meetings.store.get(String(facts['meetingId'] ?? ''));
  if (meeting === undefined) return 'there is no such meeting';
  const now = context.now();
  const over = outOfDate(notice, meeting, viewer, context);
  if (over !== undefined) return over;
  const sources = { meetings: committee.meetings.store, tasks: committee.tasks.store, hazards };
  const data = WITH_AGENDA.has(notice.type) ? await meetingData(sources, meeting, now) : undefined;
  const reader = viewer === undefined ? undefined : readerOf(viewer, meeting, org, facts['forId'], now);
  const seat = reader?.seat?.personId ?? viewer?._id ?? '';
  return {
    version: meeting.version,
    meeting,
    org,
    calendar,
    now,
    place: notice.target.kind === 'chat' ? 'group' : 'private',
    ...(reader === undefined ? {} : { viewer: reader }),
    facts,
    chair: chairOf(org)?.name ?? '',
    attendance: attendance(meeting, org),
    agenda:
      data === undefined
        ? []
        : agendaOf({
            meeting,
            org,
            calendar,
            today: dayOf(now),
            ...data,
            runs: await campaignRuns(context),
          }),
    ...(data === undefined || notice.type !== 'meeting-notice' ? {} : { figures: data.figures }),
    tasks: notice.type === 'meeting-issued' ? await committee.tasks.store.ofMeeting(meeting._id) : [],
    substitutes: choices(substitutesFor(org, seat)),
    people: choices(org.people.filter((person) => person.state === 'active')),
  };
}

/** Campaigns whose days are known, for 部署下月. */
async function campaignRuns({ campaigns, calendar, now }: Context): Promise<readonly CampaignRun[]> {
  return programmeOf(campaigns.data, dayOf(now()), calendar, await campaigns.store.years()).runs;
}

/** Reminders of a meeting that was moved, cancelled or declined say nothing; nor do two of them. */
function outOfDate(
  notice: StoredNotice,
  meeting: Meeting,
  viewer: Person | undefined,
  { calendar, org, now }: Context,
): string | undefined {
  const { forId, what } = notice.facts ?? {};
  const sits = (personId: string | undefined): boolean =>
    sitting(meeting, org).some((id) => reach(org, id, dayOf(now())).some(({ _id }) => _id === personId));
  if (what === 'released')
    return replyOf(meeting, String(forId))?.substituteId === viewer?._id ? 'asked again' : undefined;
  if (notice.type !== 'meeting-remind' && notice.type !== 'meeting-held') return undefined;
  const startAt = chainOf(meeting, calendar).startAt.toISOString();
  if (notice.facts?.['startAt'] !== startAt) return 'the meeting has moved';
  const since = meeting.history.filter(({ seq }) => seq > (notice.seq ?? 0));
  if (since.some(({ command, status }) => REPLANNED.has(command) && status === 'called'))
    return 'there is a newer one';
  if (notice.type === 'meeting-held')
    return meeting.status === 'planned' || meeting.status === 'cancelled' || meeting.status === 'missed'
      ? 'the meeting is off'
      : undefined;
  if (meeting.status !== 'called') return 'the meeting is not ahead';
  // Whoever has it in their calendar is reminded there (experience.md §3 m).
  if (viewer?.openId !== undefined && meeting.calendar?.shows.includes(viewer.openId) === true)
    return 'the calendar reminds';
  // Who is asked to sit in a second time has a newer reminder.
  if (forId !== undefined && since.some(({ after }) => after?.['personId'] === forId))
    return 'there is a newer one';
  return sits(viewer?._id) ? undefined : 'does not sit there';
}

/** What plans the reminders anew. */
const REPLANNED: ReadonlySet<string> = new Set(['call', 'reschedule']);

function readerOf(person: Person, meeting: Meeting, org: Org, forId: unknown, now: Date): Viewer {
  const today = dayOf(now);
  const chair = chairOf(org)?._id;
  const theirs = [
    ...seatsOf(org, person._id, today),
    ...meeting.replies.filter((reply) => reply.substituteId === person._id).map((reply) => reply.personId),
  ];
  // Somebody who was to sit in and is no longer has no seat to answer for.
  const seats = [...theirs.filter((id) => id === forId), ...theirs];
  const seat = personById(org, seats[0]);
  const reply = seat === undefined ? undefined : replyOf(meeting, seat._id);
  return {
    id: person._id,
    office: actsAs(person, officeIds(org), org, today) !== undefined,
    chair: chair !== undefined && actsAs(person, [chair], org, today) !== undefined,
    member: isMember(org, person._id) || seatsOf(org, person._id, today).length > 0,
    ...(seat === undefined
      ? {}
      : { seat: { personId: seat._id, name: seat.name, ...(reply === undefined ? {} : { reply }) } }),
  };
}

/** 设置：安委会时间. */
export async function ruleView({ committee, calendar, now }: Context): Promise<RuleView> {
  const rule = await committee.meetings.rule();
  const today = dayOf(now());
  const [next] = (await committee.meetings.store.list(monthOf(today), '9999-12')).filter(
    (meeting) => meeting.status === 'planned' || meeting.status === 'called',
  );
  const day = next?.day ?? ruleDay(monthOf(today), rule, calendar);
  const [, month, date] = day.split('-').map(Number);
  return { rule, next: `${month}月${date}日${next?.time ?? rule.time}，${next?.place ?? rule.place}` };
}

export async function taskView(notice: StoredNotice, context: Context): Promise<TaskView | string> {
  const { committee, org, calendar } = context;
  const task = await committee.tasks.store.get(String(notice.facts?.['taskId'] ?? ''));
  if (task === undefined) return 'there is no such task';
  const now = context.now();
  const today = dayOf(now);
  return {
    version: task.version,
    task,
    org,
    now,
    facts: notice.facts ?? {},
    late: task.dueDay < today ? Math.max(1, calendar.workdaysBetween(task.dueDay, today)) : 0,
    people: choices(org.people.filter((person) => person.state === 'active')),
  };
}

/** 议定事项: all that are open for the committee, one's own for anybody else. */
export async function taskListView(person: Person | undefined, context: Context): Promise<TaskListView> {
  const { committee, org } = context;
  const today = dayOf(context.now());
  const member =
    person !== undefined && (person.roles.includes('admin') || seatsOf(org, person._id, today).length > 0);
  const open = await listOf(committee.tasks.store.open());
  const tasks = open.filter((task) => member || task.personId === person?._id);
  return {
    title: `${member ? '' : '我的'}议定事项（未完成${tasks.length}项）`,
    org,
    today,
    tasks,
    done: member ? (await committee.tasks.store.doneSince(`${today.slice(0, 4)}-01-01`)).length : 0,
  };
}

/** One decision in 我的待办. */
export function taskLine(task: Task, { org, now }: Pick<Context, 'org' | 'now'>): Line {
  const today = dayOf(now());
  const who = personById(org, task.personId)?.name ?? '';
  const reported = task.status === 'reported';
  return {
    title: `${reported ? '请确认：' : ''}${task.matter}`,
    detail: `${task.number} · ${who} · ${fullDay(task.dueDay, today)}24时前${!reported && task.dueDay < today ? '，已过期限' : ''}`,
    buttons: [{ text: '打开', action: 'task-open', extra: task._id }],
  };
}

/** Open decisions in somebody's hands, for 我的待办. */
export async function taskTodos(
  person: Person,
  { committee, org, now }: Pick<Context, 'committee' | 'org' | 'now'>,
): Promise<readonly Task[]> {
  const today = dayOf(now());
  return (await listOf(committee.tasks.store.open())).filter(
    (task) => actsAs(person, taskHolders(task, org), org, today) !== undefined,
  );
}
