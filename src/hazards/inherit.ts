import { headOf, officeIds, officerOf, unitById, type Org } from '../people/org.js';
import type { Day } from '../calendar.js';
import { given } from '../given.js';
import { pendingExtension, type Hazard } from './hazard.js';
import { moveAsBot } from './move.js';
import type { HazardDeps } from './ports.js';
import { extensionApprover } from './extension.js';
import { approverFor, fixersOf, holdersOf, recheckerFor } from './roles.js';

/** The people of one hazard: the fields that name somebody who has to do something. */
const PARTS = ['officerId', 'rectifierId', 'recheckerId', 'approverId'] as const;
type Parts = { readonly [P in (typeof PARTS)[number]]?: string };

/** Whose work goes on to others, and why: they left, or a place of one unit is somebody else's now. */
export interface Leaving {
  readonly personId: string;
  readonly unitId?: string;
  readonly place?: 'head' | 'officer' | 'deputy';
}

/**
 * Moves open work on from somebody, so that nothing is orphaned (domain.md §4.4): to who has the place now, else to the
 * unit's head, else to 安委办. Approvals and re-checks go to whoever they would be given to today: a head does not
 * approve a plan, nobody re-checks what they have mended. Repeatable: what has moved is nobody's to move again.
 * @param relay called for each hazard that moved
 * @returns how many moved
 */
export async function inheritWork(
  deps: HazardDeps,
  leaving: Leaving,
  cause: string,
  relay: (hazard: Hazard) => Promise<void>,
): Promise<number> {
  const { personId, unitId } = leaving;
  const theirs = await deps.store.find({ open: true, personId, ...given('unitId', unitId) });
  let moved = 0;
  for (const { _id } of theirs) {
    const request = { hazardId: _id, cause: `${cause}:${_id}` };
    const changed = await moveAsBot(deps, 'reassign', request, ({ hazard, org, deadlines }) => {
      const heirs = heirsOf(hazard, leaving, org, deadlines.today());
      const keys = PARTS.filter((part) => heirs[part] !== undefined && heirs[part] !== hazard[part]);
      if (keys.length === 0) return undefined;
      const of = (parts: Parts): Record<string, string> =>
        Object.fromEntries(keys.map((part) => [part, parts[part] ?? '']));
      const after = { ...hazard, ...heirs };
      return {
        to: hazard.status,
        set: heirs,
        newStage: holdersOf(hazard, org).join() !== holdersOf(after, org).join(),
        before: of(hazard),
        after: of(heirs),
      };
    });
    if (changed === undefined) continue;
    moved += 1;
    await relay(changed);
  }
  return moved;
}

function heirsOf(hazard: Hazard, { personId, place }: Leaving, org: Org, day: Day): Parts {
  const inPlace = {
    head: headOf(org, hazard.unitId)?._id,
    officer: officerOf(org, hazard.unitId)?._id,
    deputy: unitById(org, hazard.unitId)?.deputyId,
  }[place ?? 'head'];
  const to = inPlace === personId ? officeIds(org)[0] : (inPlace ?? officeIds(org)[0]);
  const had = (part: (typeof PARTS)[number]): boolean => hazard[part] === personId;
  const hands: Parts = {
    ...(had('officerId') ? given('officerId', to) : {}),
    ...(had('rectifierId') ? given('rectifierId', to) : {}),
  };
  const next: Hazard = { ...hazard, ...hands };
  const mended = fixersOf(next).includes(hazard.recheckerId ?? '');
  return {
    ...hands,
    ...(had('recheckerId') || mended ? given('recheckerId', recheckerFor(next, org, day)) : {}),
    ...(had('approverId') ? given('approverId', approverOf(next, org)) : {}),
  };
}

/** Who would be asked today for the decision that is open, or was asked for last. */
function approverOf(hazard: Hazard, org: Org): string | undefined {
  const asked = pendingExtension(hazard);
  const author = hazard.status === 'closing' ? hazard.rechecks.at(-1)?.byId : hazard.plan?.byId;
  const to =
    asked === undefined ? approverFor(hazard, org, author) : extensionApprover(hazard, org, asked.byId);
  return to ?? officeIds(org)[0];
}
