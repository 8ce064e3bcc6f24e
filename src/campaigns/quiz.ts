import { daysBetween, type Day } from '../calendar.js';
import type { QuizQuestion } from './data.js';

/** A question as one person sees it: the options in that person's order. */
export interface Asked {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right one among `options`. */
  readonly answer: number;
  readonly source: string;
}

export interface Round {
  readonly questions: readonly Asked[];
}

export interface Score {
  readonly answered: number;
  readonly right: number;
  readonly wrong: readonly { readonly question: Asked; readonly chosen: number }[];
  readonly complete: boolean;
}

const EPOCH: Day = '2020-01-01';

/**
 * The question of a day, the same for everybody: the bank is gone through in a new order each time, so that every
 * question comes once before one comes again.
 * @throws RangeError for an empty bank
 */
export function questionOfDay(bank: readonly QuizQuestion[], day: Day): Asked {
  if (bank.length === 0) throw new RangeError('the quiz bank is empty');
  const n = daysBetween(EPOCH, day);
  const round = Math.floor(n / bank.length);
  const question = shuffled(sorted(bank), `day:${round}`)[((n % bank.length) + bank.length) % bank.length];
  if (question === undefined) throw new RangeError(`no question for ${day}`);
  return asked(question, `day:${day}`);
}

/**
 * Ten questions for one person. The same person, round and bank give the same questions in the same order, so a card
 * can be drawn again at any time without storing it.
 * @param size fewer when the bank is smaller
 */
export function roundFor(bank: readonly QuizQuestion[], personId: string, roundId: string, size = 10): Round {
  const seed = `${roundId}:${personId}`;
  return {
    questions: shuffled(sorted(bank), seed)
      .slice(0, size)
      .map((question) => asked(question, seed)),
  };
}

/** Counts a round. Of several answers to one question the first counts; an index that is no option counts as wrong. */
export function score(
  round: Round,
  answers: readonly { readonly questionId: string; readonly chosen: number }[],
): Score {
  const given = round.questions.flatMap((question) => {
    const first = answers.find(({ questionId }) => questionId === question.id);
    return first === undefined ? [] : [{ question, chosen: first.chosen }];
  });
  const wrong = given.filter(({ question, chosen }) => chosen !== question.answer);
  return {
    answered: given.length,
    right: given.length - wrong.length,
    wrong,
    complete: given.length === round.questions.length,
  };
}

/** `错的2题在下面。成绩只有您看得到，单位只计参加人数。`: what stands under the result (domain.md §18). */
export function scoreInWords(result: Score): string {
  const wrong = result.wrong.length === 0 ? '' : `错的${result.wrong.length}题在下面。`;
  return `${wrong}成绩只有您看得到，单位只计参加人数。`;
}

function asked(question: QuizQuestion, seed: string): Asked {
  const order = shuffled(
    question.options.map((_option, index) => index),
    `${seed}:${question.id}`,
  );
  return {
    id: question.id,
    question: question.question,
    options: order.map((index) => question.options[index] ?? ''),
    answer: order.indexOf(question.answer),
    source: question.source,
  };
}

function sorted(bank: readonly QuizQuestion[]): readonly QuizQuestion[] {
  return bank.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Fisher–Yates with a generator that depends on the words of the seed alone, on every machine. */
function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const list = [...items];
  const next = generator(seed);
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = next() % (at + 1);
    const held = list[at] as T;
    list[at] = list[other] as T;
    list[other] = held;
  }
  return list;
}

/** 32-bit numbers: FNV-1a of the seed, then xorshift. Nothing here needs to be hard to guess. */
function generator(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed, 'utf8')) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  if (state === 0) state = 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
