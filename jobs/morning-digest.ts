import { instantAt } from '../src/calendar.js';
import { reach } from '../src/people/org.js';
import { joinRung, keepDigest, keepKnown, MOST_RUNGS, readDigest } from '../src/screens/digest/memory.js';
import type { DigestDay, DigestSource } from '../src/screens/digest/source.js';
import { StoreUnavailable } from '../src/store/collection.js';
import type { Job, JobDeps } from './job.js';

/** What has been gathered for one person: small whatever the number of hazards. */
interface Gathered {
  /** Silenced by 都知道了. */
  readonly known: ReadonlySet<string>;
  readonly rungs: Set<string>;
  /** Silenced and still on the same rung. */
  readonly quiet: Set<string>;
}

const EXPIRES = '18:00';

/**
 * 09:00 on working days: one digest a person with everything that waits (src/screens/digest/sources.ts). Who gets one
 * is decided now, what stands in it when it is sent. 都知道了 silences each line until its next rung.
 */
export const morningDigest: Job = {
  name: 'morning-digest',
  title: '早上的提醒',
  schedule: { at: '09:00', on: 'workday' },
  catchUp: { until: EXPIRES },
  quiet: 'hold',
  async run(deps, slot) {
    const { people, tell } = deps;
    const { all, things, broken } = await gather(deps, slot);
    let told = 0;
    for (const [personId, { known, rungs, quiet }] of all) {
      // What a broken source would have named stays silenced.
      if (broken === 0 && known.size > quiet.size) await keepKnown(people, personId, [...quiet]);
      if (rungs.size === 0) continue;
      await keepDigest(people, personId, { day: slot, rungs: [...rungs] });
      await tell(`nag:${slot}:${personId}`, {
        type: 'digest',
        target: { kind: 'person', personId },
        class: 'nag',
        facts: { personId },
        expiresAt: instantAt(slot, EXPIRES),
      });
      told += 1;
    }
    return { people: told, things, broken };
  },
};

interface Morning {
  readonly all: ReadonlyMap<string, Gathered>;
  readonly things: number;
  /** Sources that failed: the others are told all the same, and the auditor speaks up. */
  readonly broken: number;
}

/** Streams every source once; of each person no more is kept than a card can show. */
async function gather(deps: JobDeps, today: string): Promise<Morning> {
  const { people } = deps;
  const [org, calendar] = [await people.org(), await deps.calendar()];
  const day: DigestDay = { today, now: deps.now(), org, calendar };
  const all = new Map<string, Gathered>();
  const of = async (personId: string): Promise<Gathered> => {
    const known = all.get(personId);
    if (known !== undefined) return known;
    const fresh = {
      known: (await readDigest(people, personId)).known,
      rungs: new Set<string>(),
      quiet: new Set<string>(),
    };
    all.set(personId, fresh);
    return fresh;
  };
  let [things, broken] = [0, 0];
  const take = async (source: DigestSource): Promise<void> => {
    for await (const { personId, rung } of source.waiting(day)) {
      things += 1;
      const key = joinRung(source.name, rung);
      for (const person of reach(org, personId, today)) {
        const gathered = await of(person._id);
        if (gathered.known.has(key)) gathered.quiet.add(key);
        else if (gathered.rungs.size < MOST_RUNGS) gathered.rungs.add(key);
      }
    }
  };
  for (const source of deps.sources)
    try {
      await take(source);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      deps.log.error({ err: error, source: source.name }, 'a source of the digest failed; the others go on');
      broken += 1;
    }
  return { all, things, broken };
}
