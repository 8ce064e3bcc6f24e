import { given } from '../given.js';
import { headOf, officerOf, type Org } from '../people/org.js';
import { emergencyOf, firstAlerted } from './emergency.js';
import type { Deadline, Hazard, PartMark, Photo, Source } from './hazard.js';
import type { Kind } from './kinds.js';
import type { HazardDeps } from './ports.js';
import { joinDanger, reporterOf, type DangerReport, type Neighbours } from './joining.js';
import { searchable } from './search-text.js';
import { findSimilar, type Likely } from './similar.js';
import { isOpen } from './status.js';
import { titleOf, verifyDue } from './verify.js';

/** What a person told the bot, as it was understood. Nothing here is needed from them but the text. */
export interface Report {
  readonly source: Source;
  readonly cause: string;
  readonly reporterId?: string;
  readonly openId?: string;
  readonly name?: string;
  readonly text: string;
  /** For an anonymous report: what may be shown before 安委办 has re-worded it. */
  readonly publicText?: string;
  readonly kind: Kind;
  readonly kindOptions?: readonly Kind[];
  readonly suspectedMajor: boolean;
  readonly criterion?: { readonly id: string; readonly law?: string };
  readonly place?: string;
  readonly unitId?: string;
  readonly trigger?: string;
  readonly parts?: readonly string[];
  readonly partMarks?: readonly PartMark[];
  readonly photos: readonly { messageId?: string; fileKey?: string; sha256?: string; byId?: string }[];
  readonly anonymous?: boolean;
  readonly receiptHash?: string;
}

/**
 * Stores a report as a hazard. A report is never refused: an unknown reporter, an unknown unit or odd wording only
 * change who has it next. The same message gives the same hazard again.
 */
export async function report(deps: HazardDeps, told: Report): Promise<Hazard> {
  const before = await existing(deps, told);
  if (before !== undefined) return before;
  const hazard = isDanger(told) ? await reportDanger(deps, told) : await register(deps, told);
  if (hazard === undefined) throw new Error('a report was neither stored nor found');
  return hazard;
}

const isDanger = (told: Report): told is DangerReport =>
  told.trigger !== undefined && told.unitId !== undefined;

/** Others who report the same danger at this instant: after so many rounds nobody waits for an order among them. */
const ROUNDS = 5;

/** A danger joins its record or begins one; whoever was faster is found in the next round. */
async function reportDanger(deps: HazardDeps, told: DangerReport): Promise<Hazard | undefined> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await joinDanger(deps, told);
    if ('_id' in found)
      // The receipt code and the sealed words of an anonymous reporter need a record of their own.
      return told.anonymous === true ? register(deps, told, { mergedInto: found._id }) : found;
    const made = await register(deps, told, found);
    if (made !== undefined) return made;
  }
  return register(deps, told);
}

/** @returns the new hazard, what another instance made of this message, or undefined if its danger has a record now */
async function register(deps: HazardDeps, told: Report, born: Born = {}): Promise<Hazard | undefined> {
  const now = deps.now();
  const deadlines = deps.deadlines();
  const org = await deps.org();
  const today = deadlines.today();
  const likely =
    told.anonymous === true ? {} : await findSimilar(deps, told, deadlines.addDays(today, -RECURRENCE_DAYS));
  const year = Number(today.slice(0, 4));
  const code = `YH-${year}-${String(await deps.store.nextNumber(year)).padStart(4, '0')}`;
  const hazard = build(told, { id: deps.newId(), code, now, org, deadlines, likely, born });
  return (await deps.store.insert(hazard)) ? hazard : existing(deps, told);
}

/** 复发: same place and kind within this many days (domain.md §4.4). */
export const RECURRENCE_DAYS = 90;

async function existing(deps: HazardDeps, told: Report): Promise<Hazard | undefined> {
  if (told.source.messageId === undefined) return undefined;
  const made = await deps.store.bySource(told.source.messageId);
  return made.find((hazard) => (hazard.source.index ?? 0) === (told.source.index ?? 0));
}

interface Born extends Partial<Neighbours> {
  readonly mergedInto?: string;
}

/** 安委办 names the unit the same day; it may take a working day to re-word an anonymous report (experience.md §3 d). */
function firstDue(
  told: Report,
  status: Hazard['status'],
  level: Hazard['level'],
  { deadlines, org }: Birth,
): Deadline {
  if (status === 'verifying') return verifyDue({ level, ...given('unitId', told.unitId) }, deadlines, org);
  return told.anonymous === true ? deadlines.workdays(1) : deadlines.dayHeard(false);
}

interface Birth {
  readonly id: string;
  readonly code: string;
  readonly now: Date;
  readonly org: Org;
  readonly deadlines: ReturnType<HazardDeps['deadlines']>;
  readonly likely: Likely;
  readonly born: Born;
}

function build(told: Report, birth: Birth): Hazard {
  const { now, org, deadlines, born } = birth;
  const officerId =
    told.anonymous === true ? undefined : (officerOf(org, told.unitId) ?? headOf(org, told.unitId))?._id;
  const status =
    born.mergedInto !== undefined ? 'merged' : officerId === undefined ? 'reported' : 'verifying';
  const level = told.suspectedMajor && told.trigger === undefined ? 'major' : 'ordinary';
  const text = told.anonymous === true ? (told.publicText ?? '') : told.text;
  const photos: Photo[] = told.photos.map((photo, index) => ({
    id: `p${index + 1}`,
    stage: 'before',
    ...photo,
    state: photo.sha256 === undefined ? 'wanted' : 'kept',
    at: now,
  }));
  return {
    _id: birth.id,
    code: birth.code,
    source: told.source,
    anonymous: told.anonymous ?? false,
    ...given('reporterId', told.reporterId),
    ...(told.reporterId === undefined ? given('reporterOpenId', told.openId) : {}),
    ...(told.reporterId === undefined ? given('reporterName', told.name) : {}),
    reportedAt: now,
    text,
    title: titleOf(text),
    ...given('place', told.place),
    kind: told.kind,
    ...given('kindOptions', told.kindOptions),
    level,
    majorConfirmed: false,
    ...(told.trigger === undefined ? given('criterion', told.criterion) : {}),
    ...given('unitId', told.unitId),
    status,
    open: isOpen(status),
    stageSeq: 1,
    version: 1,
    history: [
      {
        seq: 1,
        command: 'report',
        by: reporterOf(told),
        at: now,
        causeEventId: told.anonymous === true ? `anon:${birth.id}` : told.cause,
        status,
      },
    ],
    relayedSeq: 0,
    relayPending: true,
    ...given('officerId', officerId),
    stepDue: firstDue(told, status, level, birth),
    extensions: [],
    rechecks: [],
    round: 0,
    photos,
    alsoReporterIds: [],
    ...birth.likely,
    ...given('mergedInto', born.mergedInto),
    ...given('relatedIds', born.relatedIds),
    ...given('parts', told.parts),
    ...given('partMarks', told.partMarks),
    ...emergencyPart(told, birth),
    searchText: searchable(text, told.place, birth.code),
    reportedDay: deadlines.today(),
    ...given('receiptHash', told.receiptHash),
    schema: 1,
  };
}

function emergencyPart(told: Report, { org, deadlines, now, born }: Birth): Pick<Hazard, 'emergency'> {
  if (told.trigger === undefined || born.mergedInto !== undefined) return {};
  const alerted = firstAlerted(org, told.unitId, deadlines.today());
  return { emergency: emergencyOf(told.trigger, alerted, now, born.dangerKey) };
}
