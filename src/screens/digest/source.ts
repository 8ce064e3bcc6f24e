import type { BusinessCalendar, Day } from '../../calendar.js';
import type { CampaignDeps } from '../../campaigns/ports.js';
import type { HazardStore } from '../../hazards/ports.js';
import type { MeetingDeps } from '../../meetings/ports.js';
import { standsInFor, type Org } from '../../people/org.js';
import type { Person } from '../../people/person.js';
import type { Store } from '../../store/collection.js';
import type { DigestLine } from '../../../cards/lists.js';

/** The headings of the digest in their order; a heading without lines is left out. */
export const DIGEST_GROUPS = ['已过期限', '今天到期', '快到期限', '等您办理', '会议', '其他'] as const;
export type DigestGroup = (typeof DIGEST_GROUPS)[number];

/** What a source is built with, once at start. */
export interface SourceDeps {
  readonly store: Store;
  readonly hazards: HazardStore;
  readonly campaigns: CampaignDeps;
  readonly meetings: Pick<MeetingDeps, 'store' | 'rule'>;
}

/** The morning as a source sees it. */
export interface DigestDay {
  readonly today: Day;
  readonly now: Date;
  readonly org: Org;
  readonly calendar: BusinessCalendar;
}

/** Somebody has something waiting. Substitutes and leavers are the digest's business, not the source's. */
export interface Waiting {
  readonly personId: string;
  /**
   * Which rung of which matter, e.g. `<hazardId>:T+3`: 都知道了 silences exactly this until the rung changes. It must
   * not change from day to day by itself, and a source must know from it what to draw.
   */
  readonly rung: string;
}

export interface DrawnLine extends DigestLine {
  readonly group: DigestGroup;
}

/**
 * One part of the morning digest. At 09:00 it says for whom something waits; when a person's card is drawn, a little
 * later or hours later, it draws the lines for those rungs as things are by then. A new source is a file and a line
 * in sources.ts.
 */
export interface DigestSource {
  /** Short and stable: it stands in front of the rungs where they are kept. */
  readonly name: string;
  /** Streams what waits, the most pressing first; never the whole store at once. */
  waiting(day: DigestDay): AsyncIterable<Waiting>;
  /**
   * The lines of these rungs for this person (or somebody they stand in for), in the order of the rungs; what is
   * done, moved on or no longer theirs is left out.
   */
  lines(person: Person, rungs: readonly string[], day: DigestDay): Promise<readonly DrawnLine[]>;
}

/** Does this wait for the person: themselves, or somebody they stand in for today? */
export function isTheirs(person: Person, ids: readonly string[], { org, today }: DigestDay): boolean {
  return (
    ids.includes(person._id) || standsInFor(org, person._id, today).some((other) => ids.includes(other._id))
  );
}
