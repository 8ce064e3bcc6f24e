import { instantAt, isDay } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { written } from '../hazards/move.js';
import { activeWithRole, personById, unitById, type Org } from '../people/org.js';
import type { Request } from '../tracked.js';
import { attendance, chairOf } from './committee.js';
import { readClock } from './date-rule.js';
import type { DecisionItem, Meeting, Minutes } from './meeting.js';
import type { MeetingDeps } from './ports.js';
import { moveMeeting } from './usecases.js';

type Done = Promise<Outcome<Meeting>>;

/** 已召开: opens the minutes, filled in from what is known. Not before its hour. */
export function hold(deps: MeetingDeps, request: Request): Done {
  return moveMeeting(deps, 'hold', request, ({ record, org, actor, now }) => {
    if (now < instantAt(record.day, record.time)) return refuse('not-held-yet');
    return done({ to: 'drafting', set: { minutes: drafted(record, org, actor._id) } });
  });
}

function drafted(meeting: Meeting, org: Org, recorderId: string): Minutes {
  const { coming, leave } = attendance(meeting, org);
  // The chair may be on leave: then the first deputy who comes has the chair (the minute taker can still say otherwise).
  const usual = chairOf(org)?.name ?? '';
  const deputies = activeWithRole(org, 'deputy').map((person) => person.name);
  const chair = leave.includes(usual) ? (deputies.find((name) => coming.includes(name)) ?? '') : usual;
  return {
    time: meeting.time,
    place: meeting.place,
    chair,
    present: [...new Set([chair, ...coming])].filter((name) => name !== '').join('、'),
    ...(leave.length === 0 ? {} : { absent: leave.join('、') }),
    ...given('heard', meeting.agenda?.study),
    recorderId,
  };
}

export interface MinutesWish {
  readonly time?: string | undefined;
  readonly place?: string | undefined;
  readonly chair?: string | undefined;
  readonly present?: string | undefined;
  readonly absent?: string | undefined;
  readonly observers?: string | undefined;
  readonly heard?: string | undefined;
  readonly demands?: string | undefined;
}

/** 出席、传达学习、会议要求 as the minute taker writes them; an emptied field is empty. */
export function editMinutes(deps: MeetingDeps, request: Request, wish: MinutesWish): Done {
  return moveMeeting(deps, 'editMinutes', request, ({ record, org, actor }) => {
    const before = record.minutes ?? drafted(record, org, actor._id);
    const time = wish.time === undefined ? before.time : readClock(wish.time);
    if (time === undefined) return refuse('field-missing', { field: '时间（如15:00）' });
    const present = written(wish.present);
    if (present === undefined) return refuse('field-missing', { field: '出席' });
    const minutes: Minutes = {
      time,
      place: written(wish.place) ?? before.place,
      chair: written(wish.chair) ?? before.chair,
      present,
      recorderId: before.recorderId,
      ...field('absent', wish.absent),
      ...field('observers', wish.observers),
      ...field('heard', wish.heard),
      ...field('demands', wish.demands),
    };
    return done({ to: record.status, set: { minutes } });
  });
}

function field<K extends keyof Minutes>(key: K, text: string | undefined): { [P in K]?: string } {
  const words = written(text);
  return words === undefined ? {} : ({ [key]: words } as { [P in K]?: string });
}

export interface DecisionWish {
  readonly matter?: string | undefined;
  readonly leadUnitId?: string | undefined;
  readonly coUnits?: string | undefined;
  readonly personId?: string | undefined;
  readonly dueDay?: string | undefined;
  readonly result?: string | undefined;
}

/** 加一项议定事项. */
export function addDecision(deps: MeetingDeps, request: Request, wish: DecisionWish): Done {
  return moveMeeting(deps, 'addDecision', request, ({ record, org }) => {
    const matter = written(wish.matter);
    if (matter === undefined) return refuse('field-missing', { field: '事项' });
    const person = personById(org, wish.personId);
    if (person === undefined) return refuse('field-missing', { field: '责任人' });
    if (person.state === 'left') return refuse('person-left');
    if (wish.dueDay === undefined || !isDay(wish.dueDay))
      return refuse('field-missing', { field: '完成时限' });
    if (wish.dueDay <= record.day) return refuse('date-past');
    const twice = record.decisions.some(
      (one) => one.matter === matter && one.personId === person._id && one.dueDay === wish.dueDay,
    );
    if (twice) return refuse('nothing-changed');
    const lead = unitById(org, wish.leadUnitId) ?? unitById(org, person.unitId);
    const [coUnits, result] = [written(wish.coUnits), written(wish.result)];
    const item: DecisionItem = {
      no: (record.decisions.at(-1)?.no ?? 0) + 1,
      matter,
      personId: person._id,
      dueDay: wish.dueDay,
      ...(lead === undefined ? {} : { leadUnitId: lead._id }),
      ...(coUnits === undefined ? {} : { coUnits }),
      ...(result === undefined ? {} : { result }),
    };
    return done({ to: record.status, set: { decisions: [...record.decisions, item] }, note: matter });
  });
}

/** Takes a decision off the draft; those behind it move up. */
export function dropDecision(deps: MeetingDeps, request: Request, no: number): Done {
  return moveMeeting(deps, 'dropDecision', request, ({ record }) => {
    const gone = record.decisions.find((item) => item.no === no);
    if (gone === undefined) return refuse('stale-card');
    const left = record.decisions.filter((item) => item.no !== no);
    return done({
      to: record.status,
      set: { decisions: left.map((item, index) => ({ ...item, no: index + 1 })) },
      note: gone.matter,
    });
  });
}

/** 报签发: nothing that the paper needs may be missing (papers.md §3: no paper is issued with a 【待…】). */
export function submit(deps: MeetingDeps, request: Request): Done {
  return moveMeeting(deps, 'submit', request, ({ record }) =>
    record.minutes?.demands === undefined
      ? refuse('field-missing', { field: '会议要求' })
      : done({ to: 'signing' }),
  );
}

/** 退回 to 安委办, with a reason. */
export function sendBack(deps: MeetingDeps, request: Request, reason: string | undefined): Done {
  return moveMeeting(deps, 'sendBack', request, () => {
    const why = written(reason);
    return why === undefined ? refuse('reason-missing') : done({ to: 'drafting', note: why });
  });
}

/**
 * 签发: number and issue in one write. The number is the next of the year of issue; two meetings issued at the same
 * moment are kept apart by the store's unique key, and the slower one takes the next.
 */
export async function issue(deps: MeetingDeps, request: Request): Done {
  for (let round = 0; ; round += 1) {
    const year = Number(deps.today().slice(0, 4));
    const issueNo = (await deps.store.lastIssue(year)) + 1;
    const result = await moveMeeting(deps, 'issue', request, ({ actor, today }) =>
      done({
        to: 'issued',
        set: { issueYear: year, issueNo, issuedDay: today, issuedById: actor._id },
        after: { issueNo: String(issueNo) },
      }),
    );
    const taken = !result.ok && result.code === 'stale-card' && round < 3;
    if (!taken || (await deps.store.lastIssue(year)) < issueNo) return result;
  }
}
