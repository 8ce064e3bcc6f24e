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
    intent: 0.895,
    urgentRecall: 0.95,
    kind: 0.83,
    majorRecall: 0.83,
    majorPrecision: 0.91,
    count: 0.9,
    place: 0.95,
  },
  adversarial: {
    intent: 0.895,
    urgentRecall: 0.93,
    kind: 0.915,
    majorRecall: 0.86,
    majorPrecision: 0.82,
    count: 0.895,
    place: 0.9,
  },
  chat: {
    intent: 0.91,
    urgentRecall: 0.95,
    kind: 0.9,
    majorRecall: 0.855,
    majorPrecision: 0.855,
    count: 0.875,
    place: 0.82,
  },
  inspect: {
    intent: 0.96,
    urgentRecall: 0.99,
    kind: 0.955,
    majorRecall: 0.99,
    majorPrecision: 0.865,
    count: 0.905,
    place: 0.825,
  },
  blindChat: {
    intent: 0.955,
    urgentRecall: 0.99,
    kind: 0.935,
    majorRecall: 0.97,
    majorPrecision: 0.92,
    count: 0.9,
    place: 0.985,
  },
  blindInspect: {
    intent: 0.98,
    urgentRecall: 0.99,
    kind: 0.96,
    majorRecall: 0.99,
    majorPrecision: 0.97,
    count: 0.915,
    place: 0.96,
  },
  finalChat: {
    intent: 0.92,
    urgentRecall: 0.97,
    kind: 0.845,
    majorRecall: 0.89,
    majorPrecision: 0.97,
    count: 0.9,
    place: 0.85,
  },
  finalInspect: {
    intent: 0.935,
    urgentRecall: 0.99,
    kind: 0.805,
    majorRecall: 0.83,
    majorPrecision: 0.935,
    count: 0.84,
    place: 0.795,
  },
};
const FALSE_ALARMS: Readonly<Record<(typeof MEASURED)[number], number>> = {
  test: 0.008,
  adversarial: 0.036,
  chat: 0.037,
  inspect: 0,
  blindChat: 0.005,
  blindInspect: 0,
  finalChat: 0.025,
  finalInspect: 0,
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
