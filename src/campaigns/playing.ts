import { addDays, dayOf, type Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { personById } from '../people/org.js';
import type { QuizQuestion } from './data.js';
import type { CampaignDeps, QuizRound } from './ports.js';
import { questionOfDay, roundFor, type Asked } from './quiz.js';
import { mayCampaign, unitKeyOf } from './rules.js';

/** A round that was begun is gone on with for a week. */
const GO_ON_DAYS = 7;
const NEVER = 9999;

/** Everything that may be asked: the data's questions and the uploaded ones, without those taken out. */
export async function bankOf(deps: CampaignDeps): Promise<readonly QuizQuestion[]> {
  const [batches, { retired }] = await Promise.all([deps.quiz.batches(), deps.settings()]);
  return [...deps.data.quiz, ...batches.flatMap(({ questions }) => questions)].filter(
    ({ id }) => !retired.includes(id),
  );
}

/** 答题: goes on with the round that was begun, or deals ten new questions. */
export async function startRound(
  deps: CampaignDeps,
  request: { readonly actorId: string | undefined; readonly cause: string },
): Promise<Outcome<QuizRound>> {
  const now = deps.now();
  const today = dayOf(now);
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('answerQuiz', person, org, today);
  if (!may.ok) return may;
  if (person === undefined) return refuse('unknown-person');
  const begun = await deps.quiz.openRound(person._id, addDays(today, -GO_ON_DAYS));
  if (begun !== undefined) return done(begun);
  const _id = `round:${request.cause}`;
  const { questions } = roundFor(await bankOf(deps), person._id, _id);
  if (questions.length === 0) return refuse('quiz-empty');
  await deps.quiz.addRound({
    _id,
    kind: 'round',
    personId: person._id,
    unitId: unitKeyOf(person),
    day: today,
    questions,
    answers: [],
    answered: 0,
    shown: 0,
    open: true,
    startedAt: now,
    schema: 1,
  });
  const round = await deps.quiz.round(_id);
  return round === undefined ? refuse('stale-card') : done(round);
}

export interface Move {
  readonly roundId: string;
  readonly actorId: string | undefined;
  /** Index of the question that the card showed. */
  readonly at: number;
}

/** An answer to the question on the card. The first one counts; a second is told that there is one. */
export async function answerRound(
  deps: CampaignDeps,
  move: Move & { readonly chosen: number },
): Promise<Outcome<{ readonly round: QuizRound; readonly right: boolean }>> {
  const round = await deps.quiz.round(move.roundId);
  if (round === undefined) return refuse('stale-card');
  if (round.personId !== move.actorId) return refuse('author-only');
  const question = round.questions[move.at];
  if (question === undefined || question.options[move.chosen] === undefined) return refuse('stale-card');
  const after = await deps.quiz.answer(
    round._id,
    move.at,
    { questionId: question.id, chosen: move.chosen, at: deps.now() },
    move.at + 1 === round.questions.length,
  );
  return after === undefined
    ? refuse('quiz-done')
    : done({ round: after, right: move.chosen === question.answer });
}

/** 下一题. Clicked twice, the page is turned once. */
export async function turnRound(deps: CampaignDeps, move: Move): Promise<Outcome<QuizRound>> {
  const round = await deps.quiz.round(move.roundId);
  if (round === undefined) return refuse('stale-card');
  if (round.personId !== move.actorId) return refuse('author-only');
  return done((await deps.quiz.turn(round._id, move.at)) ?? round);
}

/** The question of a day, the same for everybody and as it was first asked. */
export async function dailyQuestion(deps: CampaignDeps, day: Day): Promise<Asked | undefined> {
  const kept = await deps.quiz.dayQuestion(day);
  if (kept !== undefined) return kept;
  const bank = await bankOf(deps);
  if (bank.length === 0) return undefined;
  await deps.quiz.keepDayQuestion(day, questionOfDay(bank, day), deps.now());
  return deps.quiz.dayQuestion(day);
}

/** One answer a person to the question of the day. */
export async function answerDaily(
  deps: CampaignDeps,
  request: { readonly day: Day; readonly chosen: number; readonly actorId: string | undefined },
): Promise<Outcome<{ readonly question: Asked; readonly right: boolean }>> {
  const now = deps.now();
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('answerQuiz', person, org, dayOf(now));
  if (!may.ok) return may;
  const question = await deps.quiz.dayQuestion(request.day);
  if (question?.options[request.chosen] === undefined || person === undefined) return refuse('stale-card');
  const first = await deps.quiz.addRound({
    _id: `daily:${request.day}:${person._id}`,
    kind: 'daily',
    personId: person._id,
    unitId: unitKeyOf(person),
    day: request.day,
    questions: [question],
    answers: [{ questionId: question.id, chosen: request.chosen, at: now }],
    answered: 1,
    shown: NEVER,
    open: false,
    startedAt: now,
    doneAt: now,
    schema: 1,
  });
  return first ? done({ question, right: request.chosen === question.answer }) : refuse('quiz-done');
}
