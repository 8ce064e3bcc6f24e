import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { personById, type Org } from '../people/org.js';
import type { Hazard, Photo } from './hazard.js';
import { move, written, type Decision, type Move } from './move.js';
import type { Deadlines, HazardDeps, HazardFields } from './ports.js';
import { recheckerFor } from './roles.js';

/** 记一笔进展: kept in the history, moves nothing. */
export function addProgress(deps: HazardDeps, request: Move, words: string): Promise<Outcome<Hazard>> {
  return move(deps, 'addProgress', request, ({ hazard }) => {
    const note = written(words);
    return note === undefined ? refuse('reason-missing') : done({ to: hazard.status, note });
  });
}

/** Words that decide nothing (somebody without the right wrote 同意): kept, so that nothing said is lost. */
export function remark(deps: HazardDeps, request: Move, words: string): Promise<Outcome<Hazard>> {
  return move(deps, 'remark', request, ({ hazard }) => {
    const note = written(words);
    return note === undefined ? refuse('reason-missing') : done({ to: hazard.status, note });
  });
}

/** Photos that came after the report: before-photos until somebody rectifies, after-photos from then on. */
export function addPhotos(
  deps: HazardDeps,
  request: Move,
  sources: readonly { messageId: string; fileKey: string }[],
): Promise<Outcome<Hazard>> {
  return move(deps, 'addPhotos', request, ({ hazard, actor, now }) =>
    done({ to: hazard.status, ...addedPhotos(hazard, sources, actor._id, now) }),
  );
}

/** The change that puts pictures to a hazard; one that is there already is not put twice. */
export function addedPhotos(
  hazard: Hazard,
  sources: readonly { messageId: string; fileKey: string }[],
  byId: string | undefined,
  at: Date,
): Pick<Decision, 'set' | 'after'> {
  const stage = afterPhotosFrom(hazard) ? 'after' : 'before';
  const known = new Set(hazard.photos.map((photo) => photo.fileKey));
  const fresh = sources.filter((source) => !known.has(source.fileKey));
  const added = fresh.map(({ messageId, fileKey }, index): Photo => ({
    id: `p${hazard.photos.length + index + 1}`,
    stage,
    messageId,
    fileKey,
    state: 'wanted',
    ...given('byId', byId),
    at,
  }));
  return {
    set: { photos: [...hazard.photos, ...added] },
    after: { stage, photos: String(added.length) },
  };
}

function afterPhotosFrom(hazard: Hazard): boolean {
  return hazard.status === 'rectifying' || hazard.status === 'rechecking' || hazard.status === 'closing';
}

/** 请人代办: somebody else of the unit rectifies from now on. */
export function handOver(
  deps: HazardDeps,
  request: Move,
  toId: string | undefined,
): Promise<Outcome<Hazard>> {
  return move(deps, 'handOver', request, ({ hazard, org }) => {
    const person = personById(org, toId);
    if (person === undefined) return refuse('field-missing', { field: '整改责任人' });
    if (person.state === 'left') return refuse('person-left');
    if (person._id === hazard.rectifierId) return refuse('nothing-changed');
    return done({
      to: hazard.status,
      set: { rectifierId: person._id },
      newStage: true,
      before: { rectifier: personById(org, hazard.rectifierId)?.name ?? '' },
      after: { rectifier: person.name },
    });
  });
}

export interface DoneReport {
  readonly note?: string;
  /** 拍不了照片: why there is none. */
  readonly noPhotoReason?: string;
}

/** 整改完成: what was done and a photo (or why there is none); goes to somebody else for the re-check. */
export function reportDone(deps: HazardDeps, request: Move, report: DoneReport): Promise<Outcome<Hazard>> {
  return move(deps, 'reportDone', request, ({ hazard, org, actor, now, deadlines }) => {
    const note = written(report.note);
    if (note === undefined) return refuse('field-missing', { field: '整改情况' });
    const reason = written(report.noPhotoReason);
    const photographed = hazard.photos.some((photo) => photo.stage === 'after' && photo.state !== 'failed');
    if (!photographed && reason === undefined) return refuse('photo-missing');
    const rectification = {
      note,
      byId: actor._id,
      at: now,
      ...(reason === undefined ? {} : { noPhotoReason: reason }),
    };
    return done({
      to: 'rechecking',
      set: { rectification, ...toRecheck({ ...hazard, rectification }, org, deadlines) },
      note,
    });
  });
}

/** Who looks at what was mended, and until when: three working days, a major hazard one (experience.md §4.2). */
export function toRecheck(hazard: Hazard, org: Org, deadlines: Deadlines): HazardFields {
  return {
    stepDue: deadlines.workdays(hazard.level === 'major' ? 1 : 3),
    ...given('recheckerId', recheckerFor(hazard, org, deadlines.today())),
  };
}
