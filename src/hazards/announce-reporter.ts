import { targetKey, type Notice, type Target } from '../notices.js';
import type { AnnounceContext } from './announce-kit.js';
import type { Hazard } from './hazard.js';

/** Where the one who reported it first can be told something; nowhere if anonymous (progress is pulled by code). */
export function ownReporter(hazard: Hazard): Target | undefined {
  if (hazard.anonymous) return undefined;
  if (hazard.reporterOpenId !== undefined) return { kind: 'openId', openId: hazard.reporterOpenId };
  return hazard.reporterId === undefined ? undefined : { kind: 'person', personId: hazard.reporterId };
}

/** All who reported it and can be told something: also those whose reports were merged or joined. */
export function reporterTargets(hazard: Hazard): readonly Target[] {
  const also = hazard.alsoReporterIds.map((personId): Target => ({ kind: 'person', personId }));
  // Of a message that joined a danger, or of a report that was merged, by somebody not in the organisation file.
  const unknown = hazard.history.flatMap(({ command, after }): readonly Target[] => {
    const openId =
      command === 'joinEmergency' || after?.['merged'] !== undefined ? after?.['openId'] : undefined;
    return openId === undefined ? [] : [{ kind: 'openId', openId }];
  });
  const all = [ownReporter(hazard), ...unknown, ...also].filter((one) => one !== undefined);
  return [...new Map(all.map((target) => [targetKey(target), target])).values()];
}

/** The result to everybody who reported it, if not said otherwise; not to one who ended it themselves. */
export function toReporters(
  { hazard, entry }: AnnounceContext,
  targets: readonly Target[] = reporterTargets(hazard),
): readonly Notice[] {
  return targets
    .filter((target) => target.kind !== 'person' || target.personId !== entry.by)
    .map((target) => ({
      type: 'hazard-result',
      target,
      class: 'informational',
      mayWait: true,
      hazardId: hazard._id,
      seq: entry.seq,
      facts: { what: entry.command, stage: hazard.stageSeq },
    }));
}
