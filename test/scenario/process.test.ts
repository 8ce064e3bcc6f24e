import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createGateway } from '../../src/feishu/gateway.js';
import { createLog } from '../../src/log.js';
import { botProcess, serviceEnv, spawnBot, type BotProcess } from '../harness/process.js';
import { until } from '../harness/world.js';
import { exampleBureau, GROUPS, openIdOf } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

/** The real service as `npm start` runs it, killed for real. */
let sim: Simulator;
let bot: BotProcess;
beforeAll(async () => {
  sim = await startSimulator(await exampleBureau());
  bot = await botProcess(sim, { basePort: 7800 });
  await bot.start();
});
afterAll(async () => {
  await bot.end('SIGKILL');
  await sim.stop();
  await bot.cleanUp();
});

const receiptsOf = (messageId: string): number =>
  sim.state.messages.filter((message) => message.parentId === messageId && message.card !== undefined).length;

test('case 98: a healthy start says nothing at warn or error, and where it listens', () => {
  const faults = bot.lines.filter(
    (line) => line.startsWith('{') && (JSON.parse(line) as { level: number }).level >= 40,
  );
  expect(faults).toEqual([]);
  expect(bot.lines.find((line) => line.includes('ready'))).toContain(
    sim.webhookUrl().replace('/feishu/webhook', ''),
  );
});

test('killed with -9 at any moment: each report is answered exactly once, none is lost', async () => {
  const said: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const calls = sim.state.calls.length;
    const saying = sim.client.says(openIdOf('刘小燕'), GROUPS.home1, {
      text: `${round + 1}号房间门口的灭火器没压力了`,
      at: true,
    });
    // Later each round: before the acknowledgement, after it, around each outgoing call.
    await until(() => sim.state.calls.length >= calls + (round % 3), 30_000);
    await bot.end('SIGKILL');
    said.push((await saying).messageId);
    await bot.start();
    await sim.clock.advance(15_500);
    const answered = (): Promise<void> => until(() => said.every((id) => receiptsOf(id) >= 1), 20_000);
    // On a machine with too much to do the first try again may not be taken in time: Feishu's next is five minutes later.
    await answered().catch(() => sim.clock.advance(300_000).then(answered));
  }
  expect(said.map(receiptsOf)).toEqual(said.map(() => 1));
}, 180_000);

test('a port that is taken and a wrong secret are said in words that somebody can act on', async () => {
  const port = /:(\d+)\//u.exec(sim.webhookUrl())?.[1] ?? '';
  const own = `${bot.dataDir}-second`;
  const second = spawnBot('src/main.ts', { ...serviceEnv(sim, own), PORT: port });
  let words = '';
  second.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await until(() => second.exitCode !== null, 20_000);
  await rm(own, { recursive: true, force: true });
  expect([second.exitCode, words]).toEqual([
    1,
    `can not listen on 127.0.0.1:${port}: something else listens there: stop it, or choose another PORT\n`,
  ]);
  const { appId } = sim.app;
  const app = { appId, appSecret: 'not this one', baseUrl: sim.baseUrl };
  const gateway = createGateway(app as never, createLog('silent'), () => new Date());
  await expect(gateway.ownOpenId()).rejects.toThrow(/10015 .*check FEISHU_APP_ID and FEISHU_APP_SECRET/u);
});

test('SIGTERM ends it cleanly; a second bot on the same folder is refused with what to do', async () => {
  const second = spawnBot('src/main.ts', { ...serviceEnv(sim, bot.dataDir), FEISHU_TRANSPORT: 'websocket' });
  let words = '';
  second.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await until(() => second.exitCode !== null, 20_000);
  expect(second.exitCode).toBe(1);
  expect(words).toMatch(/stop it first|DATA_DIR/u);
  expect(await bot.end('SIGTERM')).toBe(0);
});
