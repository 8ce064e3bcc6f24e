import { done, refuse, type Outcome } from '../errors.js';
import { personById, worksOnRestDays, type Org } from '../people/org.js';
import { approverFor } from './roles.js';
import type { Deadline, Hazard, Level, Manner } from './hazard.js';
import { move, written, type Decision, type DecideContext, type Move } from './move.js';
import type { Deadlines, HazardDeps, HazardFields } from './ports.js';

export interface Verdict {
  readonly title?: string;
  readonly level: Level;
  readonly manner?: Manner;
  readonly rectifierId?: string;
  readonly measures?: string;
  readonly interim?: string;
  /** Why 一般 although a criterion was hit. */
  readonly downgradeReason?: string;
}

/**
 * 核实属实，交办: the facts are right; level, way and rectifier are set. A major hazard needs interim control at
 * once and goes for a plan; an ordinary one with measures written goes straight to the deputy (experience §3 a).
 */
export function verify(deps: HazardDeps, request: Move, verdict: Verdict): Promise<Outcome<Hazard>> {
  return move(deps, 'verify', request, (context) => {
    const missing = missingFields(verdict, context);
    if (missing !== undefined) return missing;
    return done(verdict.level === 'major' ? toMajorPlan(verdict, context) : toOrdinary(verdict, context));
  });
}

function missingFields(verdict: Verdict, { hazard, org }: DecideContext): Outcome<never> | undefined {
  const rectifier = personById(org, verdict.rectifierId);
  if (rectifier === undefined) return refuse('field-missing', { field: '整改责任人' });
  if (rectifier.state === 'left') return refuse('person-left');
  if (verdict.level === 'major' && written(verdict.interim) === undefined) return refuse('interim-missing');
  if (verdict.level === 'ordinary' && verdict.manner === undefined)
    return refuse('field-missing', { field: '怎么改' });
  const suspected = hazard.level === 'major' && hazard.criterion !== undefined;
  if (verdict.level === 'ordinary' && suspected && written(verdict.downgradeReason) === undefined)
    return refuse('downgrade-reason');
  return undefined;
}

function common(verdict: Verdict, { hazard, actor }: DecideContext): HazardFields {
  const title = written(verdict.title)?.slice(0, 16);
  const interim = written(verdict.interim);
  return {
    level: verdict.level,
    officerId: hazard.officerId ?? actor._id,
    ...(verdict.rectifierId === undefined ? {} : { rectifierId: verdict.rectifierId }),
    ...(title === undefined ? {} : { title }),
    ...(interim === undefined ? {} : { interim }),
    round: 1,
  };
}

function facts(verdict: Verdict, context: DecideContext): Pick<Decision, 'before' | 'after'> {
  return {
    before: { level: context.hazard.level, title: context.hazard.title },
    after: {
      level: verdict.level,
      title: written(verdict.title) ?? context.hazard.title,
      rectifier: personById(context.org, verdict.rectifierId)?.name ?? '',
      ...(verdict.manner === undefined ? {} : { manner: verdict.manner }),
    },
  };
}

function toMajorPlan(verdict: Verdict, context: DecideContext): Decision {
  const planDue = context.deadlines.workdays(3);
  return {
    to: 'planning',
    set: { ...common(verdict, context), manner: 'plan', stepDue: planDue, planDue },
    ...facts(verdict, context),
  };
}

function toOrdinary(verdict: Verdict, context: DecideContext): Decision {
  const manner = verdict.manner ?? 'days7';
  const due = dueByManner(manner, context.deadlines);
  const reason = written(verdict.downgradeReason);
  const set: HazardFields = {
    ...common(verdict, context),
    manner,
    ...(reason === undefined ? {} : { downgradeReason: reason }),
  };
  const shared = { ...facts(verdict, context), ...(reason === undefined ? {} : { note: reason }) };
  if (manner === 'onTheSpot') {
    const dates = { due, dueDay: due.day, firstDueDay: due.day, stepDue: due };
    return { to: 'rectifying', set: { ...set, ...dates, ...measuresOf(verdict) }, ...shared };
  }
  const measures = written(verdict.measures);
  if (measures === undefined) {
    const planDue = context.deadlines.workdays(3);
    return { to: 'planning', set: { ...set, stepDue: planDue, planDue, due, dueDay: due.day }, ...shared };
  }
  const withPlan = planned(context.hazard, set, measures, due, context);
  return { to: 'approving', set: withPlan, ...shared };
}

function planned(
  hazard: Hazard,
  set: HazardFields,
  measures: string,
  due: Deadline,
  context: DecideContext,
): HazardFields {
  const plan = { measures, finishDay: due.day, byId: context.actor._id, at: context.now };
  const approverId = approverFor({ ...hazard, ...set } as Hazard, context.org, plan.byId);
  return {
    ...set,
    measures,
    plan,
    due,
    dueDay: due.day,
    ...(approverId === undefined ? {} : { approverId }),
    stepDue: context.deadlines.workdays(1),
  };
}

function measuresOf(verdict: Verdict): HazardFields {
  const measures = written(verdict.measures);
  return measures === undefined ? {} : { measures };
}

/** Default period of each way of rectifying (domain.md §9), counted from today. */
export function dueByManner(manner: Manner, deadlines: Deadlines): Deadline {
  switch (manner) {
    case 'onTheSpot':
      return deadlines.sameDay();
    case 'days3':
      return deadlines.days(3);
    case 'days7':
      return deadlines.days(7);
    case 'days15':
      return deadlines.days(15);
    case 'days30':
    case 'plan':
      return deadlines.days(30);
  }
}

/**
 * 24 hours to verify, a suspected major hazard the same day (experience.md §4.2); if the officer hears of it in the
 * morning only, that day.
 */
export function verifyDue(
  hazard: Pick<Hazard, 'level' | 'unitId'>,
  deadlines: Deadlines,
  org: Org,
): Deadline {
  return hazard.level === 'major'
    ? deadlines.dayHeard(worksOnRestDays(org, hazard.unitId))
    : deadlines.hours(24);
}

const TITLE_MAX = 16;

/** The reporter's own first clause, at most 16 characters: what a title shows until the officer shortens it. */
export function titleOf(text: string): string {
  // Whom it was addressed to and that it is a report are no part of what is wrong.
  const plain = text
    .replace(/(?<![\w.])@\S+(?:\s+|$)/gu, '')
    .replace(
      /^\s*(?:我要|我来|我想)?(?:上报|报告|登记|反映|举报)(?:一个|一下|一起|个)?(?:安全)?(?:隐患|问题|情况)?[:：，,\s]+/u,
      '',
    );
  const clause =
    (plain.trim() === '' ? text : plain).split(/[，。；;！!？?\n,]/u).find((part) => part.trim() !== '') ??
    text;
  const trimmed = clause.trim().replace(/\s+\S{0,3}$/u, (tail) => (/^\s+\d/u.test(tail) ? '' : tail));
  const cut = [...trimmed].slice(0, TITLE_MAX).join('');
  // Many write a blank for a comma: better one clause less than half a one.
  const whole = cut.length === trimmed.length ? -1 : cut.lastIndexOf(' ');
  return whole >= 4 ? cut.slice(0, whole).trimEnd() : cut;
}
