import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../simulator/index.js';
import { ORG_FILE } from '../simulator/bureau.js';
import { until } from './bot.js';
import type { Orders } from './dying-service.js';

/** The service in a process of its own on a folder that outlives it. */
export interface BotProcess {
  readonly dataDir: string;
  /** What the last one wrote, a line each. */
  readonly lines: readonly string[];
  /** Starts it and waits until it is ready. @throws Error with its own words if it ends instead */
  start(): Promise<void>;
  /** Its clock, and where it is to be killed: only for a script that listens (dying-service.ts). */
  orders(orders: Orders): Promise<void>;
  /** Waits until it has died of that. */
  dead(): Promise<void>;
  /** Has it read the organisation file again. */
  hangUp(): void;
  end(signal: NodeJS.Signals): Promise<number | null>;
  cleanUp(): Promise<void>;
}

/**
 * @param options.basePort files run side by side: each has five hundred ports of its own, none of them one that fetch refuses (6000, 6665, 10080 ...)
 * @param options.script what is run: the service itself, if nothing else is said
 * @param options.env beside what the service needs; asked for anew at each start
 */
export async function botProcess(
  sim: Simulator,
  options: { readonly basePort: number; readonly script?: string; readonly env?: () => NodeJS.ProcessEnv },
): Promise<BotProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'safety-process-'));
  const port = options.basePort + (process.pid % 500);
  const lines: string[] = [];
  let bot: ChildProcess | undefined;
  const over = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    dataDir,
    lines,
    async start() {
      lines.length = 0;
      const child = spawnBot(options.script ?? 'src/main.ts', {
        ...serviceEnv(sim, dataDir),
        PORT: String(port),
        ...options.env?.(),
      });
      bot = child;
      const keep = (chunk: Buffer): void => void lines.push(...chunk.toString().split('\n'));
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      await until(() => lines.some((line) => line.includes('ready')) || over(child), 30_000);
      if (over(child)) throw new Error(lines.join('\n'));
      sim.connect(`http://127.0.0.1:${port}/feishu/webhook`);
    },
    async orders(orders) {
      const child = bot;
      if (child === undefined) throw new Error('nothing runs');
      const understood = new Promise<void>((resolve) => child.once('message', () => resolve()));
      child.send(orders);
      await understood;
    },
    async dead() {
      await until(() => bot !== undefined && over(bot), 15_000);
      if (bot?.signalCode !== 'SIGKILL') throw new Error(`it ended by itself: ${lines.join('\n')}`);
    },
    hangUp: () => void bot?.kill('SIGHUP'),
    async end(signal) {
      const child = bot;
      if (child === undefined) return null;
      child.kill(signal);
      await until(() => over(child), 15_000);
      return child.exitCode;
    },
    cleanUp: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** What the service is told about the local Feishu, and a time zone that is not the bureau's. */
export function serviceEnv(sim: Simulator, dataDir: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '',
    FEISHU_APP_ID: sim.app.appId,
    FEISHU_APP_SECRET: sim.app.appSecret,
    FEISHU_ENCRYPT_KEY: sim.app.encryptKey,
    FEISHU_VERIFICATION_TOKEN: sim.app.verificationToken,
    FEISHU_BASE_URL: sim.baseUrl,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ORG_FILE,
    TZ: 'America/New_York',
  };
}

/** Runs a script of this project; the parent may talk to it. */
export function spawnBot(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', script], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}
