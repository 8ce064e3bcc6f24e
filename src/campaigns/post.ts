import type { BusinessCalendar, Day } from '../calendar.js';
import type { CampaignData, CaseFacts, Post } from './data.js';

/**
 * preview: waits for a decision · approved · skipped · posted · lapsed: nobody decided in time, it was not posted ·
 * unsent: it should have been, but no group could be reached on its day.
 */
export const POST_STATUSES = ['preview', 'approved', 'skipped', 'posted', 'lapsed', 'unsent'] as const;
export type PostStatus = (typeof POST_STATUSES)[number];

export const POST_COMMANDS = ['approve', 'skip', 'post', 'lapse', 'miss'] as const;
export type PostCommand = (typeof POST_COMMANDS)[number];

/**
 * From where each command may go. `approve` of an approved post changes its words; `post`, `lapse` and `miss`
 * are the bot's own. A preview that nobody decided is only posted where the bureau switched 自动推送 on.
 */
export const POST_FROM: Readonly<Record<PostCommand, readonly PostStatus[]>> = {
  approve: ['preview', 'approved', 'skipped', 'unsent'],
  skip: ['preview', 'approved'],
  post: ['preview', 'approved'],
  lapse: ['preview', 'approved'],
  miss: ['preview', 'approved', 'posted'],
};
export const POST_TO: Readonly<Record<PostCommand, PostStatus>> = {
  approve: 'approved',
  skip: 'skipped',
  post: 'posted',
  lapse: 'lapsed',
  miss: 'unsent',
};

export interface Entry<Command extends string = string> {
  readonly seq: number;
  readonly command: Command;
  /** A person's id, or `bot`. */
  readonly by: string;
  readonly at: Date;
  readonly causeEventId: string;
  readonly note?: string;
}

/** One post on its way into the groups. `_id` = campaign:year:post, so that planning again makes no second one. */
export interface CampaignPost {
  readonly _id: string;
  /** `case`: a warning from a past accident, pushed by hand. */
  readonly kind: 'post' | 'case';
  readonly campaignId: string;
  readonly year: number;
  readonly postId: string;
  readonly no: number;
  /** The day it is meant to go out. */
  readonly day: Day;
  readonly status: PostStatus;
  /** The words as somebody changed them; absent = as in the pack. */
  readonly today?: string;
  readonly remember?: string;
  readonly sentDay?: Day;
  readonly chatIds?: readonly string[];
  readonly version: number;
  readonly history: readonly Entry<PostCommand | 'preview'>[];
  readonly schema: number;
}

/** No post goes out later on a day (design: no message in rest hours). */
export const POSTS_UNTIL = '18:00';
/** Working days after its day on which a post may still go out. */
const STILL_GOOD = 3;

/** The last day on which a post may go out. */
export const lastSendDay = ({ day }: Pick<CampaignPost, 'day'>, calendar: BusinessCalendar): Day =>
  calendar.addWorkdays(day, STILL_GOOD);

export const postKeyOf = (campaignId: string, year: number, postId: string): string =>
  `${campaignId}:${year}:${postId}`;

/** Warnings from past accidents are no campaign; they are counted by year. */
export const CASES = 'warning-case';

export type PostWords =
  { readonly kind: 'post'; readonly post: Post } | { readonly kind: 'case'; readonly facts: CaseFacts };

/** What the post says now: the pack's words, or those that somebody wrote over them. Undefined = it is in no pack. */
export function wordsOf(data: CampaignData, doc: CampaignPost): PostWords | undefined {
  if (doc.kind === 'case') {
    const facts = data.cases.find(({ id }) => id === doc.postId);
    if (facts === undefined) return undefined;
    return { kind: 'case', facts: doc.today === undefined ? facts : { ...facts, look: doc.today } };
  }
  const campaign = data.campaigns.find(({ id }) => id === doc.campaignId);
  const post = data.packs.get(campaign?.pack ?? '')?.find(({ id }) => id === doc.postId);
  if (post === undefined) return undefined;
  const remember = doc.remember ?? post.remember;
  return {
    kind: 'post',
    post: { ...post, today: doc.today ?? post.today, remember },
  };
}

/** Medical lines go out only after somebody has said that a medic read them: never by themselves (domain.md §20.10). */
export function needsMedic(words: PostWords): boolean {
  return words.kind === 'post' && words.post.review === 'medic';
}

/** The last time this command was carried out. */
export function lastOf(doc: CampaignPost, command: PostCommand): Entry | undefined {
  return doc.history.findLast((entry) => entry.command === command);
}
