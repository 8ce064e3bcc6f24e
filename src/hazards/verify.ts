import { done, refuse, type Outcome } from '../errors.js';
import { headOf, officerOf, personById, unitById } from '../people/org.js';
import { toRecheck } from './rectify.js';
import { approverFor } from './roles.js';
import { searchTextOf } from './search-text.js';
import type { Deadline, Hazard, Level, Manner, Photo } from './hazard.js';
import type { Kind } from './kinds.js';
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

/** 立行立改: fixed already; before and after go to somebody else for the re-check, and it counts. */
export function fixOnTheSpot(deps: HazardDeps, request: Move, what: string): Promise<Outcome<Hazard>> {
  return move(deps, 'fixOnTheSpot', request, ({ hazard, org, actor, now, deadlines }) => {
    const note = written(what);
    if (note === undefined) return refuse('field-missing', { field: '做了什么' });
    const photos = withAfter(hazard, actor._id);
    if (!photos.some((photo) => photo.stage === 'after')) return refuse('photo-missing');
    const rectified = { rectifierId: actor._id, rectification: { note, byId: actor._id, at: now } };
    return done({
      to: 'rechecking',
      set: {
        ...rectified,
        ...toRecheck({ ...hazard, ...rectified }, org, deadlines),
        photos,
        manner: 'onTheSpot',
        measures: note,
        round: Math.max(1, hazard.round),
      },
      note,
    });
  });
}

/** Who mends it on the spot has photographed it mended: what they sent since the report is the picture of after. */
function withAfter({ photos, reportedAt }: Hazard, actorId: string): readonly Photo[] {
  if (photos.some((photo) => photo.stage === 'after')) return photos;
  return photos.map((photo): Photo =>
    photo.byId === actorId && photo.at > reportedAt ? { ...photo, stage: 'after' } : photo,
  );
}

/** 安委办 names the unit and the officer; an anonymous report gets the bureau's own wording here. */
export function assignUnit(
  deps: HazardDeps,
  request: Move,
  choice: { unitId?: string; officerId?: string; text?: string },
): Promise<Outcome<Hazard>> {
  return move(deps, 'assignUnit', request, ({ hazard, org, deadlines }) => {
    const unit = unitById(org, choice.unitId);
    if (unit === undefined) return refuse('field-missing', { field: '单位' });
    const officer = personById(org, choice.officerId) ?? officerOf(org, unit._id) ?? headOf(org, unit._id);
    if (officer === undefined) return refuse('field-missing', { field: '核实人' });
    if (officer.state === 'left') return refuse('person-left');
    const text = written(choice.text);
    if (hazard.anonymous && text === undefined && hazard.unitId === undefined)
      return refuse('field-missing', { field: '改写' });
    return done({
      to: 'verifying',
      set: {
        unitId: unit._id,
        officerId: officer._id,
        stepDue: verifyDue(hazard, deadlines),
        ...(text === undefined
          ? {}
          : { text, title: titleOf(text), searchText: searchTextOf(hazard, { text }) }),
      },
      newStage: true,
      after: { unit: unit.name, officer: officer.name },
    });
  });
}

/** 24 hours to verify, a suspected major hazard the same day (experience.md §4.2). */
export function verifyDue(hazard: Pick<Hazard, 'level'>, deadlines: Deadlines): Deadline {
  return hazard.level === 'major' ? deadlines.sameDay() : deadlines.hours(24);
}

const TITLE_MAX = 16;

/** The reporter's own first clause, at most 16 characters: what a title shows until the officer shortens it. */
export function titleOf(text: string): string {
  // Whom it was addressed to is no part of what is wrong.
  const plain = text.replace(/(?<![\w.])@\S+(?:\s+|$)/gu, '');
  const clause =
    (plain.trim() === '' ? text : plain).split(/[，。；;！!？?\n,]/u).find((part) => part.trim() !== '') ??
    text;
  const trimmed = clause.trim().replace(/\s+\S{0,3}$/u, (tail) => (/^\s+\d/u.test(tail) ? '' : tail));
  const cut = [...trimmed].slice(0, TITLE_MAX).join('');
  // Many write a blank for a comma: better one clause less than half a one.
  const whole = cut.length === trimmed.length ? -1 : cut.lastIndexOf(' ');
  return whole >= 4 ? cut.slice(0, whole).trimEnd() : cut;
}

export interface Correction {
  readonly kind?: Kind;
  readonly unitId?: string;
  readonly place?: string;
  readonly text?: string;
}

/** 更正 of what was understood, before the facts are verified; the old values stay in the history. */
export function correct(deps: HazardDeps, request: Move, wish: Correction): Promise<Outcome<Hazard>> {
  return move(deps, 'correct', request, ({ hazard, org, deadlines }) => {
    const unit = unitById(org, wish.unitId);
    const text = written(wish.text);
    const place = written(wish.place);
    const moved = unit !== undefined && unit._id !== hazard.unitId;
    const officer = moved ? (officerOf(org, unit._id) ?? headOf(org, unit._id)) : undefined;
    const set: HazardFields = {
      ...(wish.kind === undefined ? {} : { kind: wish.kind }),
      ...(text === undefined || text === hazard.text ? {} : { text, title: titleOf(text) }),
      ...(place === undefined ? {} : { place }),
      ...(moved ? { unitId: unit._id } : {}),
      ...(officer === undefined ? {} : { officerId: officer._id, stepDue: verifyDue(hazard, deadlines) }),
      searchText: searchTextOf(hazard, { text, place }),
    };
    // A unit in which nobody is named yet: 安委办 names who looks at it, not the old unit's officer.
    const nobody = moved && officer === undefined;
    const to = nobody ? 'reported' : moved ? 'verifying' : hazard.status;
    return done({
      to,
      set,
      unset: ['kindOptions', ...(nobody ? (['officerId'] as const) : [])],
      newStage: moved,
      before: {
        kind: hazard.kind,
        place: hazard.place ?? '',
        text: hazard.text,
        unit: unitById(org, hazard.unitId)?.name ?? '',
      },
      after: {
        kind: wish.kind ?? hazard.kind,
        place: place ?? hazard.place ?? '',
        text: text ?? hazard.text,
        unit: unit?.name ?? unitById(org, hazard.unitId)?.name ?? '',
      },
    });
  });
}
