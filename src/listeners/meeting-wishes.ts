import { dayOf } from '../calendar.js';
import { refuse, type Refusal } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import { subjectOf } from '../meetings/announce.js';
import { monthsDue } from '../meetings/cycle.js';
import { monthAfter, monthOf, type Meeting } from '../meetings/meeting.js';
import { mayMeeting, maySeeMeetings, maySetRule } from '../meetings/rules.js';
import { addTopic, planMonth } from '../meetings/usecases.js';
import type { Notice, NoticeType, Target } from '../notices.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { noteTo, type Desk } from './desk.js';
import { fileNotice } from './file-notice.js';
import { mayHaveMinutes } from './meeting-action.js';
import type { MeetingWish } from './meeting-commands.js';
import { spoken } from './spoken.js';

interface Asked {
  readonly key: string;
  readonly message: MessageIn;
  readonly person: Person | undefined;
  readonly org: Org;
}

/** Carries out a command about meetings; cards and files go to the asker in private, also when asked in a group. */
export async function meetingWish(desk: Desk, asked: Asked, wish: MeetingWish): Promise<string> {
  const { key, message, person, org } = asked;
  const target: Target = { kind: 'openId', openId: message.senderOpenId };
  const today = dayOf(desk.now());
  const show = (type: NoticeType, meeting?: Meeting, facts: Notice['facts'] = {}): Promise<void> =>
    desk.tell(key, {
      type,
      target,
      class: 'informational',
      anyHour: true,
      ...(meeting === undefined ? {} : { subject: subjectOf(meeting._id) }),
      facts: meeting === undefined ? facts : { ...facts, meetingId: meeting._id },
    });
  const no = (title: string, refusal: Refusal): Promise<void> =>
    desk.tell(key, noteTo(target, title, [`${spoken.refusal(refusal, org, desk.now())}。`]));
  if (person === undefined) await no('会议', refuse('unknown-person'));
  else if (wish.want === 'tasks') await show('task-list');
  else if (wish.want === 'rule') {
    const may = maySetRule(person, org);
    await (may.ok ? show('meeting-rule') : no('会议设置', may));
  } else if (!maySeeMeetings(person, org, today)) await no('会议', refuse('not-member'));
  else if (wish.want === 'minutes') await minutes(desk, asked, wish, no, target);
  else {
    const meeting = await nextMeeting(desk, today);
    if (meeting === undefined) await no('会议', refuse('no-such-number'));
    else if (wish.want === 'topic') await topic(desk, asked, meeting, wish.rest, no, target);
    else if (wish.want === 'topics' || wish.want === 'move') {
      const command = wish.want === 'topics' ? 'addTopic' : 'reschedule';
      const may = mayMeeting(person, command, meeting, org, today);
      await (may.ok
        ? show(wish.want === 'topics' ? 'meeting-topics' : 'meeting-move', meeting)
        : no('会议', may));
    } else await show('meeting', meeting);
  }
  return `command meeting ${wish.want}`;
}

/** The next meeting that has not been held, or what is left to do about the last one. */
export async function nextMeeting(desk: Desk, today: string): Promise<Meeting | undefined> {
  const { meetings } = desk.committee;
  for (const month of monthsDue((await meetings.store.first())?._id, today)) await planMonth(meetings, month);
  const list = await meetings.store.list(monthOf(today), monthAfter(monthOf(today), 2));
  return list.find((meeting) => meeting.open) ?? list.at(-1);
}

type Say = (title: string, refusal: Refusal) => Promise<void>;

async function topic(
  desk: Desk,
  { key, person }: Asked,
  meeting: Meeting,
  text: string,
  no: Say,
  target: Target,
): Promise<void> {
  const request = { id: meeting._id, actorId: person?._id, cause: key };
  const added = await addTopic(desk.committee.meetings, request, text);
  if (!added.ok) return no('报议题', added);
  await desk.committee.relayMeeting(added.value);
  const n = added.value.topics.filter((one) => one.byId === person?._id).length;
  await desk.tell(
    key,
    noteTo(target, '议题已收到', [`${text}`, `您报了${n}项，会写进会议通知的议程。`], {
      buttons: [`看会议安排|meeting-view|${meeting._id}`],
    }),
  );
}

/** 纪要, 纪要 2026-11, 纪要 第3期: the file, by right. */
async function minutes(
  desk: Desk,
  asked: Asked,
  wish: Extract<MeetingWish, { want: 'minutes' }>,
  no: Say,
  target: Target,
): Promise<void> {
  const { store } = desk.committee.meetings;
  const today = dayOf(desk.now());
  const year = wish.year ?? Number(today.slice(0, 4));
  const meeting =
    wish.issue !== undefined
      ? await store.byIssue(year, wish.issue)
      : wish.month !== undefined
        ? await store.get(`${year}-${String(wish.month).padStart(2, '0')}`)
        : await store.heldBefore(monthAfter(monthOf(today)));
  const may = await mayHaveMinutes(desk, asked, meeting?._id ?? '');
  if (!may.ok) return no('会议纪要', may.code === 'no-such-number' ? refuse('no-minutes') : may);
  await desk.tell(asked.key, fileNotice(target, '会议纪要', `minutes:${may.value._id}`));
}
