import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { byNumber, readNumber } from './code.js';
import type { Hazard } from './hazard.js';
import { move, moveAsBot, written, type DecideContext, type Decision, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready } from './rules.js';

/** Which hazard to merge into: picked from the list, or its number as written, which then counts. */
export interface MergeWish {
  readonly id?: string;
  readonly number?: string;
}

/**
 * 并入: only into a hazard of the same unit that is still open, whose record takes over photos and reporter. A closed
 * one keeps its record and figures; the report then stands alone and is linked as 复发 (cases.md 49).
 */
export async function merge(deps: HazardDeps, request: Move, wish: MergeWish): Promise<Outcome<Hazard>> {
  const typed = written(wish.number);
  const read = typed === undefined ? undefined : readNumber(typed);
  const target =
    typed === undefined
      ? await deps.store.get(wish.id ?? '')
      : read === undefined
        ? undefined
        : await byNumber(deps.store, read, deps.deadlines().today());
  const unfound =
    typed === undefined && wish.id === undefined
      ? refuse('field-missing', { field: '并入哪一件' })
      : refuse('number-unknown', { number: typed ?? '' });
  return mergeInto(deps, request, target, unfound, () => true);
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
  return mergeInto(
    deps,
    request,
    await deps.store.get(intoId),
    refuse('no-such-number'),
    (hazard) => hazard.sameAs === intoId,
  );
}

async function mergeInto(
  deps: HazardDeps,
  request: Move,
  target: Hazard | undefined,
  unfound: Outcome<never>,
  stands: (hazard: Hazard) => boolean,
): Promise<Outcome<Hazard>> {
  // Said only to somebody who may merge: what there is under a number is not for everybody.
  if (target === undefined) return move(deps, 'merge', request, () => unfound);
  if (target.status === 'closed') return linkRecurrence(deps, request, target);
  const elsewhere = target.status === 'merged' ? await endOfMerges(deps, target) : undefined;
  const merged = await move(deps, 'merge', request, (context) => {
    const { hazard, org } = context;
    if (!stands(hazard)) return decidedAlready('merge', hazard, org);
    const wrong = wrongTarget(target, context);
    if (wrong !== undefined) return wrong;
    if (elsewhere !== undefined && elsewhere._id !== hazard._id)
      return refuse('merge-moved', { code: elsewhere.code });
    if (!target.open) return refuse('merge-ended', { status: target.status });
    const mergedPair = [hazard._id, target._id].toSorted().join(':');
    return done({ to: 'merged', set: { mergedInto: target._id, mergedPair }, after: { into: target.code } });
  });
  if (merged.ok || merged.code !== 'stale-card') return merged;
  // The other one was merged into this one at the same instant: said from what is stored now.
  const now = await deps.store.get(target._id);
  return now === undefined || now.status === target.status
    ? merged
    : mergeInto(deps, request, now, unfound, stands);
}

function wrongTarget(target: Hazard, { hazard }: DecideContext): Outcome<never> | undefined {
  if (target._id === hazard._id) return refuse('merge-self');
  return target.unitId !== undefined && hazard.unitId !== undefined && target.unitId !== hazard.unitId
    ? refuse('merge-unit')
    : undefined;
}

const MOST_MERGES = 20;

/** Where something that was merged is handled now; merges may follow each other. */
export async function endOfMerges(
  deps: Pick<HazardDeps, 'store'>,
  from: Hazard,
): Promise<Hazard | undefined> {
  let at: Hazard | undefined = from;
  for (let step = 0; step < MOST_MERGES && at?.status === 'merged'; step += 1)
    at = await deps.store.get(at.mergedInto ?? '');
  return at;
}

async function linkRecurrence(deps: HazardDeps, request: Move, target: Hazard): Promise<Outcome<Hazard>> {
  const linking = { ...request, cause: `${request.cause}:recurrence` };
  const linked = await move(deps, 'correct', linking, (context): Outcome<Decision> => {
    const wrong = wrongTarget(target, context);
    if (wrong !== undefined) return wrong;
    return done({
      to: context.hazard.status,
      set: { recurrenceOf: target._id },
      unset: ['sameAs'],
      after: { recurrenceOf: target.code },
    });
  });
  return linked.ok ? refuse('merge-closed') : linked;
}

/**
 * The open hazard takes the duplicate's photos and reporter: done because of the 并入 in the duplicate's history. Where
 * it was merged itself meanwhile, the one that it is handled in now takes them. Repeatable: the same cause changes
 * nothing more.
 */
export async function takeOver(deps: HazardDeps, from: Hazard, intoId: string, cause: string): Promise<void> {
  let at: string | undefined = intoId;
  for (let step = 0; step < MOST_MERGES && at !== undefined; step += 1) {
    const taken = await takeOverInto(deps, from, at, cause);
    at = taken === undefined ? (await deps.store.get(at))?.mergedInto : undefined;
  }
}

function takeOverInto(
  deps: HazardDeps,
  from: Hazard,
  intoId: string,
  cause: string,
): Promise<Hazard | undefined> {
  return moveAsBot(
    deps,
    'remark',
    { hazardId: intoId, cause: `${cause}:merged:${from._id}` },
    ({ hazard }) => {
      if (hazard.status === 'merged') return undefined;
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
        after: { merged: from.code, ...given('openId', from.reporterOpenId) },
      };
    },
  );
}
