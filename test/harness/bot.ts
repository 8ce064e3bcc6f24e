import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildApp, type App } from '../../src/app.js';
import type { Clock } from '../../src/clock.js';
import type { Gateway } from '../../src/delivery/gateway-port.js';
import { createGateway } from '../../src/feishu/gateway.js';
import { openSocket } from '../../src/feishu/socket.js';
import type { Log } from '../../src/log.js';
import { syncOrg } from '../../src/org-sync.js';
import type { Store } from '../../src/store/collection.js';
import { createUnderstander, loadUnderstanding } from '../../src/understanding/index.js';
import { ORG_FILE } from '../simulator/bureau.js';
import type { Simulator } from '../simulator/index.js';

const understand = createUnderstander(loadUnderstanding());

export interface BotOptions {
  readonly crash?: (point: string) => void;
  /** Something between the bot and the platform: a slow line, say. */
  readonly gateway?: (gateway: Gateway) => Gateway;
  readonly clickBudgetMs?: number;
  /** A clock of this machine that differs from the platform's. */
  readonly clock?: Clock;
  /** The store's own time, where it is another than the clock's. */
  readonly storeNow?: () => Promise<Date>;
}

/** One running bot: the real program on a store, listening on a port of its own or on the long connection. */
export interface Bot {
  readonly app: App;
  /** Lets Feishu's events come to this one. */
  connect(): void;
  stop(): Promise<void>;
}

/** Starts a bot on the simulator's clock; the first one to be connected gets the events. */
export async function startBot(
  sim: Simulator,
  store: Store,
  dataDir: string,
  log: Log,
  transport: 'webhook' | 'websocket',
  { gateway: between, ...options }: BotOptions = {},
): Promise<Bot> {
  const config = {
    appId: sim.app.appId,
    appSecret: sim.app.appSecret,
    encryptKey: sim.app.encryptKey,
    verificationToken: sim.app.verificationToken,
    tenantKey: sim.app.tenantKey,
    transport,
    baseUrl: sim.baseUrl,
    port: 0,
    host: '127.0.0.1',
    dataDir,
    orgFile: ORG_FILE,
    logLevel: 'debug',
  };
  const direct = createGateway(config, log, () => sim.clock.now());
  const gateway = between === undefined ? direct : between(direct);
  const app = await buildApp({ config, store, gateway, clock: sim.clock, log, understand, ...options });
  await syncOrg(app.people, gateway, ORG_FILE, log);
  const server = await new Promise<Server>((resolve) => {
    const listening = app.http.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const connected = sim.socket.connected();
  const socket =
    transport === 'websocket' ? await openSocket(config, app, log, () => sim.clock.now()) : undefined;
  if (transport === 'websocket') await until(() => sim.socket.connected() > connected);
  const port = (server.address() as AddressInfo).port;
  return {
    app: {
      ...app,
      // As in main.ts: one clock drives both.
      async tick(options) {
        await app.tick(options);
        await socket?.check();
      },
    },
    connect: () => {
      if (transport === 'websocket') sim.connectSocket();
      else sim.connect(`http://127.0.0.1:${port}/feishu/webhook`);
    },
    async stop() {
      socket?.close();
      await app.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Waits for a condition, not for a time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (!(await condition())) throw new Error('what was waited for did not happen');
}
