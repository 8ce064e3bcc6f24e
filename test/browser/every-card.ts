import type { Card } from '../../cards/card.js';
import { HAZARD_CARDS, renderCard } from '../../cards/index.js';
import { STATUSES } from '../../src/hazards/status.js';
import { campaignCards } from '../cards/campaign-cases.js';
import { at, FORMS, full, hazard, org, view } from '../cards/cases.js';

export interface Named {
  readonly name: string;
  readonly card: Card;
}

const NOW = at('2026-10-21 10:00');
const WORDS = '二楼东头灭火器指针在红的地方，送检充装，先换备用的。';
/** Angle brackets, stars, backticks, a link, entities: what people write must stay what they wrote. */
export const NASTY =
  '3楼<机房>`插座` 2>1 & **加粗** [点我](http://x) <at id=all></at> <font color=red> | a |';
const FACTS = [
  {},
  { of: 'extension', stage: 8 },
  { of: 'closing' },
  { joined: 2, since: 2 },
  { what: 'approveExtension' },
];
const others = new Map([['other', hazard({ _id: 'other', code: 'YH-2026-0098', title: '另一件' })]]);

/** Every card about a hazard, in each status, level and place, with the short forms; the same drawing once only. */
export function hazardCards(words: string): readonly Named[] {
  const drawn = STATUSES.flatMap((status) =>
    (['ordinary', 'major'] as const).flatMap((level) =>
      (['group', 'private'] as const).flatMap((place) =>
        FACTS.flatMap((facts) => {
          const seen = view(full(status, level, words), NOW, { place, facts, others, original: words });
          return [
            ...HAZARD_CARDS.map((type) => ({ name: `${type} ${status}`, card: renderCard(type, seen) })),
            ...Object.entries(FORMS).map(([name, draw]) => ({ name: `${name} ${status}`, card: draw(seen) })),
          ];
        }),
      ),
    ),
  );
  return [...new Map(drawn.map((one) => [JSON.stringify(one.card), one])).values()];
}

const line = (n: number) => ({
  hazardId: `h${n}`,
  title: `消防水带接口漏水${n} · 田亮`,
  detail: '原定10月8日（周四）',
});
const choices = org.people.map((person) => ({ text: `${person.name}（${person.post}）`, value: person._id }));

/** Lists, digest, figures, and the cards of people, campaigns and quiz. */
export const otherCards = (): readonly Named[] => [
  {
    name: 'hazard-list',
    card: renderCard('hazard-list', {
      title: '我的待办（11件）',
      lines: Array.from({ length: 11 }, (_, n) => line(n)),
      total: 11,
      empty: '没有待办',
      action: 'open',
    }),
  },
  {
    name: 'digest',
    card: renderCard('digest', {
      day: '10月9日 周五',
      slot: '2026-10-09',
      late: true,
      groups: [
        { title: '已过期限', lines: [line(1)] },
        { title: '等您办理', lines: [line(2), line(3)] },
      ],
    }),
  },
  {
    name: 'month-stats',
    card: renderCard('month-stats', {
      title: '10月统计',
      figures: [
        { label: '登记', value: '12件' },
        { label: '销号', value: '9件' },
      ],
      byKind: [
        { kind: '防火', n: 7 },
        { kind: '用电', n: 5 },
      ],
      extra: '按期整改率 83%',
    }),
  },
  {
    name: 'anon-receipt',
    card: renderCard('anon-receipt', {
      code: 'K7M4-2QX9',
      due: '明天（10月21日 周三）24时前',
      keepers: '陈静或张磊',
    }),
  },
  { name: 'group-setup', card: renderCard('group-setup', { groupId: 'g', org }) },
  { name: 'settings', card: renderCard('settings', { org, people: choices }) },
  { name: 'reward-rule', card: renderCard('reward-rule', { org }) },
  { name: 'leave', card: renderCard('leave', { people: choices, current: '10月2日前由李敏代办' }) },
  {
    name: 'claim',
    card: renderCard('claim', {
      claimId: 'c',
      name: '许倩',
      unit: '一号养老院',
      post: '护理员',
      matches: true,
    }),
  },
  ...campaignCards(WORDS),
];

export { WORDS };
