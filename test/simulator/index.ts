import Koa from 'koa';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import rawBody from 'raw-body';
import { makeApp, type SimApp } from './app.js';
import type { Bureau } from './bureau.js';
import type { Change, Viewer } from './client-api.js';
import { SimClient } from './client.js';
import { MovableClock, type SimClock } from './clock.js';
import { AppConsole, type AppSettings } from './console.js';
import { EventEngine } from './events.js';
import { serveLongConnection, type LongConnection } from './events/socket.js';
import { saveUrl, webhookTransport } from './events/webhook.js';
import { Faults } from './faults.js';
import { clientRoutes } from './people/http.js';
import { Interactions } from './people/interactions.js';
import { createViewer } from './people/views.js';
import { Calendar } from './platform/calendar.js';
import { CHANGING } from './platform/change.js';
import { CHATS } from './platform/chats.js';
import { CONTACTS } from './platform/contacts.js';
import type { Endpoint, Platform } from './platform/endpoint.js';
import { servePlatform } from './platform/index.js';
import { Limits } from './platform/limits.js';
import { miscEndpoints } from './platform/misc.js';
import { READING } from './platform/read.js';
import { SENDING } from './platform/send.js';
import { tokenEndpoints, Tokens } from './platform/tokens.js';
import { UPLOADS } from './platform/uploads.js';
import { SimState } from './state.js';

export interface SimulatorOptions extends Bureau {
  /** Where the clock starts; it runs on from there. */
  readonly start?: Date | string;
  readonly port?: number;
  readonly app?: Partial<SimApp>;
  /** Scopes, events and other settings of the published version. */
  readonly settings?: Partial<AppSettings>;
  readonly webhookUrl?: string;
}

export interface Simulator {
  readonly baseUrl: string;
  readonly app: SimApp;
  readonly console: AppConsole & {
    saveUrl(url: string): Promise<{ readonly ok: boolean; readonly message: string }>;
  };
  readonly state: SimState;
  /** What people do. */
  readonly client: SimClient;
  /** What people see. */
  readonly people: Viewer;
  readonly engine: EventEngine;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly tokens: Tokens;
  readonly calendar: Calendar;
  readonly clock: SimClock;
  /**
   * Tells the platform where the app's webhook is.
   * @param answerMs how long it may take, 3000 as on the platform
   */
  connect(url: string, answerMs?: number): void;
  connectWebhook(url: string, answerMs?: number): void;
  /** Where events go now; empty without a webhook. */
  webhookUrl(): string;
  /** The other transport: what the app's long connection gets its events by. */
  readonly socket: LongConnection;
  connectSocket(): void;
  /** Called after every change, for the page's stream. */
  onChange(listener: (change: Change) => void): () => void;
  /** @throws Error if the bot did what a correct one never does: an unknown endpoint, a card that is refused */
  assertClean(): void;
  stop(): Promise<void>;
}

/** Starts a local Feishu on loopback. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = new MovableClock(options.start);
  const app = makeApp(options.app);
  const state = furnished(options, clock);
  const settings = new AppConsole(options.settings);
  const listeners = new Set<(change: Change) => void>();
  const changed = (change: Change): void => listeners.forEach((listener) => listener(change));
  const engine = new EventEngine(state, app, settings, (event) => changed({ kind: 'event', event }));
  const interactions = new Interactions(clock.ms);
  const client = new SimClient({ state, app, console: settings, engine, interactions, changed });
  const faults = new Faults();
  const limits = new Limits(clock.ms);
  const tokens = new Tokens(clock.ms);
  const calendar = new Calendar();
  const platform: Platform = { state, app, console: settings, limits };
  const endpoints: readonly Endpoint[] = [
    ...tokenEndpoints(tokens),
    ...SENDING,
    ...CHANGING,
    ...READING,
    ...UPLOADS,
    ...CONTACTS,
    ...CHATS,
    ...calendar.endpoints(),
    ...miscEndpoints(interactions),
  ];
  clock.drive(engine);
  clock.onChange((now) => changed({ kind: 'clock', now: now.getTime() }));

  const koa = new Koa();
  // A caller that goes away ends its stream early: that is no fault of ours.
  koa.on('error', (error: NodeJS.ErrnoException) => {
    if (!QUIET.has(error.code ?? ''))
      state.violations.push(`simulator failed: ${error.stack ?? error.message}`);
  });
  koa.use(
    servePlatform({
      platform,
      endpoints,
      tokens,
      faults,
      logged: (call) => changed({ kind: 'call', call }),
      done: (call, params) => {
        changed({ kind: 'call', call });
        const message =
          state.message(params['id'] ?? '') ?? (call.method === 'POST' ? state.messages.at(-1) : undefined);
        if (call.code === 0 && call.method !== 'GET' && message !== undefined)
          changed({ kind: 'message', messageId: message.messageId, chatId: message.chatId });
      },
    }),
  );
  koa.use(async (ctx, next) => {
    if (ctx.path !== '/callback/ws/endpoint') return next();
    const body = JSON.parse((await rawBody(ctx.req)).toString('utf8')) as unknown;
    ctx.body = socket.endpoint(body);
    return undefined;
  });
  koa.use(clientRoutes(() => simulator));
  const server = await new Promise<Server>((resolve) => {
    const listening = koa.listen(options.port ?? 0, '127.0.0.1', () => resolve(listening));
  });
  const port = (): number => (server.address() as AddressInfo).port;
  const socket = serveLongConnection(server, port, app);
  let webhookUrl = '';
  const connect = (url: string, answerMs?: number): void => {
    webhookUrl = url;
    engine.transport = webhookTransport(url, app, clock.ms, answerMs);
  };
  // The clock runs on by itself, too: in the demo retries come without anybody moving it.
  const ticking = setInterval(() => void engine.retryDue(), 1000).unref();
  if (options.webhookUrl !== undefined) connect(options.webhookUrl);

  const simulator: Simulator = {
    baseUrl: `http://127.0.0.1:${port()}`,
    app,
    console: Object.assign(settings, { saveUrl: (url: string) => saveUrl(url, app) }),
    state,
    client,
    people: createViewer(state, app, client),
    engine,
    faults,
    limits,
    tokens,
    calendar,
    clock,
    connect,
    connectWebhook: connect,
    webhookUrl: () => webhookUrl,
    socket,
    connectSocket: () => {
      engine.transport = socket.transport;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    assertClean: () => {
      if (state.violations.length > 0) throw new Error(state.violations.join('\n'));
    },
    stop: () =>
      new Promise((resolve) => {
        clearInterval(ticking);
        socket.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return simulator;
}

const QUIET = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

function furnished(options: Bureau, clock: MovableClock): SimState {
  const state = new SimState(clock.ms);
  for (const person of options.people) state.people.set(person.openId, person);
  for (const department of options.departments ?? []) state.departments.set(department.id, department);
  for (const { bot, members, ...group } of options.groups)
    state.chats.set(group.chatId, { ...group, mode: 'group', members: new Set(members), botInside: bot });
  return state;
}
