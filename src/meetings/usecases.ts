import { instantAt, isDay, type Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { written } from '../hazards/move.js';
import { personById, type Org } from '../people/org.js';
import { moveTracked, type Decision, type Request, type Situation } from '../tracked.js';
import { isMember, seatsOf } from './committee.js';
import { plannedDay, readClock, type MeetingRule } from './date-rule.js';
import {
  chainOf,
  lastDayOf,
  monthOf,
  replyOf,
  type AgendaWords,
  type Meeting,
  type Month,
  type Reply,
} from './meeting.js';
import type { MeetingDeps } from './ports.js';
import { mayMeeting } from './rules.js';
import { meetingOpen, type MeetingCommand } from './status.js';

export const RULES = {
  isOpen: meetingOpen,
  may: mayMeeting,
  staged: (command: MeetingCommand) => command !== 'addTopic' && command !== 'reply',
};

type Decide = (situation: Situation<Meeting>) => Outcome<Decision<Meeting>>;
type Done = Promise<Outcome<Meeting>>;

export function moveMeeting(
  deps: MeetingDeps,
  command: MeetingCommand,
  request: Request,
  decide: Decide,
): Done {
  return moveTracked(deps, RULES, command, request, decide);
}

/** Puts the month's meeting on record, once. @returns false if it was there */
export async function planMonth(deps: MeetingDeps, month: Month): Promise<boolean> {
  const [calendar, rule] = [await deps.calendar(), await deps.rule()];
  const day = plannedDay(month, rule, calendar, deps.today());
  return deps.store.insertAbsent(plannedMeeting(month, day, rule, deps.now()));
}

function plannedMeeting(month: Month, day: Day, rule: MeetingRule, at: Date): Meeting {
  const status = 'planned';
  return {
    _id: month,
    status,
    open: true,
    stageSeq: 1,
    version: 1,
    history: [{ seq: 1, command: 'plan', by: 'bot', at, causeEventId: `plan:${month}`, status }],
    relayedSeq: 1,
    relayPending: false,
    day,
    time: rule.time,
    place: rule.place,
    moved: false,
    topics: [],
    replies: [],
    decisions: [],
    calendarPending: false,
    schema: 1,
  };
}

/** 报议题. Topics handed in late are taken too, as long as the meeting has not been held. */
export function addTopic(deps: MeetingDeps, request: Request, text: string | undefined): Done {
  return moveMeeting(deps, 'addTopic', request, ({ record, actor, now }) => {
    const words = written(text);
    if (words === undefined) return refuse('field-missing', { field: '议题' });
    if ([...words].length > 200) return refuse('too-long');
    if (record.topics.some((topic) => topic.byId === actor._id && topic.text === words))
      return refuse('nothing-changed');
    const no = (record.topics.at(-1)?.no ?? 0) + 1;
    return done({
      to: record.status,
      set: { topics: [...record.topics, { no, text: words, byId: actor._id, at: now }] },
      note: words,
    });
  });
}

/** 填议程: what 安委办 enters for 传达学习 and 部署下月; an emptied field is empty. */
export function setAgenda(
  deps: MeetingDeps,
  request: Request,
  wish: { readonly study?: string | undefined; readonly plans?: string | undefined },
): Done {
  return moveMeeting(deps, 'setAgenda', request, ({ record }) => {
    const agenda: AgendaWords = {
      ...given('study', written(wish.study)),
      ...given('plans', written(wish.plans)),
    };
    if (Object.values(agenda).some((words) => [...words].length > 1000)) return refuse('too-long');
    const { study, plans } = record.agenda ?? {};
    if (agenda.study === study && agenda.plans === plans) return refuse('nothing-changed');
    return done({ to: record.status, set: { agenda }, after: { ...agenda } });
  });
}

/** 发通知 before its day, by 安委办. */
export function callNow(deps: MeetingDeps, request: Request): Done {
  return moveMeeting(deps, 'call', request, () => done({ to: 'called', set: { calendarPending: true } }));
}

/**
 * 参加 or 请假. A person answers for themselves and for whom they stand in; a substitute who was named may say no by
 * naming another one.
 */
export function reply(
  deps: MeetingDeps,
  request: Request,
  answer: 'yes' | 'leave',
  substituteId?: string,
  forId?: string,
): Done {
  return moveMeeting(deps, 'reply', request, ({ record, actor, org, now, today }) => {
    if (now >= chainStart(record)) return refuse('rsvp-closed');
    const seats = [
      ...seatsOf(org, actor._id, today),
      ...record.replies.filter((one) => one.substituteId === actor._id).map((one) => one.personId),
    ];
    const personId = forId ?? seats[0] ?? actor._id;
    if (!seats.includes(personId)) return refuse('not-member');
    const substitute = personById(org, substituteId);
    if (answer === 'leave' && substituteId !== undefined) {
      if (substitute === undefined || substitute.state === 'left') return refuse('person-left');
      if (substitute._id === personId) return refuse('substitute-self');
    }
    const mine: Reply = {
      personId,
      answer,
      ...(answer === 'leave' && substitute !== undefined ? { substituteId: substitute._id } : {}),
      byId: actor._id,
      at: now,
    };
    const before = replyOf(record, personId);
    if (before?.answer === answer && before.substituteId === mine.substituteId)
      return refuse('nothing-changed');
    return done({
      to: record.status,
      set: {
        replies: [...record.replies.filter((one) => one.personId !== personId), mine],
        calendarPending: true,
      },
      after: {
        personId,
        answer,
        ...(mine.substituteId === undefined ? {} : { substituteId: mine.substituteId }),
      },
    });
  });
}

const chainStart = (meeting: Meeting): Date => instantAt(meeting.day, meeting.time);

export interface NewDate {
  readonly day?: string | undefined;
  readonly time?: string | undefined;
  readonly place?: string | undefined;
  readonly reason?: string | undefined;
}

/** 改期: another day of the same month, also of a cancelled meeting. People are told, answers are asked anew. */
export async function reschedule(deps: MeetingDeps, request: Request, wish: NewDate): Done {
  const calendar = await deps.calendar();
  return moveMeeting(deps, 'reschedule', request, ({ record, now, today }) => {
    const day = wish.day ?? record.day;
    const time = wish.time === undefined ? record.time : readClock(wish.time);
    const place = written(wish.place) ?? record.place;
    if (!isDay(day)) return refuse('field-missing', { field: '日期' });
    if (time === undefined) return refuse('field-missing', { field: '时间（如15:00）' });
    const startAt = chainOf({ day, time }, calendar).startAt;
    if (startAt <= now) return refuse('date-past');
    if (monthOf(day) !== record._id) return refuse('date-too-far', { day: lastDayOf(record._id) });
    const same = day === record.day && time === record.time && place === record.place;
    if (same && record.status !== 'cancelled') return refuse('nothing-changed');
    const reason = written(wish.reason);
    // With less than three working days to go the notice can't wait for its day.
    const called = record.status === 'called' || calendar.addWorkdays(day, -3) < today;
    const newTime = day !== record.day || time !== record.time;
    return done({
      to: called ? 'called' : 'planned',
      set: {
        day,
        time,
        place,
        moved: true,
        calendarPending: called || record.calendar !== undefined,
        ...(newTime ? { replies: [] } : {}),
      },
      after: { from: `${record.day} ${record.time}`, to: `${day} ${time}`, place },
      ...(reason === undefined ? {} : { note: reason }),
    });
  });
}

/** 取消 the month's meeting, with a reason; the month still has to have one, so it can be put on again. */
export function cancel(deps: MeetingDeps, request: Request, reason: string | undefined): Done {
  return moveMeeting(deps, 'cancel', request, ({ record }) => {
    const why = written(reason);
    if (why === undefined) return refuse('reason-missing');
    return done({
      to: 'cancelled',
      set: { moved: true, calendarPending: record.calendar !== undefined },
      note: why,
    });
  });
}

/** 说明原因 of a month without a meeting: kept beside the record, which stays. */
export function explain(deps: MeetingDeps, request: Request, reason: string | undefined): Done {
  return moveMeeting(deps, 'explain', request, ({ record }) => {
    const why = written(reason);
    if (why === undefined) return refuse('reason-missing');
    return done({ to: record.status, set: { explanation: why }, note: why });
  });
}

/** Everybody who may sit in for a member: whoever is active and no member. */
export function substitutesFor(
  org: Org,
  personId: string,
): readonly { _id: string; name: string; post: string }[] {
  const unitId = personById(org, personId)?.unitId;
  const near = (one: { unitId?: string }): number =>
    one.unitId !== undefined && one.unitId === unitId ? 0 : 1;
  return org.people
    .filter((one) => one.state === 'active' && one._id !== personId)
    .toSorted((a, b) => near(a) - near(b) || Number(isMember(org, a._id)) - Number(isMember(org, b._id)));
}
