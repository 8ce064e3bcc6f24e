import type { OutboxRow } from '../../src/delivery/rows.js';
import { createLog } from '../../src/log.js';
import { startBot, type Bot } from '../harness/bot.js';
import { openTempStore, type TempStore } from '../harness/store.js';
import { moment, nameGroups } from '../harness/world.js';
import { exampleBureau } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

/** How the bot runs just now. */
export interface Arrangement {
  readonly transport: 'webhook' | 'websocket';
  /** Several on one store, as a bureau with MongoDB may run them. */
  readonly bots: 1 | 2;
}

/** The bureau's bot in its machine room: one or two processes' worth of it on one store, restarted at will. */
export interface Office {
  readonly sim: Simulator;
  readonly temp: TempStore;
  /** Errors the bot logged. */
  readonly errors: readonly string[];
  bot(): Bot;
  /** Moves the clock to `2026-09-29 09:00` (Asia/Shanghai) and lets the bot do what is due. */
  to(when: string): Promise<void>;
  /** Works until nothing is due; the clock goes on meanwhile, so that what waits for a rate goes too. */
  settle(): Promise<void>;
  /** With two bots the next event goes to the other one. */
  turn(): void;
  restart(arrangement: Arrangement): Promise<void>;
  stop(): Promise<void>;
}

export async function openOffice(start: string, first: Arrangement): Promise<Office> {
  const sim = await startSimulator({ ...(await exampleBureau()), start: moment(start) });
  const temp = await openTempStore();
  const errors: string[] = [];
  const log = createLog('error', { write: (line) => void errors.push(line) });
  const outbox = temp.store.collection<OutboxRow>('outbox');
  let bots: Bot[] = [];
  let turns = 0;

  async function begin({ transport, bots: count }: Arrangement): Promise<void> {
    bots = [];
    for (let n = 0; n < count; n += 1)
      bots.push(await startBot(sim, temp.store, temp.dataDir, log, transport));
    office.turn();
  }
  const office: Office = {
    sim,
    temp,
    errors,
    bot: () => bots[0] as Bot,
    async to(when) {
      await sim.clock.set(moment(when));
      await office.settle();
    },
    async settle() {
      // Twice without anything due: a refresh waits for two seconds behind what made it necessary.
      for (let idle = 0; idle < 2;) {
        await Promise.all(bots.map((bot) => bot.app.tick()));
        const due = await outbox.count({ open: true, wakeAt: { $lte: sim.clock.now() } });
        idle = due === 0 ? idle + 1 : 0;
        await sim.clock.advance(due === 0 ? 2500 : 300);
      }
    },
    turn() {
      turns += 1;
      bots[turns % bots.length]?.connect();
    },
    async restart(arrangement) {
      await Promise.all(bots.map((bot) => bot.stop()));
      await begin(arrangement);
    },
    async stop() {
      await Promise.all(bots.map((bot) => bot.stop()));
      await sim.stop();
      await temp.cleanUp();
    },
  };
  await begin(first);
  await nameGroups(office.bot().app.people);
  return office;
}
