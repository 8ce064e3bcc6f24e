import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import type { Org } from '../people/org.js';
import { pendingExtension, type Extension, type Hazard } from './hazard.js';
import { move, written, type DecideContext, type Move } from './move.js';
import type { Deadlines, HazardDeps } from './ports.js';
import { approverFor } from './roles.js';
import { decidedAlready } from './rules.js';

export interface ExtensionWish {
  readonly reason?: string;
  readonly interim?: string;
  readonly newDay?: Day;
}

/** Ordinary extensions: at most two, the third goes to the director and onto the committee's agenda (domain §9). */
const EXTENSIONS_BY_APPROVER = 2;

/** 第几次 the next extension is: those that were returned don't count. */
export const extensionNo = (hazard: Hazard): number =>
  hazard.extensions.filter((extension) => extension.state === 'approved').length + 1;

/** Who decides on the next extension, if this person asks for it. */
export function extensionApprover(hazard: Hazard, org: Org, askerId: string | undefined): string | undefined {
  const level = extensionNo(hazard) > EXTENSIONS_BY_APPROVER ? 'major' : hazard.level;
  return approverFor({ ...hazard, level }, org, askerId);
}

/**
 * 申请延期: by the working day before the hazard is due, with reason and interim control; not longer than the
 * first period was. The old date stays in force until somebody approves.
 */
export function askExtension(deps: HazardDeps, request: Move, wish: ExtensionWish): Promise<Outcome<Hazard>> {
  return move(deps, 'askExtension', request, (context) => {
    const { hazard, org, actor, now, deadlines } = context;
    const due = hazard.due;
    if (pendingExtension(hazard) !== undefined) return decidedAlready('askExtension', hazard, org);
    if (due === undefined) return refuse('stale-card');
    if (extensionTooLate(hazard, deadlines)) return refuse('extension-late');
    const reason = written(wish.reason);
    const interim = written(wish.interim);
    if (reason === undefined) return refuse('reason-missing');
    if (interim === undefined) return refuse('field-missing', { field: '期间管控' });
    const wrongDay = checkNewDay(wish.newDay, due.day, context);
    if (wrongDay !== undefined || wish.newDay === undefined)
      return wrongDay ?? refuse('field-missing', { field: '新日期' });
    const no = extensionNo(hazard);
    const toCommittee = no > EXTENSIONS_BY_APPROVER;
    const approverId = extensionApprover(hazard, org, actor._id);
    const extension: Extension = {
      no,
      reason,
      interim,
      oldDay: due.day,
      newDay: wish.newDay,
      byId: actor._id,
      at: now,
      state: 'pending',
      seq: hazard.version + 1,
      toCommittee,
    };
    return done({
      to: hazard.status,
      set: {
        extensions: [...hazard.extensions, extension],
        ...(approverId === undefined ? {} : { approverId }),
      },
      note: reason,
      after: { newDay: wish.newDay, interim, no: String(no) },
    });
  });
}

/** An extension is asked for at least a working day before the deadline (domain.md §9). */
export function extensionTooLate(
  { due }: Hazard,
  deadlines: Pick<Deadlines, 'today' | 'workdayBefore'>,
): boolean {
  return due !== undefined && deadlines.today() > deadlines.workdayBefore(due.day);
}

function checkNewDay(
  newDay: Day | undefined,
  oldDay: Day,
  { hazard, deadlines }: DecideContext,
): Outcome<never> | undefined {
  if (newDay === undefined) return undefined;
  if (newDay <= deadlines.today() || newDay <= oldDay) return refuse('date-past');
  const first = hazard.firstDueDay ?? oldDay;
  const length = Math.max(1, deadlines.daysBetween(hazard.due?.from ?? hazard.reportedDay, first));
  const latest = deadlines.addDays(oldDay, length);
  return newDay > latest ? refuse('date-too-far', { day: latest }) : undefined;
}

/** 同意延期: now the deadline really moves; the old one stays in the extension and in the history. */
export function approveExtension(
  deps: HazardDeps,
  request: Move,
  opinion?: string,
): Promise<Outcome<Hazard>> {
  return move(deps, 'approveExtension', request, (context) => {
    const pending = pendingExtension(context.hazard);
    if (pending === undefined) return refuse('stale-card');
    const moved = context.deadlines.onDay(pending.newDay);
    const due = { ...moved, from: context.hazard.due?.from ?? moved.from };
    return done({
      to: context.hazard.status,
      set: { ...decided(pending, 'approved', context, opinion), due, dueDay: due.day, stepDue: due },
      before: { due: pending.oldDay },
      after: { due: pending.newDay },
      ...noteOf(opinion),
    });
  });
}

/** 退回 the wish for an extension: the old date stays. */
export function returnExtension(deps: HazardDeps, request: Move, reason: string): Promise<Outcome<Hazard>> {
  return move(deps, 'returnExtension', request, (context) => {
    const pending = pendingExtension(context.hazard);
    if (pending === undefined) return refuse('stale-card');
    if (written(reason) === undefined) return refuse('reason-missing');
    return done({
      to: context.hazard.status,
      set: decided(pending, 'returned', context, reason),
      ...noteOf(reason),
    });
  });
}

function decided(
  pending: Extension,
  state: 'approved' | 'returned',
  { hazard, actor, now }: DecideContext,
  words: string | undefined,
): { extensions: readonly Extension[] } {
  const opinion = written(words);
  const settled: Extension = {
    ...pending,
    state,
    decidedById: actor._id,
    decidedAt: now,
    ...(opinion === undefined ? {} : { opinion }),
  };
  return { extensions: [...hazard.extensions.filter((other) => other.seq !== pending.seq), settled] };
}

function noteOf(words: string | undefined): { note?: string } {
  const note = written(words);
  return note === undefined ? {} : { note };
}
