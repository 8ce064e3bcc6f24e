import { burdenLines } from './burden.js';
import { campaignLines } from './campaigns.js';
import { hazardLadder } from './hazard-ladder.js';
import { hazardSteps } from './hazard-steps.js';
import { meetingLines } from './meetings.js';
import { renewedCards } from './renewed-cards.js';
import { rewardLines } from './rewards.js';
import { taskLines } from './tasks.js';
import type { DigestSource, SourceDeps } from './source.js';

/** What the morning digest gathers, in the order of its lines within a heading; a new source is a line here. */
const SOURCES: readonly ((deps: SourceDeps) => DigestSource)[] = [
  hazardLadder,
  hazardSteps,
  taskLines,
  rewardLines,
  meetingLines,
  campaignLines,
  renewedCards,
  burdenLines,
];

export function createDigestSources(deps: SourceDeps): readonly DigestSource[] {
  return SOURCES.map((make) => make(deps));
}
