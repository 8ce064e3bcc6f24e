import type Koa from 'koa';
import { ulid } from 'ulid';
import { createCalendar, dayOf, type BusinessCalendar } from './calendar.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { holdUntil } from './delivery/hours.js';
import { createInbox } from './delivery/inbox.js';
import type { Gateway } from './delivery/gateway-port.js';
import { lagOf } from './delivery/outbox.js';
import { createOwnId } from './delivery/own-id.js';
import { freeDeadLeases } from './delivery/recover.js';
import type { CardRef, InboxRow, OutboxRow } from './delivery/rows.js';
import { tellUntold } from './delivery/untold.js';
import type { Envelope } from './feishu/inbound.js';
import { createHttp } from './feishu/webhook.js';
import { deadlinesFrom } from './hazards/deadlines.js';
import { widenAlert } from './hazards/emergency.js';
import type { HazardDeps } from './hazards/ports.js';
import { alarmDeaf } from './listeners/alarms.js';
import { sequel } from './listeners/sequels.js';
import { tellLate } from './listeners/untold.js';
import type { Log } from './log.js';
import { createMetrics } from './metrics.js';
import { createPeopleLookup } from './org-sync.js';
import type { Store } from './store/collection.js';
import { createCommittee } from './wiring/committee.js';
import { createCampaigns } from './wiring/campaigns.js';
import { createClickDoor } from './wiring/clicks.js';
import { createDesk } from './wiring/desk.js';
import { createDrawing } from './wiring/drawing.js';
import { createEventDoor } from './wiring/events.js';
import { readiness } from './wiring/readiness.js';
import { createSending } from './wiring/sending.js';
import { createTelling } from './wiring/telling.js';
import { createWorker } from './wiring/worker.js';
import { createHazardStore } from './store/hazards.js';
import { switchedOff } from './store/switch.js';
import { createPeopleStore, type PeopleStore } from './store/people.js';
import type { Understander } from './understanding/index.js';
import { createRecount } from '../jobs/recount.js';
import { createLeavers } from '../jobs/leavers.js';
import { createJobs } from '../jobs/runner.js';
import { createSlotTime, tellClock } from '../jobs/slot-time.js';

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
  /** Between the ticks: sends what has come due since. */
  nudge(): Promise<void>;
  /** Works until nothing that is due is left. */
  drain(pause?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** The only wiring: every part gets what it needs here, so that tests and the demo drive the real thing by hand. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { store, gateway, log, config } = deps;
  const now = (): Date => deps.clock.now();
  const people = createPeopleStore(store, now, ulid);
  const metrics = createMetrics();
  const inboxRows = store.collection<InboxRow>('inbox');
  const outbox = store.collection<OutboxRow>('outbox');
  const cardRefs = store.collection<CardRef>('cardRefs');
  await freeDeadLeases(store);
  const hazardStore = createHazardStore(store);
  let calendar: BusinessCalendar = createCalendar();
  const campaigns = createCampaigns(store, people, hazardStore, now, () => refreshCalendar());
  const committee = createCommittee({
    store,
    people,
    gateway,
    now,
    calendar: () => refreshCalendar(),
    holdUntil: (notice, at) => holdUntil(notice, at, calendar),
    log,
    crash: deps.crash,
  });
  const { screens, sources } = createDrawing({
    store,
    people,
    hazards: hazardStore,
    campaigns,
    committee,
    gateway,
    calendar: () => refreshCalendar(),
    now,
  });
  const refreshCalendar = async (): Promise<BusinessCalendar> => (calendar = await screens.calendar());
  await refreshCalendar();

  const hazards: HazardDeps = {
    store: hazardStore,
    org: () => people.org(),
    now,
    deadlines: () => deadlinesFrom(calendar, now()),
    newId: () => ulid(now().getTime()),
  };

  const telling = createTelling({
    store,
    people,
    now,
    holdUntil: (notice, at) => holdUntil(notice, at, calendar),
    sequel: (hazard, entry) => sequel(desk, hazard, entry),
    log,
    crash: deps.crash,
  });
  const { tell, relay } = telling;
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

  const desk = createDesk({
    store,
    people,
    hazards,
    gateway,
    now,
    calendar: refreshCalendar,
    understand: deps.understand,
    inbox,
    screens,
    campaigns,
    committee,
    tell,
    relay,
  });

  const sender = createSending({
    store,
    people,
    hazards,
    gateway,
    screens,
    metrics,
    calendar: refreshCalendar,
    now,
    tell,
    relay,
    log,
    crash: deps.crash,
  });

  const ownId = createOwnId(() => gateway.ownOpenId(), now, log);
  const events = createEventDoor({
    inbox,
    desk,
    ownId,
    gateway,
    understand: deps.understand,
    wake: () => worker.wake(),
  });
  const onCallback = createClickDoor({
    desk,
    screens,
    cardRefs,
    log,
    wake: () => worker.wake(),
    budgetMs: deps.clickBudgetMs,
    crash: deps.crash,
  });

  const recount = createRecount({ people, hazards, calendar: refreshCalendar, relay, tell, log, now });
  const leavers = createLeavers({ people, hazards, relay, now, log });
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
  const worker = createWorker(
    async () => {
      await inbox.work(events.handle);
      await telling.sweep();
      await committee.sweep();
      // A copied or restored store is switched off until `store adopt`: everything in it was told once already.
      if ((await switchedOff(store)) !== undefined) return;
      await sender.pass();
      await tellUntold({ outbox, now, tell: (rows, key) => tellLate(desk, rows, key) });
    },
    async () => (await outbox.count({ open: true, wakeAt: { $lte: now() } })) + (await inbox.waiting()),
    log,
  );

  const http = createHttp({
    config,
    log,
    now,
    onEvent: events.take,
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
    ready: () => readiness(store, sender, () => lagOf(outbox, now())),
  });

  return {
    http,
    people,
    onEvent: events.take,
    onCallback,
    async onDeaf(since) {
      metrics.count('deaf_connections');
      await alarmDeaf({ people, tell }, since, now());
      worker.wake();
    },
    async tick({ wait } = { wait: true }) {
      for (const work of [recount, leavers, jobs.tick])
        // One that fails must not keep what was said from going out.
        await work().catch((error: unknown) => log.error({ err: error }, 'a part of the tick failed'));
      worker.wake();
      const looking = lookUpPeople().catch((error: unknown) =>
        log.error({ err: error }, 'people were not looked up'),
      );
      if (wait) await Promise.all([worker.idle(), looking]);
    },
    nudge: () => worker.nudge(),
    drain: (pause) => worker.drain(pause),
    async stop() {
      await worker.stop();
      await sender.stop().catch(() => undefined);
    },
  };
}
