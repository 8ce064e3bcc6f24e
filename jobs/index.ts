import { auditor } from './auditor.js';
import { campaignMorningJob, campaignPostsJob, campaignPreviewsJob, dailyQuestionJob } from './campaigns.js';
import { adminWeek } from './admin-week.js';
import { cardRenewal } from './card-renewal.js';
import { cleanUp } from './clean-up.js';
import type { Job } from './job.js';
import { meetingCycle } from './meeting-cycle.js';
import { morningDigest } from './morning-digest.js';
import { weeklySummary } from './weekly-summary.js';

/** Every job of the clock; a new one is a file and a line here. */
export const JOBS: readonly Job[] = [
  cleanUp,
  cardRenewal,
  morningDigest,
  auditor,
  adminWeek,
  weeklySummary,
  campaignMorningJob,
  campaignPostsJob,
  campaignPreviewsJob,
  dailyQuestionJob,
  meetingCycle,
];
