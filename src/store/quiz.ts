import type { QuizBatch, QuizRound, QuizStore } from '../campaigns/ports.js';
import type { Asked } from '../campaigns/quiz.js';
import { listOf, type Store, type Update } from './collection.js';

/** The quiz in the store: rounds, the question of each day, uploaded sheets. */
export function createQuizStore(store: Store): QuizStore {
  const rounds = store.collection<QuizRound>('quizRounds');
  const days = store.collection<{ _id: string; question: Asked; at: Date; schema: number }>('quizDays');
  const batches = store.collection<QuizBatch>('quizBatches');
  const counters = store.collection<{ _id: string; n: number }>('counters');
  return {
    round: async (id) => (await rounds.get(id)) ?? undefined,
    async openRound(personId, since) {
      const found = await listOf(
        rounds.find({ personId, open: true, day: { $gte: since } }, { sort: { _id: -1 }, limit: 1 }),
      );
      return found[0];
    },
    addRound: async (round) => (await rounds.insertAbsent([round])) > 0,
    async answer(id, at, answer, last) {
      const update = {
        $push: { answers: answer },
        $inc: { answered: 1 },
        ...(last ? { $set: { open: false, doneAt: answer.at } } : {}),
      };
      return (
        (await rounds.change({ _id: id, answered: at, shown: at }, update as Update<QuizRound>)) ?? undefined
      );
    },
    async turn(id, from) {
      return (
        (await rounds.change({ _id: id, shown: from, answered: from + 1 }, { $set: { shown: from + 1 } })) ??
        undefined
      );
    },
    async players(from, to) {
      const rows = await rounds.tally(['personId', 'unitId'], {
        day: { $gte: from, $lte: to },
        answered: { $gt: 0 },
      });
      return rows.map(({ key }) => ({ personId: String(key[0]), unitId: String(key[1]) }));
    },
    dayQuestion: async (day) => (await days.get(day))?.question,
    async keepDayQuestion(day, question, at) {
      await days.insertAbsent([{ _id: day, question, at, schema: 1 }]);
    },
    dayAnswers: (day) => rounds.count({ kind: 'daily', day } as never),
    batches: () => listOf(batches.find({}, { sort: { firstNo: 1 } })),
    addBatch: async (batch) => (await batches.insertAbsent([batch])) > 0,
    async takeNumbers(n) {
      await counters.insertAbsent([{ _id: 'quiz', n: 0 }]);
      const after = await counters.change({ _id: 'quiz' }, { $inc: { n } });
      return (after?.n ?? n) - n + 1;
    },
  };
}
