/**
 * Outcomes that a person can do something about, as codes. The words for each are in `cards/texts.zh-CN.ts`
 * (experience.md §5), so that no domain room holds a sentence.
 */
export const REFUSALS = [
  'not-your-step',
  'no-right',
  'other-unit',
  'reporter-only',
  'author-only',
  'unknown-person',
  'not-admin',
  'self-recheck',
  'self-approve',
  'already-done',
  'other-decision',
  'stale-card',
  'card-expired',
  'already-closed',
  'saving',
  'not-saved',
  'unexpected',
  'six-missing',
  'field-missing',
  'interim-missing',
  'reason-missing',
  'downgrade-reason',
  'five-missing',
  'date-past',
  'date-too-far',
  'date-bad',
  'extension-late',
  'photo-missing',
  'withdraw-late',
  'others-too',
  'merge-closed',
  'merge-self',
  'merge-unit',
  'merge-moved',
  'merge-ended',
  'number-unknown',
  'amount-bad',
  'no-such-number',
  'receipt-wrong',
  'receipt-locked',
  'keeper-second',
  'person-left',
  'substitute-self',
  'substitute-away',
  'date-order',
  'quiz-done',
  'quiz-empty',
  'post-too-late',
  'activity-known',
  'rsvp-closed',
  'too-long',
  'not-member',
  'not-held-yet',
  'no-minutes',
  'nothing-changed',
  'switched-off',
  'papers-not-yours',
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** What fills the `{…}` of a refusal's sentence: names, dates in words, field labels. Never secrets. */
export type RefusalFacts = Readonly<Record<string, string>>;

/** A coded "no" (or "already"). It is an outcome for the person, not a fault of the program. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
}

/** Builds a refusal. */
export function refuse(code: RefusalCode, facts: RefusalFacts = {}): Refusal {
  return { ok: false, code, facts };
}

/** Either the value or a coded no. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

/** Wraps a success. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A fault for operators: it has a code to search for and keeps its cause. */
export class CodedError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CodedError';
  }
}
