import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleBureau, GROUPS, openIdOf, ORG_FILE } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';
import { until } from '../harness/world.js';

/** The real service as `npm start` runs it, killed for real. */
let sim: Simulator;
let dataDir: string;
let bot: ChildProcess | undefined;
const lines: string[] = [];
const port = 4900 + (process.pid % 500);

async function start(): Promise<void> {
  lines.length = 0;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      FEISHU_APP_ID: sim.app.appId,
      FEISHU_APP_SECRET: sim.app.appSecret,
      FEISHU_ENCRYPT_KEY: sim.app.encryptKey,
      FEISHU_VERIFICATION_TOKEN: sim.app.verificationToken,
      FEISHU_BASE_URL: sim.baseUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ORG_FILE,
      TZ: 'America/New_York',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  bot = child;
  const keep = (chunk: Buffer): void => void lines.push(...chunk.toString().split('\n'));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  await until(
    () => lines.some((line) => line.includes('"ready"') || line.includes('ready')) || child.exitCode !== null,
    30_000,
  );
  if (child.exitCode !== null) throw new Error(lines.join('\n'));
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  const child = bot;
  if (child === undefined) return null;
  child.kill(signal);
  await until(() => child.exitCode !== null || child.signalCode !== null, 15_000);
  return child.exitCode;
}

beforeAll(async () => {
  sim = await startSimulator(await exampleBureau());
  dataDir = await mkdtemp(join(tmpdir(), 'safety-process-'));
  await start();
  sim.connect(`http://127.0.0.1:${port}/feishu/webhook`);
}, 60_000);
afterAll(async () => {
  await end('SIGKILL');
  await sim.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const receiptsOf = (messageId: string): number =>
  sim.state.messages.filter((message) => message.parentId === messageId && message.card !== undefined).length;

test('case 98: a healthy start says nothing at warn or error, and where it listens', () => {
  const levels = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { level: number }).level);
  expect(levels.every((level) => level < 40)).toBe(true);
  expect(lines.find((line) => line.includes('ready'))).toContain(`http://127.0.0.1:${port}`);
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
    await until(() => sim.state.calls.length >= calls + (round % 3), 10_000);
    await end('SIGKILL');
    said.push((await saying).messageId);
    await start();
    await sim.clock.advance(15_500);
    await until(() => said.every((id) => receiptsOf(id) >= 1), 30_000);
  }
  expect(said.map(receiptsOf)).toEqual(said.map(() => 1));
}, 180_000);

test('SIGTERM ends it cleanly; a second bot on the same folder is refused with what to do', async () => {
  const second = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      FEISHU_APP_ID: sim.app.appId,
      FEISHU_APP_SECRET: 's',
      FEISHU_TRANSPORT: 'websocket',
      FEISHU_BASE_URL: sim.baseUrl,
      DATA_DIR: dataDir,
      ORG_FILE,
    },
  });
  let words = '';
  second.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await until(() => second.exitCode !== null, 20_000);
  expect(second.exitCode).toBe(1);
  expect(words).toMatch(/stop it first|DATA_DIR/u);
  expect(await end('SIGTERM')).toBe(0);
});
