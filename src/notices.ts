import type { Day } from './calendar.js';

/** To whom a notice goes. Chats by Feishu's id, people by ours: the sender looks the open_id up when it sends. */
export type Target =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'openId'; readonly openId: string }
  | { readonly kind: 'chat'; readonly chatId: string; readonly replyTo?: string };

/**
 * What must be told, about what, to whom: no layout, no words (design.md §2). The card that shows it is found by
 * `type` in cards/index.ts, which does not compile without one. `facts` are small plain values (ids, days,
 * counts) that the card can't look up.
 */
export const NOTICE_TYPES = [
  // hazards
  'hazard-receipt',
  'hazard-question',
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
  'hazard-told',
  'hazard-result',
  'hazard-timeline',
  'hazard-note',
  'hazard-correct',
  'urgent',
  'urgent-joined',
  'urgent-more',
  'accident-clock',
  // anonymous reports
  'anon-receipt',
  'anon-rewrite',
  'anon-supplement',
  'reward',
  // lists
  'hazard-list',
  'month-stats',
  'digest',
  'weekly-summary',
  'admin-week',
  // people and settings
  'report-form',
  'group-setup',
  'settings',
  'reward-rule',
  'claim',
  'leave',
  'help',
  'note',
  // campaigns and quiz
  'campaign-calendar',
  'campaign-plan',
  'campaign-preview',
  'campaign-post',
  'campaign-summary',
  'warning-cases',
  'quiz-round',
  'quiz-daily',
  'quiz-bank',
  'activity-form',
  'activity',
  // meetings and decisions
  'meeting',
  'meeting-topics',
  'meeting-agenda',
  'meeting-notice',
  'meeting-remind',
  'meeting-told',
  'meeting-move',
  'meeting-rule',
  'meeting-held',
  'meeting-minutes',
  'minutes-edit',
  'meeting-sign',
  'meeting-issued',
  'meeting-unheld',
  'meeting-missed',
  'task',
  'task-confirm',
  'task-told',
  'task-change',
  'task-list',
] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];

export type FactValue = string | number | boolean | readonly string[];

/** How much it matters that it arrives (design.md §5.2). */
export type NoticeClass = 'informational' | 'nag' | 'critical';

export interface Notice {
  readonly type: NoticeType;
  readonly target: Target;
  readonly class: NoticeClass;
  readonly hazardId?: string;
  /** What else it is about (a campaign's post): its cards are found and redrawn by this. */
  readonly subject?: string;
  /** seq of the history entry (or another ordinal) this is about: part of the deterministic id. */
  readonly seq?: number;
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** Ask Feishu to ping the receiver (加急); falls back to an ordinary message. */
  readonly urgent?: boolean;
  /** May it go out at night and on rest days? Default: no, it waits until 8:00 (experience.md §1.5). */
  readonly anyHour?: boolean;
  /** May it go out on a rest day between 8:00 and 20:00 (care homes, suspected major hazards)? */
  readonly restDays?: boolean;
  /** Nobody has to do anything because of it: above the receiver's daily budget it waits for the next digest. */
  readonly mayWait?: boolean;
  /** Not before this instant, whatever the hour. */
  readonly notBefore?: Date;
  /** Not worth sending after this instant. */
  readonly expiresAt?: Date;
  readonly day?: Day;
}

/** A notice as it is kept: its dates stand beside it in the row. */
export type StoredNotice = Omit<Notice, 'expiresAt' | 'notBefore'>;

/** The deterministic id of an outbox row for a hazard's notice (design.md §5.1). */
export function noticeId(noun: string, id: string, seq: number, notice: Notice): string {
  return `${noun}:${id}:${seq}:${notice.type}:${targetKey(notice.target)}`;
}

/** Also the lane: what goes to one chat or person keeps its order. */
export function targetKey(target: Target): string {
  if (target.kind === 'person') return `p/${target.personId}`;
  return target.kind === 'openId' ? `u/${target.openId}` : `c/${target.chatId}`;
}
