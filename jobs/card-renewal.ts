import type { CardRef, OutboxRow } from '../src/delivery/rows.js';
import { dueForRenewal, retireRef } from '../src/delivery/card-refs.js';
import { refreshRow } from '../src/delivery/outbox.js';
import { EXPIRED_AFTER_MS, RENEW_AFTER_MS } from '../src/delivery/renewal.js';
import { nextStep } from '../src/hazards/announce.js';
import type { Job } from './job.js';

/**
 * A card can be changed for 14 days (contract §4.3): at 08:30 of the working day on which it is 13 days old it loses
 * its buttons, and whoever has the step now gets a fresh one, so that a long rectification never loses them.
 */
export const cardRenewal: Job = {
  name: 'card-renewal',
  title: '更换满13天的卡片',
  schedule: { at: '08:30', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  async run({ store, hazards, people, now, tell }, day) {
    const refs = store.collection<CardRef>('cardRefs');
    const outbox = store.collection<OutboxRow>('outbox');
    // A day early where the thirteenth is a rest day: the job runs on working days only.
    const before = new Date(now().getTime() - RENEW_AFTER_MS);
    const old = await dueForRenewal(refs, now());
    const [org, renewed] = [await people.org(), new Set<string>()];
    for (const ref of old) {
      const hazard = ref.hazardId === undefined ? undefined : await hazards.store.get(ref.hazardId);
      if (hazard?.open !== true) {
        await retireRef(refs, ref._id);
        continue;
      }
      // Past the fourteenth day Feishu takes no change any more.
      if (now().getTime() - ref.sentAt.getTime() >= EXPIRED_AFTER_MS) await retireRef(refs, ref._id);
      else await outbox.insertAbsent([refreshRow(ref._id, hazard._id, ref.lane, 'force', now(), now())]);
      const last = hazard.history.at(-1);
      if (last === undefined || renewed.has(hazard._id)) continue;
      renewed.add(hazard._id);
      for (const notice of nextStep({ hazard, entry: last, org, day })) {
        const target = notice.target.kind === 'person' ? notice.target.personId : '';
        const fresh = await refs.count({
          hazardId: hazard._id,
          type: notice.type,
          lane: `p/${target}`,
          sentAt: { $gt: before },
        });
        if (fresh === 0) await tell(`renew:${hazard._id}:${day}:${target}`, notice);
      }
    }
    return { old: old.length, renewed: renewed.size };
  },
};
