import type { UnderstandingData } from './data.js';
import { clauseFeatures } from './features.js';
import type { WordHit } from './lexicon.js';
import { chance, rank } from './scores.js';
import type { Segment } from './segments.js';

/** Where one hazard's text begins and ends in the normal text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A clause counts as a hazard of its own above this; an item of the writer's own list needs less. */
const THRESHOLD = 0.75;
const LISTED = 0.25;

/**
 * Parts a report into its separate hazards. The clause model says which clauses open a hazard; a clause
 * that only adds to the one before (time, danger, wish) stays with it.
 */
export function hazardParts(
  segments: readonly Segment[],
  words: readonly WordHit[],
  data: UnderstandingData,
): Part[] {
  const model = data.models['hazard'];
  const end = segments.at(-1)?.end ?? 0;
  if (model === undefined || segments.length < 2) return [{ start: 0, end }];
  const list = segments.filter((segment) => segment.listed).length > 1;
  const starts = segments.filter((segment, at) => {
    const p = chance(rank(model, clauseFeatures(at, segments, words, data.wordings)), 'yes');
    return p > (list && segment.listed ? LISTED : THRESHOLD);
  });
  if (starts.length < 2) return [{ start: starts[0]?.start ?? 0, end }];
  return starts.map((segment, n) => ({ start: segment.start, end: starts[n + 1]?.start ?? end }));
}
