import { done, refuse, type Outcome } from '../errors.js';
import type { Hazard } from './hazard.js';
import { joinedReports } from './joining.js';
import { move, written, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { actorIds } from './roles.js';

/** 撤回 by the reporter, before the facts are verified; the number stays taken. */
export function withdraw(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'withdraw', request, ({ hazard }) =>
    othersToo(hazard) ? refuse('others-too') : done({ to: 'withdrawn' }),
  );
}

/** One of several who see a danger can't take it back for all of them. */
const othersToo = (hazard: Hazard): boolean =>
  joinedReports(hazard).some(({ by }) => by !== hazard.reporterId);

/** 不属实 (by those who looked) or 不是隐患 (by the reporter). */
export function notHazard(deps: HazardDeps, request: Move, finding?: string): Promise<Outcome<Hazard>> {
  return move(deps, 'notHazard', request, ({ hazard, actor, org }) => {
    const note = written(finding);
    const isReporter = actorIds('reporter', hazard, org).includes(actor._id);
    if (isReporter && note === undefined && othersToo(hazard)) return refuse('others-too');
    if (note === undefined && !isReporter) return refuse('field-missing', { field: '现场情况' });
    return done({ to: 'unfounded', ...(note === undefined ? {} : { note }) });
  });
}

/** 移送: beyond the bureau's power; 安委办 wrote to another body and keeps following it. */
export function transfer(
  deps: HazardDeps,
  request: Move,
  letter: { reason?: string; to?: string; number?: string },
): Promise<Outcome<Hazard>> {
  return move(deps, 'transfer', request, () => {
    const reason = written(letter.reason);
    const to = written(letter.to);
    const number = written(letter.number);
    if (reason === undefined) return refuse('field-missing', { field: '事由' });
    if (to === undefined) return refuse('field-missing', { field: '接收单位' });
    if (number === undefined) return refuse('field-missing', { field: '函号' });
    return done({
      to: 'transferred',
      set: { transfer: { to, letter: number, reason } },
      note: reason,
      after: { to },
    });
  });
}

/** Somebody of the unit proposes to hand the hazard to another body; 安委办 gets the form. */
export function askTransfer(deps: HazardDeps, request: Move, reason?: string): Promise<Outcome<Hazard>> {
  return move(deps, 'askTransfer', request, ({ hazard }) => {
    const note = written(reason);
    return done({ to: hazard.status, ...(note === undefined ? {} : { note }) });
  });
}
