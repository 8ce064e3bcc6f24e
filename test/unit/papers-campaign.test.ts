import { expect, test } from '@jest/globals';
import { buildCampaignSummary, campaignSummaryPaper } from '../../src/papers/campaign-summary.js';
import { unfilled } from '../../src/papers/model.js';
import { unzip } from '../../src/papers/reading/zip.js';

const facts = {
  meta: { recordId: 'safety-month:2026', recordVersion: 2, at: new Date('2026-06-30T01:00:00Z') },
  bureau: '县民政局',
  year: 2026,
  name: '安全生产月',
  lines: ['时间：2026年6月1日至2026年6月30日。', '推送：4篇，跳过1篇。', '学习（自愿）：一号养老院2人。'],
  activities: [
    {
      topic: '夜间火灾疏散演练',
      day: '2026-06-10',
      form: '演练',
      people: 32,
      materials: '',
      effect: '',
      unit: '一号养老院',
      photos: 2,
    },
  ],
  cutoff: '2026-06-30',
  filledBy: '陈静',
};

test('宣传活动小结: the filed numbers and the activities; what a person writes is marked and nothing else', async () => {
  expect(unfilled(campaignSummaryPaper(facts))).toEqual(['【待写存在问题和下步安排】']);
  const text = unzip(await buildCampaignSummary(facts), (name) => name === 'word/document.xml')
    .get('word/document.xml')
    ?.toString('utf8')
    .replace(/<[^>]+>/gu, '');
  for (const words of [
    '2026年安全生产月宣传活动小结',
    '统计截止：2026年6月30日',
    '推送：4篇，跳过1篇。',
    '夜间火灾疏散演练',
    '陈静',
  ])
    expect(text).toContain(words);
});

test('without activities it says so', () => {
  expect(JSON.stringify(campaignSummaryPaper({ ...facts, activities: [] }))).toContain('没有登记活动。');
});
