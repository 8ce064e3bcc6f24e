import { dayOf, fullDay, type BusinessCalendar, type Day } from '../src/calendar.js';
import type { AgendaItem } from '../src/meetings/agenda.js';
import type { Attendance } from '../src/meetings/committee.js';
import type { MeetingRule } from '../src/meetings/date-rule.js';
import type { MeetingFigures } from '../src/meetings/figures.js';
import { meetingName, type Meeting, type Reply } from '../src/meetings/meeting.js';
import type { FactValue } from '../src/notices.js';
import { personById, unitById, type Org } from '../src/people/org.js';
import type { Task } from '../src/tasks/task.js';
import type { CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { big, field, md, type Choice } from './kit.js';

/** Everything that a card about one meeting may look at. */
export interface MeetingView {
  readonly version: number;
  readonly meeting: Meeting;
  readonly org: Org;
  readonly calendar: BusinessCalendar;
  readonly now: Date;
  readonly place: 'group' | 'private';
  readonly viewer?: Viewer;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly chair: string;
  readonly attendance: Attendance;
  readonly agenda: readonly AgendaItem[];
  readonly figures?: MeetingFigures;
  /** Decisions of these minutes, once issued. */
  readonly tasks: readonly Task[];
  /** Who may sit in, for the select. */
  readonly substitutes: readonly Choice[];
  readonly people: readonly Choice[];
}

/** The one who reads this copy. */
export interface Viewer {
  readonly id: string;
  readonly office: boolean;
  readonly chair: boolean;
  readonly member: boolean;
  /** The seat they answer for: their own, or that of somebody they stand or sit in for. */
  readonly seat?: { readonly personId: string; readonly name: string; readonly reply?: Reply };
}

export interface RuleView {
  readonly rule: MeetingRule;
  readonly next: string;
}

export interface TaskView {
  readonly version: number;
  readonly task: Task;
  readonly org: Org;
  readonly now: Date;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly late: number;
  readonly people: readonly Choice[];
}

export interface TaskListView {
  readonly title: string;
  readonly org: Org;
  readonly today: Day;
  readonly tasks: readonly Task[];
  readonly done: number;
}

export const todayOf = (view: { readonly now: Date }): Day => dayOf(view.now);

/** `11月安委会`. */
export const nameOfMeeting = (view: Pick<MeetingView, 'meeting' | 'now'>): string =>
  meetingName(view.meeting._id, todayOf(view));

/** `11月3日（周二）15:00`. */
export function whenWords(view: Pick<MeetingView, 'meeting' | 'now'>): string {
  const { day, time } = view.meeting;
  return `${fullDay(day, todayOf(view))}${time}`;
}

/** When, where, who: the first lines of most cards. */
export function whenWhere(view: MeetingView): readonly CardNode[] {
  return [
    big(`**时间**　${escaped(whenWords(view))}`),
    field('地点', view.meeting.place),
    field('主持', view.chair),
  ];
}

export const personName = (org: Org, id: string | undefined): string => personById(org, id)?.name ?? '';

/** One decision in two lines: number and matter; lead, person, day, result. */
export function decisionLines(
  item: {
    readonly number: string;
    readonly matter: string;
    readonly leadUnitId?: string;
    readonly coUnits?: string;
    readonly personId: string;
    readonly dueDay: Day;
    readonly result?: string;
  },
  org: Org,
  today: Day,
): CardNode {
  const lead = unitById(org, item.leadUnitId)?.name;
  const parts = [
    ...(lead === undefined ? [] : [`牵头 ${lead}`]),
    ...(item.coUnits === undefined ? [] : [`配合 ${shortened(item.coUnits, 40)}`]),
    `责任人 ${personName(org, item.personId)}`,
    `${fullDay(item.dueDay, today)}前`,
    ...(item.result === undefined ? [] : [`成果 ${shortened(item.result, 40)}`]),
  ];
  return md(
    `**${escaped(`${item.number} ${shortened(item.matter, 120)}`)}**<br>${escaped(parts.join(' · '))}`,
  );
}
