import { addDays } from '../../src/calendar.js';
import type { Habit } from './habits.js';

const always = (chance: number) => (): number => chance;

/** What the committee and its office do with the cards of a meeting and of what was decided there. */
export const MEETING_HABITS: readonly Habit[] = [
  {
    title: /请报议题$/u,
    // Opened from the digest. Once: who has handed one in has said it.
    chance: ({ card, who }) => (card.text.includes(`（${who}）`) ? 0 : 0.5),
    deed: () => ({ label: '报议题', form: { text: '讨论冬季用电安全' } }),
  },
  {
    title: /^会议(通知|改期)：/u,
    chance: ({ card }) => (card.text.includes('您已答复') ? 0 : 0.6),
    deed: ({ card, dice }) => ({
      label: dice.happens(0.1)
        ? '请假'
        : (card.buttons.find(({ label }) => label.startsWith('参加'))?.label ?? ''),
    }),
  },
  { title: /开了吗？$/u, chance: always(0.9), deed: () => ({ label: '已召开，写纪要' }) },
  {
    title: /^请写纪要：/u,
    chance: always(0.9),
    deed: ({ card, today, id }) => {
      if (card.text.includes('（还没有写）')) return { label: '写出席和会议要求' };
      if (/议定事项（[23]项）/u.test(card.text))
        return { label: card.buttons.find(({ label }) => /^报.*签发$/u.test(label))?.label ?? '' };
      const first = !card.text.includes('议定事项（1项）');
      return {
        label: '加一项',
        form: {
          matter: first ? '彻查各养老机构安全出口' : '办公区灭火器年检',
          unit: id(first ? '养老服务股' : '办公室'),
          person: id(first ? '郑红' : '孙丽'),
          newDay: `${addDays(today, first ? 10 : 20)} +0800`,
        },
      };
    },
  },
  {
    title: /^写纪要：/u,
    chance: always(1),
    deed: () => ({ label: '保存', form: { demands: '各单位要落实夜间巡查，安全出口不得上锁。' } }),
  },
  { title: /^请签发：/u, chance: always(0.8), deed: () => ({ label: '签发' }) },
  {
    title: /没有召开，已记录$/u,
    chance: always(0.8),
    deed: () => ({ label: '说明', form: { reason: '防汛抢险，全员在一线' } }),
  },
  {
    title: /^请落实：/u,
    chance: always(0.08),
    deed: () => ({ label: '报完成', form: { note: '全部查过，清单已交' } }),
  },
  { title: /^请确认完成：/u, chance: always(0.7), deed: () => ({ label: '确认完成' }) },
];
