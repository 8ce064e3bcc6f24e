import { addDays, instantAt } from '../src/calendar.js';
import { dailyQuestion } from '../src/campaigns/playing.js';
import { campaignMorning, GOOD_UNTIL, previewPosts, sendDuePosts } from '../src/campaigns/send.js';
import { bureauGroups } from '../src/people/org.js';
import type { Job } from './job.js';

/** 09:00: plans seven days ahead, dates to be entered, figures halfway, summaries. What was missed is made up for. */
export const campaignMorningJob: Job = {
  name: 'campaign-morning',
  title: '宣传的安排和小结',
  schedule: { at: '09:00', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  run: ({ campaigns, tell }, slot) => campaignMorning(campaigns, tell, slot),
};

/** 09:30: the post of the day into the groups. */
export const campaignPostsJob: Job = {
  name: 'campaign-posts',
  title: '宣传推送',
  schedule: { at: '09:30', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  async run({ campaigns, tell, redraw }, slot) {
    // A preview that was slept through is made up for now: then at least somebody is asked.
    const previews = await previewPosts(campaigns, tell, slot);
    return { previews, posts: await sendDuePosts(campaigns, { tell, redraw }) };
  },
};

/** 10:00: the preview of the next working day's post to 安委办. */
export const campaignPreviewsJob: Job = {
  name: 'campaign-previews',
  title: '宣传推送预览',
  schedule: { at: '10:00', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  run: async ({ campaigns, tell }, slot) => ({ previews: await previewPosts(campaigns, tell, slot) }),
};

/** 10:30, where it is switched on: the question of the day; yesterday's gets its answer. */
export const dailyQuestionJob: Job = {
  name: 'daily-question',
  title: '每日一题',
  schedule: { at: '10:30', on: 'workday' },
  catchUp: { until: '17:00' },
  quiet: 'hold',
  minor: true,
  async run({ campaigns, people, tell, redraw }, slot) {
    for (let ago = 1; ago <= 10; ago += 1) await redraw(`daily:${addDays(slot, -ago)}`);
    const { daily } = await campaigns.settings();
    const question = daily ? await dailyQuestion(campaigns, slot) : undefined;
    if (question === undefined) return { groups: 0 };
    const groups = bureauGroups(await people.org());
    for (const group of groups)
      await tell(`daily:${slot}:${group._id}`, {
        type: 'quiz-daily',
        target: { kind: 'chat', chatId: group._id },
        class: 'informational',
        subject: `daily:${slot}`,
        facts: { day: slot },
        expiresAt: instantAt(slot, GOOD_UNTIL),
      });
    return { groups: groups.length };
  },
};
