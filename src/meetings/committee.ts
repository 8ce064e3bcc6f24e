import type { Day } from '../calendar.js';
import { activeWithRole, directorOf, officeIds, personById, standsInFor, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { replyOf, type Meeting } from './meeting.js';

/** 安委会委员: the director, the deputies, 安委办 and every unit's head, in this order. */
export function committeeOf(org: Org): readonly Person[] {
  const list = [
    directorOf(org),
    ...activeWithRole(org, 'deputy'),
    ...activeWithRole(org, 'committeeOffice'),
    ...org.units.map((unit) => personById(org, unit.headId)),
  ];
  return [
    ...new Map(
      list
        .filter((person): person is Person => person?.state === 'active')
        .map((person) => [person._id, person]),
    ).values(),
  ];
}

export function isMember(org: Org, personId: string): boolean {
  return committeeOf(org).some((person) => person._id === personId);
}

/** The members whose seat this person may answer for: their own, and those of people on leave they stand in for. */
export function seatsOf(org: Org, personId: string, today: Day): readonly string[] {
  const own = isMember(org, personId) ? [personId] : [];
  return [
    ...own,
    ...standsInFor(org, personId, today)
      .map((other) => other._id)
      .filter((id) => isMember(org, id)),
  ];
}

/** Members who have neither said yes nor asked for leave. */
export function unanswered(meeting: Meeting, org: Org): readonly Person[] {
  return committeeOf(org).filter((person) => replyOf(meeting, person._id) === undefined);
}

export interface Attendance {
  /** Who comes, a substitute as 陈静（代李敏）. */
  readonly coming: readonly string[];
  readonly leave: readonly string[];
  readonly silent: readonly string[];
}

/** Who comes, who asked for leave and who has said nothing, by name in the committee's order. */
export function attendance(meeting: Meeting, org: Org): Attendance {
  const [coming, leave, silent]: [string[], string[], string[]] = [[], [], []];
  for (const person of committeeOf(org)) {
    const reply = replyOf(meeting, person._id);
    if (reply === undefined) silent.push(person.name);
    else if (reply.answer === 'yes') coming.push(person.name);
    else {
      leave.push(person.name);
      const substitute = personById(org, reply.substituteId);
      if (substitute !== undefined) coming.push(`${substitute.name}（代${person.name}）`);
    }
  }
  return { coming, leave, silent };
}

/** Ids of those who will sit there: members who come (or have not answered) and substitutes. */
export function sitting(meeting: Meeting, org: Org): readonly string[] {
  return [
    ...new Set(
      committeeOf(org).flatMap((person) => {
        const reply = replyOf(meeting, person._id);
        if (reply?.answer !== 'leave') return [person._id];
        return reply.substituteId === undefined ? [] : [reply.substituteId];
      }),
    ),
  ];
}

/** The chair of the committee: the director. */
export function chairOf(org: Org): Person | undefined {
  return directorOf(org);
}

/** Chair and 安委办: who answers for the month's meeting. */
export function answerable(org: Org): readonly string[] {
  const chair = chairOf(org)?._id;
  return [...new Set([...(chair === undefined ? [] : [chair]), ...officeIds(org)])];
}
