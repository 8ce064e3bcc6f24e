import type { Day } from '../calendar.js';
import { isPersonal, type Kind } from './kinds.js';
import type { HazardCommand, HazardStatus } from './status.js';

export type Level = 'ordinary' | 'major';

/** 怎么改: by when an ordinary hazard is fixed (domain.md §9); `plan` = the approved plan's date counts. */
export const MANNERS = ['onTheSpot', 'days3', 'days7', 'days15', 'days30', 'plan'] as const;
export type Manner = (typeof MANNERS)[number];

/** The six items of a major hazard's plan (domain.md §4.3), in the law's order. */
export const SIX_ITEMS = ['goal', 'measures', 'funds', 'people', 'schedule', 'safety'] as const;
export type SixItem = (typeof SIX_ITEMS)[number];

/** 五落实 (domain.md §0.6), ticked at closing. */
export const FIVE = ['duty', 'measures', 'funds', 'deadline', 'emergency'] as const;
export type FiveItem = (typeof FIVE)[number];

export interface Photo {
  /** Stable within the hazard: `p1`, `p2`… */
  readonly id: string;
  readonly stage: 'before' | 'after';
  /** Where it is in Feishu: only a message resource may be fetched (feishu-contract §5.7). Absent if anonymous. */
  readonly messageId?: string;
  readonly fileKey?: string;
  /** wanted = not fetched yet; kept = in our store under sha256; failed = gave up. */
  readonly state: 'wanted' | 'kept' | 'failed';
  readonly sha256?: string;
  /** Our own upload, for cards. */
  readonly imageKey?: string;
  readonly byId?: string;
  readonly at: Date;
}

/** Is there still work to do until this picture can stand on a card? */
export function notShownYet(photo: Photo): boolean {
  return photo.state === 'wanted' || (photo.state === 'kept' && photo.imageKey === undefined);
}

/** A deadline with how it came about, so that it can be said in words and counted anew. */
export interface Deadline {
  readonly day: Day;
  /** The instant at which it is missed (24:00 of the day, or an hour for 24-hour steps). */
  readonly at: Date;
  /** `days:7`, `workdays:3`, `hours:24`, `sameDay`, `date` (a day named in a plan). */
  readonly rule: string;
  readonly from: Day;
  /** false = counted over days whose holiday notice is not out; counted again when it is. */
  readonly announced: boolean;
}

export interface Plan {
  readonly measures: string;
  readonly funds?: string;
  /** 万元 */
  readonly cost?: number;
  readonly finishDay?: Day;
  /** Only for major hazards; what is typed is kept even when incomplete. */
  readonly six?: Readonly<Partial<Record<SixItem, string>>>;
  readonly byId: string;
  readonly at: Date;
  readonly opinion?: string;
  readonly returned?: { readonly reason: string; readonly byId: string; readonly at: Date };
  readonly approvedById?: string;
  readonly approvedAt?: Date;
}

export interface Extension {
  readonly no: number;
  readonly reason: string;
  readonly interim: string;
  readonly oldDay: Day;
  readonly newDay: Day;
  readonly byId: string;
  readonly at: Date;
  /** lapsed = not needed any more: the hazard was reported fixed before anybody decided. */
  readonly state: 'pending' | 'approved' | 'returned' | 'lapsed';
  /** History entry that asked: the stage that the approver's buttons carry. */
  readonly seq: number;
  readonly decidedById?: string;
  readonly decidedAt?: Date;
  readonly opinion?: string;
  /** The third goes to the director and onto the committee's agenda. */
  readonly toCommittee: boolean;
}

/** One change of a hazard: who, when, what, before and after. Also the source of every message (design §5.1). */
export interface HistoryEntry {
  readonly seq: number;
  readonly command: HazardCommand | 'report';
  /** Person id, `bot`, `anonymous`, or `unknown:<name>` for somebody not in the organisation file. */
  readonly by: string;
  /** The person this one stood in for (代). */
  readonly actingFor?: string;
  readonly at: Date;
  /** Key of the event that caused it: the same event again is the same outcome. */
  readonly causeEventId: string;
  readonly status: HazardStatus;
  /** What was written: reason, opinion, progress. */
  readonly note?: string;
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

/** What was understood of one part of a message that names several hazards. */
export interface PartMark {
  readonly kind: Kind;
  /** Place in the list, from 0, of the part that says the same in other words. */
  readonly same?: number;
  readonly major?: boolean;
  readonly criterion?: { readonly id: string; readonly law?: string };
  /** The criterion row's words, only where its source is confirmed. */
  readonly row?: string;
}

export interface Source {
  readonly channel: 'group' | 'private' | 'form' | 'anonymous';
  readonly messageId?: string;
  readonly index?: number;
  /** Made from a list with ticks: the receipt of the whole list answers for it. */
  readonly ofList?: boolean;
  readonly chatId?: string;
}

/** 紧急: what was shown and who was alerted. */
export interface Emergency {
  readonly trigger: string;
  readonly alertedIds: readonly string[];
  readonly at: Date;
  readonly takenById?: string;
  readonly takenAt?: Date;
  readonly settledById?: string;
  readonly settledAt?: Date;
  readonly settledNote?: string;
  readonly injured?: boolean;
  readonly falseAlarm?: boolean;
  /** 加急 did not get through to somebody: the cards say so until somebody has taken charge. */
  readonly pingFailed?: boolean;
  /** Highest widening done: 0 the first people, 1 after 3 minutes, 2 after 10. */
  readonly widened: number;
  /** Unique: of two first reports of one danger only one becomes the record (joining.ts). */
  readonly key?: string;
  /** When to look again whether somebody has taken charge; absent once somebody has. */
  readonly lookAt?: Date;
}

/** 奖励 for who reported it (domain.md §12): what, and how far it is. Never who collected it. */
export interface Reward {
  readonly state: 'proposed' | 'approved' | 'declined' | 'paid';
  readonly what: string;
  readonly byId: string;
  readonly at: Date;
  readonly reason?: string;
  readonly decidedById?: string;
  readonly decidedAt?: Date;
  readonly paidAt?: Date;
}

export interface Recheck {
  readonly byId: string;
  readonly at: Date;
  readonly opinion: string;
  readonly passed: boolean;
  readonly five?: Readonly<Partial<Record<FiveItem, string>>>;
  readonly fileNumber?: string;
}

export interface Hazard {
  readonly _id: string;
  /** `YH-2026-0001`. */
  readonly code: string;
  readonly source: Source;
  readonly anonymous: boolean;
  readonly reporterId?: string;
  /** Somebody who is not in the organisation file: may be told the result, has no rights. */
  readonly reporterOpenId?: string;
  readonly reporterName?: string;
  readonly reportedAt: Date;

  /** The reporter's words; for an anonymous report only the re-worded text. */
  readonly text: string;
  /** 简称 of at most 16 characters for titles. */
  readonly title: string;
  readonly place?: string;
  readonly kind: Kind;
  /** Unsure: the card asks (experience §3 e). */
  readonly kindOptions?: readonly Kind[];
  readonly level: Level;
  /** The director has confirmed it as major. */
  readonly majorConfirmed: boolean;
  /** Row of the criteria (domain.md §6.2) or the article of law that was hit; `law` only if confirmed [A]. */
  readonly criterion?: { readonly id: string; readonly law?: string };
  readonly downgradeReason?: string;

  readonly unitId?: string;
  readonly status: HazardStatus;
  readonly open: boolean;
  /** seq of the history entry that opened the present status: what a button carries. */
  readonly stageSeq: number;
  /** = last history seq. */
  readonly version: number;
  readonly history: readonly HistoryEntry[];
  readonly relayedSeq: number;
  readonly relayPending: boolean;

  /** The safety officer (or whom 安委办 named) who verifies. */
  readonly officerId?: string;
  readonly rectifierId?: string;
  readonly recheckerId?: string;
  readonly approverId?: string;
  /** Until when the present step has to be done. */
  readonly stepDue?: Deadline;
  /** Until when the plan was to be handed in: a returned plan keeps that date. */
  readonly planDue?: Deadline;

  readonly manner?: Manner;
  readonly measures?: string;
  readonly interim?: string;
  /** When the hazard must be fixed; moves only by an approved extension. */
  readonly due?: Deadline;
  /** First approved day: 按期整改率 uses it. */
  readonly firstDueDay?: Day;
  /** Copy of due.day for queries and jobs. */
  readonly dueDay?: Day;
  readonly plan?: Plan;
  readonly rectification?: {
    readonly note: string;
    readonly byId: string;
    readonly at: Date;
    readonly noPhotoReason?: string;
  };
  /** All that were ever asked for; at most one of them waits for a decision. */
  readonly extensions: readonly Extension[];
  /** Does one of them wait? Written with them, for queries. */
  readonly extensionAsked?: boolean;
  readonly rechecks: readonly Recheck[];
  /** 第几次整改: 1 at first. */
  readonly round: number;
  readonly photos: readonly Photo[];
  readonly closedAt?: Date;
  readonly reward?: Reward;
  readonly transfer?: { readonly to: string; readonly letter: string; readonly reason: string };
  readonly mergedInto?: string;
  /** Unique in the store: of two people who merge two hazards into each other at the same instant one is heard. */
  readonly mergedPair?: string;
  /** Reporters of merged duplicates who also want the result. */
  readonly alsoReporterIds: readonly string[];
  /** 可能有关: other reports of the unit around an emergency, or one of the same place that was transferred; each stays its own. */
  readonly relatedIds?: readonly string[];
  /** Closed hazard of the same place and kind within 90 days. */
  readonly recurrenceOf?: string;
  /** Offer on the receipt: an open hazard that is likely the same. */
  readonly sameAs?: string;
  /** Offer on the receipt: the parts of a message that names several hazards. */
  readonly parts?: readonly string[];
  /** As long as `parts`; they come and go together. */
  readonly partMarks?: readonly PartMark[];
  /** A part of its words is about somebody's health or care, whatever its own kind: said to be one matter (是一件事). */
  readonly personal?: boolean;
  readonly emergency?: Emergency;
  /** Lower-cased words for 查询. */
  readonly searchText: string;
  /** Business day of the report, for ledgers and figures. */
  readonly reportedDay: Day;
  readonly closedDay?: Day;
  /** Anonymous only: code by which the reporter asks; no identity here. */
  readonly receiptHash?: string;
  readonly schema: 1;
}

/** The extension that waits for a decision, if there is one. */
export function pendingExtension(hazard: Pick<Hazard, 'extensions'>): Extension | undefined {
  return hazard.extensions.find((extension) => extension.state === 'pending');
}

/** Is it about somebody's health or care, as a whole or in a part? Then its words are not for a group. */
export function tellsOfSomebody({
  kind,
  personal,
  partMarks,
}: Pick<Hazard, 'kind'> & Partial<Pick<Hazard, 'personal' | 'partMarks'>>): boolean {
  return isPersonal(kind) || personal === true || (partMarks ?? []).some((mark) => isPersonal(mark.kind));
}
