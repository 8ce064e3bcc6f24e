import type { Day } from '../calendar.js';
import type { FactValue, Notice, NoticeType, Target } from '../notices.js';
import { reach, worksOnRestDays, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { Hazard, HistoryEntry } from './hazard.js';

/** Everything the planning of notices may look at. */
export interface AnnounceContext {
  readonly hazard: Hazard;
  readonly entry: HistoryEntry;
  readonly org: Org;
  readonly day: Day;
}

/** One notice for each person who must be reached, substitutes included. */
export function toPeople(
  context: AnnounceContext,
  ids: readonly (string | undefined)[],
  type: NoticeType,
  facts: Readonly<Record<string, FactValue>> = {},
  more: Partial<Notice> = {},
): readonly Notice[] {
  return reached(context, ids).map((person) =>
    make(
      context,
      type,
      { kind: 'person', personId: person._id },
      { class: 'critical', ...careHomeHours(context), ...more },
      facts,
    ),
  );
}

/** Whom a message to these people reaches today, each once: substitutes included. */
export function reached(
  { org, day }: AnnounceContext,
  ids: readonly (string | undefined)[],
): readonly Person[] {
  const people = ids.flatMap((id) => reach(org, id, day));
  return [...new Map(people.map((person) => [person._id, person])).values()];
}

function careHomeHours({ hazard, org }: AnnounceContext): Partial<Notice> {
  return worksOnRestDays(org, hazard.unitId) ? { restDays: true } : {};
}

/** One notice about the hazard, because of the entry. */
export function make(
  context: AnnounceContext,
  type: NoticeType,
  target: Target,
  how: Partial<Notice> & Pick<Notice, 'class'>,
  facts: Readonly<Record<string, FactValue>> = {},
): Notice {
  const stage = facts['stage'] ?? context.hazard.stageSeq;
  return {
    type,
    target,
    ...how,
    hazardId: context.hazard._id,
    seq: context.entry.seq,
    facts: { ...facts, stage },
  };
}
