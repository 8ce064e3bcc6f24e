import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { dataFolder, loadUnderstanding, MODEL_FILE } from '../../src/understanding/load.js';
import { MEASURED, readCorpus } from '../../src/understanding/train/corpus.js';

const data = loadUnderstanding();
const corpus = readCorpus(join(dataFolder(), '..', '..', '..', 'test', 'fixtures', 'corpus'));
const patterns = [
  ...data.bare.map((rule) => rule.pattern),
  ...data.urgent.flatMap((rule) => [rule.pattern, ...(rule.unless === undefined ? [] : [rule.unless])]),
  ...data.criteria.flatMap((row) => row.patterns),
  ...data.guards.map((guard) => guard.pattern),
  ...data.doubts.map((doubt) => doubt.pattern),
  ...data.wordings.map((wording) => wording.pattern),
  ...data.levels.map((level) => level.pattern),
  data.alarm,
  data.criteriaUnless,
  data.levelRaise,
];

/**
 * Largest number of ways a pattern's repeats can share out a text: the product of the bounds of repeats that
 * stand one after another in one alternative. Without `*`, `+` and nested repeats this bounds backtracking.
 */
function choices(source: string): number {
  const bare = source.replace(/\\./gu, 'x').replace(/\[[^\]]*\]/gu, 'x');
  const bounds = bare
    .split('|')
    .map((part) => [...part.matchAll(/\{(?:\d+,)?(\d+)\}/gu)].map((hit) => Number(hit[1])));
  return Math.max(...bounds.map((list) => list.reduce((all, bound) => all * (bound + 1), 1)));
}

describe('patterns cannot run away', () => {
  test('no unbounded repeat anywhere', () => {
    for (const { source } of patterns) {
      const bare = source.replace(/\\./gu, 'x').replace(/\[[^\]]*\]/gu, 'x');
      expect(bare).not.toMatch(/[*+]/u);
      expect(bare).not.toMatch(/\{\d+,\}/u);
    }
  });

  test('no repeat of a group that holds a repeat', () => {
    for (const { source } of patterns) {
      const bare = source.replace(/\\./gu, 'x').replace(/\[[^\]]*\]/gu, 'x');
      expect(bare).not.toMatch(/\}[^()]*\)\{/u);
      expect(bare).not.toMatch(/\}[^()]*\)[*+]/u);
    }
  });

  test('the repeats of one alternative stay few', () => {
    for (const { source } of patterns) expect(choices(source)).toBeLessThan(20_000);
  });
});

describe('the data files', () => {
  test('the criteria are the 22 situations of the standard, each with its mark', () => {
    const ids =
      '4-1 4-2 4-3 4-4 5-1 5-2 5-3 5-4 6-1 6-2 6-3 6-4 7-1 7-2 7-3 7-4 7-5 8-1 8-2 8-3 8-4 8-5'.split(' ');
    expect(data.criteria.map((row) => row.id)).toEqual(ids);
    for (const row of data.criteria) {
      if (row.mark !== 'A') expect(row.law ?? '').not.toContain('判定标准');
    }
  });

  test('the weights stay under a megabyte', () => {
    expect(statSync(join(dataFolder(), MODEL_FILE)).size).toBeLessThan(1_000_000);
  });

  test('every feature has its own row of weights, one that holds a line break too', () => {
    for (const model of Object.values(data.models)) {
      const width = model.classes.length;
      expect(new Set(model.rows.values()).size).toBe(model.rows.size);
      expect([...model.rows.values()].at(-1)).toBe(model.levels.length - width);
      expect(model.levels).toHaveLength(model.rows.size * width);
    }
    const names = Object.values(data.models).flatMap((model) => [...model.rows.keys()]);
    expect(names.some((name) => name.includes('\n'))).toBe(true);
  });

  test('a broken file is named', () => {
    expect(() => loadUnderstanding('/nowhere')).toThrow(/urgent\.yaml/u);
  });
});

describe('the corpus', () => {
  test('is large, and no text of a held-out part is trained on', () => {
    expect(corpus.train.length).toBeGreaterThan(2_500);
    const trained = new Set(corpus.train.map((line) => line.text));
    for (const line of MEASURED.flatMap((part) => corpus[part])) expect(trained.has(line.text)).toBe(false);
  });

  test('labels agree with each other', () => {
    for (const line of Object.values(corpus).flat()) {
      const hazard = line.intent === 'report' || line.intent === 'urgent';
      expect([line.text, line.kind !== null, line.count > 0]).toEqual([line.text, hazard, hazard]);
      if (line.place !== null) expect(line.text).toContain(line.place);
      if (line.major) expect(line.intent).toBe('report');
    }
  });
});
