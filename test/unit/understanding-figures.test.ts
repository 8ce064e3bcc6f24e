import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createUnderstander, loadUnderstanding } from '../../src/understanding/index.js';
import { dataFolder } from '../../src/understanding/load.js';
import { MEASURED, readCorpus } from '../../src/understanding/train/corpus.js';
import { confusion, measure, outcomes, type Figures } from '../../src/understanding/train/evaluate.js';

const corpus = readCorpus(join(dataFolder(), '..', '..', '..', 'test', 'fixtures', 'corpus'));
const understand = createUnderstander(loadUnderstanding());

/**
 * Floors just under what the weights in use reach on lines they were never trained on, so that a change can't
 * make the bot worse unseen. Raise them after a better training; never lower them silently. docs/adr tells how
 * far each part was seen; on the older parts some were lowered on 2026-11-30, with the reason there.
 */
const FLOORS: Readonly<Record<(typeof MEASURED)[number], Partial<Figures>>> = {
  test: {
    intent: 0.935,
    urgentRecall: 0.955,
    kind: 0.815,
    majorRecall: 0.81,
    majorPrecision: 0.935,
    count: 0.925,
    place: 0.925,
  },
  adversarial: {
    intent: 0.94,
    urgentRecall: 0.965,
    kind: 0.91,
    majorRecall: 0.89,
    majorPrecision: 0.89,
    count: 0.925,
    place: 0.895,
  },
  chat: {
    intent: 0.94,
    urgentRecall: 0.99,
    kind: 0.86,
    majorRecall: 0.95,
    majorPrecision: 0.95,
    count: 0.895,
    place: 0.88,
  },
  inspect: {
    intent: 0.99,
    urgentRecall: 0.99,
    kind: 0.965,
    majorRecall: 0.99,
    majorPrecision: 0.95,
    count: 0.925,
    place: 0.785,
  },
  blindChat: {
    intent: 0.975,
    urgentRecall: 0.97,
    kind: 0.93,
    majorRecall: 0.97,
    majorPrecision: 0.99,
    count: 0.915,
    place: 0.97,
  },
  blindInspect: {
    intent: 0.99,
    urgentRecall: 0.99,
    kind: 0.975,
    majorRecall: 0.99,
    majorPrecision: 0.97,
    count: 0.83,
    place: 0.925,
  },
  finalChat: {
    intent: 0.935,
    urgentRecall: 0.99,
    kind: 0.9,
    majorRecall: 0.97,
    majorPrecision: 0.99,
    count: 0.92,
    place: 0.9,
  },
  finalInspect: {
    intent: 0.96,
    urgentRecall: 0.99,
    kind: 0.85,
    majorRecall: 0.885,
    majorPrecision: 0.99,
    count: 0.85,
    place: 0.83,
  },
  thirdChat: {
    intent: 0.95,
    urgentRecall: 0.99,
    kind: 0.965,
    majorRecall: 0.915,
    majorPrecision: 0.94,
    count: 0.905,
    place: 0.945,
  },
  thirdInspect: {
    intent: 0.95,
    urgentRecall: 0.99,
    kind: 0.94,
    majorRecall: 0.915,
    majorPrecision: 0.99,
    count: 0.885,
    place: 0.65,
  },
  fourthChat: {
    intent: 0.895,
    urgentRecall: 0.89,
    kind: 0.935,
    majorRecall: 0.86,
    majorPrecision: 0.835,
    count: 0.885,
    place: 0.9,
  },
  fourthInspect: {
    intent: 0.935,
    urgentRecall: 0.99,
    kind: 0.935,
    majorRecall: 0.94,
    majorPrecision: 0.97,
    count: 0.75,
    place: 0.85,
  },
};
const FALSE_ALARMS: Readonly<Record<(typeof MEASURED)[number], number>> = {
  test: 0,
  adversarial: 0.022,
  chat: 0.015,
  inspect: 0,
  blindChat: 0,
  blindInspect: 0,
  finalChat: 0.02,
  finalInspect: 0,
  thirdChat: 0.005,
  thirdInspect: 0,
  fourthChat: 0.015,
  fourthInspect: 0,
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
