import type { UnderstandingData } from './data.js';
import type { Suggestion } from './types.js';

const STEPS: readonly Suggestion[] = ['days30', 'days15', 'days7', 'days3', 'onTheSpot'];

/** The deadline that fits the wording (domain §7.2): first rule that matches, one step shorter when aggravated. */
export function suggest(text: string, major: boolean, data: UnderstandingData): Suggestion {
  if (major) return 'major';
  const base = data.levels.find((rule) => rule.pattern.test(text))?.suggest ?? 'days7';
  // What can be put right on the spot stays so; the others move one step nearer.
  if (base === 'onTheSpot' || base === 'days3' || !data.levelRaise.test(text)) return base;
  return STEPS[STEPS.indexOf(base) + 1] ?? base;
}
