import type { Hazard, Photo } from './hazard.js';
import { joinedReports } from './joining.js';
import { moveAsBot } from './move.js';
import type { HazardDeps } from './ports.js';
import { isUnverified } from './status.js';

/*
 * What an anonymous reporter may still do with the receipt code. The code is the right: nobody is named, neither in
 * the history nor in its cause (domain.md §12).
 */

/** 补充: pictures join the hazard; the words are kept with the sealed original, for 安委办 to re-word. */
export function supplement(
  deps: HazardDeps,
  request: { readonly hazardId: string; readonly cause: string },
  photos: readonly { readonly sha256: string }[],
): Promise<Hazard | undefined> {
  return moveAsBot(deps, 'supplement', { ...request, by: 'anonymous' }, ({ hazard, now }) => {
    if (!hazard.open) return undefined;
    const added = photos.map(({ sha256 }, index): Photo => ({
      id: `p${hazard.photos.length + index + 1}`,
      stage: 'before',
      state: 'kept',
      sha256,
      at: now,
    }));
    return {
      to: hazard.status,
      set: { photos: [...hazard.photos, ...added] },
      after: { photos: String(added.length) },
    };
  });
}

/** 撤回 before the facts are verified, as for anybody; undefined when it is too late, or others report it too. */
export function withdrawByCode(
  deps: HazardDeps,
  request: { readonly hazardId: string; readonly cause: string },
): Promise<Hazard | undefined> {
  return moveAsBot(deps, 'withdraw', { ...request, by: 'anonymous' }, ({ hazard }) =>
    isUnverified(hazard.status) && joinedReports(hazard).length === 0 ? { to: 'withdrawn' } : undefined,
  );
}
