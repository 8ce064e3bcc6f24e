import sharp from 'sharp';
import { notShownYet, type Hazard, type Photo } from '../hazards/hazard.js';
import { moveAsBot } from '../hazards/move.js';
import type { HazardDeps } from '../hazards/ports.js';
import type { PhotoStore } from '../store/photos.js';
import { StoreUnavailable } from '../store/collection.js';
import { GatewayError, type Gateway } from './gateway-port.js';

/** After this long a picture that can't be fetched is given up and its sender is asked again. */
const GIVE_UP_MS = 60 * 60_000;
/** Cards show pictures up to 1500 wide (contract §8.6). */
const WIDTH = 1500;

/** A picture for keeping and showing: turned upright, not too large, without EXIF (position, time, device). */
export function cleanPicture(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels: 150_000_000 })
    .rotate()
    .resize({ width: WIDTH, height: 3000, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();
}

/**
 * Fetches a hazard's pictures by their message, keeps them, and uploads them for cards.
 * @returns `retry` while one is still missing
 */
export async function fetchPhotos(
  deps: {
    hazards: HazardDeps;
    photos: PhotoStore;
    gateway: Gateway;
    relay: (hazard: Hazard) => Promise<void>;
  },
  hazardId: string,
): Promise<'done' | 'retry'> {
  const hazard = await deps.hazards.store.get(hazardId);
  if (hazard === undefined) return 'done';
  const settled = new Map<string, Photo>();
  for (const photo of hazard.photos) {
    if (!notShownYet(photo)) continue;
    const next = await fetchOne(deps, photo);
    if (next !== undefined) settled.set(photo.id, next);
  }
  if (settled.size > 0) {
    const changed = await moveAsBot(
      deps.hazards,
      'photosFetched',
      { hazardId, cause: `photos:${[...settled.keys()].join(',')}:${hazard.version}` },
      ({ hazard: now }) => ({
        to: now.status,
        set: { photos: now.photos.map((photo) => settled.get(photo.id) ?? photo) },
        after: { photos: [...settled.keys()].join(',') },
      }),
    );
    if (changed !== undefined) await deps.relay(changed);
  }
  const after = await deps.hazards.store.get(hazardId);
  return after?.photos.some(notShownYet) === true ? 'retry' : 'done';
}

async function fetchOne(
  deps: { hazards: HazardDeps; photos: PhotoStore; gateway: Gateway },
  photo: Photo,
): Promise<Photo | undefined> {
  try {
    const bytes = photo.sha256 === undefined ? undefined : await deps.photos.get(photo.sha256);
    const clean =
      bytes ??
      (await cleanPicture(await deps.gateway.download(photo.messageId ?? '', photo.fileKey ?? '', 'image')));
    const sha256 = photo.sha256 ?? (await deps.photos.put(clean));
    return { ...photo, state: 'kept', sha256, imageKey: await deps.gateway.uploadImage(clean) };
  } catch (error) {
    const late = deps.hazards.now().getTime() - photo.at.getTime() > GIVE_UP_MS;
    return late || isHopeless(error) ? { ...photo, state: 'failed' } : undefined;
  }
}

/** Too large, or no picture that can be read: it will not get better by asking again. */
function isHopeless(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return false;
  return error instanceof GatewayError ? error.verdict === 'permanent' : true;
}
