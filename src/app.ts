import { createHash, createHmac, randomBytes } from 'node:crypto';
import type Koa from 'koa';
import { ulid } from 'ulid';
import { addDays, createCalendar, dayOf, daysBetween, type BusinessCalendar } from './calendar.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { markShown } from './delivery/card-refs.js';
import { holdUntil } from './delivery/hours.js';
import { createInbox } from './delivery/inbox.js';
import type { Gateway } from './delivery/gateway-port.js';
import type { LeaseRow } from './delivery/lease.js';
import { lagOf, sendRow, uuidOf } from './delivery/outbox.js';
import { messageLoad } from './delivery/load.js';
import { createOwnId } from './delivery/own-id.js';
import { cleanPicture, fetchPhotos } from './delivery/photos.js';
import { freeDeadLeases } from './delivery/recover.js';
import { relayHazard, relaySweep, type RelayDeps } from './delivery/relay.js';
import type { CardRef, InboxRow, OutboxRow } from './delivery/rows.js';
import { redrawSubject } from './delivery/redraw.js';
import { createSender } from './delivery/sender.js';
import { refuse } from './errors.js';
import { readCardAction } from './feishu/click.js';
import { readEnvelope, readInbound, inboxKey, type Envelope } from './feishu/inbound.js';
import { createHttp } from './feishu/webhook.js';
import { planNotices } from './hazards/announce.js';
import { widenAlert } from './hazards/emergency.js';
import type { Hazard } from './hazards/hazard.js';
import type { Deadlines, HazardDeps } from './hazards/ports.js';
import { onCardAction } from './listeners/card-action.js';
import type { ClickAnswer } from './listeners/click.js';
import { noteTo, type Desk } from './listeners/desk.js';
import { DRAFT_MS, type Draft } from './listeners/drafts.js';
import { createAnonymousDesk } from './listeners/anonymous.js';
import { handleInbound } from './listeners/index.js';
import { sendLedger } from './listeners/ledger.js';
import { alarmDeaf, alarmUnsent } from './listeners/alarms.js';
import { onRefused } from './listeners/refusals.js';
import { sequel } from './listeners/sequels.js';
import type { Log } from './log.js';
import { createMetrics } from './metrics.js';
import { createPeopleLookup } from './org-sync.js';
import type { NoticeType } from './notices.js';
import { createDigestSources } from './screens/digest/sources.js';
import { createScreens } from './screens/render.js';
import { StoreUnavailable, type Store } from './store/collection.js';
import { createCommittee } from './committee-wiring.js';
import { createCampaigns } from './campaign-wiring.js';
import { createHazardStore } from './store/hazards.js';
import { switchedOff } from './store/switch.js';
import { createPeopleStore, type PeopleStore } from './store/people.js';
import type { Understander } from './understanding/index.js';
import { createRecount } from '../jobs/recount.js';
import { createJobs } from '../jobs/runner.js';
import { createSlotTime, tellClock } from '../jobs/slot-time.js';
import { renderCard } from '../cards/index.js';
import { emergencyWithoutStore, refusalText } from '../cards/texts.zh-CN.js';

export interface AppDeps {
  readonly config: Config;
  readonly store: Store;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly understand: Understander;
  /** The store's own time, by which slots of jobs are decided; default: the clock. */
  readonly storeNow?: () => Promise<Date>;
  /** Tests kill the process at named points. */
  readonly crash?: (point: string) => void;
  /** How long a click may take before it is answered with 正在保存; ms. */
  readonly clickBudgetMs?: number;
}

export interface App {
  readonly http: Koa;
  readonly people: PeopleStore;
  /** The two doors for the long connection, the same as behind the webhook. */
  readonly onEvent: (envelope: Envelope, raw: string) => Promise<void>;
  readonly onCallback: (envelope: Envelope) => Promise<object>;
  /** The long connection had brought nothing since then, and was made anew: the administrators should know. */
  readonly onDeaf: (since: Date) => Promise<void>;
  /**
   * Everything the clock does: sweeps, jobs, sending. Called every few seconds and by tests.
   * @param options.wait false = don't wait for what is being sent: a platform that hangs must not stop the clock
   */
  tick(options?: { readonly wait: boolean }): Promise<void>;
  /** Works until nothing that is due is left. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Feishu gives a click three seconds in all; the network takes its share (contract §4.1). */
const CLICK_BUDGET_MS = 2200;
/** A due message that waits this long means that the bot isn't doing its work: /readyz says so. */
const MAX_LAG_MS = 10 * 60_000;

/** The only wiring: every part gets what it needs here, so that tests and the demo drive the real thing by hand. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { store, gateway, log, config } = deps;
  const now = (): Date => deps.clock.now();
  const people = createPeopleStore(store, now, ulid);
  const metrics = createMetrics();
  const inboxRows = store.collection<InboxRow>('inbox');
  const outbox = store.collection<OutboxRow>('outbox');
  const cardRefs = store.collection<CardRef>('cardRefs');
  const hazardRows = store.collection<Hazard>('hazards');
  const originals = store.collection<{ _id: string; hazardId: string; text: string; at: Date }>(
    'anonymousReports',
  );
  await freeDeadLeases(store);
  const hazardStore = createHazardStore(store);
  let calendar: BusinessCalendar = createCalendar();
  const campaigns = createCampaigns(store, people, hazardStore, now, () => refreshCalendar());
  const sources = createDigestSources({ store, hazards: hazardStore, campaigns });
  const committee = createCommittee({
    store,
    people,
    hazards: hazardStore,
    gateway,
    now,
    calendar: () => refreshCalendar(),
    holdUntil: (notice, at) => holdUntil(notice, at, calendar),
    log,
    crash: deps.crash,
  });
  const screens = createScreens({
    hazards: hazardStore,
    people,
    now,
    sources,
    campaigns,
    load: async (from, to) => messageLoad(outbox, await people.org(), from, to),
    committee,
    file: (what) => committee.file(what),
    original: async (id) => (await originals.get(id))?.text,
  });
  const refreshCalendar = async (): Promise<BusinessCalendar> => (calendar = await screens.calendar());
  await refreshCalendar();

  const deadlines = (): Deadlines => {
    const today = dayOf(now());
    return {
      today: () => today,
      hours: (n) => calendar.inHours(now(), n),
      sameDay: () => calendar.sameDay(today),
      days: (n) => calendar.inDays(today, n),
      workdays: (n) => calendar.inWorkdays(today, n),
      onDay: (day) => calendar.onDay(day, today),
      workdayBefore: (day) => calendar.addWorkdays(day, -1),
      recount: (due) => calendar.recount(due),
      addDays,
      daysBetween,
    };
  };
  const hazards: HazardDeps = {
    store: hazardStore,
    org: () => people.org(),
    now,
    deadlines,
    newId: () => ulid(now().getTime()),
  };

  const relayDeps: RelayDeps = {
    hazards: hazardRows,
    outbox,
    cardRefs,
    now,
    plan: async (hazard, entry) => {
      await sequel(desk, hazard, entry);
      return planNotices(hazard, entry, await people.org(), dayOf(now()));
    },
    holdUntil: (notice, at) => holdUntil(notice, at, calendar),
    onError: (hazardId, error) =>
      log.error({ err: error, hazardId }, 'a hazard could not be told; the others go on'),
    ...(deps.crash === undefined ? {} : { crash: deps.crash }),
  };
  const relay = (hazard: Hazard): Promise<void> => relayHazard(relayDeps, hazard);
  const tell: Desk['tell'] = async (cause, notice) => {
    const id = `${notice.type}:${cause}`.slice(0, 200);
    await outbox.insertAbsent([sendRow(id, notice, now(), holdUntil(notice, now(), calendar))]);
  };
  const drafts = store.collection<Draft>('drafts');
  const fresh = (draft: Draft | null): Draft | undefined =>
    draft !== null && now().getTime() - draft.at.getTime() < DRAFT_MS ? draft : undefined;
  const inbox = createInbox(inboxRows, {
    now,
    newToken: ulid,
    ...(deps.crash === undefined ? {} : { crash: deps.crash }),
    counted: (fresh, again) => {
      metrics.count('events_new', fresh);
      metrics.count('events_again', again);
    },
    onDead: (row) =>
      log.error({ row: row._id }, 'an event can not be handled; see `npm run cli -- outbox list`'),
  });

  const desk: Desk = {
    hazards,
    people,
    understand: deps.understand,
    calendar: refreshCalendar,
    now,
    reader: gateway,
    drafts: {
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
    },
    tell,
    relay,
    cardOf: async (messageId) => {
      const ref = await cardRefs.get(messageId);
      if (ref === null) return undefined;
      const stage = ref.notice.facts?.['stage'];
      return {
        ...(ref.hazardId === undefined ? {} : { hazardId: ref.hazardId }),
        type: ref.type as NoticeType,
        sentAt: ref.sentAt,
        ...(typeof stage === 'number' ? { stage } : {}),
      };
    },
    scrub: (key) => inbox.scrub(key),
    anonymous: createAnonymousDesk(
      store,
      people,
      now,
      (secret, text) => createHmac('sha256', secret).update(text).digest(),
      () => randomBytes(32).toString('hex'),
    ),
    sendPrivately: async (openId, type, view, uuid) => {
      await gateway.send(
        { by: 'open_id', id: openId },
        { kind: 'card', card: renderCard(type, view as never) },
        uuid,
      );
    },
    keepPhoto: async (bytes) => store.photos.put(await cleanPicture(bytes)),
    campaigns,
    committee,
    redraw: (subject, pace) => redrawSubject({ outbox, cardRefs }, subject, now(), pace),
    draw: (notice) => screens.draw(notice),
    sendFile: async (openId, name, bytes, cause) => {
      const fileKey = await gateway.uploadFile(name, Buffer.from(bytes));
      await gateway.send({ by: 'open_id', id: openId }, { kind: 'file', fileKey }, uuidOf({ _id: cause }));
    },
    makeLedger: (who, scope, cause) =>
      sendLedger({ hazards: hazardStore, people, gateway, now, tell }, who.openId, scope, cause),
  };

  const sender = createSender({
    outbox,
    cardRefs,
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
      if (row.hazardId !== undefined) metrics.count('urgent_refused');
    },
    count: (what) => metrics.count(`outbox_${what}`),
    log,
    ...(deps.crash === undefined ? {} : { crash: deps.crash }),
  });

  const ownId = createOwnId(() => gateway.ownOpenId(), now, log);
  const handle = async (row: InboxRow): Promise<string> => {
    if (row.payload === undefined) return 'nothing is left of it';
    const envelope = readEnvelope(JSON.parse(row.payload));
    if (envelope === undefined) return 'unreadable';
    const inbound = readInbound(envelope, ownId.known());
    // Only an @ has to be known as one of the bot: everything else goes on without the id.
    const addressed = inbound.kind === 'message' && inbound.mentions.length > 0;
    return handleInbound(desk, row._id, addressed ? readInbound(envelope, await ownId.need()) : inbound);
  };

  const warned = new Set<string>();
  const onEvent: App['onEvent'] = async (envelope, raw) => {
    const key = inboxKey(envelope);
    try {
      await inbox.accept(key, envelope.header.event_type, raw);
    } catch (error) {
      await answerEmergencyWithoutStore(envelope, key);
      throw error;
    }
    wake();
  };

  /** The store is down and somebody is in danger: silence would be the greater harm (experience.md §3 r). */
  async function answerEmergencyWithoutStore(envelope: Envelope, key: string): Promise<void> {
    if (envelope.header.event_type !== 'im.message.receive_v1' || warned.has(key)) return;
    // Without our own id no @ in a group is known as ours; right after a start it may not have been asked for yet.
    const message = readInbound(envelope, await ownId.need().catch(() => ''));
    if (message.kind !== 'message' || (message.chatType === 'group' && !message.mentionsBot)) return;
    const urgent = deps.understand(message.text).urgent;
    if (urgent === null) return;
    warned.add(key);
    const uuid = createHash('sha256').update(`storeless:${key}`).digest('hex').slice(0, 40);
    await gateway
      .send(
        { by: 'reply', id: message.messageId },
        { kind: 'text', text: emergencyWithoutStore(urgent.trigger) },
        uuid,
      )
      .catch(() => undefined);
  }

  const onCallback: App['onCallback'] = async (envelope) => {
    const action = readCardAction(envelope);
    if (action === undefined) return {};
    let late = false;
    const work = answerClick(action, () => late).catch((error: unknown) => clickFailed(error, action.key));
    const saving = new Promise<object>((resolve) => {
      setTimeout(() => {
        late = true;
        resolve({ toast: { type: 'info', content: refusalText(refuse('saving')) } });
      }, deps.clickBudgetMs ?? CLICK_BUDGET_MS).unref();
    });
    return Promise.race([work, saving]);
  };

  /** @param late was the click answered with 正在保存 already? Then what came of it is shown by the outbox. */
  async function answerClick(
    action: NonNullable<ReturnType<typeof readCardAction>>,
    late: () => boolean,
  ): Promise<object> {
    const answer = await onCardAction(desk, action, (form, hazard, openId) =>
      screens.form(form, hazard, openId),
    );
    let card = answer.card;
    if (answer.fresh === true && !late()) {
      const ref = await cardRefs.get(action.messageId);
      const drawn = ref === null ? undefined : await screens.renderRef(ref);
      if (drawn?.do === 'send' && drawn.message.kind === 'card' && !late()) {
        card = drawn.message.card;
        // This copy is answered here; the relay refreshes the others. Not waited for: the answer would not be given.
        void markShown(cardRefs, action.messageId, drawn.version).catch(() => undefined);
      }
    }
    if (late()) await tellLate(action, answer);
    wake();
    return {
      ...(answer.toast === undefined ? {} : { toast: answer.toast }),
      ...(card === undefined ? {} : { card: { type: 'raw', data: card } }),
    };
  }

  /** 正在保存 was said, and then it was a no: its words go to the private chat, or they would take it for a yes. */
  async function tellLate(
    action: NonNullable<ReturnType<typeof readCardAction>>,
    answer: ClickAnswer,
  ): Promise<void> {
    if (answer.toast?.type !== 'warning') return;
    const lines = [answer.toast.content];
    await tell(
      `late:${action.key}`,
      noteTo({ kind: 'openId', openId: action.openId }, '刚才那一下没有生效', lines),
    );
  }

  function clickFailed(error: unknown, key: string): object {
    if (error instanceof StoreUnavailable)
      return { toast: { type: 'error', content: refusalText(refuse('not-saved')) } };
    const token = createHash('sha256').update(key).digest('hex').slice(0, 4).toUpperCase();
    log.error({ err: error, token }, 'a click failed');
    return { toast: { type: 'error', content: refusalText(refuse('unexpected', { token })) } };
  }

  const recount = createRecount({ people, hazards, calendar: refreshCalendar, relay, tell, log, now });
  const jobs = createJobs({
    store,
    people,
    hazards,
    now,
    calendar: refreshCalendar,
    tell,
    relay,
    sources,
    campaigns,
    committee,
    redraw: desk.redraw,
    slotTime: createSlotTime({
      storeNow: deps.storeNow ?? (() => Promise.resolve(now())),
      now,
      people,
      tell,
      log,
      onSkew: () => metrics.count('clock_skew'),
    }),
    newToken: ulid,
    log,
    widen: (id) => widenAlert(hazards, id).then((h) => (h === undefined ? undefined : relay(h))),
  });

  const lookUpPeople = createPeopleLookup(people, gateway, now);
  let working: Promise<void> = Promise.resolve();
  let again = false;
  let stopped = false;
  async function pass(): Promise<void> {
    await inbox.work(handle);
    await relaySweep(relayDeps);
    await committee.sweep();
    // A copied or restored store is switched off until `store adopt`: everything in it was told once already.
    if ((await switchedOff(store)) === undefined) await sender.pass();
  }
  /** One pass at a time; asked during a pass, one more follows. */
  function wake(): void {
    if (stopped) return;
    if (again) return;
    again = true;
    working = working
      .then(() => {
        again = false;
        return stopped ? undefined : pass();
      })
      .catch((error: unknown) => log.error({ err: error }, 'a pass failed'));
  }

  const http = createHttp({
    config,
    log,
    now,
    onEvent,
    onCallback,
    metrics: async () => metrics.text(await lagOf(outbox, now())),
    rejected: (reason) => {
      metrics.count(`refused_${reason.replace(/\W+/gu, '_')}`);
      if (!reason.startsWith('callback is too old')) return;
      const words = '有人点按钮没有成功：和飞书的时间差超过了5分钟，可能是机器的时间不准。';
      void tellClock({ people, tell }, dayOf(now()), words).catch((error: unknown) =>
        log.error({ err: error }, 'a wrong clock could not be told'),
      );
    },
    ready: async () => {
      try {
        await store.ping();
        const [indexes, alive, lag] = [
          await store.indexesPresent(),
          await sender.alive(),
          await lagOf(outbox, now()),
        ];
        return {
          ok: indexes && alive && lag < MAX_LAG_MS,
          detail: { store: store.kind, indexes, sender: alive, outboxLagSeconds: Math.round(lag / 1000) },
        };
      } catch (error) {
        return {
          ok: false,
          detail: { store: store.kind, error: error instanceof Error ? error.name : 'unknown' },
        };
      }
    },
  });

  return {
    http,
    people,
    onEvent,
    onCallback,
    async onDeaf(since) {
      metrics.count('deaf_connections');
      await alarmDeaf({ people, tell }, since, now());
      wake();
    },
    async tick({ wait } = { wait: true }) {
      for (const work of [recount, jobs.tick])
        // One that fails must not keep what was said from going out.
        await work().catch((error: unknown) => log.error({ err: error }, 'a part of the tick failed'));
      wake();
      const looking = lookUpPeople().catch((error: unknown) =>
        log.error({ err: error }, 'people were not looked up'),
      );
      if (wait) await Promise.all([working, looking]);
    },
    async drain() {
      for (let round = 0; round < 500; round += 1) {
        wake();
        await working;
        const due = await outbox.count({ open: true, wakeAt: { $lte: now() } });
        if (due === 0 && (await inbox.waiting()) === 0) return;
        // What is left waits for the platform's rates.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      stopped = true;
      await working;
      await sender.stop().catch(() => undefined);
    },
  };
}
