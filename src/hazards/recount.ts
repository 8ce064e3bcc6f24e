import type { Deadline, Hazard } from './hazard.js';
import { moveAsBot } from './move.js';
import type { Deadlines, HazardDeps, HazardFields } from './ports.js';

type Dated = 'due' | 'stepDue' | 'planDue';
const DATED: readonly Dated[] = ['due', 'stepDue', 'planDue'];

/** Would this hazard's deadlines come out otherwise by the calendar of now? */
export function needsRecount(hazard: Hazard, recount: Deadlines['recount']): boolean {
  return DATED.some((field) => differs(hazard[field], recount));
}

/**
 * Counts a hazard's deadlines again after a holiday notice was entered or changed: one guarded write with history,
 * the old days kept in it. Hours and chosen dates stay. Its holders are told only if a day has moved.
 * @param cause the calendar that it was counted by: the same one again changes nothing
 */
export function recountHazard(
  deps: HazardDeps,
  hazardId: string,
  cause: string,
): Promise<Hazard | undefined> {
  return moveAsBot(deps, 'recount', { hazardId, cause: `${cause}:${hazardId}` }, ({ hazard, deadlines }) => {
    if (!hazard.open) return undefined;
    const changed = DATED.filter((field) => differs(hazard[field], deadlines.recount));
    if (changed.length === 0) return undefined;
    const set = Object.fromEntries(
      changed.flatMap((field) => {
        const old = hazard[field];
        return old === undefined ? [] : [[field, deadlines.recount(old)]];
      }),
    ) as HazardFields;
    const moved = changed.filter((field) => set[field]?.day !== hazard[field]?.day);
    const days = (of: Partial<Record<Dated, Deadline>>): Record<string, string> =>
      Object.fromEntries(moved.map((field) => [field, of[field]?.day ?? '']));
    return {
      to: hazard.status,
      set: { ...set, ...copies(hazard, set.due) },
      ...(moved.length === 0 ? {} : { before: days(hazard), after: days(set) }),
    };
  });
}

/** The copies of the due day; the first approved day moves along while nothing else has moved it. */
function copies(hazard: Hazard, due: Deadline | undefined): HazardFields {
  if (due === undefined) return {};
  return {
    dueDay: due.day,
    ...(hazard.firstDueDay !== undefined && hazard.firstDueDay === hazard.due?.day
      ? { firstDueDay: due.day }
      : {}),
  };
}

function differs(old: Deadline | undefined, recount: Deadlines['recount']): boolean {
  if (old === undefined) return false;
  const now = recount(old);
  return now.day !== old.day || now.announced !== old.announced;
}
