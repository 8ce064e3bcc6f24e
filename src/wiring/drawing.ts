import type { BusinessCalendar } from '../calendar.js';
import type { CampaignDeps } from '../campaigns/ports.js';
import { shownTo } from '../delivery/card-refs.js';
import type { Gateway } from '../delivery/gateway-port.js';
import { messageLoad } from '../delivery/load.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import type { HazardStore } from '../hazards/ports.js';
import type { CommitteeDesk } from '../listeners/committee-desk.js';
import type { DigestSource } from '../screens/digest/source.js';
import { createDigestSources } from '../screens/digest/sources.js';
import { makeFile, type FileSources } from '../screens/files/index.js';
import { createScreens, type Screens } from '../screens/render.js';
import type { Store } from '../store/collection.js';
import type { PeopleStore } from '../store/people.js';

export interface DrawingParts {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly hazards: HazardStore;
  readonly campaigns: CampaignDeps;
  readonly committee: CommitteeDesk;
  readonly gateway: Gateway;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly now: () => Date;
}

export interface Drawing {
  readonly screens: Screens;
  /** What the morning digest gathers. */
  readonly sources: readonly DigestSource[];
}

/** Everything that people look at: cards with what they show, and files. */
export function createDrawing(parts: DrawingParts): Drawing {
  const { store, people, hazards, campaigns, committee, gateway, calendar, now } = parts;
  const outbox = store.collection<OutboxRow>('outbox');
  const cardRefs = store.collection<CardRef>('cardRefs');
  const originals = store.collection<{ _id: string; hazardId: string; text: string; at: Date }>(
    'anonymousReports',
  );
  const files: FileSources = {
    hazards,
    meetings: committee.meetings.store,
    tasks: committee.tasks.store,
    campaigns,
    org: () => people.org(),
    calendar,
    now,
  };
  const sources = createDigestSources({ store, hazards, campaigns, meetings: committee.meetings });
  const screens = createScreens({
    hazards,
    people,
    now,
    sources,
    campaigns,
    load: async (from, to) => messageLoad(outbox, await people.org(), from, to),
    committee,
    file: async (what) => {
      const made = await makeFile(files, what);
      return made === undefined ? undefined : gateway.uploadFile(made.name, Buffer.from(made.bytes));
    },
    original: async (id) => (await originals.get(id))?.text,
    shownTo: (hazardId, type, lane) => shownTo(cardRefs, hazardId, type, lane),
  });
  return { screens, sources };
}
