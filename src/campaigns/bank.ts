import type { QuizQuestion } from './data.js';

/** A question that was read from an uploaded sheet. */
export interface OfferedQuestion {
  readonly row: number;
  readonly question: string;
  readonly options: readonly string[];
  readonly answer: number;
  readonly source: string;
}

export interface BankChange {
  readonly bank: readonly QuizQuestion[];
  readonly added: number;
  /** Rows whose question the bank has already: left as it is, so that results of past rounds stay true. */
  readonly known: readonly number[];
}

/**
 * Adds uploaded questions to the bank. Ids are never used again: they go on from the highest `u` number there was.
 * A question that stands in the bank in other signs or spaces counts as the same.
 * @param lastNo highest number given so far, also to questions since removed
 */
export function addToBank(
  bank: readonly QuizQuestion[],
  offered: readonly OfferedQuestion[],
  lastNo: number,
): BankChange {
  const have = new Set(bank.map(({ question }) => bare(question)));
  const fresh = offered.filter(({ question }) => !have.has(bare(question)));
  const added = fresh.map(({ question, options, answer, source }, index) => ({
    id: `u${String(lastNo + index + 1).padStart(4, '0')}`,
    question,
    options,
    answer,
    source,
  }));
  return {
    bank: [...bank, ...added],
    added: added.length,
    known: offered.filter(({ question }) => have.has(bare(question))).map(({ row }) => row),
  };
}

function bare(question: string): string {
  return question.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
}
