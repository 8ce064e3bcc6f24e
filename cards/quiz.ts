import type { Asked } from '../src/campaigns/quiz.js';
import { score, scoreInWords } from '../src/campaigns/quiz.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { big, button, card, field, folded, hint, md } from './kit.js';

export interface RoundView {
  readonly roundId: string;
  readonly questions: readonly Asked[];
  readonly answers: readonly { readonly questionId: string; readonly chosen: number }[];
  readonly shown: number;
  readonly version: number;
}

const LETTERS = 'ABCDEF';
/** A longer option does not fit on a phone's button: then the buttons are letters. */
const ON_BUTTON = 16;

/** 答题: one question, then whether it was right and where it stands, then the next; at the end the result. */
export function quizRound(view: RoundView): Card {
  const question = view.questions[view.shown];
  if (question === undefined) return result(view);
  const answer = view.answers[view.shown];
  const no = `第${view.shown + 1}题`;
  if (answer === undefined)
    return card({ title: `${no}（共${view.questions.length}题）`, colour: 'wathet' }, [
      big(escaped(question.question)),
      ...options(question, 'quiz-answer', `${view.roundId}|${view.shown}`),
    ]);
  const right = answer.chosen === question.answer;
  const last = view.shown + 1 === view.questions.length;
  return card({ title: `${no}：${right ? '答对了' : '答错了'}`, colour: right ? 'green' : 'orange' }, [
    big(escaped(question.question)),
    ...(right ? [] : [field('您选的', question.options[answer.chosen] ?? '')]),
    ...explained(question),
    button(last ? '看结果' : '下一题', 'quiz-next', { extra: `${view.roundId}|${view.shown}` }),
  ]);
}

function options(question: Asked, action: 'quiz-answer' | 'quiz-daily', about: string): readonly CardNode[] {
  const short = question.options.every((option) => [...option].length <= ON_BUTTON);
  return [
    ...(short
      ? []
      : question.options.map((option, index) => md(`**${LETTERS[index] ?? ''}**　${escaped(option)}`))),
    ...question.options.map((option, index) =>
      button(short ? option : (LETTERS[index] ?? ''), action, { extra: `${about}|${index}`, kind: 'plain' }),
    ),
  ];
}

function explained(question: Asked): readonly CardNode[] {
  return [
    field('答案', question.options[question.answer] ?? ''),
    ...(question.source === '' ? [] : [field('依据', question.source)]),
  ];
}

function result(view: RoundView): Card {
  const total = score({ questions: view.questions }, view.answers);
  const wrong = total.wrong.flatMap(({ question, chosen }) => [
    md(`**${escaped(question.question)}**<br>您选的：${escaped(question.options[chosen] ?? '')}`),
    ...explained(question),
  ]);
  return card({ title: `答完了，答对${total.right}题`, colour: 'wathet' }, [
    md(escaped(scoreInWords(total))),
    ...(wrong.length === 0 ? [] : [folded(`错的${total.wrong.length}题`, wrong)]),
    button('再来十题', 'quiz-start', { kind: 'plain' }),
  ]);
}

export interface DailyView {
  readonly day: string;
  /** `6月1日 周一` */
  readonly date: string;
  readonly question: Asked;
  /** The next day: the answer stands on the card. */
  readonly over: boolean;
  readonly people: number;
  readonly version: number;
}

/** 每日一题: in a group every click is answered by a toast; the answer is written on the card the next day. */
export function quizDaily(view: DailyView): Card {
  return card({ title: `每日一题（${view.date}）`, colour: view.over ? 'grey' : 'wathet' }, [
    big(escaped(view.question.question)),
    ...(view.over
      ? [...explained(view.question), hint(`${view.people}人答过，自愿，不排名`)]
      : [...options(view.question, 'quiz-daily', view.day), hint('点一下就知道对不对，自愿，不排名')]),
  ]);
}

export interface BankView {
  readonly total: number;
  readonly own: number;
  readonly batches: readonly string[];
  readonly retired: readonly string[];
  /** The newest questions that were added. */
  readonly newest: readonly string[];
}

/** 题库 for its keepers: how many, what was added, how to add more. */
export function quizBank(view: BankView): Card {
  return card({ title: `题库：${view.total}题`, colour: 'wathet' }, [
    field('自带', `${view.own}题`),
    field('自己加的', view.batches.length === 0 ? '还没有' : `${view.batches.length}张表`),
    ...view.batches.slice(-5).map((line) => md(escaped(line))),
    ...(view.newest.length === 0
      ? []
      : [
          folded(
            '自己加的题',
            view.newest.map((line) => md(escaped(shortened(line, 120)))),
          ),
        ]),
    ...(view.retired.length === 0
      ? []
      : [
          folded(
            `停用的${view.retired.length}题`,
            view.retired.map((line) => md(escaped(shortened(line, 120)))),
          ),
        ]),
    button('下载模板', 'quiz-template'),
    hint('填好后把表格（.xlsx）私聊发给我。有一行不对就整张不导入，会说明是哪一行、怎么改。'),
    hint('停用一题：发“题库 停用 q07”；恢复：发“题库 恢复 q07”。'),
  ]);
}
