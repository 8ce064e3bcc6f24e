import { done, refuse, type Outcome } from '../errors.js';
import { FIVE, type FiveItem, type Hazard, type Recheck } from './hazard.js';
import { move, written, type DecideContext, type Move } from './move.js';
import type { HazardDeps, HazardFields } from './ports.js';
import { approverFor } from './roles.js';

export interface Judgement {
  readonly opinion?: string;
  /** For major hazards: 五落实 ticked one by one, with what was found. */
  readonly five?: Readonly<Partial<Record<FiveItem, string>>>;
  /** 文号, required for major hazards (domain.md §4.4 row 6). */
  readonly fileNumber?: string;
}

/**
 * 复查通过: an ordinary hazard is struck off at once; a major one goes to the director with 五落实 and the file
 * number. The one who rectified may not (domain.md §0.7), the rules see to it.
 */
export function passRecheck(deps: HazardDeps, request: Move, judgement: Judgement): Promise<Outcome<Hazard>> {
  return move(deps, 'passRecheck', request, (context) => {
    const { hazard, org, actor, deadlines } = context;
    const opinion = written(judgement.opinion);
    if (opinion === undefined) return refuse('field-missing', { field: '复查意见' });
    if (hazard.level === 'ordinary')
      return done({
        to: 'closed',
        set: { ...checked(opinion, true, judgement, context), ...closing(context) },
        note: opinion,
      });
    const open = FIVE.filter((item) => written(judgement.five?.[item]) === undefined);
    if (open.length > 0) return refuse('five-missing', { items: open.join(',') });
    if (written(judgement.fileNumber) === undefined) return refuse('field-missing', { field: '文号' });
    const approverId = approverFor(hazard, org, hazard.recheckerId, actor._id);
    return done({
      to: 'closing',
      set: {
        ...checked(opinion, true, judgement, context),
        stepDue: deadlines.workdays(1),
        ...(approverId === undefined ? {} : { approverId }),
      },
      note: opinion,
    });
  });
}

/** 没改好，退回: back to rectifying, one round more; the deadline stays what it is. */
export function failRecheck(deps: HazardDeps, request: Move, opinion: string): Promise<Outcome<Hazard>> {
  return move(deps, 'failRecheck', request, (context) => {
    const why = written(opinion);
    if (why === undefined) return refuse('reason-missing');
    return done({
      to: 'rectifying',
      set: { ...checked(why, false, {}, context), ...again(context) },
      // What did not hold was not mended on the spot.
      unset: ['recheckerId', ...(context.hazard.manner === 'onTheSpot' ? (['manner'] as const) : [])],
      note: why,
    });
  });
}

/** 同意销号 of a major hazard by the director. */
export function approveClosing(deps: HazardDeps, request: Move, opinion?: string): Promise<Outcome<Hazard>> {
  return move(deps, 'approveClosing', request, (context) => {
    const note = written(opinion);
    return done({ to: 'closed', set: closing(context), ...(note === undefined ? {} : { note }) });
  });
}

/** The director sends the closing back with a reason. */
export function returnClosing(deps: HazardDeps, request: Move, reason: string): Promise<Outcome<Hazard>> {
  return move(deps, 'returnClosing', request, (context) => {
    const why = written(reason);
    return why === undefined
      ? refuse('reason-missing')
      : done({ to: 'rectifying', set: again(context), note: why });
  });
}

function checked(
  opinion: string,
  passed: boolean,
  judgement: Judgement,
  { hazard, actor, now }: DecideContext,
): { rechecks: readonly Recheck[] } {
  const fileNumber = written(judgement.fileNumber);
  const entry: Recheck = {
    byId: actor._id,
    at: now,
    opinion,
    passed,
    ...(judgement.five === undefined ? {} : { five: judgement.five }),
    ...(fileNumber === undefined ? {} : { fileNumber }),
  };
  return { rechecks: [...hazard.rechecks, entry] };
}

function closing({ now, deadlines }: DecideContext): Pick<Hazard, 'closedAt' | 'closedDay'> {
  return { closedAt: now, closedDay: deadlines.today() };
}

/** One round more, by the date that stands; what was mended before a date was set gets the next working day. */
function again({ hazard, deadlines }: DecideContext): HazardFields {
  const due = hazard.due ?? deadlines.workdays(1);
  return {
    round: hazard.round + 1,
    due,
    dueDay: due.day,
    firstDueDay: hazard.firstDueDay ?? due.day,
    stepDue: due,
  };
}
