import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createUnderstander, loadUnderstanding } from '../../src/understanding/index.js';

const data = loadUnderstanding();
const understand = createUnderstander(data);
const toTraditional = new Map([...data.tables.simplified].map(([from, to]) => [to, from]));
const LINES = [
  '三楼东侧安全出口被锁住了',
  '灭火器压力表指红区,一共5个',
  '厨房灭火器没压力了，另外二楼走廊堆了好多纸箱',
  '203床栏松了',
  '灭火器怎么用?',
  '昨天说的那个灯修好了！',
  '好几个老人吃完晚饭吐了',
  '经检查，该院存在以下问题：①灭火器过期2具；②二层应急照明损坏。',
  '谢谢大家',
  '帮我导出10月的台账',
];
const decided = (text: string): unknown[] => {
  const got = understand(text);
  return [got.intent, got.kind, got.major, got.count, got.place === null, got.criterion?.id];
};

describe('one meaning, many ways to write it', () => {
  test.each(LINES)('full and half width: %s', (text) => {
    const full = [...text].map((sign) =>
      /[!-~]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign,
    );
    expect(decided(full.join(''))).toEqual(decided(text));
    expect(decided(text.replace(/，/g, ',').replace(/：/g, ':').replace(/；/g, ';'))).toEqual(decided(text));
  });

  test.each(LINES)('traditional signs: %s', (text) => {
    const traditional = [...text].map((sign) => toTraditional.get(sign) ?? sign).join('');
    expect(decided(traditional)).toEqual(decided(text));
  });

  test.each(LINES)('blanks between the signs: %s', (text) => {
    expect(decided([...text].join(' '))).toEqual(decided(text));
    expect(decided(`  ${text}\u3000`)).toEqual(decided(text));
  });

  test('the place is a verbatim part of what was typed', () => {
    expect(understand('三 號 樓 二 層 走 廊 電 線 破 了').place).toBe('三 號 樓 二 層 走 廊');
  });
});

describe('nothing that can be typed makes it fall', () => {
  test.each([
    '',
    ' \n\t ',
    '😀😀🔥',
    '\u0000\u0001\ufffd\ud800',
    '灯'.repeat(20_000),
    '，'.repeat(20_000),
    'ａ1①'.repeat(7_000),
    '没有没有没有'.repeat(3_000),
  ])('odd text %#', (text) => {
    const got = understand(text);
    expect(['report', 'urgent', 'status', 'question', 'command', 'none']).toContain(got.intent);
    expect(got.sure).toBeGreaterThanOrEqual(0);
    expect(got.sure).toBeLessThanOrEqual(1);
  });

  test('any text: same answer twice, place and parts are parts of it', () => {
    const word = fc.constantFrom(
      '三楼',
      '灭火器',
      '没',
      '坏了',
      '，',
      '。',
      ' ',
      '①',
      '老人',
      '着火',
      'A',
      '吗？',
      '🔥',
      '樓',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        const got = understand(input);
        expect(understand(input)).toEqual(got);
        if (got.place !== null) expect(input).toContain(got.place);
        for (const part of got.parts) expect(input).toContain(part);
        expect(got.parts).toHaveLength(Math.max(1, got.count));
      }),
      { numRuns: 150 },
    );
  });
});
