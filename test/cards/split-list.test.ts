import { expect, test } from '@jest/globals';
import type { PartMark } from '../../src/hazards/hazard.js';
import { marked } from '../../src/hazards/part-list.js';
import { renderCard } from '../../cards/index.js';
import { cardButtons, cardText, formDefaults } from '../harness/card-reader.js';
import { checkCard } from '../simulator/card-check.js';
import { at, hazard, view } from './cases.js';

const NOW = at('2026-10-20 10:00');
const MARKS: readonly PartMark[] = [
  { kind: 'FIRE' },
  { kind: 'FIRE', same: 0 },
  { kind: 'EQUIP', major: true, row: '电梯、锅炉未检验仍在用' },
  { kind: 'FIRE', major: true },
];

const drawn = (
  type: 'hazard-split' | 'hazard-review',
  parts: readonly string[],
  marks: readonly PartMark[],
  place: 'group' | 'private' = 'group',
): Record<string, unknown> => {
  const card = renderCard(
    type,
    view(hazard({ status: 'verifying', parts, partMarks: marks }), NOW, { place }),
  );
  expect(checkCard(card)).toEqual([]);
  return structuredClone(card) as unknown as Record<string, unknown>;
};

test('each part has its tick and its marks; a repeated one is not ticked', () => {
  const card = drawn('hazard-split', ['灭火器没压力', '灭火器压力不够', '电梯没检', '门锁着'], MARKS);
  expect(formDefaults(card)).toEqual({ part1: true, part2: false, part3: true, part4: true });
  const text = cardText(card);
  expect(text).toContain('2. 灭火器压力不够（和第1条像是同一件）');
  expect(text).toContain('3. 电梯没检（疑似重大：电梯、锅炉未检验仍在用）');
  expect(text).toContain('4. 门锁着（疑似重大：请安委办对照判定标准原文判定）');
  expect(cardButtons(card).map(({ label }) => label)).toEqual(['登记所选3件', '是一件事']);
});

test('forty parts of a thousand nasty signs are taken by Feishu; what has no tick stays in the first one', () => {
  const parts = Array.from({ length: 40 }, () => '<at id=all></at>**隐**'.repeat(60));
  for (const place of ['group', 'private'] as const)
    expect(Object.keys(formDefaults(drawn('hazard-split', parts, [], place)))).toHaveLength(30);
});

test('three parts keep the plain offer; the officer of a list is led to the ticks', () => {
  const labels = (parts: readonly string[]): readonly string[] =>
    cardButtons(drawn('hazard-review', parts, [], 'private')).map(({ label }) => label);
  expect(labels(['一', '二', '三'])).toContain('分成3件');
  expect(labels(['一', '二', '三', '四'])).toContain('逐条勾选登记');
  expect(labels(['一', '二', '三', '四'])).not.toContain('分成4件');
});

test("anyone's health in a list stays out of the group", () => {
  const marks: readonly PartMark[] = [
    { kind: 'FIRE' },
    { kind: 'HEALTH' },
    { kind: 'FIRE' },
    { kind: 'FIRE' },
  ];
  const card = drawn('hazard-split', ['一', '203床王奶奶疑似诺如', '三', '四'], marks);
  expect(cardText(card)).not.toMatch(/203|王奶奶/u);
});

test('the same finding in other words: same kind, place and words; another thing in the same room is none', () => {
  const read = (text: string, place: string) => ({ text, place, mark: { kind: 'FIRE' as const } });
  const marks = marked([
    read('二楼东侧走廊堆放纸箱', '二楼东侧走廊'),
    read('2楼东侧过道还有好多纸箱没搬', '2楼东侧过道'),
    read('二楼东侧走廊应急灯不亮', '二楼东侧走廊'),
    read('三楼东侧走廊堆放纸箱', '三楼东侧走廊'),
  ]);
  expect(marks.map(({ same }) => same)).toEqual([undefined, 0, undefined, undefined]);
});
