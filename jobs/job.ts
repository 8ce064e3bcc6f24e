import type { BusinessCalendar, Day } from '../src/calendar.js';
import type { CampaignDeps } from '../src/campaigns/ports.js';
import type { Hazard } from '../src/hazards/hazard.js';
import type { HazardDeps } from '../src/hazards/ports.js';
import type { CommitteeDesk } from '../src/listeners/committee-desk.js';
import type { Desk } from '../src/listeners/desk.js';
import type { Log } from '../src/log.js';
import type { DigestSource } from '../src/screens/digest/source.js';
import type { Store } from '../src/store/collection.js';
import type { PeopleStore } from '../src/store/people.js';

/** What a job may use. `now` is the injected clock; which slot is due is decided by the store's time, not by it. */
export interface JobDeps {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly hazards: HazardDeps;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
  /** Puts a notice into the outbox under an id made from its cause; the job's quiet rule is applied to it. */
  readonly tell: Desk['tell'];
  /** Relays a hazard's history right away. */
  readonly relay: (hazard: Hazard) => Promise<void>;
  readonly log: Log;
  readonly widen: (hazardId: string) => Promise<void>;
  /** What the morning digest gathers (src/screens/digest/sources.ts). */
  readonly sources: readonly DigestSource[];
  readonly campaigns: CampaignDeps;
  readonly committee: CommitteeDesk;
  readonly redraw: Desk['redraw'];
}

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a job is due, in Asia/Shanghai. A job has at most one slot a day; its key is the day. */
export interface Schedule {
  /** `HH:MM` */
  readonly at: string;
  /** Every day, working days, one day of the week, or one day of the month (31 in a shorter month: its last day). */
  readonly on: 'day' | 'workday' | Weekday | { readonly monthDay: number };
}

/** Until when a slot that was slept through is still worth doing: a clock time of its own day, or so many hours. */
export type CatchUp = { readonly until: string } | { readonly hours: number };

/**
 * What a job may send when. `silent`: it tells nobody. `hold`: what it tells waits for 8:00–20:00 of a working day.
 * `rest-days`: 8:00–20:00 of any day. `any-hour`: at once.
 */
export type Quiet = 'silent' | 'hold' | 'rest-days' | 'any-hour';

export type Counts = Readonly<Record<string, number>>;

/** A job of the clock. Adding one: a file in this folder and a line in index.ts. */
export interface Job {
  /** Stable: it is part of the slot's key, so a new name runs today's slot again. */
  readonly name: string;
  /** What it does, in the words that an administrator reads when a slot was missed (早上的提醒). */
  readonly title: string;
  readonly schedule: Schedule;
  readonly catchUp: CatchUp;
  readonly quiet: Quiet;
  /** Nobody misses a missed slot of it: it is recorded, not told. */
  readonly minor?: true;
  /**
   * Does the work of one slot. It must be repeatable: after a crash the same slot runs again, so everything it tells
   * goes out under ids made from the slot.
   * @param slot the day of the slot
   * @returns figures for the run's record
   */
  run(deps: JobDeps, slot: Day): Promise<Counts>;
}
