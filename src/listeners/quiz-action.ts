import { dayOf } from '../calendar.js';
import { answerDaily, answerRound, startRound, turnRound } from '../campaigns/playing.js';
import { mayCampaign } from '../campaigns/rules.js';

import { info, outcome, refused, showClicker, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';
import { sendFile } from './file-notice.js';

/** Clicks on cards of the quiz; undefined for all others. */
export async function quizAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, action, person, org } = click;
  const extra = button.extra ?? '';
  switch (button.action) {
    case 'quiz-start': {
      const round = await startRound(desk.campaigns, { actorId: person?._id, cause: action.key });
      if (!round.ok) return refused(desk, click, round);
      const roundId = round.value._id;
      await showClicker(desk, click, 'quiz-round', { roundId }, `round:${roundId}`);
      return info('题目已发给您');
    }
    case 'quiz-answer':
    case 'quiz-next':
      return play(desk, click);
    case 'quiz-daily': {
      const [day = '', chosen = ''] = extra.split('|');
      const answer = await answerDaily(desk.campaigns, { day, chosen: Number(chosen), actorId: person?._id });
      if (!answer.ok) return refused(desk, click, answer);
      const { question, right: correct } = answer.value;
      const source = question.source === '' ? '' : `（${question.source}）`;
      return correct
        ? yes(`答对了${source}`, false)
        : info(`答错了，是：${question.options[question.answer] ?? ''}${source}`);
    }
    case 'quiz-template': {
      const may = mayCampaign('keepBank', person, org, dayOf(desk.now()));
      if (!may.ok) return refused(desk, click, may);
      await sendFile(desk, click, '题库模板', 'template');
      return info('模板做好后私聊发给您');
    }
    default:
      return undefined;
  }
}

async function play(desk: Desk, click: Click): Promise<ClickAnswer> {
  const [roundId = '', at = '', chosen = ''] = (click.button.extra ?? '').split('|');
  const move = { roundId, actorId: click.person?._id, at: Number(at) };
  if (click.button.action === 'quiz-next') {
    const turned = await turnRound(desk.campaigns, move);
    return turned.ok ? { fresh: true } : outcome(desk, click, turned, '');
  }
  const answered = await answerRound(desk.campaigns, { ...move, chosen: Number(chosen) });
  if (!answered.ok) return outcome(desk, click, answered, '');
  return answered.value.right ? yes('答对了') : info('答错了', true);
}
