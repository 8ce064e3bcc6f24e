import { done, refuse, type Outcome } from '../errors.js';
import type { Hazard } from './hazard.js';
import { joinedReports } from './joining.js';
import { move, moveAsBot, written, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready } from './rules.js';

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
  return move(deps, 'notHazard', request, ({ hazard, actor }) => {
    const note = written(finding);
    const isReporter = hazard.reporterId === actor._id;
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

/**
 * 并入: only into a hazard that is still open, whose record takes over photos and reporter. A closed one keeps its
 * record and figures; the report then stands alone and is linked as 复发 (cases.md 49).
 */
export async function merge(deps: HazardDeps, request: Move, intoId: string): Promise<Outcome<Hazard>> {
  return mergeInto(deps, request, intoId, () => true);
}

/** 是同一件: the answer to an offer, which stands only as long as nobody has said 另行登记. */
export async function mergeOffered(
  deps: HazardDeps,
  request: Move,
  intoId: string | undefined,
): Promise<Outcome<Hazard>> {
  // Answered meanwhile: who is told so must still have the right to ask.
  if (intoId === undefined)
    return move(deps, 'merge', request, ({ hazard, org }) => decidedAlready('merge', hazard, org));
  return mergeInto(deps, request, intoId, (hazard) => hazard.sameAs === intoId);
}

async function mergeInto(
  deps: HazardDeps,
  request: Move,
  intoId: string,
  stands: (hazard: Hazard) => boolean,
): Promise<Outcome<Hazard>> {
  const target = await deps.store.get(intoId);
  if (target === undefined || target._id === request.hazardId) return refuse('no-such-number');
  if (!target.open) {
    const linked = await linkRecurrence(deps, request, target);
    return linked.ok ? refuse('merge-closed') : linked;
  }
  return move(deps, 'merge', request, ({ hazard, org }) => {
    if (!stands(hazard)) return decidedAlready('merge', hazard, org);
    return target.unitId !== undefined && hazard.unitId !== undefined && target.unitId !== hazard.unitId
      ? refuse('other-unit')
      : done({ to: 'merged', set: { mergedInto: target._id }, after: { into: target.code } });
  });
}

function linkRecurrence(deps: HazardDeps, request: Move, target: Hazard): Promise<Outcome<Hazard>> {
  const linking = { ...request, cause: `${request.cause}:recurrence` };
  return move(deps, 'correct', linking, ({ hazard }) =>
    done({
      to: hazard.status,
      set: { recurrenceOf: target._id },
      unset: ['sameAs'],
      after: { recurrenceOf: target.code },
    }),
  );
}

/**
 * The open hazard takes the duplicate's photos and reporter: done because of the 并入 in the duplicate's history.
 * Repeatable: the same cause changes nothing more.
 */
export async function takeOver(deps: HazardDeps, from: Hazard, intoId: string, cause: string): Promise<void> {
  await moveAsBot(
    deps,
    'remark',
    { hazardId: intoId, cause: `${cause}:merged:${from._id}` },
    ({ hazard }) => {
      const known = new Set(hazard.photos.map((photo) => photo.fileKey));
      const photos = from.photos
        .filter((photo) => photo.fileKey === undefined || !known.has(photo.fileKey))
        .map((photo, index) => ({ ...photo, id: `p${hazard.photos.length + index + 1}` }));
      const reporters = [from.reporterId, ...from.alsoReporterIds].filter(
        (id): id is string => id !== undefined,
      );
      const also = [...new Set([...hazard.alsoReporterIds, ...reporters])].filter(
        (id) => id !== hazard.reporterId,
      );
      return {
        to: hazard.status,
        set: { photos: [...hazard.photos, ...photos], alsoReporterIds: also },
        note: from.text,
        after: { merged: from.code },
      };
    },
  );
}
