import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import { personById, type Org } from '../people/org.js';
import { pendingExtension, type Extension, type Hazard, type Photo } from './hazard.js';
import { move, written, type DecideContext, type Decision, type Move } from './move.js';
import type { Deadlines, HazardDeps, HazardFields } from './ports.js';
import { approverFor, recheckerFor } from './roles.js';
import { decidedAlready } from './rules.js';

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

export interface ExtensionWish {
  readonly reason?: string;
  readonly interim?: string;
  readonly newDay?: Day;
}

/** Who looks at what was mended, and until when: three working days, a major hazard one (experience.md §4.2). */
export function toRecheck(hazard: Hazard, org: Org, deadlines: Deadlines): HazardFields {
  return {
    stepDue: deadlines.workdays(hazard.level === 'major' ? 1 : 3),
    ...given('recheckerId', recheckerFor(hazard, org, deadlines.today())),
  };
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
