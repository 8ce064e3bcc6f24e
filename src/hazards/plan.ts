import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { personById } from '../people/org.js';
import { SIX_ITEMS, type Hazard, type Plan, type SixItem } from './hazard.js';
import { move, written, type Decision, type DecideContext, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { approverFor } from './roles.js';

export interface PlanDraft {
  readonly measures?: string;
  readonly funds?: string;
  /** 万元, as typed. */
  readonly cost?: string;
  readonly rectifierId?: string;
  readonly finishDay?: Day;
  readonly six?: Readonly<Partial<Record<SixItem, string>>>;
}

/** An emergency plan of "none" is no plan; for the other items 无 may be the truth. */
const NOTHING = /^(无|没有|暂无|不需要|\/|-)$/u;

/**
 * 报审批. What was typed is always kept; a major hazard's plan goes on only with all six items (domain.md §4.3),
 * otherwise the answer names the missing ones and the hazard stays where it is.
 * @returns the hazard; its status stays `planning` when items are missing (see `missingItems`)
 */
export async function submitPlan(
  deps: HazardDeps,
  request: Move,
  draft: PlanDraft,
): Promise<Outcome<Hazard>> {
  const result = await move(deps, 'submitPlan', request, (context) =>
    context.hazard.level === 'major' ? majorPlan(draft, context) : ordinaryPlan(draft, context),
  );
  if (result.ok && result.value.status === 'planning' && result.value.level === 'major')
    return refuse('six-missing', { items: missingItems(result.value.plan?.six).join(',') });
  return result;
}

function ordinaryPlan(draft: PlanDraft, context: DecideContext): Outcome<Decision> {
  const { hazard, org, actor, now, deadlines } = context;
  const measures = written(draft.measures);
  if (measures === undefined) return refuse('field-missing', { field: '措施' });
  if (readCost(draft.cost) === 'unreadable') return refuse('amount-bad');
  const rectifier = personById(org, draft.rectifierId ?? hazard.rectifierId);
  if (rectifier === undefined) return refuse('field-missing', { field: '整改责任人' });
  if (rectifier.state === 'left') return refuse('person-left');
  const limit = hazard.due ?? deadlines.days(30);
  const late = limit.day < deadlines.today();
  const finishDay = draft.finishDay ?? limit.day;
  if (finishDay < deadlines.today()) return refuse('date-past');
  if (!late && finishDay > limit.day) return refuse('date-too-far', { day: limit.day });
  const plan: Plan = { ...keptParts(draft), measures, finishDay, byId: actor._id, at: now };
  // A plan that comes after the deadline is taken all the same, or the hazard could never go on; the deadline stays.
  const due = late || finishDay === limit.day ? limit : deadlines.onDay(finishDay);
  const next: Hazard = { ...hazard, rectifierId: rectifier._id };
  const approverId = approverFor(next, org, actor._id);
  return done({
    to: 'approving',
    set: {
      plan,
      measures,
      rectifierId: rectifier._id,
      due,
      dueDay: due.day,
      stepDue: deadlines.workdays(1),
      ...(approverId === undefined ? {} : { approverId }),
    },
    note: measures,
    after: { finishDay },
  });
}

function majorPlan(draft: PlanDraft, context: DecideContext): Outcome<Decision> {
  const { hazard, org, actor, now, deadlines } = context;
  const six = { ...hazard.plan?.six, ...draft.six };
  const finishDay = draft.finishDay ?? hazard.plan?.finishDay;
  if (finishDay !== undefined && finishDay <= deadlines.today()) return refuse('date-past');
  const latest = deadlines.addDays(deadlines.today(), LONGEST_DAYS);
  if (finishDay !== undefined && finishDay > latest) return refuse('date-too-far', { day: latest });
  if (readCost(draft.cost) === 'unreadable') return refuse('amount-bad');
  const returned = hazard.plan?.returned;
  const plan: Plan = {
    ...keptParts(draft),
    measures: written(six.measures) ?? '',
    ...(finishDay === undefined ? {} : { finishDay }),
    six,
    byId: actor._id,
    at: now,
    ...(returned === undefined ? {} : { returned }),
  };
  if (missingItems(six).length > 0) return done({ to: 'planning', set: { plan } });
  if (finishDay === undefined) return refuse('field-missing', { field: '改好日期' });
  const approverId = approverFor(hazard, org, actor._id);
  return done({
    to: 'approving',
    set: { plan, stepDue: deadlines.workdays(1), ...(approverId === undefined ? {} : { approverId }) },
    after: { finishDay },
  });
}

/** A major hazard's plan is over within a year (domain.md §9). */
const LONGEST_DAYS = 365;

function keptParts(draft: PlanDraft): Pick<Plan, 'funds' | 'cost'> {
  const cost = readCost(draft.cost);
  return { ...given('funds', written(draft.funds)), ...(typeof cost === 'number' ? { cost } : {}) };
}

/** 2.4, ２.４, 2.4万元, 24000元 → 万元. */
function readCost(typed: string | undefined): number | 'unreadable' | undefined {
  const text = typed?.normalize('NFKC').replace(/[\s,，]/gu, '') ?? '';
  if (text === '') return undefined;
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,6})?)(万元?|元)?$/u.exec(text) ?? [];
  if (number === undefined) return 'unreadable';
  return unit === '元' ? Number(number) / 10_000 : Number(number);
}

/** The items of the six that are still empty, in the law's order. */
export function missingItems(
  six: Readonly<Partial<Record<SixItem, string>>> | undefined,
): readonly SixItem[] {
  return SIX_ITEMS.filter((item) => {
    const text = written(six?.[item]);
    return text === undefined || (item === 'safety' && NOTHING.test(text));
  });
}

/** 同意 the plan: for a major hazard the director thereby confirms that it is major (experience.md §3 b). */
export function approvePlan(deps: HazardDeps, request: Move, opinion?: string): Promise<Outcome<Hazard>> {
  return move(deps, 'approvePlan', request, ({ hazard, actor, now, deadlines }) => {
    const plan = hazard.plan;
    if (plan === undefined) return refuse('stale-card');
    const due =
      hazard.level === 'major' && plan.finishDay !== undefined ? deadlines.onDay(plan.finishDay) : hazard.due;
    if (due === undefined) return refuse('stale-card');
    const words = written(opinion);
    return done({
      to: 'rectifying',
      set: {
        plan: {
          ...plan,
          approvedById: actor._id,
          approvedAt: now,
          ...(words === undefined ? {} : { opinion: words }),
        },
        majorConfirmed: hazard.level === 'major',
        due,
        dueDay: due.day,
        firstDueDay: hazard.firstDueDay ?? due.day,
        stepDue: due,
      },
      ...(words === undefined ? {} : { note: words }),
      after: { due: due.day },
    });
  });
}

/** 退回 the plan with a reason; what was written stays, and so does the date by which it is due. */
export function returnPlan(deps: HazardDeps, request: Move, reason: string): Promise<Outcome<Hazard>> {
  return move(deps, 'returnPlan', request, ({ hazard, actor, now, deadlines }) => {
    const why = written(reason);
    if (why === undefined) return refuse('reason-missing');
    if (hazard.plan === undefined) return refuse('stale-card');
    const kept = hazard.planDue;
    const stepDue = kept !== undefined && kept.day >= deadlines.today() ? kept : deadlines.workdays(1);
    return done({
      to: 'planning',
      set: { plan: { ...hazard.plan, returned: { reason: why, byId: actor._id, at: now } }, stepDue },
      note: why,
    });
  });
}
