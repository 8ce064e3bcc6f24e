import { addDays, instantAt, type Day } from '../calendar.js';
import type { NoticeType } from '../notices.js';
import type { Org } from '../people/org.js';
import { listOf, type Collection } from '../store/collection.js';
import type { OutboxRow } from './rows.js';

/** How many messages somebody got in a span: those that came by themselves, and answers to what they sent. */
export interface MessageLoad {
  readonly personId: string;
  readonly pushed: number;
  readonly answered: number;
}

/**
 * Messages a person, from the outbox: one grouped query over an index, whatever the number of rows. Cards that only
 * changed are no messages; what went to groups is nobody's.
 * @param from first instant counted
 * @param to first instant not counted
 * @returns the most burdened first
 */
export async function messageLoad(
  outbox: Collection<OutboxRow>,
  org: Org,
  from: Date,
  to: Date,
): Promise<readonly MessageLoad[]> {
  const rows = await outbox.tally(['lane'], { doneAt: { $gte: from, $lt: to }, kind: 'send', state: 'sent' });
  const loads = new Map<string, { pushed: number; answered: number }>();
  for (const { key, n } of rows) {
    const [kind, id] = split(String(key[0]));
    const person = org.people.find((one) =>
      kind === 'p' ? one._id === id : kind === 'u' && one.openId === id,
    );
    if (person === undefined) continue;
    const load = loads.get(person._id) ?? { pushed: 0, answered: 0 };
    if (kind === 'p') load.pushed += n;
    else load.answered += n;
    loads.set(person._id, load);
  }
  return [...loads]
    .map(([personId, load]) => ({ personId, ...load }))
    .toSorted((a, b) => b.pushed - a.pushed || b.answered - a.answered);
}

/** Emergencies count for nobody's budget. */
const URGENT: ReadonlySet<NoticeType> = new Set(['urgent', 'urgent-joined', 'urgent-more', 'accident-clock']);

/** How many messages came to somebody by themselves on this day, emergencies apart. */
export async function calmOn(outbox: Collection<OutboxRow>, personId: string, day: Day): Promise<number> {
  const [from, to] = [instantAt(day, '00:00'), instantAt(addDays(day, 1), '00:00')];
  const rows = await listOf(
    outbox.find({ doneAt: { $gte: from, $lt: to }, lane: `p/${personId}`, kind: 'send', state: 'sent' }),
  );
  return rows.filter(({ notice }) => notice === undefined || !URGENT.has(notice.type)).length;
}

/** `p/<person>`: the bot spoke first; `u/<open_id>`: it answered whoever wrote or clicked. */
function split(lane: string): readonly [string, string] {
  const at = lane.indexOf('/');
  return [lane.slice(0, at), lane.slice(at + 1)];
}
