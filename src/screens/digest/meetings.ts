import { addDays, fullDay, timeOf } from '../../calendar.js';
import { answerable, chairOf, committeeOf, isMember, unanswered } from '../../meetings/committee.js';
import { asksTopics } from '../../meetings/cycle.js';
import { chainOf, meetingName, monthAfter, monthOf, type Meeting } from '../../meetings/meeting.js';
import { officeIds } from '../../people/org.js';
import type { DigestDay, DigestSource, DrawnLine, SourceDeps, Waiting } from './source.js';

/** What waits about the month's meeting: an answer, whether it was held, the minutes, the signature, an explanation. */
export function meetingLines({ meetings: { store: meetings } }: SourceDeps): DigestSource {
  const recent = (today: string): Promise<readonly Meeting[]> =>
    meetings.list(monthAfter(monthOf(today), -3), '9999-12');
  return {
    name: 'meeting',
    async *waiting(day) {
      for (const meeting of await recent(day.today)) yield* waitingFor(meeting, day);
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const meeting = await meetings.get(key.split(':')[0] ?? '');
        if (meeting === undefined || key !== [...waitingFor(meeting, day)][0]?.rung) continue;
        const whose = [...waitingFor(meeting, day)].map((one) => one.personId);
        const seat = [
          person._id,
          ...day.org.people.filter((one) => one.leave?.substituteId === person._id).map((one) => one._id),
        ].find((id) => whose.includes(id));
        if (seat !== undefined) lines.push(drawn(meeting, seat, day));
      }
      return lines;
    },
  };
}

function* waitingFor(meeting: Meeting, { org, today, now, calendar }: DigestDay): Iterable<Waiting> {
  const chain = chainOf(meeting, calendar);
  const to = function* (ids: readonly (string | undefined)[], rung: string): Iterable<Waiting> {
    for (const personId of ids)
      if (personId !== undefined) yield { personId, rung: `${meeting._id}:${rung}` };
  };
  if (asksTopics(meeting, now, today, calendar)) {
    const handedIn = new Set(meeting.topics.map(({ byId }) => byId));
    yield* to(
      committeeOf(org)
        .map((person) => person._id)
        .filter((id) => !handedIn.has(id)),
      `topics ${meeting.day}`,
    );
  } else if (meeting.status === 'called' && now < chain.startAt) {
    const last = today >= chain.confirmDay ? 'last' : 'first';
    yield* to(
      unanswered(meeting, org)
        .map((person) => person._id)
        .filter((id) => isMember(org, id)),
      `rsvp ${meeting.day} ${meeting.time} ${last}`,
    );
  } else if (meeting.status === 'called' && now >= chain.askHeldAt)
    yield* to(officeIds(org), `held ${meeting.day}`);
  else if (meeting.status === 'drafting')
    yield* to(officeIds(org), `minutes ${meeting.stageSeq}${today > addDays(meeting.day, 1) ? ' late' : ''}`);
  else if (meeting.status === 'signing') yield* to([chairOf(org)?._id], `sign ${meeting.stageSeq}`);
  else if (meeting.status === 'missed' && meeting.explanation === undefined)
    yield* to(answerable(org), 'explain');
}

function drawn(meeting: Meeting, seat: string, { today, calendar }: DigestDay): DrawnLine {
  const name = meetingName(meeting._id, today);
  const extra = meeting._id;
  const minutes = { text: '打开', action: 'meeting-minutes-open', extra } as const;
  switch (meeting.status) {
    case 'planned': {
      const chain = chainOf(meeting, calendar);
      return {
        group: '会议',
        title: `${name}请报议题`,
        detail: `${fullDay(meeting.day, today)}${meeting.time}，${meeting.place}。${fullDay(chain.noticeDay, today)}12时前报，没有议题不用报。`,
        buttons: [{ text: '报议题', action: 'meeting-topics-open', extra }],
      };
    }
    case 'called': {
      const chain = chainOf(meeting, calendar);
      const when = `${fullDay(meeting.day, today)}${timeOf(chain.startAt)}，${meeting.place}`;
      if (meeting.day < today)
        return {
          group: '会议',
          title: `${name}开了吗？`,
          detail: `原定${when}。`,
          buttons: [{ text: '打开', action: 'meeting-view', extra }],
        };
      return {
        group: '会议',
        title: `${name}，您参加吗？`,
        detail: `${when}。`,
        buttons: [
          { text: '参加', action: 'meeting-yes', extra: `${extra}|${seat}` },
          { text: '请假', action: 'meeting-view', extra },
        ],
      };
    }
    case 'drafting':
      return {
        group: '会议',
        title: `请写纪要：${name}`,
        detail: `${fullDay(addDays(meeting.day, 1), today)}前写好，三个工作日内签发。`,
        buttons: [minutes],
      };
    case 'signing':
      return {
        group: '会议',
        title: `请签发：${name}纪要`,
        detail: `议定事项${meeting.decisions.length}项。`,
        buttons: [minutes],
      };
    default:
      return {
        group: '会议',
        title: `${name}没有召开`,
        detail: '已记录，请说明原因。',
        buttons: [{ text: '打开', action: 'meeting-view', extra }],
      };
  }
}
