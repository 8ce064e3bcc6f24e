import { dayOf } from '../../calendar.js';
import { themeOf } from '../../campaigns/themes.js';
import { yearsRun } from '../../campaigns/due.js';
import type { CampaignDeps } from '../../campaigns/ports.js';
import type { NoticeFacts } from '../../papers/facts.js';
import { paperDay, pending } from '../../papers/text.js';
import { activeWithRole, type Org } from '../../people/org.js';

/**
 * 关于开展…活动的通知 for a campaign of a year: its days, its theme where one is entered, the posts that go out;
 * what the bureau does on site and what it asks for is for a person to write.
 * @returns undefined while the campaign's date is not entered
 */
export async function campaignNoticeFacts(
  campaigns: Pick<CampaignDeps, 'data' | 'store' | 'calendar'>,
  { campaignId, year }: { readonly campaignId: string; readonly year: number },
  org: Org,
  now: Date,
): Promise<NoticeFacts | undefined> {
  const years = await campaigns.store.years();
  const run = yearsRun(campaigns.data, { campaignId, year }, await campaigns.calendar(), years);
  if (run === undefined) return undefined;
  const { campaign, from, to } = run;
  const theme = themeOf(campaigns.data, campaignId, year, years);
  const posts = campaigns.data.packs.get(campaign.pack ?? '') ?? [];
  const days = from === to ? paperDay(from) : `${paperDay(from)}至${paperDay(to)}`;
  return {
    meta: { recordId: `campaign:${campaignId}:${year}`, recordVersion: 1, at: now },
    bureau: org.settings.bureauName,
    title: `关于开展${year}年${campaign.name}活动的通知`,
    addressees: ['局机关各股室', '局属各单位', '各养老机构'],
    reason: `为做好${year}年${campaign.name}宣传教育工作，现将有关事项通知如下：`,
    sections: [
      {
        heading: campaign.themed ? '时间和主题' : '时间',
        paragraphs: [
          `${days}。${campaign.themed ? (theme === undefined ? `主题为${pending('填主题')}。` : `主题为“${theme}”。`) : ''}`,
        ],
      },
      {
        heading: '主要活动',
        paragraphs: [
          ...(posts.length === 0
            ? []
            : [
                `（一）线上宣传。在飞书群推送宣传内容：${posts.map(({ title }) => title.replace(/^今天是/u, '')).join('、')}。学习和答题自愿参加。`,
              ]),
          `${posts.length === 0 ? '' : '（二）线下活动。'}${pending('写讲座、演练、咨询等安排')}。`,
        ],
      },
      {
        heading: '工作要求',
        paragraphs: [`${pending('写工作要求')}。活动情况在安全助手登记，由局安委办汇总。`],
      },
    ],
    attachments: [],
    issuedDay: dayOf(now),
    contact: activeWithRole(org, 'committeeOffice')[0]?.name ?? '',
    phone: '',
    copies: ['局领导'],
  };
}
