import { expect, test } from '@jest/globals';
import { renderCard } from '../../cards/index.js';
import type { Card } from '../../cards/card.js';
import type { DigestLine, DigestView } from '../../cards/lists.js';
import type { AdminWeekView, WeeklyView } from '../../cards/weekly.js';
import { checkCard } from '../simulator/card-check.js';
import { cardButtons, cardText } from '../harness/card-reader.js';

const json = (card: Card): Record<string, unknown> =>
  JSON.parse(JSON.stringify(card)) as Record<string, unknown>;
const faults = (card: Card): readonly string[] =>
  checkCard(json(card)).map((fault) => `${fault.code} ${fault.problem}`);
const NASTY = '3楼<机房>门口`插座`冒火星 2>1 & **加粗** [点我](http://x) <at id=all></at>';

const week: WeeklyView = {
  span: '11月16日—11月22日',
  made: 12,
  closed: 9,
  overdue: 2,
  major: 1,
  units: [
    { name: '一号养老院', made: 8, closed: 6, overdue: 0, major: 1 },
    { name: '二号养老院', made: 4, closed: 3, overdue: 2, major: 0 },
  ],
  kinds: [
    { kind: '防火', n: 6 },
    { kind: '建筑与设施', n: 4 },
  ],
  named: [],
  period: '2026-11-16~2026-11-22',
};
const many = Array.from({ length: 40 }, (_, n) => n);

test.each<[string, WeeklyView]>([
  ['a plain week', week],
  ['nothing overdue, no kinds', { ...week, kinds: [], units: [], overdue: 0 }],
  [
    'with names',
    { ...week, named: many.slice(0, 10).map((n) => `${NASTY}${n} · 二号养老院 田亮，已过3个工作日`) },
  ],
  ['forty units', { ...week, units: many.map((n) => ({ ...week.units[0]!, name: `${n}号养老院` })) }],
])('the weekly summary is a card that Feishu takes: %s', (_name, view) => {
  expect(faults(renderCard('weekly-summary', view))).toEqual([]);
});

test('the weekly summary has figures, units in the order given, and one button', () => {
  const card = json(renderCard('weekly-summary', week));
  const text = cardText(card);
  expect(text.indexOf('一号养老院')).toBeLessThan(text.indexOf('二号养老院'));
  expect(text).toContain('二号养老院　登记4 · 销号3 · 逾期2');
  expect(cardButtons(card).map((one) => one.label)).toEqual(['查看台账']);
});

const load: AdminWeekView = {
  span: '11月16日—11月22日',
  pushed: 83,
  answered: 20,
  people: [
    { name: '王芳', pushed: 33, answered: 6, over: true },
    { name: '陈静', pushed: 21, answered: 2, over: false },
  ],
  over: 1,
  limit: 30,
  todo: ['2027年节假日安排还没有录入，3个期限暂按推算。公布后发“节假日”录入。'],
};
test.each<[string, AdminWeekView]>([
  ['somebody over the limit', load],
  ['nobody over it', { ...load, over: 0, people: [] }],
  ['nothing to do', { ...load, todo: [] }],
])('the administrator’s week is a card that Feishu takes: %s', (_name, view) => {
  expect(faults(renderCard('admin-week', view))).toEqual([]);
});

const line = (n: number, more: Partial<DigestLine> = {}): DigestLine => ({
  hazardId: `h${n}`,
  title: `${NASTY}${n} · 田亮`,
  detail: '原定10月8日（周四），已过1个工作日。10月12日（周一）仍未改好，报分管领导李敏。',
  ...more,
});
const digest = (groups: DigestView['groups']): DigestView => ({
  day: '10月9日 周五',
  slot: '2026-10-09',
  late: true,
  groups,
});

test.each<[string, DigestView]>([
  ['one line', digest([{ title: '等您办理', lines: [line(1)] }])],
  [
    'all headings full',
    digest(
      ['已过期限', '今天到期', '快到期限', '等您办理', '会议', '其他'].map((title, group) => ({
        title,
        lines: many.map((n) => line(group * 100 + n)),
      })),
    ),
  ],
  [
    'late ones only, each with a letter and a question',
    digest(
      ['已过期限', '今天到期'].map((title, group) => ({
        title,
        lines: many.map((n) =>
          line(group * 100 + n, {
            buttons: [
              { text: '打开', action: 'open', extra: `h${group}${n}` },
              { text: '看督办函', action: 'paper-urging', extra: `h${group}${n}` },
              { text: '请他写原因', action: 'ask-reason', extra: `h${group}${n}` },
            ],
          }),
        ),
      })),
    ),
  ],
  [
    'a line with buttons of its own',
    digest([
      {
        title: '会议',
        lines: [
          {
            title: '11月安委会请报议题',
            detail: '10月30日（周五）12时前。',
            buttons: [{ text: '我的待办', action: 'my-todos', extra: 'm1' }],
          },
        ],
      },
    ]),
  ],
])('the digest is a card that Feishu takes: %s', (_name, view) => {
  expect(faults(renderCard('digest', view))).toEqual([]);
});

test('a heading with more than a card can hold says how many are left', () => {
  const text = cardText(
    json(renderCard('digest', digest([{ title: '等您办理', lines: many.map((n) => line(n)) }]))),
  );
  expect(text).toContain('今天有40件事');
  expect(text).toContain('还有28件，发“我的待办”看');
});
