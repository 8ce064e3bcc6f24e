import { given } from '../given.js';
import type { Target } from '../notices.js';
import type { Hazard, HistoryEntry, Photo } from './hazard.js';
import { moveAsBot } from './move.js';
import type { HazardDeps, HazardFields } from './ports.js';
import type { Report } from './report.js';
import { searchable } from './search-text.js';
import { comparable } from './similar.js';
import { isUnverified } from './status.js';

/*
 * One fire, many messages: whoever reports the same danger in the same unit joins the record that is open already, so
 * that those on duty have one card that grows (cases.md 72). What joined stands in the record's history, in full.
 */

/** So long after the last thing that people said or did about it, a danger nobody has ended still takes reports in. */
const ALIVE_MS = 30 * 60_000;

/** Triggers that are one danger: the same number to call and the same help (domain.md §17). Others are their own. */
const DANGER: Readonly<Record<string, string>> = { 'smoke-fire': 'fire', gas: 'fire' };
const dangerOf = (trigger: string): string => DANGER[trigger] ?? trigger;

/** A fire spreads and a brawl moves; who fell, a stuck lift or an unnamed danger stay where they are. */
const AT_ONE_PLACE: ReadonlySet<string> = new Set(['collapsed-person', 'lift', 'other']);

/** A report of danger whose unit is known: only such can join, and be joined. */
export type DangerReport = Report & { readonly trigger: string; readonly unitId: string };

/** What a new record of a danger knows of its neighbours. */
export interface Neighbours {
  /**
   * Unique in the store: of two first reports of one danger at the same instant one becomes the record, and the other
   * finds it. It names the danger before this one, which is over or no longer alive.
   */
  readonly dangerKey: string;
  readonly relatedIds: readonly string[];
}

/**
 * Joins a report to the open record of its danger: one guarded write. The same message joins once.
 * @returns the record, or what a record of its own has to know
 */
export async function joinDanger(deps: HazardDeps, told: DangerReport): Promise<Hazard | Neighbours> {
  const now = deps.now();
  const today = deps.deadlines().today();
  const lately = await deps.store.find({ unitId: told.unitId, from: deps.deadlines().addDays(today, -1) });
  const again = lately.find((hazard) => hazard.history.some((entry) => isJoining(entry, told.cause)));
  if (again !== undefined) return again;
  for (const hazard of lately.filter((one) => takesIn(one, told, now))) {
    const joined = await moveAsBot(
      deps,
      'joinEmergency',
      { hazardId: hazard._id, cause: told.cause, by: reporterOf(told) },
      (context) =>
        takesIn(context.hazard, told, context.now)
          ? { to: context.hazard.status, ...joining(context.hazard, told, lately, context.now) }
          : undefined,
    );
    if (joined !== undefined) return joined;
  }
  const danger = dangerOf(told.trigger);
  const before = lately.find(
    ({ emergency }) => emergency !== undefined && dangerOf(emergency.trigger) === danger,
  );
  return {
    dangerKey: [told.unitId, danger, today, before?._id ?? ''].join(':'),
    relatedIds: lately.filter((one) => isAlive(one, now)).map(({ _id }) => _id),
  };
}

const isJoining = (entry: HistoryEntry, cause: string): boolean =>
  entry.command === 'joinEmergency' && entry.causeEventId === cause;

/** Not ended, and somebody said or did something about it lately. */
function isAlive(hazard: Hazard, now: Date): boolean {
  if (!hazard.open || hazard.emergency === undefined || hazard.emergency.settledAt !== undefined)
    return false;
  const last = hazard.history.findLast((entry) => entry.by !== 'bot')?.at ?? hazard.emergency.at;
  return now.getTime() - last.getTime() <= ALIVE_MS;
}

/** The same danger of the same unit: never another unit's, never another kind of danger. */
function takesIn(hazard: Hazard, told: DangerReport, now: Date): boolean {
  const trigger = hazard.emergency?.trigger;
  if (trigger === undefined || hazard.unitId !== told.unitId || !isAlive(hazard, now)) return false;
  if (dangerOf(trigger) !== dangerOf(told.trigger)) return false;
  return !AT_ONE_PLACE.has(trigger) || maybeThere(hazard.place, told.place);
}

/** Two who fell in two places are two emergencies; 三楼 and 三楼活动室 may be one place. */
function maybeThere(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [here, there] = [comparable(a), comparable(b)];
  return here.includes(there) || there.includes(here);
}

/** In whose name a report stands in the history. */
export function reporterOf(told: Report): string {
  return told.anonymous === true ? 'anonymous' : (told.reporterId ?? `unknown:${told.name ?? ''}`);
}

function joining(
  hazard: Hazard,
  told: DangerReport,
  lately: readonly Hazard[],
  now: Date,
): { set: HazardFields; note: string; after: Readonly<Record<string, string>> } {
  // Anonymous stays anonymous: no name, no message, the bot's own sentence (domain.md §12).
  const anonymous = told.anonymous === true;
  const words = anonymous ? (told.publicText ?? '') : told.text;
  const known = new Set(hazard.photos.map((photo) => photo.fileKey));
  // Pictures of an anonymous reporter stay with their own sealed record.
  const photos = (anonymous ? [] : told.photos)
    .filter(({ fileKey }) => !known.has(fileKey))
    .map((photo, index): Photo => ({
      id: `p${hazard.photos.length + index + 1}`,
      stage: 'before',
      ...photo,
      state: 'wanted',
      at: now,
    }));
  const also = new Set([
    ...hazard.alsoReporterIds,
    ...(told.reporterId === undefined ? [] : [told.reporterId]),
  ]);
  const related = lately.filter((one) => one._id !== hazard._id && mayBelong(one, now)).map(({ _id }) => _id);
  return {
    set: {
      photos: [...hazard.photos, ...photos],
      alsoReporterIds: [...also].filter((id) => id !== hazard.reporterId),
      relatedIds: [...new Set([...(hazard.relatedIds ?? []), ...related])].slice(0, MOST_RELATED),
      searchText: searchable(hazard.searchText, words),
    },
    note: words,
    after: {
      trigger: told.trigger,
      ...given('place', told.place),
      ...(anonymous
        ? {}
        : {
            ...given('chatId', told.source.chatId),
            ...given('messageId', told.source.messageId),
            ...given('openId', told.openId),
          }),
    },
  };
}

/** More than a person can look at while it burns is left out. */
const MOST_RELATED = 5;

/** 可能有关: another danger of the unit, or what was reported shortly before and nobody has looked at yet. */
function mayBelong(hazard: Hazard, now: Date): boolean {
  if (hazard.emergency !== undefined) return isAlive(hazard, now);
  // Before 安委办 has re-worded it nothing of an anonymous report is shown anywhere.
  if (!isUnverified(hazard.status) || hazard.text === '') return false;
  return now.getTime() - hazard.reportedAt.getTime() <= ALIVE_MS;
}

/** One further message of a danger, read from the record's history. */
export interface JoinedReport {
  readonly seq: number;
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  readonly trigger: string;
  readonly place?: string;
  /** Of a reporter who is not in the organisation file. */
  readonly openId?: string;
  readonly messageId?: string;
  /** Where its reporter is answered; nowhere if anonymous. */
  readonly answerTo?: Target;
}

/** All messages that joined, the oldest first. */
export function joinedReports(hazard: Pick<Hazard, 'history'>): readonly JoinedReport[] {
  return hazard.history.flatMap((entry) => {
    if (entry.command !== 'joinEmergency') return [];
    const { trigger = 'other', place, openId, messageId } = entry.after ?? {};
    return [
      {
        seq: entry.seq,
        by: entry.by,
        at: entry.at,
        text: entry.note ?? '',
        trigger,
        ...given('place', place),
        ...given('openId', openId),
        ...given('messageId', messageId),
        ...given('answerTo', answerOf(entry)),
      },
    ];
  });
}

function answerOf({ by, after }: HistoryEntry): Target | undefined {
  const { chatId, messageId, openId } = after ?? {};
  if (chatId !== undefined)
    return { kind: 'chat', chatId, ...(messageId === undefined ? {} : { replyTo: messageId }) };
  if (openId !== undefined) return { kind: 'openId', openId };
  return by === 'anonymous' ? undefined : { kind: 'person', personId: by };
}

const PING_EVERY_MS = 60_000;
/** A message so shortly before a ping may be too late for it, and gets the next one. */
const PING_CLOSES_MS = 5000;

/** A ping of those on duty, and the first message that it tells of. */
export interface JoinedPing {
  readonly seq: number;
  readonly at: Date;
}

/**
 * When those on duty are pinged about a message that joined: the first one at once, then at most once a minute, with
 * all that has come in between. In a fire a telephone that rings without a break is put away.
 */
export function pingFor(hazard: Pick<Hazard, 'history'>, seq: number): JoinedPing | undefined {
  let ping: JoinedPing | undefined;
  // A ping that goes out at once gathers nothing more.
  let gathersUntil = 0;
  for (const one of joinedReports(hazard)) {
    const time = one.at.getTime();
    const free: number = ping === undefined ? time : ping.at.getTime() + PING_EVERY_MS;
    if (time >= gathersUntil) {
      ping = { seq: one.seq, at: new Date(Math.max(time, free)) };
      gathersUntil = free > time ? free - PING_CLOSES_MS : 0;
    }
    if (one.seq === seq) return ping;
  }
  return undefined;
}
