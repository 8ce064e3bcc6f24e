import { ulid } from 'ulid';
import type { Gateway } from '../delivery/gateway-port.js';
import type { LeaseRow } from '../delivery/lease.js';
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
import type { Screens } from '../screens/render.js';
import type { Store } from '../store/collection.js';
import type { PeopleStore } from '../store/people.js';

export interface SendingParts extends Pick<Desk, 'tell' | 'relay'> {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly hazards: HazardDeps;
  readonly gateway: Gateway;
  readonly screens: Screens;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly log: Log;
  readonly crash?: ((point: string) => void) | undefined;
}

/** The way out of the outbox: who draws the cards, who fetches pictures, who hears of what could not be sent. */
export function createSending(parts: SendingParts): Sender {
  const { store, people, hazards, gateway, screens, metrics, now, tell, relay, log, crash } = parts;
  return createSender({
    outbox: store.collection<OutboxRow>('outbox'),
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
    count: (what) => metrics.count(`outbox_${what}`),
    log,
    ...(crash === undefined ? {} : { crash }),
  });
}
