import { instantAt } from '../src/calendar.js';
import { escalation } from '../src/hazards/escalation.js';
import { holdersOf } from '../src/hazards/roles.js';
import { reach } from '../src/people/org.js';
import type { Job } from './index.js';

/**
 * 09:00 on working days: one digest a person, with every rung of the ladder that has reached them and what waits
 * for them. Who gets one is decided now, what stands in it when it is sent. 都知道了 silences a person until one of
 * their hazards reaches the next rung.
 */
export const morningDigest: Job = {
  name: 'morning-digest',
  at: '09:00',
  on: 'workday',
  catchUpUntil: '18:00',
  async run({ hazards, people, calendar, tell }, day) {
    const [org, business, open] = [
      await people.org(),
      await calendar(),
      await hazards.store.find({ open: true }),
    ];
    const rungs = new Map<string, string[]>();
    const add = (id: string | undefined, rung: string): void => {
      for (const person of reach(org, id, day))
        rungs.set(person._id, [...(rungs.get(person._id) ?? []), rung]);
    };
    for (const hazard of open) {
      const rung = escalation(hazard, day, business);
      if (rung !== undefined) for (const id of rung.who(hazard, org)) add(id, `${hazard._id}:${rung.name}`);
      else if (hazard.status !== 'rectifying')
        for (const id of holdersOf(hazard, org)) add(id, `${hazard._id}:${hazard.stageSeq}`);
    }
    let told = 0;
    for (const [personId, reached] of rungs) {
      const said = (await people.setting(`digest:${personId}`)) as { rungs: string[] } | undefined;
      const acknowledged = (await people.setting(`ack:${personId}`)) as { day: string } | undefined;
      const silent =
        said !== undefined &&
        acknowledged !== undefined &&
        reached.every((rung) => said.rungs.includes(rung));
      if (silent) continue;
      await people.setSetting(`digest:${personId}`, { rungs: reached, day }, 'bot');
      await tell(`nag:${day}:${personId}`, {
        type: 'digest',
        target: { kind: 'person', personId },
        class: 'nag',
        anyHour: true,
        facts: { personId },
        expiresAt: instantAt(day, '18:00'),
      });
      told += 1;
    }
    return { people: told, hazards: open.length };
  },
};
