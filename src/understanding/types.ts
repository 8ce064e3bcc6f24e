import type { Kind } from '../hazards/kinds.js';

/** What a message wants (issue 6): a new hazard, harm happening now, news on a known one, knowledge, the bot, nothing. */
export const INTENTS = ['report', 'urgent', 'status', 'question', 'command', 'none'] as const;
export type Intent = (typeof INTENTS)[number];

/** Why a message is urgent; each trigger has its own phone number and first step (domain §7.3, §17). */
export type UrgentTrigger =
  | 'smoke-fire'
  | 'gas'
  | 'co'
  | 'collapsed-person'
  | 'mass-sickness'
  | 'violence'
  | 'lift'
  | 'structure'
  | 'lost-elder'
  | 'other';

/** How far a criteria row is confirmed (domain §6.2): only [A] rows may be cited with an article number. */
export type Mark = 'A' | 'K?' | '?';

/** The level and deadline that fit the wording (domain §7.2); a proposal only, a person decides. */
export type Suggestion = 'onTheSpot' | 'days3' | 'days7' | 'days15' | 'days30' | 'major';

/** The row of the 判定标准 that makes a report a candidate 重大. */
export interface CriterionHit {
  readonly id: string;
  readonly text: string;
  readonly mark: Mark;
  /** Citation text; present only where the source is confirmed, so that a card can print it as fact. */
  readonly law?: string;
}

/** Names of the organisation file that may appear in a message. */
export interface OrgNames {
  readonly units: readonly string[];
  readonly places: readonly string[];
}

/** Everything that the bot understood of one message. */
export interface Understanding {
  readonly intent: Intent;
  /** Kind of hazard for report and urgent, else null; with several hazards the first named one. */
  readonly kind: Kind | null;
  /** The two or three best kinds when the kind is not sure, else empty. */
  readonly kindOptions: readonly Kind[];
  /** A hazard of the report is a candidate 重大; never for urgent. */
  readonly major: boolean;
  readonly criterion: CriterionHit | null;
  /** Separate hazards; 0 where there is none. */
  readonly count: number;
  /** The text of each separate hazard in the writer's words; length is max(count, 1). */
  readonly parts: readonly string[];
  /** The exact most specific continuous span that names where. */
  readonly place: string | null;
  readonly urgent: { readonly trigger: UrgentTrigger; readonly words: string } | null;
  /** 0..1: how sure the intent (and, for a hazard, the kind) is. */
  readonly sure: number;
  /** Below the threshold: ask with buttons instead of guessing. */
  readonly unsure: boolean;
  /** What to ask when unsure or when content or place is missing. */
  readonly question?: 'intent' | 'kind' | 'what' | 'where';
  readonly suggest: Suggestion;
  /** The words and rules that decided, most telling first. */
  readonly why: readonly string[];
}

/** The pure function that `createUnderstander` gives. */
export type Understander = (text: string, names?: OrgNames) => Understanding;
