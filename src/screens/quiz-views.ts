import { dayOf, fullDay, plainDay } from '../calendar.js';
import { bankOf } from '../campaigns/playing.js';
import type { StoredNotice } from '../notices.js';
import { personById } from '../people/org.js';
import type { BankView, DailyView, RoundView } from '../../cards/quiz.js';
import type { Context } from './context.js';

export async function roundView(notice: StoredNotice, { campaigns }: Context): Promise<RoundView | string> {
  const round = await campaigns.quiz.round(String(notice.facts?.['roundId'] ?? ''));
  if (round === undefined) return 'the round is gone';
  const { questions, answers, shown, answered } = round;
  return { roundId: round._id, questions, answers, shown, version: answered * 2 + shown };
}

export async function dailyView(notice: StoredNotice, context: Context): Promise<DailyView | string> {
  const day = String(notice.facts?.['day'] ?? '');
  const question = await context.campaigns.quiz.dayQuestion(day);
  if (question === undefined) return 'no question';
  const over = day < dayOf(context.now());
  return {
    day,
    date: fullDay(day, day).replace('（', ' ').replace('）', ''),
    question,
    over,
    people: await context.campaigns.quiz.dayAnswers(day),
    version: over ? 1 : 0,
  };
}

export async function bankView(context: Context): Promise<BankView> {
  const { campaigns, org } = context;
  const [bank, batches, { retired }] = [
    await bankOf(campaigns),
    await campaigns.quiz.batches(),
    await campaigns.settings(),
  ];
  const added = batches.flatMap(({ questions }) => questions);
  const all = [...campaigns.data.quiz, ...added];
  const today = dayOf(context.now());
  return {
    total: bank.length,
    own: campaigns.data.quiz.length,
    batches: batches.map(
      ({ name, questions, byId, at }) =>
        `${plainDay(dayOf(at), today)} ${personById(org, byId)?.name ?? ''} ${name}，${questions.length}题`,
    ),
    newest: added.slice(-20).map(({ id, question }) => `${id} ${question}`),
    retired: all.filter(({ id }) => retired.includes(id)).map(({ id, question }) => `${id} ${question}`),
  };
}
