import { dayOf } from '../calendar.js';
import { sendRow } from '../delivery/outbox.js';
import { relayHazard, relaySweep, type RelayDeps } from '../delivery/relay.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import { planNotices } from '../hazards/announce.js';
import type { Hazard, HistoryEntry } from '../hazards/hazard.js';
import type { Desk } from '../listeners/desk.js';
import type { Log } from '../log.js';
import { targetKey, type Notice, type Target } from '../notices.js';
import { personById } from '../people/org.js';
import type { Store } from '../store/collection.js';
import type { PeopleStore } from '../store/people.js';
import { hasForm } from '../../cards/index.js';

export interface TellingParts {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly now: () => Date;
  readonly holdUntil: (notice: Notice, now: Date) => Date | undefined;
  /** What an entry means for other hazards; done before it is told. */
  readonly sequel: (hazard: Hazard, entry: HistoryEntry) => Promise<void>;
  readonly log: Log;
  readonly crash?: ((point: string) => void) | undefined;
}

export interface Telling extends Pick<Desk, 'tell' | 'relay'> {
  /** Tells what a crash left untold. */
  sweep(): Promise<unknown>;
}

/** The ways into the outbox: what is told by itself, and what follows from a hazard's history. */
export function createTelling(parts: TellingParts): Telling {
  const { store, people, now, holdUntil, log, crash } = parts;
  const outbox = store.collection<OutboxRow>('outbox');
  const relaying: RelayDeps = {
    hazards: store.collection<Hazard>('hazards'),
    outbox,
    cardRefs: store.collection<CardRef>('cardRefs'),
    now,
    plan: async (hazard, entry) => {
      await parts.sequel(hazard, entry);
      return planNotices(hazard, entry, await people.org(), dayOf(now()));
    },
    holdUntil,
    hasForm,
    lanesOf: async (personId) => {
      const openId = personById(await people.org(), personId)?.openId;
      const person: Target = { kind: 'person', personId };
      return [person, ...(openId === undefined ? [] : [{ kind: 'openId', openId } as const])].map(targetKey);
    },
    onError: (hazardId, error) =>
      log.error({ err: error, hazardId }, 'a hazard could not be told; the others go on'),
    ...(crash === undefined ? {} : { crash }),
  };
  return {
    relay: (hazard) => relayHazard(relaying, hazard),
    sweep: () => relaySweep(relaying),
    async tell(cause, notice) {
      const id = `${notice.type}:${cause}`.slice(0, 200);
      await outbox.insertAbsent([sendRow(id, notice, now(), holdUntil(notice, now()))]);
      crash?.('told');
    },
  };
}
