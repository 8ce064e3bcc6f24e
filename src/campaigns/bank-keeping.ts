import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { personById } from '../people/org.js';
import { addToBank, type OfferedQuestion } from './bank.js';
import type { CampaignDeps, QuizBatch } from './ports.js';
import { mayCampaign } from './rules.js';

/**
 * Takes the questions of a sheet that was read without a fault: all of them in ONE document, so that a bank is never
 * half imported. The message's own key is the id: sent twice by Feishu, it is taken once.
 */
export async function addBatch(
  deps: CampaignDeps,
  request: {
    readonly cause: string;
    readonly name: string;
    readonly actorId: string | undefined;
    readonly today: Day;
    readonly questions: readonly OfferedQuestion[];
  },
): Promise<Outcome<QuizBatch>> {
  const org = await deps.org();
  const may = mayCampaign('keepBank', personById(org, request.actorId), org, request.today);
  if (!may.ok) return may;
  const batches = await deps.quiz.batches();
  const before = batches.find(({ _id }) => _id === request.cause);
  if (before !== undefined) return done(before);
  const bank = [...deps.data.quiz, ...batches.flatMap(({ questions }) => questions)];
  // Counted once without numbers first: a sheet that brings nothing new uses none up.
  const dry = addToBank(bank, request.questions, 0);
  const firstNo = dry.added === 0 ? 0 : await deps.quiz.takeNumbers(dry.added);
  const after = addToBank(bank, request.questions, firstNo - 1);
  const batch: QuizBatch = {
    _id: request.cause,
    name: request.name,
    byId: request.actorId ?? '',
    at: deps.now(),
    firstNo,
    questions: after.bank.slice(bank.length),
    known: after.known.length,
    schema: 1,
  };
  if (batch.questions.length > 0) await deps.quiz.addBatch(batch);
  return done(batch);
}

/** 题库 停用 / 恢复: a question is not asked any more, or again. Past results keep it. */
export async function retireQuestion(
  deps: CampaignDeps,
  request: {
    readonly id: string;
    readonly retired: boolean;
    readonly actorId: string | undefined;
    readonly today: Day;
  },
): Promise<Outcome<string>> {
  const org = await deps.org();
  const may = mayCampaign('keepBank', personById(org, request.actorId), org, request.today);
  if (!may.ok) return may;
  const all = [...deps.data.quiz, ...(await deps.quiz.batches()).flatMap(({ questions }) => questions)];
  const question = all.find(({ id }) => id === request.id);
  if (question === undefined) return refuse('no-such-number');
  await deps.changeSettings(request.actorId ?? '', (settings) => {
    const others = settings.retired.filter((id) => id !== question.id);
    return { ...settings, retired: request.retired ? [...others, question.id] : others };
  });
  return done(question.question);
}
