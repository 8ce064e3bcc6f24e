import type { Org } from './org.js';
import type { Person } from './person.js';

/** Whoever only reports or rectifies. */
const OTHERS = 3;

/**
 * How many messages a day somebody should get at most, emergencies apart (experience.md §2). Of several hats the one that
 * needs the most counts. Above it only what asks nothing of them waits for the next digest (`mayWait`); steps never do:
 * that they are too many is a sign that work is not well spread.
 */
export function dailyBudget(person: Person, org: Org): number {
  const heads = org.units.some(({ headId }) => headId === person._id);
  const officer = org.units.some(({ officerId }) => officerId === person._id);
  const hats = [
    ...(person.roles.includes('committeeOffice') || person.roles.includes('admin') ? [6] : []),
    ...(officer ? [5] : []),
    ...(person.roles.includes('deputy') ? [4] : []),
    ...(heads ? [3] : []),
    ...(person.roles.includes('director') ? [2] : []),
  ];
  return hats.length === 0 ? OTHERS : Math.max(...hats);
}
