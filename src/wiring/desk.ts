import { createHmac, randomBytes } from 'node:crypto';
import type { Gateway } from '../delivery/gateway-port.js';
import type { Inbox } from '../delivery/inbox.js';
import { cleanPicture } from '../delivery/photos.js';
import { redrawSubject } from '../delivery/redraw.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import { createAnonymousDesk } from '../listeners/anonymous.js';
import type { Desk } from '../listeners/desk.js';
import { keptFor, type Draft } from '../listeners/drafts.js';
import type { NoticeType } from '../notices.js';
import type { Screens } from '../screens/render.js';
import type { Collection, Store } from '../store/collection.js';
import type { PeopleStore } from '../store/people.js';
import { renderCard } from '../../cards/index.js';

/** What is made elsewhere and only handed on. */
type Handed = Pick<
  Desk,
  'hazards' | 'understand' | 'calendar' | 'now' | 'campaigns' | 'committee' | 'tell' | 'relay'
>;

export interface DeskDeps extends Handed {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly gateway: Gateway;
  readonly inbox: Inbox;
  readonly screens: Screens;
}

/** Everything that those who answer people (src/listeners) may use. */
export function createDesk(deps: DeskDeps): Desk {
  const { store, people, gateway, now, tell, screens, hazards } = deps;
  const outbox = store.collection<OutboxRow>('outbox');
  const cardRefs = store.collection<CardRef>('cardRefs');
  return {
    hazards,
    people,
    understand: deps.understand,
    calendar: deps.calendar,
    now,
    reader: gateway,
    drafts: draftsIn(store.collection<Draft>('drafts'), now),
    tell,
    relay: deps.relay,
    cardOf: (messageId) => cardOf(cardRefs, messageId),
    scrub: (key) => deps.inbox.scrub(key),
    anonymous: createAnonymousDesk(
      store,
      people,
      now,
      (secret, text) => createHmac('sha256', secret).update(text).digest(),
      () => randomBytes(32).toString('hex'),
    ),
    sendPrivately: async (openId, type, view, uuid) => {
      const card = renderCard(type, view as never);
      await gateway.send({ by: 'open_id', id: openId }, { kind: 'card', card }, uuid);
    },
    keepPhoto: async (bytes) => store.photos.put(await cleanPicture(bytes)),
    campaigns: deps.campaigns,
    committee: deps.committee,
    redraw: (subject, pace) => redrawSubject({ outbox, cardRefs }, subject, now(), pace),
    draw: (notice) => screens.draw(notice),
  };
}

/** What somebody began (pictures without words, words without pictures), forgotten after a while. */
function draftsIn(drafts: Collection<Draft>, now: () => Date): Desk['drafts'] {
  const fresh = (draft: Draft | null): Draft | undefined =>
    draft !== null && now().getTime() - draft.at.getTime() < keptFor(draft) ? draft : undefined;
  return {
    take: async (key) => {
      const draft = fresh(await drafts.get(key));
      await drafts.remove({ _id: key });
      return draft;
    },
    peek: async (key) => fresh(await drafts.get(key)),
    put: async (draft) => {
      await drafts.remove({ _id: draft._id });
      await drafts.insertAbsent([draft]);
    },
  };
}

async function cardOf(
  cardRefs: Collection<CardRef>,
  messageId: string,
): Promise<Awaited<ReturnType<Desk['cardOf']>>> {
  const ref = await cardRefs.get(messageId);
  if (ref === null) return undefined;
  const stage = ref.notice.facts?.['stage'];
  return {
    ...(ref.hazardId === undefined ? {} : { hazardId: ref.hazardId }),
    type: ref.type as NoticeType,
    sentAt: ref.sentAt,
    ...(typeof stage === 'number' ? { stage } : {}),
  };
}
