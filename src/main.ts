import type { Server } from 'node:http';
import cron from 'node-cron';
import { buildApp } from './app.js';
import { systemClock } from './clock.js';
import { readConfig, type Config } from './config.js';
import { CodedError } from './errors.js';
import { createGateway } from './feishu/gateway.js';
import { openSocket } from './feishu/socket.js';
import { createLog, type Log } from './log.js';
import { syncOrg } from './org-sync.js';
import { StoreUnavailable } from './store/collection.js';
import { openStore } from './store/open.js';
import { createUnderstander, loadUnderstanding } from './understanding/index.js';

/** A clean stop has to be over within this; ms (design.md §6). */
const STOP_MS = 10_000;

async function run(config: Config, log: Log): Promise<void> {
  const store = await openStore({
    dataDir: config.dataDir,
    ...(config.mongodbUri === undefined ? {} : { mongodbUri: config.mongodbUri }),
  });
  const gateway = createGateway(config, log, () => systemClock.now());
  const app = await buildApp({
    config,
    store,
    gateway,
    clock: systemClock,
    storeNow: () => store.now(),
    log,
    understand: createUnderstander(loadUnderstanding()),
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
    const listening = app.http.listen(config.port, config.host, () => resolve(listening)).on('error', reject);
  });
  const socket =
    config.transport === 'websocket'
      ? await openSocket(config, app, log, () => systemClock.now())
      : undefined;
  // node-cron is only the ticker; which slot is due is decided by the store's clock and keys.
  const ticker = cron.schedule(
    '*/5 * * * * *',
    () => {
      app.tick({ wait: false }).catch((error: unknown) => log.error({ err: error }, 'tick failed'));
      socket?.check().catch((error: unknown) => log.warn({ err: error }, 'no new long connection'));
    },
    { timezone: 'Asia/Shanghai', noOverlap: true },
  );
  const org = await app.people.org();
  log.info(
    {
      address: `http://${config.host}:${config.port}`,
      transport: config.transport,
      store: store.kind,
      people: org.people.length,
      groups: org.groups.length,
    },
    'ready',
  );
  await stopSignal();
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

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

try {
  const config = readConfig(process.env);
  await run(config, createLog(config.logLevel));
} catch (error) {
  // What the person at the console can mend is said in plain words, without a stack.
  const known = error instanceof CodedError || error instanceof StoreUnavailable;
  process.stderr.write(
    known
      ? `${error.message}\n`
      : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
