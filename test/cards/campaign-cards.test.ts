import { describe, expect, test } from '@jest/globals';
import { readButton } from '../../cards/actions.js';
import { campaignPost } from '../../cards/campaign.js';
import { quizRound } from '../../cards/quiz.js';
import { cardButtons, cardText } from '../harness/card-reader.js';
import { checkCard } from '../simulator/card-check.js';
import { campaignCards, data } from './campaign-cases.js';

const json = (card: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(card)) as Record<string, unknown>;

describe('cards of campaigns and quiz', () => {
  test.each([
    ['plain words', '看一眼出口、插座和燃气软管'],
    ['markup', '<at id=all></at> **粗** [链](http://x) | # > `'],
    ['long words', '漏'.repeat(120)],
  ])('Feishu takes every one in each state: %s', (_name, words) => {
    for (const { name, card } of campaignCards(words))
      expect([name, ...checkCard(json(card)).map(({ code, problem }) => `${code} ${problem}`)]).toEqual([
        name,
      ]);
  });
  test('every button is read back, and there is one main button at most outside and inside the form', () => {
    for (const { name, card } of campaignCards('照片里的情况')) {
      const buttons = cardButtons(json(card));
      for (const button of buttons) expect([name, readButton(button.value)]).not.toEqual([name, undefined]);
      const main = JSON.stringify(card).match(/primary_filled/gu) ?? [];
      expect([name, main.length <= 1]).toEqual([name, true]);
    }
  });
  test('what people wrote pings nobody', () => {
    const markdown = (node: unknown): readonly string[] => {
      if (Array.isArray(node)) return node.flatMap(markdown);
      if (typeof node !== 'object' || node === null) return [];
      const { tag, content } = node as { tag?: string; content?: string };
      return [
        ...(tag === 'markdown' && content !== undefined ? [content] : []),
        ...Object.values(node).flatMap(markdown),
      ];
    };
    const found = campaignCards('<at id=all></at>').flatMap(({ card }) => markdown(card));
    expect(found.filter((content) => content.includes('<at'))).toEqual([]);
    expect(found.some((content) => content.includes('&#60;at'))).toBe(true);
  });
  test('every question of the bank and every post of every pack makes a card that Feishu takes', () => {
    for (const { id, question, options, answer, source } of data.quiz)
      for (const chosen of [[], [{ questionId: id, chosen: 0 }]])
        expect(
          checkCard(
            json(
              quizRound({
                roundId: 'r',
                questions: [{ id, question, options, answer, source }],
                answers: chosen,
                shown: 0,
                version: 0,
              }),
            ),
          ),
        ).toEqual([]);
    for (const posts of data.packs.values())
      for (const post of posts) {
        const card = json(
          campaignPost({
            words: { kind: 'post', post },
            headline: '安全生产月第1天（6月1日 周一）',
            title: post.title,
            phones: post.phones.join(' '),
            postKey: post.id,
            learned: 1,
            version: 1,
          }),
        );
        expect(checkCard(card)).toEqual([]);
        expect(cardText(card)).not.toMatch(/[!！?]|\p{Emoji_Presentation}/u);
      }
  });
});
