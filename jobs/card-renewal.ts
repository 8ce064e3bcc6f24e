import type { CardRef, OutboxRow } from '../src/delivery/rows.js';
import { dueForRenewal, retireRef } from '../src/delivery/card-refs.js';
import { refreshRow } from '../src/delivery/outbox.js';
import { EXPIRED_AFTER_MS, renewedOn } from '../src/delivery/renewal.js';
import type { Job } from './job.js';

/**
 * A card can be changed for 14 days (contract §4.3): at 08:30 of the working day on which it is 13 days old, or of
 * the one before if that is a rest day, it loses its buttons and says where the fresh one is (experience.md §3 j).
 * The fresh one is offered in the digest of that day (src/screens/digest/renewed-cards.ts), so that a long
 * rectification never loses its buttons.
 */
export const cardRenewal: Job = {
  name: 'card-renewal',
  title: '更换满13天的卡片',
  schedule: { at: '08:30', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  async run({ store, hazards, now, calendar }, day) {
    const refs = store.collection<CardRef>('cardRefs');
    const outbox = store.collection<OutboxRow>('outbox');
    const old = await dueForRenewal(refs, renewedOn(day, await calendar()));
    for (const ref of old) {
      const hazard = ref.hazardId === undefined ? undefined : await hazards.store.get(ref.hazardId);
      // Past the fourteenth day Feishu takes no change any more.
      const tooLate = now().getTime() - ref.sentAt.getTime() >= EXPIRED_AFTER_MS;
      await refs.change({ _id: ref._id }, { $set: { endedDay: day } });
      if (hazard?.open !== true || tooLate) {
        await retireRef(refs, ref._id);
        continue;
      }
      await outbox.insertAbsent([refreshRow(ref._id, hazard._id, ref.lane, 'force', now(), now())]);
    }
    return { old: old.length };
  },
};
