import type { Day } from '../calendar.js';
import {
  activeWithRole,
  deputyOf,
  directorOf,
  headOf,
  officeIds,
  officerOf,
  personById,
  personByOpenId,
  standsInFor,
  type Org,
} from '../people/org.js';
import type { Person } from '../people/person.js';
import { pendingExtension, type Hazard } from './hazard.js';
import type { Actor } from './status.js';

/** The ids that count as this actor for this hazard today, not counting substitutes. */
export function actorIds(actor: Actor, hazard: Hazard, org: Org): readonly string[] {
  switch (actor) {
    case 'anyone':
    case 'bot':
      return [];
    case 'reporter':
      // Who was not known yet when they reported may be by now.
      return ids(hazard.reporterId, personByOpenId(org, hazard.reporterOpenId)?._id);
    case 'alsoReporter':
      return hazard.alsoReporterIds;
    case 'officer':
      return ids(hazard.officerId, officerOf(org, hazard.unitId)?._id);
    case 'unitHead':
      return ids(headOf(org, hazard.unitId)?._id);
    case 'committeeOffice':
      return officeIds(org);
    case 'rectifier':
      return ids(hazard.rectifierId);
    case 'rechecker':
      return ids(hazard.recheckerId);
    case 'approver':
      return ids(hazard.approverId);
    case 'director':
      return ids(directorOf(org)?._id);
    case 'keeper':
      return activeWithRole(org, 'keeper').map((person) => person._id);
    case 'alerted':
      return [...(hazard.emergency?.alertedIds ?? []), ...ids(headOf(org, hazard.unitId)?._id)];
  }
}

/**
 * As whom this person acts: themselves, or somebody on leave whose substitute they are today.
 * @returns the id of the one they act for, or undefined if neither they nor those they stand in for qualify
 */
export function actsAs(person: Person, allowed: readonly string[], org: Org, day: Day): string | undefined {
  if (allowed.includes(person._id)) return person._id;
  return standsInFor(org, person._id, day).find((other) => allowed.includes(other._id))?._id;
}

/**
 * Who approves: the deputy in charge for ordinary hazards, the director for major ones; nobody approves what they
 * wrote, asked for or rectify themselves, it goes one up (experience.md §5 self-approve).
 * @param authorIds who wrote or asked for what is to be approved
 */
export function approverFor(
  hazard: Hazard,
  org: Org,
  ...authorIds: readonly (string | undefined)[]
): string | undefined {
  const chain = [hazard.level === 'major' ? undefined : deputyOf(org, hazard.unitId), directorOf(org)];
  const usable = [...chain, ...activeWithRole(org, 'deputy')].filter(
    (person): person is Person => person !== undefined && person.state === 'active',
  );
  const others = usable.filter((person) => !authorIds.includes(person._id));
  // In a small bureau who rectifies may be the only one left who can decide.
  return (others.find((person) => person._id !== hazard.rectifierId) ?? others[0])?._id;
}

/** Whose hands did the work: the rectifier, and who reported it done in the rectifier's place. */
export function fixersOf({ rectifierId, rectification }: Hazard): readonly string[] {
  return ids(rectifierId, rectification?.byId);
}

/**
 * Who re-checks: the unit's officer for ordinary hazards, 安委办 for major ones (experience.md §3 a, b), never one
 * who rectified (domain.md §0.7); rather not somebody in whose place such a one stands today.
 */
export function recheckerFor(hazard: Hazard, org: Org, day: Day): string | undefined {
  const office = officeIds(org);
  const own = ids(hazard.officerId, officerOf(org, hazard.unitId)?._id, headOf(org, hazard.unitId)?._id);
  const order = hazard.level === 'major' ? [...office, ...own] : [...own, ...office];
  const fixers = fixersOf(hazard);
  const usable = order.filter((id) => !fixers.includes(id) && personById(org, id)?.state === 'active');
  const standIns = fixers.flatMap((id) => standsInFor(org, id, day)).map((other) => other._id);
  return usable.find((id) => !standIns.includes(id)) ?? usable[0];
}

/** In whose hands the hazard is now: the ids of those the next step waits for. */
export function holdersOf(hazard: Hazard, org: Org): readonly string[] {
  switch (hazard.status) {
    case 'reported':
      return officeIds(org);
    case 'verifying':
      return ids(hazard.officerId ?? officerOf(org, hazard.unitId)?._id);
    case 'planning':
    case 'rectifying':
      return ids(hazard.rectifierId);
    case 'approving':
    case 'closing':
      return ids(hazard.approverId);
    case 'rechecking':
      return ids(hazard.recheckerId);
    default:
      return [];
  }
}

/** Names of the holders, for sentences; empty when nobody has it. */
export function holderNames(hazard: Hazard, org: Org): string {
  return holdersOf(hazard, org)
    .map((id) => personById(org, id)?.name ?? '')
    .join('、');
}

/** Everybody something waits for: the holders, and whoever decides on an extension that was asked for. */
export function waitsFor(hazard: Hazard, org: Org): readonly string[] {
  return ids(
    ...holdersOf(hazard, org),
    ...(pendingExtension(hazard) === undefined ? [] : [hazard.approverId]),
  );
}

function ids(...candidates: (string | undefined)[]): readonly string[] {
  return [...new Set(candidates.filter((id): id is string => id !== undefined))];
}
