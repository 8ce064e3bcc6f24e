import { activityCard, activityForm, type ActivityFormView, type ActivityView } from './activity.js';
import {
  campaignPost,
  campaignPreview,
  warningCases,
  type CasesView,
  type PostView,
  type PreviewView,
} from './campaign.js';
import {
  campaignCalendar,
  campaignPlan,
  campaignSummary,
  type CalendarView,
  type PlanView,
  type SummaryView,
} from './campaign-plan.js';
import { quizBank, quizDaily, quizRound, type BankView, type DailyView, type RoundView } from './quiz.js';
import { meetingAgenda } from './meeting-agenda.js';
import {
  meetingMove,
  meetingNotice,
  meetingRemind,
  meetingRule,
  meetingState,
  meetingTopics,
} from './meeting-call.js';
import {
  meetingHeld,
  meetingIssued,
  meetingMinutes,
  meetingMissed,
  meetingSign,
  meetingUnheld,
  minutesEdit,
} from './meeting-minutes.js';
import { meetingTold } from './meeting-told.js';
import type { MeetingView, RuleView, TaskListView, TaskView } from './meeting-view.js';
import { taskCard, taskChange, taskConfirm, taskList, taskTold } from './task.js';
import { NOTICE_TYPES, type NoticeType } from '../src/notices.js';
import type { Card } from './card.js';
import { accidentClock, urgentCard } from './urgent.js';
import { urgentJoined, urgentMore } from './urgent-joined.js';
import { hazardApproval } from './hazard-approval.js';
import { hazardQuestion, hazardSame, hazardSplit } from './hazard-offers.js';
import { hazardPlan, hazardPlanMajor } from './hazard-plan.js';
import { hazardReceipt } from './hazard-receipt.js';
import { hazardRecheck, hazardRectify } from './hazard-rectify.js';
import { correctForm, hazardAssign, hazardReview, hazardTransfer } from './hazard-review.js';
import { anonSupplement } from './anon-supplement.js';
import { rewardCard } from './reward.js';
import { hazardTimeline } from './hazard-timeline.js';
import { hazardNote, hazardResult, hazardTold } from './hazard-told.js';
import {
  digestCard,
  hazardList,
  noteCard,
  statsCard,
  type DigestView,
  type ListView,
  type NoteView,
  type StatsView,
} from './lists.js';
import {
  anonReceipt,
  claimCard,
  groupSetup,
  leaveCard,
  reportForm,
  rewardRuleCard,
  settingsCard,
  type AnonReceiptView,
  type ClaimView,
  type GroupSetupView,
  type LeaveView,
  type SettingsView,
} from './people.js';
import type { HazardView } from './view.js';
import { adminWeek, weeklySummary, type AdminWeekView, type WeeklyView } from './weekly.js';

/** What each card is drawn from; a hazard's card unless said otherwise. */
interface OtherViews {
  'hazard-list': ListView;
  digest: DigestView;
  'month-stats': StatsView;
  'weekly-summary': WeeklyView;
  'admin-week': AdminWeekView;
  'report-form': Parameters<typeof reportForm>[0];
  'group-setup': GroupSetupView;
  settings: SettingsView;
  'reward-rule': Pick<SettingsView, 'org'>;
  claim: ClaimView;
  leave: LeaveView;
  help: NoteView;
  note: NoteView;
  'anon-receipt': AnonReceiptView;
  'campaign-calendar': CalendarView;
  'campaign-plan': PlanView;
  'campaign-preview': PreviewView;
  'campaign-post': PostView;
  'campaign-summary': SummaryView;
  'warning-cases': CasesView;
  'quiz-round': RoundView;
  'quiz-daily': DailyView;
  'quiz-bank': BankView;
  'activity-form': ActivityFormView;
  activity: ActivityView;
  meeting: MeetingView;
  'meeting-topics': MeetingView;
  'meeting-agenda': MeetingView;
  'meeting-notice': MeetingView;
  'meeting-remind': MeetingView;
  'meeting-told': MeetingView;
  'meeting-move': MeetingView;
  'meeting-rule': RuleView;
  'meeting-held': MeetingView;
  'meeting-minutes': MeetingView;
  'minutes-edit': MeetingView;
  'meeting-sign': MeetingView;
  'meeting-issued': MeetingView;
  'meeting-unheld': MeetingView;
  'meeting-missed': MeetingView;
  task: TaskView;
  'task-confirm': TaskView;
  'task-told': TaskView;
  'task-change': TaskView;
  'task-list': TaskListView;
}
export type ViewOf<T extends NoticeType> = T extends keyof OtherViews ? OtherViews[T] : HazardView;
export type HazardCardType = Exclude<NoticeType, keyof OtherViews>;

/** Every notice has a card: a type without one does not compile. */
const CARDS: { readonly [T in NoticeType]: (view: ViewOf<T>) => Card } = {
  'hazard-receipt': hazardReceipt,
  'hazard-question': hazardQuestion,
  'hazard-split': hazardSplit,
  'hazard-same': hazardSame,
  'hazard-assign': hazardAssign,
  'hazard-review': hazardReview,
  'hazard-plan': hazardPlan,
  'hazard-plan-major': hazardPlanMajor,
  'hazard-approval': hazardApproval,
  'hazard-rectify': hazardRectify,
  'hazard-recheck': hazardRecheck,
  'hazard-transfer': hazardTransfer,
  'hazard-told': hazardTold,
  'hazard-result': hazardResult,
  'hazard-timeline': hazardTimeline,
  'hazard-note': hazardNote,
  'hazard-correct': correctForm,
  urgent: urgentCard,
  'urgent-joined': urgentJoined,
  'urgent-more': urgentMore,
  'accident-clock': accidentClock,
  'anon-receipt': anonReceipt,
  'anon-rewrite': hazardAssign,
  'anon-supplement': anonSupplement,
  reward: rewardCard,
  'hazard-list': hazardList,
  'month-stats': statsCard,
  digest: digestCard,
  'weekly-summary': weeklySummary,
  'admin-week': adminWeek,
  'report-form': reportForm,
  'group-setup': groupSetup,
  settings: settingsCard,
  'reward-rule': rewardRuleCard,
  claim: claimCard,
  leave: leaveCard,
  help: noteCard,
  note: noteCard,
  'campaign-calendar': campaignCalendar,
  'campaign-plan': campaignPlan,
  'campaign-preview': campaignPreview,
  'campaign-post': campaignPost,
  'campaign-summary': campaignSummary,
  'warning-cases': warningCases,
  'quiz-round': quizRound,
  'quiz-daily': quizDaily,
  'quiz-bank': quizBank,
  'activity-form': activityForm,
  activity: activityCard,
  meeting: meetingState,
  'meeting-topics': meetingTopics,
  'meeting-agenda': meetingAgenda,
  'meeting-notice': meetingNotice,
  'meeting-remind': meetingRemind,
  'meeting-told': meetingTold,
  'meeting-move': meetingMove,
  'meeting-rule': meetingRule,
  'meeting-held': meetingHeld,
  'meeting-minutes': meetingMinutes,
  'minutes-edit': minutesEdit,
  'meeting-sign': meetingSign,
  'meeting-issued': meetingIssued,
  'meeting-unheld': meetingUnheld,
  'meeting-missed': meetingMissed,
  task: taskCard,
  'task-confirm': taskConfirm,
  'task-told': taskTold,
  'task-change': taskChange,
  'task-list': taskList,
};

/** The cards that are not about one hazard; the type makes the list complete. */
const OTHERS: { readonly [T in keyof OtherViews]: true } = {
  'hazard-list': true,
  digest: true,
  'weekly-summary': true,
  'admin-week': true,
  'month-stats': true,
  'report-form': true,
  'group-setup': true,
  settings: true,
  'reward-rule': true,
  claim: true,
  leave: true,
  help: true,
  note: true,
  'anon-receipt': true,
  'campaign-calendar': true,
  'campaign-plan': true,
  'campaign-preview': true,
  'campaign-post': true,
  'campaign-summary': true,
  'warning-cases': true,
  'quiz-round': true,
  'quiz-daily': true,
  'quiz-bank': true,
  'activity-form': true,
  activity: true,
  meeting: true,
  'meeting-topics': true,
  'meeting-agenda': true,
  'meeting-notice': true,
  'meeting-remind': true,
  'meeting-told': true,
  'meeting-move': true,
  'meeting-rule': true,
  'meeting-held': true,
  'meeting-minutes': true,
  'minutes-edit': true,
  'meeting-sign': true,
  'meeting-issued': true,
  'meeting-unheld': true,
  'meeting-missed': true,
  task: true,
  'task-confirm': true,
  'task-told': true,
  'task-change': true,
  'task-list': true,
};

export function isHazardCard(type: NoticeType): type is HazardCardType {
  return !(type in OTHERS);
}

/** The cards about one hazard in which somebody may be filling in a form. */
const FORM_CARDS: ReadonlySet<string> = new Set<HazardCardType>([
  'hazard-split',
  'hazard-same',
  'hazard-assign',
  'hazard-review',
  'hazard-plan',
  'hazard-plan-major',
  'hazard-approval',
  'hazard-rectify',
  'hazard-recheck',
  'hazard-transfer',
  'hazard-correct',
  'urgent',
  'anon-rewrite',
  'anon-supplement',
  'reward',
]);
export const hasForm = (type: string): boolean => FORM_CARDS.has(type);

export const HAZARD_CARDS: readonly HazardCardType[] = NOTICE_TYPES.filter(isHazardCard);

/** Draws the card of a notice. */
export function renderCard<T extends NoticeType>(type: T, view: ViewOf<T>): Card {
  return CARDS[type](view);
}
