import { ulid } from 'ulid';
import { dayOf, instantAt, type BusinessCalendar } from '../calendar.js';
import type { Gateway } from '../delivery/gateway-port.js';
import type { LeaseRow } from '../delivery/lease.js';
import { calmOn } from '../delivery/load.js';
import { fetchPhotos } from '../delivery/photos.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import { createSender, type Sender } from '../delivery/sender.js';
import { notePingFailed } from '../hazards/emergency.js';
import type { HazardDeps } from '../hazards/ports.js';
import { alarmUnsent } from '../listeners/alarms.js';
import type { Desk } from '../listeners/desk.js';
import { onRefused } from '../listeners/refusals.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { dailyBudget } from '../people/budget.js';
import { personById } from '../people/org.js';
import type { Screens } from '../screens/render.js';
import type { Store } from '../store/collection.js';
import type { PeopleStore } from '../store/people.js';
import { morningDigest } from '../../jobs/morning-digest.js';

export interface SendingParts extends Pick<Desk, 'tell' | 'relay'> {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly hazards: HazardDeps;
  readonly gateway: Gateway;
  readonly screens: Screens;
  readonly metrics: Metrics;
  readonly calendar: () => Promise<BusinessCalendar>;
  readonly now: () => Date;
  readonly log: Log;
  readonly crash?: ((point: string) => void) | undefined;
}

/** The way out of the outbox: who draws the cards, who fetches pictures, who hears of what could not be sent. */
export function createSending(parts: SendingParts): Sender {
  const { store, people, hazards, gateway, screens, metrics, now, tell, relay, log, crash } = parts;
  const outbox = store.collection<OutboxRow>('outbox');
  return createSender({
    outbox,
    cardRefs: store.collection<CardRef>('cardRefs'),
    leases: store.collection<LeaseRow>('leases'),
    gateway,
    now,
    newToken: ulid,
    render: (row) => screens.renderRow(row),
    renderRef: (ref) => screens.renderRef(ref),
    fetchPhotos: (id) => fetchPhotos({ hazards, photos: store.photos, gateway, relay }, id),
    onPermanent: (row, error) =>
      onRefused({ people, tell }, row.notice?.target, error.code, `refused:${row._id}`),
    onAlarm: async (row, reason) => {
      metrics.count('alarms');
      await alarmUnsent({ people, tell }, row, reason);
    },
    onUrgentFailed: async (row) => {
      metrics.count('urgent_refused');
      const noted = row.hazardId === undefined ? undefined : await notePingFailed(hazards, row.hazardId);
      if (noted !== undefined) await relay(noted);
    },
    waitsUntil: async ({ notice, createdAt }) => {
      const today = dayOf(now());
      // It waits once: reporters hear what came of it, however much else there is.
      if (notice?.target.kind !== 'person' || dayOf(createdAt) < today) return undefined;
      const org = await people.org();
      const person = personById(org, notice.target.personId);
      if (person === undefined || (await calmOn(outbox, person._id, today)) < dailyBudget(person, org))
        return undefined;
      return instantAt((await parts.calendar()).addWorkdays(today, 1), morningDigest.schedule.at);
    },
    count: (what) => metrics.count(`outbox_${what}`),
    log,
    ...(crash === undefined ? {} : { crash }),
  });
}
