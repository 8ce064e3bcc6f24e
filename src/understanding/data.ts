import type { Kind } from '../hazards/kinds.js';
import type { Mark, Suggestion, UrgentTrigger } from './types.js';

/** Sign tables: traditional to simplified, and sign to sound for slips of the keyboard. */
export interface CharTables {
  readonly simplified: ReadonlyMap<string, string>;
  readonly sound: ReadonlyMap<string, string>;
}

/** A group of words that mean the same to the bot (data/lexicon.yaml). */
export interface Concept {
  readonly id: string;
  readonly group: string;
  readonly kind: Kind | null;
  readonly words: readonly string[];
}

/** One urgent pattern (data/urgent.yaml). */
export interface UrgentRule {
  readonly trigger: UrgentTrigger;
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** Said of the same clause, this takes the alarm back. */
  readonly unless?: RegExp;
}

/** One row of the criteria with the wordings that point to it (data/criteria.yaml). */
export interface CriterionRule {
  readonly id: string;
  readonly text: string;
  readonly mark: Mark;
  readonly law?: string;
  /** Words of the matter and of what can be wrong with it: together in one hazard a soft hint. */
  readonly about: readonly string[];
  readonly fault: readonly string[];
  readonly patterns: readonly RegExp[];
  readonly unless?: RegExp;
}

/** A named wording (data/wordings.yaml): becomes a feature and, for some, a rule. */
export interface Wording {
  readonly id: string;
  readonly pattern: RegExp;
}

/** Words that make up a place (data/places.yaml), as sources of one grammar. */
export interface PlaceWords {
  readonly units: readonly string[];
  readonly areas: readonly string[];
  readonly sides: readonly string[];
  /** Words that only look or sound like a place. */
  readonly apart: readonly string[];
}

/** Weights are kept as whole levels from -LEVELS to LEVELS, each one printable sign in the model file. */
export const LEVELS = 28;
const ZERO = '?'.charCodeAt(0);

/** Parts the names of features in the model file; a name may hold a line break but, the text being normal, no tab. */
export const BETWEEN = '\t';

/** The sign that stands for a weight in the model file: from # to [. */
export function weightSign(level: number): string {
  return String.fromCharCode(ZERO + level);
}

/** The weights that such signs stand for. */
export function weightLevels(signs: string): Int8Array {
  return Int8Array.from({ length: signs.length }, (_, at) => signs.charCodeAt(at) - ZERO);
}

/** A linear model over named features; weights are whole levels, to be multiplied by `scale`. */
export interface LinearModel {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly scale: number;
  /** Where the row of a feature begins in `levels`; a row holds a level for each class. */
  readonly rows: ReadonlyMap<string, number>;
  /** All rows behind each other: an array for each of a quarter of a million would be slow to reach. */
  readonly levels: Int8Array;
}

/** The wordings of domain §7.2 that call for a deadline. */
export interface LevelRule {
  readonly suggest: Suggestion;
  readonly pattern: RegExp;
}

/** Everything the pipeline knows, read from data/ by `loadUnderstanding`. */
export interface UnderstandingData {
  /** Version date of the criteria. */
  readonly version: string;
  readonly tables: CharTables;
  readonly concepts: readonly Concept[];
  readonly urgent: readonly UrgentRule[];
  /** The whole message is the name of a harm: 心脏骤停. */
  readonly bare: readonly UrgentRule[];
  /** Words of haste that make an alarm of what sounds like a question. */
  readonly alarm: RegExp;
  /** What takes an alarm back for the whole message: drill, news, past, over, question, hypothetical. */
  readonly guards: readonly Wording[];
  /** Wordings beside which an alarm needs a much higher score. */
  readonly doubts: readonly Wording[];
  readonly criteria: readonly CriterionRule[];
  readonly criteriaUnless: RegExp;
  readonly wordings: readonly Wording[];
  readonly places: PlaceWords;
  readonly levels: readonly LevelRule[];
  readonly levelRaise: RegExp;
  /** intent, kind, major, hazard (of a clause); empty before the first training. */
  readonly models: Readonly<Record<string, LinearModel>>;
}
