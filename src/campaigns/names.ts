import { shownCampaigns, type Campaign, type CampaignData } from './data.js';

/** What people call a campaign besides its name. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  'safety-month': ['安全月', '安全生产月活动'],
  'fire-month': ['消防月', '119消防', '119', '全国消防日', '消防日'],
  'national-security-day': ['国家安全教育日', '国安日', '4·15', '4.15', '415'],
  'disaster-day': ['防灾减灾日', '5·12', '5.12', '512'],
  'disaster-week': ['防灾减灾周'],
  'food-week': ['食品安全周'],
  'elder-month': ['老年节', '重阳'],
  'traffic-day': ['交通安全日', '122', '12·2', '12.2'],
  'constitution-day': ['宪法日', '12·4', '12.4'],
  'constitution-week': ['宪法周'],
  'first-aid-day': ['急救日'],
  'winter-heating': ['冬季取暖', '一氧化碳'],
  'flood-season': ['防汛', '主汛期'],
  'spring-festival': ['春节', '春节安全'],
};

/** The campaign that a text begins with and what comes after its name; the longest name counts. */
export function campaignAtStart(
  data: CampaignData,
  text: string,
): { readonly campaign: Campaign; readonly rest: string } | undefined {
  const names = shownCampaigns(data).flatMap((campaign) =>
    [campaign.name, ...(CALLED[campaign.id] ?? [])].map((name) => ({ campaign, name })),
  );
  const found = names
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => text.startsWith(name));
  return found === undefined
    ? undefined
    : { campaign: found.campaign, rest: text.slice(found.name.length).trim() };
}
