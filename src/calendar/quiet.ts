import { addDays, dayOf, instantAt, timeOf, type Day } from './day.js';

/**
 * From 20:00 to 8:00 and on days off nobody is told (experience.md §1.5).
 * @returns when people hear of what happens now; undefined = now
 */
export function heardFrom(now: Date, works: (day: Day) => boolean): Date | undefined {
  const day = dayOf(now);
  const time = timeOf(now);
  if (works(day) && time >= '08:00' && time < '20:00') return undefined;
  let next = time < '08:00' ? day : addDays(day, 1);
  while (!works(next)) next = addDays(next, 1);
  return instantAt(next, '08:00');
}
