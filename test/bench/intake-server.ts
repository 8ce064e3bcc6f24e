/* A server of the intake row in a process of its own: `intake-server.ts ours <folder>`, `sdk` or `floor <folder>`. */
import Router from '@koa/router';
import * as lark from '@larksuiteoapi/node-sdk';
import Koa from 'koa';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { createInbox } from '../../src/delivery/inbox.js';
import type { InboxRow } from '../../src/delivery/rows.js';
import { inboxKey } from '../../src/feishu/inbound.js';
import { createHttp } from '../../src/feishu/webhook.js';
import { createLog } from '../../src/log.js';
import { openStore } from '../../src/store/open.js';
import { BENCH_APP, WEBHOOK_PATH } from './intake-events.js';

interface Served {
  readonly app: { listen(port: number, host: string, ready: () => void): Server };
  /** Events that were stored (ours) or reached the handler (the SDK's). */
  taken(): Promise<number>;
}

/** Bytes: room for one event, and of the whole file. */
const FLOOR_ROOM = 4096;
const FLOOR_FILE = 1024 * FLOOR_ROOM;

/** The bot's own webhook: an event is on disk before it is answered. No worker empties the inbox. */
async function ours(dataDir: string): Promise<Served> {
  const store = await openStore({ dataDir });
  const now = (): Date => new Date();
  const inbox = createInbox(store.collection<InboxRow>('inbox'), { now, newToken: ulid });
  const app = createHttp({
    config: { ...BENCH_APP, metricsToken: 'metrics', transport: 'webhook' },
    log: createLog('warn'),
    now,
    onEvent: async (envelope, raw) => {
      await inbox.accept(inboxKey(envelope), envelope.header.event_type, raw);
    },
    onCallback: () => Promise.resolve({}),
    ready: () => Promise.resolve({ ok: true, detail: {} }),
    metrics: () => Promise.resolve({ type: 'text/plain', text: '' }),
  });
  return { app, taken: () => inbox.waiting() };
}

/** The SDK's own handler as its README shows it for an app with a webhook: checks, decrypts, calls, stores nothing. */
function sdk(): Served {
  let calls = 0;
  const dispatcher = new lark.EventDispatcher({
    encryptKey: BENCH_APP.encryptKey,
    verificationToken: BENCH_APP.verificationToken,
    loggerLevel: lark.LoggerLevel.warn,
  }).register({
    'im.message.receive_v1': () => {
      calls += 1;
    },
  });
  const app = new Koa();
  const router = new Router();
  // Ours answers the challenge as well, without which no address can be entered at Feishu.
  router.post(WEBHOOK_PATH, lark.adaptKoaRouter(dispatcher, { autoChallenge: true }));
  app.use(router.routes());
  return { app, taken: () => Promise.resolve(calls) };
}

/**
 * The least that keeping an event before the answer can cost: no check, no Koa, no store, one write and one sync.
 * Into a file that is there already: a growing one would make the file system sync its own books with each event.
 */
function floor(dataDir: string): Served {
  let kept = 0;
  const fd = openSync(join(dataDir, 'floor'), 'w');
  writeSync(fd, Buffer.alloc(FLOOR_FILE, 1));
  fdatasyncSync(fd);
  const app = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const event = Buffer.concat(parts);
      writeSync(fd, event, 0, event.length, (kept * FLOOR_ROOM) % FLOOR_FILE);
      fdatasyncSync(fd);
      kept += 1;
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  return { app, taken: () => Promise.resolve(kept) };
}

const [which, folder = ''] = process.argv.slice(2);
const served = which === 'ours' ? await ours(folder) : which === 'floor' ? floor(folder) : sdk();
const server = served.app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', () => {
  void served.taken().then((taken) => process.send?.({ taken }));
});
process.on('disconnect', () => process.exit(0));
