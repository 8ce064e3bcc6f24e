import { addedPhotos } from './rectify.js';
import type { Hazard } from './hazard.js';
import { moveAsBot, written } from './move.js';
import type { HazardDeps } from './ports.js';

/**
 * Words and pictures that somebody who is not in the organisation file adds to what they reported themselves: a
 * report is never refused, and this is part of it.
 * @returns undefined if it is not their report or no longer open
 */
export async function addAsNewcomer(
  deps: HazardDeps,
  request: { readonly hazardId: string; readonly openId: string; readonly cause: string },
  photos: readonly { readonly messageId: string; readonly fileKey: string }[],
  words: string,
): Promise<Hazard | undefined> {
  const note = written(words);
  const found = await deps.store.get(request.hazardId);
  if (found?.reporterOpenId !== request.openId) return undefined;
  if (photos.length === 0 && note === undefined) return undefined;
  const command = photos.length === 0 ? 'remark' : 'addPhotos';
  const by = `unknown:${found.reporterName ?? ''}`;
  return moveAsBot(
    deps,
    command,
    { hazardId: request.hazardId, cause: request.cause, by },
    ({ hazard, now }) =>
      hazard.open
        ? {
            to: hazard.status,
            ...(photos.length === 0 ? {} : addedPhotos(hazard, photos, undefined, now)),
            ...(note === undefined ? {} : { note }),
          }
        : undefined,
  );
}
