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
    intent: 0.885,
    urgentRecall: 0.95,
    kind: 0.825,
    majorRecall: 0.78,
    majorPrecision: 0.9,
    count: 0.9,
    place: 0.95,
  },
  adversarial: {
    intent: 0.9,
    urgentRecall: 0.93,
    kind: 0.88,
    majorRecall: 0.83,
    majorPrecision: 0.86,
    count: 0.89,
    place: 0.88,
  },
  chat: {
    intent: 0.9,
    urgentRecall: 0.95,
    kind: 0.88,
    majorRecall: 0.85,
    majorPrecision: 0.9,
    count: 0.875,
    place: 0.8,
  },
  inspect: {
    intent: 0.97,
    urgentRecall: 0.99,
    kind: 0.965,
    majorRecall: 0.99,
    majorPrecision: 0.865,
    count: 0.86,
    place: 0.8,
  },
  blindChat: {
    intent: 0.955,
    urgentRecall: 0.97,
    kind: 0.935,
    majorRecall: 0.97,
    majorPrecision: 0.94,
    count: 0.905,
    place: 0.975,
  },
  blindInspect: {
    intent: 0.98,
    urgentRecall: 0.99,
    kind: 0.96,
    majorRecall: 0.97,
    majorPrecision: 0.99,
    count: 0.885,
    place: 0.95,
  },
};
const FALSE_ALARMS: Readonly<Record<(typeof MEASURED)[number], number>> = {
  test: 0.015,
  adversarial: 0.033,
  chat: 0.044,
  inspect: 0,
  blindChat: 0.005,
  blindInspect: 0,
};

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
