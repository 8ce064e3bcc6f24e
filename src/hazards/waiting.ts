import { dayOf, fullDay, type BusinessCalendar, type Day } from '../calendar.js';
import { deputyOf, directorOf, headOf, officeIds, type Org } from '../people/org.js';
import { pendingExtension, type Deadline, type Hazard } from './hazard.js';
import { holdersOf } from './roles.js';

/** A step that waits in other hands than the rectifier's: whose, and how long beyond its day. */
export interface WaitRung {
  /** `approval` of an extension runs beside the rectification; all others are the hazard's own step. */
  readonly step: 'own' | 'extension';
  /** Working days beyond its time; 0 = still in time. */
  readonly late: number;
  readonly due: Pick<Deadline, 'day' | 'at' | 'rule' | 'from' | 'announced'> | undefined;
  /** Silence by 都知道了 lasts until it changes. */
  readonly name: string;
  readonly holders: readonly string[];
  /** Ids of all who hear of it at this rung: the holders, and those above them once it is late. */
  readonly who: readonly string[];
  /** What happens next and when, in words; empty when nobody is left to hear of it. */
  next(today: Day): string;
}

/** Working days late at which the next circle hears of a step; own proposal, after the ladder of domain.md §9. */
const ORDINARY: readonly number[] = [1, 3, 7];
const MAJOR: readonly number[] = [1, 2, 4];

/**
 * The rung of a step that waits: verifying beyond 24 hours, a plan not handed in, an approval or a re-check pending.
 * Computed from its dates, with the people of this moment. Undefined where no step waits in other hands.
 */
export function waitingRung(
  hazard: Hazard,
  org: Org,
  now: Date,
  today: Day,
  calendar: BusinessCalendar,
): WaitRung | undefined {
  const step = stepOf(hazard, org, calendar);
  if (!hazard.open || step === undefined) return undefined;
  const { due, holders } = step;
  const late = due === undefined || now < due.at ? 0 : Math.max(1, calendar.workdaysBetween(due.day, today));
  const steps = hazard.level === 'major' ? MAJOR : ORDINARY;
  const level = steps.filter((n) => n <= late).length;
  const circles = circlesAbove(hazard, org, holders);
  const above = circles.slice(0, level).flatMap((circle) => circle.ids);
  const coming = circles[level];
  const at = steps[level];
  return {
    step: step.of,
    late,
    due,
    name: `${step.seq}${level === 0 ? '' : `+${steps[level - 1] ?? ''}`}`,
    holders,
    who: [...new Set([...holders, ...above])],
    next: (day) =>
      due === undefined || at === undefined || coming === undefined || coming.ids.length === 0
        ? ''
        : `${fullDay(calendar.addWorkdays(due.day, at), day)}仍未办，报${coming.words}。`,
  };
}

interface Step {
  readonly of: WaitRung['step'];
  readonly seq: string;
  readonly holders: readonly string[];
  readonly due: WaitRung['due'];
}

function stepOf(hazard: Hazard, org: Org, calendar: BusinessCalendar): Step | undefined {
  const asked = pendingExtension(hazard);
  if (hazard.status === 'rectifying') {
    if (asked === undefined || hazard.approverId === undefined) return undefined;
    // An answer is due on the next working day, as for a plan.
    const due = calendar.inWorkdays(dayOf(asked.at), 1);
    return { of: 'extension', seq: `x${asked.seq}`, holders: [hazard.approverId], due };
  }
  const holders = holdersOf(hazard, org);
  return holders.length === 0
    ? undefined
    : { of: 'own', seq: String(hazard.stageSeq), holders, due: hazard.stepDue };
}

interface Circle {
  readonly ids: readonly string[];
  readonly words: string;
}

/** Who hears next, from near to far; whoever holds the step already is no one above it. */
function circlesAbove(hazard: Hazard, org: Org, holders: readonly string[]): readonly Circle[] {
  const head = headOf(org, hazard.unitId);
  const deputy = deputyOf(org, hazard.unitId);
  const director = directorOf(org);
  const office: Circle = { ids: officeIds(org), words: '安委办' };
  const one = (person: { _id: string } | undefined, words: string): Circle => ({
    ids: person === undefined ? [] : [person._id],
    words,
  });
  const leader = one(director, `局长${director?.name ?? ''}`);
  const inUnit = [one(head, head?.post ?? '负责人'), one(deputy, `分管领导${deputy?.name ?? ''}`), leader];
  const lists = {
    reported: [leader],
    verifying: inUnit,
    planning: inUnit,
    rechecking: inUnit,
    approving: [office, leader],
    closing: [office, leader],
    rectifying: [office, leader],
  } as const satisfies Partial<Record<Hazard['status'], readonly Circle[]>>;
  const list = (lists as Partial<Record<Hazard['status'], readonly Circle[]>>)[hazard.status] ?? [];
  return list
    .map((circle) => ({ ...circle, ids: circle.ids.filter((id) => !holders.includes(id)) }))
    .filter((circle) => circle.ids.length > 0);
}
