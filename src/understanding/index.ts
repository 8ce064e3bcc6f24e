/** Chinese text to intent, kind, major candidate, count, place and urgency. Pure apart from `loadUnderstanding`. */
export { createUnderstander } from './understand.js';
export { loadUnderstanding } from './load.js';
export type { UnderstandingData } from './data.js';
export { INTENTS } from './types.js';
export type {
  CriterionHit,
  Intent,
  Mark,
  OrgNames,
  Suggestion,
  Understander,
  Understanding,
  UrgentTrigger,
} from './types.js';
