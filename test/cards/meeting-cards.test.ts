import { describe, expect, test } from '@jest/globals';
import { readButton } from '../../cards/actions.js';
import { cardButtons, cardMarkdown, cardText } from '../harness/card-reader.js';
import { checkCard } from '../simulator/card-check.js';
import { renderCard } from '../../cards/index.js';
import { meeting, meetingCards, meetingView } from './meeting-cases.js';

const json = (card: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(card)) as Record<string, unknown>;

describe('cards of meetings and decisions', () => {
  test.each([
    ['plain words', '彻查安全出口'],
    ['markup', '<at id=all></at> **粗** [链](http://x) | # > `'],
    ['long words', '漏'.repeat(300)],
  ])('Feishu takes every one in each state: %s', (_name, words) => {
    const wrong = meetingCards(words).flatMap(({ name, card }) =>
      checkCard(json(card)).map(({ code, problem }) => `${name}: ${code} ${problem}`),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });
  test('every button is read back, and there is one main button at most outside and one inside the form', () => {
    for (const { name, card } of meetingCards('彻查安全出口')) {
      for (const button of cardButtons(json(card)))
        expect([name, readButton(button.value) !== undefined]).toEqual([name, true]);
      const main = JSON.stringify(card).match(/primary_filled/gu) ?? [];
      expect([name, main.length <= 1]).toEqual([name, true]);
    }
  });
  test('what people wrote pings nobody', () => {
    const found = meetingCards('<at id=all></at>').flatMap(({ card }) => cardMarkdown(json(card)));
    expect(found.filter((content) => content.includes('<at'))).toEqual([]);
    expect(found.some((content) => content.includes('&#60;at'))).toBe(true);
  });
  test('the notice holds the ten items with what is stored, and no reporter', () => {
    const text = cardText(json(renderCard('meeting-notice', meetingView(meeting('called'), undefined))));
    for (const item of [
      '传达学习',
      '安委纪〔2026〕11-1',
      '新增4件',
      '重大隐患整改方案：YH-2026-0142',
      '冬季取暖',
    ])
      expect(text).toContain(item);
    expect(text).not.toContain('刘小燕');
  });
  test('who has not answered stands on nobody’s card but the chair’s and 安委办’s', () => {
    const seen = (office: boolean): string =>
      cardText(
        json(
          renderCard(
            'meeting',
            meetingView(meeting('called'), { id: 'x', office, chair: false, member: true }),
          ),
        ),
      );
    expect(seen(true)).toContain('未答复　陈静');
    expect(seen(false)).not.toContain('未答复');
  });
});
