import { addDays, instantAt, type BusinessCalendar, type Day } from '../calendar.js';
import type { Entry, Tracked } from '../tracked.js';
import type { MeetingCommand, MeetingStatus } from './status.js';

/** `2026-11` of Asia/Shanghai: also the id of the month's meeting. */
export type Month = string;

export interface Topic {
  readonly no: number;
  readonly text: string;
  readonly byId: string;
  readonly at: Date;
}

/** What the data can't know: written by 安委办 before the meeting, one matter a line. */
export interface AgendaWords {
  /** 传达学习: documents and speeches. */
  readonly study?: string;
  /** 部署下月. */
  readonly plans?: string;
}

/** 参加 or 请假, with who sits in. */
export interface Reply {
  readonly personId: string;
  readonly answer: 'yes' | 'leave';
  readonly substituteId?: string;
  readonly byId: string;
  readonly at: Date;
}

/** 议定事项 as the minutes have it. */
export interface DecisionItem {
  readonly no: number;
  readonly matter: string;
  readonly leadUnitId?: string;
  readonly coUnits?: string;
  readonly personId: string;
  readonly dueDay: Day;
  /** 成果形式. */
  readonly result?: string;
}

/** What the minute taker wrote (domain.md §11); names as they stand on the paper. */
export interface Minutes {
  readonly time: string;
  readonly place: string;
  readonly chair: string;
  readonly present: string;
  readonly absent?: string;
  readonly observers?: string;
  readonly heard?: string;
  readonly demands?: string;
  readonly recorderId: string;
}

export type MeetingEntry = Entry<MeetingCommand | 'plan', MeetingStatus>;

/** The committee's meeting of one month, with its whole history. */
export interface Meeting extends Tracked<MeetingCommand | 'plan', MeetingStatus> {
  readonly _id: Month;
  readonly day: Day;
  /** `15:00` */
  readonly time: string;
  readonly place: string;
  /** Somebody chose the date: the bureau's rule changes it no more. */
  readonly moved: boolean;
  readonly topics: readonly Topic[];
  readonly agenda?: AgendaWords;
  readonly replies: readonly Reply[];
  readonly decisions: readonly DecisionItem[];
  readonly minutes?: Minutes;
  readonly issueYear?: number;
  readonly issueNo?: number;
  readonly issuedDay?: Day;
  readonly issuedById?: string;
  /** Why the month went without a meeting. */
  readonly explanation?: string;
  /** The event in Feishu's calendar has to be made, changed or taken away. */
  readonly calendarPending: boolean;
  /** Not before this instant. */
  readonly calendarAt?: Date;
  readonly calendar?: MeetingEvent;
  /** The scope isn't granted: the meeting goes on without an event. */
  readonly calendarRefused?: boolean;
  readonly schema: number;
}

export interface MeetingEvent {
  readonly calendarId: string;
  readonly eventId: string;
  /** What it shows: day, time, place and people in one text. */
  readonly shows: string;
  /** open_ids of everybody who may be on it; written before they are invited, so that a crash loses nobody. */
  readonly invited?: readonly string[];
}

/** The days of the chain round a meeting (domain.md §11, working days as the bureau's calendar counts). */
export interface Chain {
  /** T-7: topics are asked for. */
  readonly topicsDay: Day;
  /** Topics are taken until 12:00 of this day, the notice goes out in its afternoon: T-3 working days. */
  readonly noticeDay: Day;
  /** T-1: whoever has not answered is asked again. */
  readonly confirmDay: Day;
  readonly remindAt: Date;
  readonly startAt: Date;
  /** 安委办 is asked whether it was held. */
  readonly askHeldAt: Date;
}

const HOUR_MS = 3_600_000;
export const REMIND_HOURS = 2;
export const TOPICS_UNTIL = '12:00';

export function chainOf(meeting: Pick<Meeting, 'day' | 'time'>, calendar: BusinessCalendar): Chain {
  const startAt = instantAt(meeting.day, meeting.time);
  return {
    topicsDay: addDays(meeting.day, -7),
    noticeDay: calendar.addWorkdays(meeting.day, -3),
    confirmDay: calendar.addWorkdays(meeting.day, -1),
    remindAt: new Date(startAt.getTime() - REMIND_HOURS * HOUR_MS),
    startAt,
    askHeldAt: new Date(startAt.getTime() + 2 * HOUR_MS),
  };
}

export const monthOf = (day: Day): Month => day.slice(0, 7);

export function monthAfter(month: Month, n = 1): Month {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + n;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
}

export const firstDayOf = (month: Month): Day => `${month}-01`;
export const lastDayOf = (month: Month): Day => addDays(firstDayOf(monthAfter(month)), -1);

/** `11月安委会`, with the year when it is another one than today's. */
export function meetingName(month: Month, today: Day): string {
  const year = month.slice(0, 4) === today.slice(0, 4) ? '' : `${month.slice(0, 4)}年`;
  return `${year}${Number(month.slice(5))}月安委会`;
}

/** Number of a decision (domain.md §11): `安委纪〔2026〕11-1`. */
export function taskNumber(year: number, issueNo: number, no: number): string {
  return `安委纪〔${year}〕${issueNo}-${no}`;
}

/**
 * Who had been asked to sit in for whom before this entry: read from the history, since a new date wipes the answers.
 * @returns member → substitute
 */
export function substitutesBefore(
  meeting: Pick<Meeting, 'history'>,
  seq: number,
): ReadonlyMap<string, string> {
  const asked = new Map<string, string>();
  for (const { seq: at, command, after } of meeting.history) {
    if (at >= seq) break;
    // Another room only changes no answer.
    if (command === 'reschedule' && (after === undefined || after['from'] !== after['to'])) asked.clear();
    const personId = after?.['personId'];
    if (command !== 'reply' || personId === undefined) continue;
    const substituteId = after?.['substituteId'];
    if (substituteId === undefined) asked.delete(personId);
    else asked.set(personId, substituteId);
  }
  return asked;
}

export const replyOf = (meeting: Pick<Meeting, 'replies'>, personId: string): Reply | undefined =>
  meeting.replies.find((reply) => reply.personId === personId);
