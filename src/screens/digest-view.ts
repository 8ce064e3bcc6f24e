import { dayOf, fullDay } from '../calendar.js';
import type { Person } from '../people/person.js';
import type { DigestView } from '../../cards/lists.js';
import type { Context } from './context.js';
import { readDigest, splitRung } from './digest/memory.js';
import { DIGEST_GROUPS, type DigestDay, type DrawnLine } from './digest/source.js';

/**
 * S8: what this morning's digest found for a person, drawn from what is stored when it is sent: what was closed, moved
 * or 都知道了 meanwhile is out.
 */
export async function digestView(person: Person | undefined, context: Context): Promise<DigestView | string> {
  if (person === undefined) return 'nobody';
  const { org, calendar, people } = context;
  const now = context.now();
  const day: DigestDay = { today: dayOf(now), now, org, calendar };
  const { found, known } = await readDigest(people, person._id);
  const lines: DrawnLine[] = [];
  for (const source of context.sources) {
    const rungs = (found?.rungs ?? [])
      .filter((key) => !known.has(key))
      .map(splitRung)
      .flatMap(([name, rung]) => (name === source.name ? [rung] : []));
    if (rungs.length > 0) lines.push(...(await source.lines(person, rungs, day)));
  }
  if (lines.length === 0) return 'nothing is left to say';
  const groups = DIGEST_GROUPS.map((title) => ({
    title,
    lines: lines.filter((line) => line.group === title),
  }));
  return {
    day: fullDay(day.today, day.today).replace('（', ' ').replace('）', ''),
    slot: found?.day ?? day.today,
    groups: groups.filter((group) => group.lines.length > 0),
    late: lines.some((line) => line.group === '已过期限'),
  };
}
