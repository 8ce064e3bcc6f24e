import { addDays } from '../../src/calendar.js';
import type { Habit } from './habits.js';

const always = (chance: number) => (): number => chance;

/** What 安委办 does with the cards of a campaign, and what everybody does with a post. */
export const CAMPAIGN_HABITS: readonly Habit[] = [
  {
    title: /^请录入(日期|主题)：/u,
    chance: always(0.8),
    deed: ({ card, today }) => ({
      label: '保存',
      form: {
        ...(card.text.includes('年主题') ? { theme: '本年主题（演练用）' } : {}),
        ...(card.title.includes('日期')
          ? { from: `${addDays(today, 8)} +0800`, until: `${addDays(today, 14)} +0800` }
          : {}),
      },
    }),
  },
  {
    title: /^(预览|今天这篇还没有定|明天)/u,
    chance: always(0.8),
    deed: ({ card, dice }) => ({
      label: dice.happens(0.05)
        ? '跳过这篇'
        : (card.buttons.find(({ label }) => label.endsWith('同意推送') && !label.startsWith('保存'))?.label ??
          ''),
    }),
  },
  { title: /小结$/u, chance: always(0.8), deed: () => ({ label: '归档' }) },
];
