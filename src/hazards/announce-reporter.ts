import type { Notice, Target } from '../notices.js';
import type { AnnounceContext } from './announce.js';
import type { Hazard } from './hazard.js';

/** Where a reporter can be told something; nowhere if the report was anonymous (progress is pulled by code). */
export function reporterTargets(hazard: Hazard): readonly Target[] {
  if (hazard.anonymous) return [];
  const ids = [hazard.reporterId, ...hazard.alsoReporterIds].filter((id): id is string => id !== undefined);
  const known: Target[] = [...new Set(ids)].map((personId) => ({ kind: 'person', personId }));
  return hazard.reporterOpenId === undefined
    ? known
    : [{ kind: 'openId', openId: hazard.reporterOpenId }, ...known];
}

/** The result to everybody who reported it; not to one who ended it themselves. */
export function toReporters({ hazard, entry }: AnnounceContext): readonly Notice[] {
  return reporterTargets(hazard)
    .filter((target) => target.kind !== 'person' || target.personId !== entry.by)
    .map((target) => ({
      type: 'hazard-result',
      target,
      class: 'informational',
      hazardId: hazard._id,
      seq: entry.seq,
      facts: { what: entry.command, stage: hazard.stageSeq },
    }));
}
