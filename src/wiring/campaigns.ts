import type { BusinessCalendar } from '../calendar.js';
import { loadCampaignData } from '../campaigns/load.js';
import { DEFAULT_CAMPAIGN_SETTINGS, type CampaignDeps, type CampaignSettings } from '../campaigns/ports.js';
import type { HazardStore } from '../hazards/ports.js';
import type { PeopleStore } from '../store/people.js';
import type { Store } from '../store/collection.js';
import { createCampaignStore } from '../store/campaigns.js';
import { createQuizStore } from '../store/quiz.js';

const SETTING = 'campaigns';

/** Campaigns and quiz with their stores, their data and their settings. The data is read and checked once. */
export function createCampaigns(
  store: Store,
  people: PeopleStore,
  hazards: HazardStore,
  now: () => Date,
  calendar: () => Promise<BusinessCalendar>,
): CampaignDeps {
  return {
    data: loadCampaignData(),
    store: createCampaignStore(store),
    quiz: createQuizStore(store),
    hazards,
    org: () => people.org(),
    now,
    calendar,
    settings: async () => read(await people.setting(SETTING)),
    // Who changed what is kept in orgChanges, too.
    changeSettings: async (byId, change) => {
      const { value, changed } = await people.changeSetting(SETTING, byId, (raw) => change(read(raw)));
      return { settings: read(value), changed };
    },
  };
}

function read(raw: unknown): CampaignSettings {
  return { ...DEFAULT_CAMPAIGN_SETTINGS, ...(raw as Partial<CampaignSettings> | undefined) };
}
