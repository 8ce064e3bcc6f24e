import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { runService } from '../../src/service.js';

/*
 * The service as src/main.ts runs it, in a process of its own, on a clock that its parent moves. The parent also says
 * at which moment it is to be killed: by SIGKILL, so nothing of it runs on.
 */
export interface Orders {
  /** How far its clock is ahead of the machine's; ms. */
  readonly aheadMs?: number;
  /** One of the points that app.ts names to `crash`. */
  readonly dieAt?: string;
  /** The first time that it gets there, or a later one. */
  readonly time?: number;
}

let ahead = Number(process.env['AHEAD_MS'] ?? 0);
let orders: Orders = {};
let passed = 0;
process.on('message', (message) => {
  orders = message as Orders;
  ahead = orders.aheadMs ?? ahead;
  passed = 0;
  process.send?.('understood');
});
process.channel?.unref();

const now = (): Date => new Date(Date.now() + ahead);
const config = readConfig(process.env);
await runService(config, createLog(config.logLevel), {
  clock: { now },
  storeNow: () => Promise.resolve(now()),
  crash: (point) => {
    if (point !== orders.dieAt) return;
    passed += 1;
    if (passed === (orders.time ?? 1)) process.kill(process.pid, 'SIGKILL');
  },
});
