import type { BusinessCalendar } from '../../calendar.js';
import type { CampaignDeps } from '../../campaigns/ports.js';
import type { HazardStore } from '../../hazards/ports.js';
import type { MeetingStore } from '../../meetings/ports.js';
import type { Org } from '../../people/org.js';
import type { TaskStore } from '../../tasks/ports.js';

/** What files are made from. */
export interface FileSources {
  readonly hazards: HazardStore;
  readonly meetings: MeetingStore;
  readonly tasks: TaskStore;
  readonly campaigns: CampaignDeps;
  readonly org: () => Promise<Org>;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly now: () => Date;
}

/** A file as it goes out. */
export interface Made {
  /** With its ending: `督办函（样稿）YH-2026-0001.docx`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Makes one kind of file; undefined when there is nothing to make it from (any more). */
export type FileMaker = (sources: FileSources, args: readonly string[]) => Promise<Made | undefined>;
