import { expect, test } from '@jest/globals';
import { renderCard } from '../../cards/index.js';
import type { Reward } from '../../src/hazards/hazard.js';
import { checkCard } from '../simulator/card-check.js';
import { at, full, view } from './cases.js';
import { DEFAULT_SETTINGS } from '../../src/people/org.js';
import { cardButtons, cardMarkdown, cardText, formDefaults } from '../harness/card-reader.js';

const NOW = at('2026-10-21 10:00');
const STATES = [undefined, 'proposed', 'approved', 'declined', 'paid'] as const;

function drawn(state: Reward['state'] | undefined, of: string, anonymous: boolean): Record<string, unknown> {
  const reward = {
    state: state ?? 'proposed',
    what: '按本局办法第三条，购物卡50元',
    byId: 'limin',
    at: NOW,
    ...(state === 'proposed' ? {} : { decidedById: 'limin', decidedAt: NOW, reason: '同一件已经奖过' }),
  } as const;
  const { reward: _none, ...closed } = full('closed', 'ordinary');
  const hazard = { ...closed, anonymous, ...(state === undefined ? {} : { reward }) };
  return JSON.parse(JSON.stringify(renderCard('reward', view(hazard, NOW, { facts: { of } })))) as Record<
    string,
    unknown
  >;
}

test.each(STATES)(
  'the reward card, state %s: taken by Feishu, names no reporter, offers only what would be done',
  (state) => {
    for (const asked of ['', 'approval'])
      for (const anonymous of [false, true]) {
        const card = drawn(state, asked, anonymous);
        expect(checkCard(card)).toEqual([]);
        expect(cardText(card)).not.toContain('刘小燕');
        const labels = cardButtons(card).map((one) => one.label);
        expect(labels.includes('同意')).toBe(state === 'proposed' && asked === 'approval');
        expect(labels.includes('已发放')).toBe(state === 'approved' && asked === '' && !anonymous);
        if (state === 'declined' || state === 'paid') expect(labels).toEqual([]);
      }
  },
);

test('the bureau’s own amounts: whatever was entered is shown as typed, and filled in where a reward is considered', () => {
  const rewardRule = '《办法》第3条 <at id=all></at> **x** 2>1';
  const settings = { ...DEFAULT_SETTINGS, rewardAmounts: { ordinary: 50, major: 0 }, rewardRule };
  const { reward: _none, ...closed } = full('closed', 'ordinary');
  const seen = view(closed, NOW);
  const org = { ...seen.org, settings };
  const json = (card: unknown): Record<string, unknown> =>
    JSON.parse(JSON.stringify(card)) as Record<string, unknown>;
  const rule = json(renderCard('reward-rule', { org }));
  const proposal = json(renderCard('reward', { ...seen, org }));
  for (const card of [rule, proposal]) expect(checkCard(card)).toEqual([]);
  expect(cardMarkdown(proposal).join('')).not.toContain('<at');
  expect(formDefaults(rule)).toMatchObject({ ordinary: '50', major: '', rule: rewardRule });
  expect(formDefaults(proposal)).toMatchObject({ text: `50元（${rewardRule}）` });
  expect(cardText(proposal)).toContain(`本局标准　一般隐患50元（${rewardRule}`);
});
