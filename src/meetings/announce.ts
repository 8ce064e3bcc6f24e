import type { BusinessCalendar, Day } from '../calendar.js';
import type { FactValue, Notice, NoticeType, Target } from '../notices.js';
import { bureauGroups, officeIds, personById, reach, type Org } from '../people/org.js';
import { answerable, chairOf, committeeOf, sitting } from './committee.js';
import { chainOf, substitutesBefore, type Meeting, type MeetingEntry } from './meeting.js';

interface Telling {
  readonly meeting: Meeting;
  readonly entry: MeetingEntry;
  readonly org: Org;
  readonly day: Day;
  readonly calendar: BusinessCalendar;
}

/** What has to be told after one entry of a meeting's history. Pure: the relay may ask it again. */
export function planMeetingNotices(telling: Telling): readonly Notice[] {
  const { entry, meeting, org } = telling;
  switch (entry.command) {
    case 'call':
      return [...inTime(telling, toMembers(telling, 'meeting-notice')), ...appointments(telling)];
    case 'reschedule':
      return rescheduled(telling);
    case 'cancel':
      return told(meeting)
        ? [...toMembers(telling, 'meeting-told', { what: 'cancel' }), ...toSubstitutes(telling)]
        : [];
    case 'reply':
      return [...toSubstitute(telling), ...released(telling)];
    case 'hold':
      return toPeople(telling, [entry.by], 'meeting-minutes');
    case 'submit':
      return toPeople(telling, [chairOf(org)?._id], 'meeting-sign');
    case 'sendBack':
      return toPeople(telling, officeIds(org), 'meeting-minutes', { returned: entry.note ?? '' });
    case 'issue':
      return issued(telling);
    case 'warn':
      return toPeople(telling, answerable(org), 'meeting-unheld');
    case 'recordMissed':
      return toPeople(telling, answerable(org), 'meeting-missed');
    case 'explain':
      return toPeople(
        telling,
        answerable(org).filter((id) => id !== entry.by),
        'meeting-missed',
      );
    default:
      return [];
  }
}

/** Do the members know of the date already? */
function told(meeting: Meeting): boolean {
  return meeting.history.some((entry) => entry.command === 'askTopics' || entry.command === 'call');
}

function rescheduled(telling: Telling): readonly Notice[] {
  const { meeting, entry } = telling;
  // Called already, or with less than three working days to go: everybody gets the notice with the new date.
  if (entry.status === 'called')
    return [
      ...inTime(telling, toMembers(telling, 'meeting-notice', { what: 'reschedule' })),
      ...toSubstitutes(telling),
      ...appointments(telling),
    ];
  const silent = entry.by === 'bot' && !told(meeting);
  return silent ? [] : toMembers(telling, 'meeting-told', { what: 'reschedule' });
}

/** What asks for something before the meeting is of no use once it has begun. */
function inTime({ meeting, calendar }: Telling, notices: readonly Notice[]): readonly Notice[] {
  const { startAt } = chainOf(meeting, calendar);
  return notices.map((notice) => ({ ...notice, expiresAt: startAt }));
}

/** Two hours before, and two hours after the start: rows that show nothing if the meeting has moved by then. */
function appointments(telling: Telling): readonly Notice[] {
  const { meeting, org, calendar, day } = telling;
  const chain = chainOf(meeting, calendar);
  const when = { startAt: chain.startAt.toISOString() };
  const reminders = sitting(meeting, org)
    .flatMap((id) => reach(org, id, day))
    .map((person) =>
      make(telling, 'meeting-remind', toPerson(person._id), when, {
        class: 'nag',
        notBefore: chain.remindAt,
        expiresAt: chain.startAt,
        anyHour: true,
      }),
    );
  const questions = officeIds(org).map((id) =>
    make(telling, 'meeting-held', toPerson(id), when, { notBefore: chain.askHeldAt }),
  );
  return [...unique(reminders), ...questions];
}

/** Who sits in for a member gets the notice and the reminder too. */
function toSubstitute(telling: Telling): readonly Notice[] {
  const { meeting, entry, calendar } = telling;
  const id = entry.after?.['substituteId'];
  const forId = entry.after?.['personId'];
  if (id === undefined || forId === undefined) return [];
  const chain = chainOf(meeting, calendar);
  return [
    make(telling, 'meeting-notice', toPerson(id), { forId }, { expiresAt: chain.startAt }),
    make(
      telling,
      'meeting-remind',
      toPerson(id),
      { startAt: chain.startAt.toISOString(), forId },
      { class: 'nag', notBefore: chain.remindAt, expiresAt: chain.startAt, anyHour: true },
    ),
  ];
}

/** Another date, another place or none at all: whoever was to sit in hears it as well. */
function toSubstitutes(telling: Telling): readonly Notice[] {
  const { meeting, entry, org } = telling;
  const members = new Set(committeeOf(org).map((person) => person._id));
  return unique(
    [...substitutesBefore(meeting, entry.seq)]
      .filter(([, id]) => !members.has(id))
      .map(([forId, id]) => make(telling, 'meeting-told', toPerson(id), { what: entry.command, forId })),
  );
}

/** Who was asked to sit in and is no longer: they must not come for nothing. */
function released(telling: Telling): readonly Notice[] {
  const { meeting, entry, calendar } = telling;
  const forId = entry.after?.['personId'];
  const before = forId === undefined ? undefined : substitutesBefore(meeting, entry.seq).get(forId);
  if (forId === undefined || before === undefined || before === entry.after?.['substituteId']) return [];
  const { startAt } = chainOf(meeting, calendar);
  return [
    make(telling, 'meeting-told', toPerson(before), { what: 'released', forId }, { expiresAt: startAt }),
  ];
}

/** 签发: the card and the paper to the bureau's group, or to the members where there is none. */
function issued(telling: Telling): readonly Notice[] {
  const { org, meeting } = telling;
  const [group] = bureauGroups(org);
  const paper = {
    title: '会议纪要',
    lines: ['纪要文件暂时没有做成，请安委办重发。'],
    file: `minutes:${meeting._id}`,
  };
  const targets: readonly Target[] =
    group === undefined
      ? committeeOf(org).map((person) => toPerson(person._id))
      : [{ kind: 'chat', chatId: group._id }];
  return [
    ...toMembers(telling, 'meeting-issued'),
    ...(group === undefined ? [] : [make(telling, 'meeting-issued', { kind: 'chat', chatId: group._id })]),
    ...targets.map((target) => make(telling, 'note', target, paper)),
  ];
}

function toMembers(telling: Telling, type: NoticeType, facts: Facts = {}): readonly Notice[] {
  return toPeople(
    telling,
    committeeOf(telling.org).map((person) => person._id),
    type,
    facts,
  );
}

type Facts = Readonly<Record<string, FactValue>>;

/** One notice for each person who must be reached; a substitute's copy says for whom. */
function toPeople(
  telling: Telling,
  ids: readonly (string | undefined)[],
  type: NoticeType,
  facts: Facts = {},
): readonly Notice[] {
  return unique(
    ids.flatMap((id) =>
      reach(telling.org, id, telling.day).map((person) =>
        make(telling, type, toPerson(person._id), {
          ...facts,
          ...(id === undefined || id === person._id || personById(telling.org, id)?.state === 'left'
            ? {}
            : { forId: id }),
        }),
      ),
    ),
  );
}

/** Who is reached in two ways gets one copy: their own. */
function unique(notices: readonly Notice[]): readonly Notice[] {
  const own = (notice: Notice): number => (notice.facts?.['forId'] === undefined ? 0 : 1);
  const best = new Map<string, Notice>();
  for (const notice of notices.toSorted((a, b) => own(a) - own(b))) {
    const key = JSON.stringify(notice.target);
    if (!best.has(key)) best.set(key, notice);
  }
  return [...best.values()];
}

const toPerson = (personId: string): Target => ({ kind: 'person', personId });

function make(
  { meeting, entry }: Telling,
  type: NoticeType,
  target: Target,
  facts: Facts = {},
  more: Partial<Notice> = {},
): Notice {
  return {
    type,
    target,
    class: 'informational',
    ...more,
    subject: subjectOf(meeting._id),
    seq: entry.seq,
    facts: { ...facts, meetingId: meeting._id },
  };
}

/** By which the cards of a meeting are found again. */
export const subjectOf = (meetingId: string): string => `meeting:${meetingId}`;

/** Entries after which the cards that stand on screens say something else; the clicked one is drawn anew by the click. */
export function changesCards(entry: MeetingEntry): boolean {
  return !KEPT_APART.has(entry.command);
}

/** What only the one who did it looks at: an answer, a topic, the draft of the minutes. */
const KEPT_APART: ReadonlySet<string> = new Set([
  'askTopics',
  'reply',
  'addTopic',
  'warn',
  'editMinutes',
  'addDecision',
  'dropDecision',
]);
