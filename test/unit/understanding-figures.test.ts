import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createUnderstander, loadUnderstanding } from '../../src/understanding/index.js';
import { dataFolder } from '../../src/understanding/load.js';
import { MEASURED, readCorpus } from '../../src/understanding/train/corpus.js';
import { confusion, measure, outcomes, type Figures } from '../../src/understanding/train/evaluate.js';

const corpus = readCorpus(join(dataFolder(), '..', '..', '..', 'test', 'fixtures', 'corpus'));
const understand = createUnderstander(loadUnderstanding());

/**
 * Floors just under what the weights in use reach on lines they were never trained or tuned on, so that a
 * change can't make the bot worse unseen. Raise them after a better training; never lower them silently.
 */
const FLOORS: Readonly<Record<(typeof MEASURED)[number], Partial<Figures>>> = {
  test: {
    intent: 0.88,
    urgentRecall: 0.95,
    kind: 0.82,
    majorRecall: 0.78,
    majorPrecision: 0.85,
    count: 0.88,
    place: 0.91,
  },
  adversarial: {
    intent: 0.915,
    urgentRecall: 0.93,
    kind: 0.87,
    majorRecall: 0.86,
    majorPrecision: 0.885,
    count: 0.885,
    place: 0.83,
  },
  chat: {
    intent: 0.93,
    urgentRecall: 0.99,
    kind: 0.88,
    majorRecall: 0.9,
    majorPrecision: 0.9,
    count: 0.87,
    place: 0.79,
  },
  inspect: {
    intent: 0.96,
    urgentRecall: 0.99,
    kind: 0.965,
    majorRecall: 0.99,
    majorPrecision: 0.81,
    count: 0.915,
    place: 0.78,
  },
};
const FALSE_ALARMS = { test: 0.011, adversarial: 0.02, chat: 0.022, inspect: 0 };

describe.each(MEASURED)('the %s part', (part) => {
  const all = outcomes(corpus[part], understand);
  const figures = measure(all);

  test.each(Object.entries(FLOORS[part]))('%s does not fall below %d', (name, floor) => {
    expect(figures[name as keyof Figures]).toBeGreaterThanOrEqual(floor);
  });

  test('false alarms do not rise', () => {
    expect(figures.falseAlarms).toBeLessThanOrEqual(FALSE_ALARMS[part]);
  });

  test('the confusion table names every intent', () => {
    const rows = new Set(corpus[part].map((line) => line.intent));
    expect(confusion(all).split('\n').length).toBe(rows.size + 1);
  });
});
