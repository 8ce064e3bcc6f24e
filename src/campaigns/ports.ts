import type { BusinessCalendar, Day } from '../calendar.js';
import type { HazardStore } from '../hazards/ports.js';
import type { Org } from '../people/org.js';
import type { StoredActivity } from './activity.js';
import type { OfferedQuestion } from './bank.js';
import type { CampaignData, QuizQuestion } from './data.js';
import type { CampaignPost, Entry, PostCommand, PostStatus } from './post.js';
import type { Asked } from './quiz.js';
import type { YearEntry } from './runs.js';

/** What was entered for a campaign and year, with who entered it. `_id` = campaign:year. */
export interface StoredYear extends YearEntry {
  readonly _id: string;
  /** The closing numbers as they were filed. */
  readonly filed?: readonly string[];
  readonly version: number;
  readonly history: readonly Entry<'dates' | 'theme' | 'file'>[];
  readonly schema: number;
}

export interface PostChange {
  readonly set: Partial<Pick<CampaignPost, 'status' | 'today' | 'remember' | 'sentDay' | 'chatIds'>>;
  readonly entry: Entry<PostCommand>;
}

export interface Learned {
  readonly _id: string;
  readonly postKey: string;
  readonly campaignKey: string;
  readonly personId: string;
  readonly unitId: string;
  readonly at: Date;
}

export interface QuizRound {
  readonly _id: string;
  readonly kind: 'round' | 'daily';
  readonly personId: string;
  readonly unitId: string;
  readonly day: Day;
  /** As they were asked: a bank that changes meanwhile changes no round. */
  readonly questions: readonly Asked[];
  readonly answers: readonly { readonly questionId: string; readonly chosen: number; readonly at: Date }[];
  readonly answered: number;
  /** Index of the question on the card; = number of questions when the result is shown. */
  readonly shown: number;
  readonly open: boolean;
  readonly startedAt: Date;
  readonly doneAt?: Date;
  readonly schema: number;
}

export interface QuizBatch {
  readonly _id: string;
  readonly name: string;
  readonly byId: string;
  readonly at: Date;
  readonly firstNo: number;
  readonly questions: readonly QuizQuestion[];
  /** How many rows of the sheet were in the bank before. */
  readonly known: number;
  readonly schema: number;
}

export interface UnitCount {
  readonly unitId: string;
  readonly n: number;
}

/** The store's verbs that this room needs; each change is one guarded write. */
export interface CampaignStore {
  years(): Promise<readonly StoredYear[]>;
  /** @returns false if it exists or was changed since `version` was read */
  putYear(year: StoredYear, readVersion: number): Promise<boolean>;
  post(id: string): Promise<CampaignPost | undefined>;
  posts(query: {
    readonly status?: readonly PostStatus[];
    readonly campaignId?: string;
    readonly year?: number;
  }): Promise<readonly CampaignPost[]>;
  /** @returns false if it is there already */
  addPost(post: CampaignPost): Promise<boolean>;
  changePost(id: string, readVersion: number, change: PostChange): Promise<CampaignPost | undefined>;
  /** @returns false if this person had clicked before */
  learn(row: Learned): Promise<boolean>;
  learnedBy(query: {
    readonly postKey?: string;
    readonly campaignKey?: string;
  }): Promise<readonly UnitCount[]>;
  addActivity(activity: StoredActivity): Promise<boolean>;
  activity(id: string): Promise<StoredActivity | undefined>;
  activities(query: {
    readonly from?: Day;
    readonly to?: Day;
    readonly campaignId?: string;
    readonly year?: number;
  }): Promise<readonly StoredActivity[]>;
  changeActivity(
    id: string,
    readVersion: number,
    change: { readonly set: Partial<StoredActivity>; readonly entry: StoredActivity['history'][number] },
  ): Promise<StoredActivity | undefined>;
  /** @returns undefined if this picture is there already or the activity is gone */
  addActivityPhoto(
    id: string,
    photoId: string,
    photo: StoredActivity['photos'][number],
  ): Promise<StoredActivity | undefined>;
}

export interface QuizStore {
  round(id: string): Promise<QuizRound | undefined>;
  openRound(personId: string, since: Day): Promise<QuizRound | undefined>;
  addRound(round: QuizRound): Promise<boolean>;
  /** Takes an answer only to the question that is on the card and has none yet. */
  answer(
    id: string,
    at: number,
    answer: QuizRound['answers'][number],
    last: boolean,
  ): Promise<QuizRound | undefined>;
  /** Turns the page, only after an answer. */
  turn(id: string, from: number): Promise<QuizRound | undefined>;
  /** People who took part between two days, each once. */
  players(from: Day, to: Day): Promise<readonly { readonly personId: string; readonly unitId: string }[]>;
  dayQuestion(day: Day): Promise<Asked | undefined>;
  keepDayQuestion(day: Day, question: Asked, at: Date): Promise<void>;
  dayAnswers(day: Day): Promise<number>;
  batches(): Promise<readonly QuizBatch[]>;
  addBatch(batch: QuizBatch): Promise<boolean>;
  /** Gives `n` numbers that were never given before. @returns the first of them */
  takeNumbers(n: number): Promise<number>;
}

/** What can be switched on and off. */
export type Switch = 'auto' | 'daily';

export interface CampaignSettings {
  /** Undecided posts go out by themselves. */
  readonly auto: boolean;
  /** The question of the day goes into the bureau's group. */
  readonly daily: boolean;
  /** Ids of questions that are not asked any more. */
  readonly retired: readonly string[];
  /** Who switched what last, and when (ISO): for whoever wants the same a moment later. */
  readonly switched?: Partial<Record<Switch, { readonly byId: string; readonly at: string }>>;
}

export const DEFAULT_CAMPAIGN_SETTINGS: CampaignSettings = { auto: false, daily: false, retired: [] };

/** What the use cases of this room need from outside. */
export interface CampaignDeps {
  readonly data: CampaignData;
  readonly store: CampaignStore;
  readonly quiz: QuizStore;
  readonly hazards: Pick<HazardStore, 'find'>;
  readonly org: () => Promise<Org>;
  readonly now: () => Date;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly settings: () => Promise<CampaignSettings>;
  /**
   * One guarded write: decided anew on what is there when somebody was faster.
   * @param change undefined = leave them as they are
   */
  readonly changeSettings: (
    byId: string,
    change: (settings: CampaignSettings) => CampaignSettings | undefined,
  ) => Promise<{ readonly settings: CampaignSettings; readonly changed: boolean }>;
}

export type { OfferedQuestion };
