import { replyOf } from '../src/meetings/meeting.js';
import type { Card } from './card.js';
import { escaped } from './escape.js';
import { card, field, hint, md } from './kit.js';
import { nameOfMeeting, personName, whenWhere, whenWords, type MeetingView } from './meeting-view.js';

/** A change of date, or that there is none any more. */
export function meetingTold(view: MeetingView): Card {
  const { meeting, facts } = view;
  if (facts['what'] === 'released') return releasedCard(view);
  const forId = facts['forId'] === undefined ? undefined : String(facts['forId']);
  const last = meeting.history.findLast((entry) => entry.command === facts['what']);
  const why = last?.note === undefined || last.note === 'rule' ? [] : [field('原因', last.note)];
  const by = last === undefined || last.by === 'bot' ? '' : personName(view.org, last.by);
  if (facts['what'] === 'cancel')
    return card({ title: `${nameOfMeeting(view)}取消`, colour: 'grey' }, [
      field('原定', last?.after?.['from'] ?? whenWords(view)),
      ...why,
      ...(by === '' ? [] : [field('决定', by)]),
      hint('另定时间后再通知您。'),
    ]);
  return card({ title: `${nameOfMeeting(view)}改到${whenWords(view)}`, colour: 'blue' }, [
    ...whenWhere(view),
    ...why,
    ...(by === '' ? [] : [field('决定', by)]),
    hint(forId === undefined ? '会前三个工作日发通知和议程。' : escaped(sittingInWords(view, forId))),
  ]);
}

/** A new time asks for new answers, another room does not. */
function sittingInWords({ meeting, org, viewer }: MeetingView, forId: string): string {
  const name = personName(org, forId);
  return replyOf(meeting, forId)?.substituteId === viewer?.id
    ? `还是请您替${name}参会。`
    : `是不是还请您替会，由${name}重新答复。`;
}

/** To whoever was asked to sit in and is no longer. */
function releasedCard(view: MeetingView): Card {
  const { meeting, facts, org } = view;
  const forId = String(facts['forId'] ?? '');
  const name = personName(org, forId);
  const reply = replyOf(meeting, forId);
  const why =
    reply?.answer === 'yes'
      ? `${name}自己参加`
      : reply?.substituteId === undefined
        ? `${name}不再请人替会`
        : `${name}另请${personName(org, reply.substituteId)}替会`;
  return card({ title: `${nameOfMeeting(view)}：不用您替会了`, colour: 'grey' }, [
    ...whenWhere(view),
    md(escaped(`${why}，您不用去了。`)),
  ]);
}
