import { inheritWork } from '../src/hazards/inherit.js';
import type { JobDeps } from './job.js';

/** Who has left is looked for so often; ms. */
const EVERY_MS = 60_000;

/**
 * Open work of whoever is marked as having left goes on to others, however they came to be marked: the organisation
 * file read at a start, on SIGHUP or by `org import` beside the running bot, or an event whose process died half-way.
 * @returns a function to be called at every tick
 */
export function createLeavers({
  people,
  hazards,
  relay,
  now,
  log,
}: Pick<JobDeps, 'people' | 'hazards' | 'relay' | 'now' | 'log'>): () => Promise<void> {
  let nextAt = 0;
  /** Those of whom nothing is left; nobody is given anything after they have left. */
  let settled: ReadonlySet<string> = new Set();
  return async () => {
    if (now().getTime() < nextAt) return;
    nextAt = now().getTime() + EVERY_MS;
    const left = (await people.people()).filter(({ state }) => state === 'left').map(({ _id }) => _id);
    for (const personId of left) {
      if (settled.has(personId)) continue;
      const moved = await inheritWork(hazards, { personId }, `left:${personId}:${now().getTime()}`, relay);
      if (moved > 0) log.info({ personId, moved }, 'open work of somebody who left has moved on');
    }
    settled = new Set(left);
  };
}
