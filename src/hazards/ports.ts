import type { Day } from '../calendar.js';
import type { Org } from '../people/org.js';
import type { Deadline, Hazard, HistoryEntry } from './hazard.js';
import type { Kind } from './kinds.js';
import type { HazardStatus } from './status.js';

/** Fields that a change may set; identity, version and history are the store's business. */
export type HazardFields = Partial<
  Omit<
    Hazard,
    | '_id'
    | 'code'
    | 'history'
    | 'version'
    | 'relayedSeq'
    | 'relayPending'
    | 'stageSeq'
    | 'open'
    | 'extensionAsked'
    | 'schema'
  >
>;

/** One guarded change: what to set, what to take away, and the history entry that says so. */
export interface HazardChange {
  readonly set: HazardFields;
  readonly unset?: readonly (keyof HazardFields)[];
  readonly entry: HistoryEntry;
  /** Does the status open anew (a new stage for the buttons), also when its name stays the same? */
  readonly newStage: boolean;
}

export interface HazardStore {
  /** Stores a new hazard; false if this message and index already made one, or its danger has a record. */
  insert(hazard: Hazard): Promise<boolean>;
  get(id: string): Promise<Hazard | undefined>;
  byCode(code: string): Promise<Hazard | undefined>;
  bySource(messageId: string): Promise<readonly Hazard[]>;
  byReceipt(hash: string): Promise<Hazard | undefined>;
  /**
   * One atomic write guarded by the version that was read.
   * @returns the hazard as it is after, or undefined if somebody else was faster, with it or with the other one of a
   * pair that is merged
   */
  change(id: string, version: number, change: HazardChange): Promise<Hazard | undefined>;
  /** Open, lately closed or transferred hazards of one unit and kind, newest first: candidates for 同一个 and 复发. */
  similar(unitId: string | undefined, kind: Kind, since: Day): Promise<readonly Hazard[]>;
  find(query: HazardQuery): Promise<readonly Hazard[]>;
  /** How many `find` without a limit would give. */
  count(query: HazardQuery): Promise<number>;
  /** Streams open hazards, the nearest deadline first; never all at once. */
  openOnes(query: OpenQuery): AsyncIterable<Hazard>;
  /** Streams closed hazards by what became of their reward; `none`: nobody has said anything about one. */
  byReward(state: 'none' | 'proposed' | 'approved', closedFrom: Day): AsyncIterable<Hazard>;
  /** How many there are of each unit or kind; a missing one counts as undefined. */
  tally(by: 'unitId' | 'kind', query: TallyQuery): Promise<ReadonlyMap<string | undefined, number>>;
  /** Open hazards with a deadline counted over days whose holiday notice is not out. */
  unannounced(): Promise<number>;
  /** The next number of the year, never given before: 1, 2, 3… */
  nextNumber(year: number): Promise<number>;
}

/** All conditions hold together; lists are newest first. */
export interface HazardQuery {
  readonly open?: boolean;
  readonly unitId?: string;
  readonly kind?: Kind;
  readonly from?: Day;
  readonly to?: Day;
  readonly closedFrom?: Day;
  readonly closedTo?: Day;
  /** By the first approved day. */
  readonly dueFrom?: Day;
  readonly dueTo?: Day;
  /** All of them, literally, in what was said, the place or the number. */
  readonly words?: readonly string[];
  /** Only what somebody may look at. */
  readonly seenBy?: Sight;
  readonly personId?: string;
  /** With both, what either of them reported: somebody who was not known yet, and is by now. */
  readonly reporterId?: string;
  readonly reporterOpenId?: string;
  readonly level?: 'ordinary' | 'major';
  readonly limit?: number;
}

/**
 * How far somebody's sight goes (rules.ts): all of it, or their unit's, what they reported and what they or those
 * they stand in for have a part in.
 */
export type Sight =
  | { readonly all: true }
  | {
      readonly all: false;
      readonly unitId?: string;
      readonly reporterId: string;
      readonly reporterOpenId?: string;
      readonly partIds: readonly string[];
    };

/** Which open hazards to stream: in these statuses, due by a day, waiting for a decision on an extension. */
export interface OpenQuery {
  readonly status: readonly HazardStatus[];
  readonly dueBy?: Day;
  readonly extensionAsked?: true;
}

export interface TallyQuery extends HazardQuery {
  readonly status?: readonly HazardStatus[];
  readonly dueBefore?: Day;
}

/** Deadlines as the bureau's calendar counts them (domain.md §10). */
export interface Deadlines {
  today(): Day;
  hours(n: number): Deadline;
  sameDay(): Deadline;
  /** The day on which whoever has the step hears of it: today, unless it waits for the morning or a working day. */
  dayHeard(restDays: boolean): Deadline;
  days(n: number): Deadline;
  workdays(n: number): Deadline;
  /** A day that somebody named. */
  onDay(day: Day): Deadline;
  /** The last working day before this one (extensions are asked for by then). */
  workdayBefore(day: Day): Day;
  /** A stored deadline by the calendar of now. */
  recount(due: Deadline): Deadline;
  addDays(day: Day, n: number): Day;
  daysBetween(from: Day, to: Day): number;
}

/** What the use cases of this room need from outside. */
export interface HazardDeps {
  readonly store: HazardStore;
  readonly org: () => Promise<Org>;
  readonly now: () => Date;
  readonly deadlines: () => Deadlines;
  readonly newId: () => string;
}
