import type { Server } from 'node:http';
import { buildApp, type AppDeps } from './app.js';
import { systemClock } from './clock.js';
import { requestUrl, type Config } from './config.js';
import { CodedError } from './errors.js';
import { createGateway } from './feishu/gateway.js';
import { openSocket } from './feishu/socket.js';
import type { Log } from './log.js';
import { syncOrg } from './org-sync.js';
import { openStore } from './store/open.js';
import { startTicker } from './ticker.js';
import { createUnderstander, loadUnderstanding } from './understanding/index.js';

/** A clean stop has to be over within this; ms (design.md §6). */
const STOP_MS = 10_000;

/**
 * The service: opens the store, connects, listens, and ends cleanly on SIGTERM or SIGINT.
 * @param put what tests put in place of the machine: its clock, and moments at which the process dies
 */
export async function runService(
  config: Config,
  log: Log,
  put: Partial<Pick<AppDeps, 'clock' | 'storeNow' | 'crash'>> = {},
): Promise<void> {
  const clock = put.clock ?? systemClock;
  const stopped = stopSignal();
  const store = await openStore({
    dataDir: config.dataDir,
    ...(config.mongodbUri === undefined ? {} : { mongodbUri: config.mongodbUri }),
  });
  const gateway = createGateway(config, log, () => clock.now());
  const app = await buildApp({
    config,
    store,
    gateway,
    storeNow: () => store.now(),
    log,
    understand: createUnderstander(loadUnderstanding()),
    ...put,
    clock,
  });
  const sync = (): Promise<unknown> => syncOrg(app.people, gateway, config.orgFile, log);
  await sync();
  process.on(
    'SIGHUP',
    () =>
      void sync().catch((error: unknown) =>
        log.error({ err: error }, 'the organisation file was not taken; the old one stays'),
      ),
  );
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.http
      .listen(config.port, config.host, () => resolve(listening))
      .on('error', (error) => reject(cannotListen(config, error)));
  });
  const socket =
    config.transport === 'websocket' ? await openSocket(config, app, log, () => clock.now()) : undefined;
  const tick = (): Promise<void> =>
    app.tick({ wait: false }).catch((error: unknown) => log.error({ err: error }, 'tick failed'));
  // What a killed process left undone is not kept waiting for the ticker.
  await tick();
  const ticker = startTicker({
    knock() {
      void tick();
      socket?.check().catch((error: unknown) => log.warn({ err: error }, 'no new long connection'));
    },
    nudge: () => void app.nudge().catch((error: unknown) => log.warn({ err: error }, 'nothing looked up')),
  });
  const org = await app.people.org();
  log.info(
    {
      address: `http://${config.host}:${config.port}`,
      requestUrl: requestUrl(config),
      transport: config.transport,
      store: store.kind,
      people: org.people.length,
      groups: org.groups.length,
    },
    'ready',
  );
  await stopped;
  log.info('stopping');
  setTimeout(() => process.exit(1), STOP_MS).unref();
  socket?.close();
  await ticker.stop();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await app.stop();
  await store.close();
}

/** The address is taken, not this machine's or not allowed: for the person at the console, with what to do. */
function cannotListen({ host, port }: Config, error: NodeJS.ErrnoException): Error {
  const why = {
    EADDRINUSE: 'something else listens there: stop it, or choose another PORT',
    EADDRNOTAVAIL: 'this machine has no such address: set HOST to one of its own, or to 0.0.0.0',
    EACCES: 'this user may not: choose a PORT from 1024 on',
  }[error.code ?? ''];
  if (why === undefined) return error;
  return new CodedError('listen', `can not listen on ${host}:${port}: ${why}`, { cause: error });
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}
