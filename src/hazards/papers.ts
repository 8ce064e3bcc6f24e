import type { Day } from '../calendar.js';
import { leads } from '../people/org.js';
import type { Person } from '../people/person.js';
import { isLate } from './figures.js';
import type { Hazard } from './hazard.js';

/** 文书 about one hazard (papers.md §3.2-3.5), each a draft that a person completes, numbers and signs. */
export const PAPERS = ['notice', 'recheck', 'urging', 'transfer'] as const;
export type PaperKind = (typeof PAPERS)[number];

/** Which papers there is something to write for, in the order of the case. */
export function papersFor(hazard: Hazard, today: Day): readonly PaperKind[] {
  const ordered = hazard.unitId !== undefined && hazard.dueDay !== undefined;
  // Also before it is handed over: the letter is written first.
  const transfers =
    hazard.transfer !== undefined ||
    (hazard.open && hazard.history.some(({ command }) => command === 'askTransfer'));
  return [
    ...(ordered ? ['notice' as const] : []),
    ...(ordered && hazard.rechecks.length > 0 ? ['recheck' as const] : []),
    ...(isLate(hazard, today) ? ['urging' as const] : []),
    ...(transfers ? ['transfer' as const] : []),
  ];
}

/** Papers go out in the bureau's name: 局长, 分管领导 and 安委办 have them drawn up. */
export const mayDrawUpPapers = (person: Person | undefined): boolean => person !== undefined && leads(person);
