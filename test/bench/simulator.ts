import * as lark from '@larksuiteoapi/node-sdk';
import { exampleBureau, GROUPS, openIdOf } from '../simulator/bureau.js';
import { startSimulator } from '../simulator/index.js';

const MESSAGES = 2000;
const PART = 200;

export interface SimulatorFigures {
  /** From the call to a listening platform with the whole bureau, ms, median of five. */
  readonly startMs: number;
  /** Sends by the SDK, one after another: ms for one, in the first and in the last tenth. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** What people say, with the event delivered to a webhook: ms for one, in the first and in the last tenth. */
  readonly firstSaidMs: number;
  readonly lastSaidMs: number;
  /** A person's view of the chat with the newest 200 of all messages, ms. */
  readonly viewMs: number;
  readonly heapMb: number;
}

/** How fast the local Feishu starts, and whether 2,000 messages slow it down. */
export async function benchSimulator(): Promise<SimulatorFigures> {
  const bureau = await exampleBureau();
  const starts: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const started = performance.now();
    const one = await startSimulator(bureau);
    starts.push(performance.now() - started);
    await one.stop();
  }
  const sim = await startSimulator(bureau);
  sim.limits.on = false;
  // Its own platform as webhook: an unknown address answers at once, what is measured is the way there.
  sim.connect(`${sim.baseUrl}/_sim/enter`);
  const sdk = new lark.Client({
    appId: sim.app.appId,
    appSecret: sim.app.appSecret,
    domain: sim.baseUrl,
    loggerLevel: lark.LoggerLevel.error,
  });
  const content = JSON.stringify({
    schema: '2.0',
    body: { elements: [{ tag: 'markdown', content: '卡片' }] },
  });
  const who = openIdOf('刘小燕');
  const sends = await tenths(async (n) => {
    await sdk.im.message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: GROUPS.home1, msg_type: 'interactive', content, uuid: `u${n}` },
    });
  });
  const says = await tenths(async () => {
    await sim.client.says(who, GROUPS.home1, { text: '灯坏了', at: true });
  });
  const started = performance.now();
  sim.people.messages(who, GROUPS.home1);
  sim.people.chats(who);
  const viewMs = performance.now() - started;
  await sim.stop();
  return {
    startMs: starts.toSorted((a, b) => a - b)[2] ?? 0,
    firstMs: sends.first,
    lastMs: sends.last,
    firstSaidMs: says.first,
    lastSaidMs: says.last,
    viewMs,
    heapMb: process.memoryUsage().heapUsed / 1024 / 1024,
  };
}

/** One part more is done before, uncounted, so that the compiler has warmed up. */
async function tenths(work: (n: number) => Promise<void>): Promise<{ first: number; last: number }> {
  const parts: number[] = [];
  for (let n = -PART; n < 0; n += 1) await work(n);
  for (let part = 0; part < MESSAGES / PART; part += 1) {
    const started = performance.now();
    for (let n = 0; n < PART; n += 1) await work(part * PART + n);
    parts.push((performance.now() - started) / PART);
  }
  return { first: parts[0] ?? 0, last: parts.at(-1) ?? 0 };
}

const times = (last: number, first: number): string => `${(last / first).toFixed(2)}x`;

/** The figures as lines of `npm run bench`; "last / first" is the last tenth beside the first one. */
export async function saySimulator(say: (text: string) => void): Promise<void> {
  const figures = await benchSimulator();
  const { startMs, firstMs, lastMs, firstSaidMs, lastSaidMs, viewMs, heapMb } = figures;
  say(`   starts in ${startMs.toFixed(0)} ms (goal under 1000)`);
  say(
    `   ${MESSAGES} cards sent: ${lastMs.toFixed(2)} ms each at last, last / first ${times(lastMs, firstMs)}`,
  );
  say(
    `   ${MESSAGES} messages said, events delivered: ${lastSaidMs.toFixed(2)} ms each at last, last / first ${times(lastSaidMs, firstSaidMs)}`,
  );
  say(
    `   a person's view of ${2 * MESSAGES} messages: ${viewMs.toFixed(1)} ms; heap ${heapMb.toFixed(0)} MB`,
  );
}
