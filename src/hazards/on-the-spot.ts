import { done, refuse, type Outcome } from '../errors.js';
import type { Hazard, Photo } from './hazard.js';
import { move, written, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { toRecheck } from './rectify.js';

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
