import type { BusinessCalendar, Day } from '../calendar.js';
import type { Org } from '../people/org.js';
import type { TrackedStore } from '../tracked.js';
import type { Meeting, Month } from './meeting.js';
import type { MeetingRule } from './date-rule.js';

export interface MeetingStore extends TrackedStore<Meeting> {
  /** From one month to another, both included, oldest first. */
  list(from: Month, to: Month): Promise<readonly Meeting[]>;
  /** The first month on record. */
  first(): Promise<Meeting | undefined>;
  /** The newest meeting before this month that was held. */
  heldBefore(month: Month): Promise<Meeting | undefined>;
  /** The highest number issued in a year; 0 if there is none. */
  lastIssue(year: number): Promise<number>;
  byIssue(year: number, no: number): Promise<Meeting | undefined>;
}

/** What the use cases of this room need from outside. */
export interface MeetingDeps {
  readonly store: MeetingStore;
  readonly org: () => Promise<Org>;
  readonly now: () => Date;
  readonly today: () => Day;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly rule: () => Promise<MeetingRule>;
  readonly saveRule: (rule: MeetingRule, byId: string) => Promise<void>;
}
