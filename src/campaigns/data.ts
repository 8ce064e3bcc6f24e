import type { Day } from '../calendar.js';
import type { Kind } from '../hazards/kinds.js';

/** How sure a fact is (domain.md): A two copies or the text itself, B one copy, own the bureau's own arrangement. */
export type Mark = 'A' | 'B' | 'own' | 'K' | '?';

/** Only what is confirmed, or the bureau's own, may be shown to anybody. */
export function mayShow(mark: Mark): boolean {
  return mark === 'A' || mark === 'B' || mark === 'own';
}

/** Month and day, `06-16`. */
export type MonthDay = string;

export type When =
  | { readonly kind: 'fixed'; readonly day: MonthDay }
  | {
      readonly kind: 'range';
      readonly from: MonthDay;
      readonly to: MonthDay;
      readonly ask?: MonthDay | undefined;
    }
  | { readonly kind: 'lunar'; readonly month: number; readonly day: number }
  /** From so many days before lunar New Year's Day to so many after it. */
  | { readonly kind: 'spring'; readonly before: number; readonly after: number }
  /** weekday 0 = Sunday; nth -1 = the last of the month. */
  | { readonly kind: 'weekday'; readonly month: number; readonly weekday: number; readonly nth: number }
  /** Announced each year; asked for from `ask` on. */
  | { readonly kind: 'entered'; readonly ask: MonthDay };

/** A day inside a campaign that has its own post. */
export interface KeyDay {
  readonly day?: MonthDay | undefined;
  readonly lunar?: { readonly month: number; readonly day: number } | undefined;
  readonly name: string;
  readonly post: string;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly mark: Mark;
  readonly origin?: string | undefined;
  readonly when: When;
  readonly keyDays: readonly KeyDay[];
  readonly pack?: string | undefined;
  readonly themed: boolean;
  /** Whose hazards stand in 我们的: a kind and what it is called there; absent = all of them. */
  readonly kind?: Kind | undefined;
  readonly kindName?: string | undefined;
}

/** One short post: what to do today, one thing to remember with its source, whom to call. */
export interface Post {
  readonly id: string;
  readonly title: string;
  readonly today: string;
  readonly remember: string;
  readonly source: string;
  /** Numbers of `phones`. */
  readonly phones: readonly string[];
  /** `medic`: a medic must have read it before it is sent (domain.md §20.10). */
  readonly review?: 'medic' | undefined;
}

export interface Theme {
  readonly campaignId: string;
  readonly year: number;
  readonly text: string;
  readonly mark: Mark;
}

export interface QuizQuestion {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly answer: number;
  readonly source: string;
}

/** A past accident for 警示教育. */
export interface CaseFacts {
  readonly id: string;
  readonly title: string;
  readonly day: Day;
  readonly place: string;
  readonly deaths: number;
  readonly cause: string;
  readonly worse: readonly string[];
  /** What to look at today. */
  readonly look: string;
  readonly source: string;
  readonly mark: Mark;
}

export interface CampaignData {
  readonly campaigns: readonly Campaign[];
  readonly phones: Readonly<Record<string, string>>;
  readonly themes: readonly Theme[];
  readonly packs: ReadonlyMap<string, readonly Post[]>;
  readonly quiz: readonly QuizQuestion[];
  readonly cases: readonly CaseFacts[];
}

/** The campaigns that may be shown. */
export function shownCampaigns(data: CampaignData): readonly Campaign[] {
  return data.campaigns.filter(({ mark }) => mayShow(mark));
}

/** The accidents that may be shown. */
export function shownCases(data: CampaignData): readonly CaseFacts[] {
  return data.cases.filter(({ mark }) => mayShow(mark));
}

/** `火警119 · 安全生产举报12350`. */
export function phoneLine(post: Post, data: CampaignData): string {
  return post.phones.map((number) => `${data.phones[number] ?? ''}${number}`).join(' · ');
}
