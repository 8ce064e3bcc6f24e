import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { actsAs } from '../hazards/roles.js';
import { activeWithRole, officeIds, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { alreadyDone } from '../tracked.js';
import { chairOf, committeeOf } from './committee.js';
import type { Meeting } from './meeting.js';
import { meetingTransition, wasHeld, type MeetingActor, type MeetingCommand } from './status.js';

/** May this person give this command on this meeting now? Decided on what is stored, never on the card. */
export function mayMeeting(
  person: Person | undefined,
  command: MeetingCommand,
  meeting: Meeting,
  org: Org,
  day: Day,
): Outcome<{ readonly actingFor?: string }> {
  const row = meetingTransition(command);
  if (person === undefined) return refuse('unknown-person');
  const as = actsAs(
    person,
    row.who.flatMap((actor) => actorIds(actor, meeting, org)),
    org,
    day,
  );
  if (as === undefined) return notAllowed(row.who, org);
  if (!row.from.includes(meeting.status)) return tooLate(command, meeting, org);
  return done(as === person._id ? {} : { actingFor: as });
}

/** Looking at the next meeting, its agenda and the decisions: the committee, their substitutes, the administrators. */
export function maySeeMeetings(person: Person, org: Org, day: Day): boolean {
  const members = committeeOf(org).map((member) => member._id);
  return person.roles.includes('admin') || actsAs(person, members, org, day) !== undefined;
}

/** Changing the bureau's rule for the date: 管理员 (设置). */
export function maySetRule(person: Person | undefined, org: Org): Outcome<Person> {
  if (person?.roles.includes('admin') === true) return done(person);
  return refuse('not-admin', { who: names(activeWithRole(org, 'admin')) });
}

function actorIds(actor: MeetingActor, meeting: Meeting, org: Org): readonly string[] {
  switch (actor) {
    case 'bot':
      return [];
    case 'member':
      return committeeOf(org).map((person) => person._id);
    case 'invited':
      return [
        ...committeeOf(org).map((person) => person._id),
        ...meeting.replies.flatMap((reply) => (reply.substituteId === undefined ? [] : [reply.substituteId])),
      ];
    case 'office':
      return officeIds(org);
    case 'chair': {
      const chair = chairOf(org);
      return chair === undefined ? [] : [chair._id];
    }
  }
}

function notAllowed(who: readonly MeetingActor[], org: Org): Outcome<never> {
  if (who.includes('member') || who.includes('invited')) return refuse('not-member');
  const people = [
    ...(who.includes('office') ? activeWithRole(org, 'committeeOffice') : []),
    ...(who.includes('chair') ? [chairOf(org)] : []),
  ];
  return refuse('no-right', { who: names(people.filter((person) => person !== undefined)) });
}

function tooLate(command: MeetingCommand, meeting: Meeting, org: Org): Outcome<never> {
  if (command === 'reply' || command === 'addTopic')
    return wasHeld(meeting.status) ? refuse('rsvp-closed') : refuse('stale-card');
  return alreadyDone(meeting, command, org);
}

const names = (people: readonly Person[]): string => people.map((person) => person.name).join('、');
