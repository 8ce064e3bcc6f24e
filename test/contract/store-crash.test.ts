import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/store/collection.js';
import { openStore } from '../../src/store/open.js';
import { row, type Row } from './store-rows.js';

const KILLS = Number(process.env['STORE_KILLS'] ?? 3);
const CHILD = join(import.meta.dirname, 'store-child.ts');

interface Running {
  readonly child: ChildProcess;
  /** Resolves with the numbers acknowledged so far, once there are so many. */
  acknowledged(atLeast: number): Promise<readonly number[]>;
  /** kill -9. @returns all that was acknowledged */
  kill(): Promise<readonly number[]>;
}

function start(dataDir: string, first: number): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const numbers: number[] = [];
  const waiting: { readonly atLeast: number; readonly done: () => void }[] = [];
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  lines.on('line', (line) => {
    if (line !== 'open') numbers.push(Number(line));
    for (const one of waiting) if (numbers.length >= one.atLeast) one.done();
  });
  // The end of the output is not yet the end of the process: its locks go with the latter.
  const closed = Promise.all([
    new Promise<void>((resolve) => lines.on('close', resolve)),
    new Promise<void>((resolve) => child.on('exit', () => resolve())),
  ]);
  return {
    child,
    acknowledged: async (atLeast) => {
      await Promise.race([
        new Promise<void>((done) => waiting.push({ atLeast, done })),
        closed.then(() => Promise.reject(new Error('the child ended'))),
      ]);
      return numbers;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
      return numbers;
    },
  };
}

describe('the built-in store and its processes', () => {
  let dataDir: string;
  let running: Running | undefined;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'safety-bot-'));
  });
  afterEach(async () => {
    await running?.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('case 88: a kill -9 in the middle of writing loses nothing that was acknowledged, several times over', async () => {
    const all: number[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      running = start(dataDir, round * 1_000_000);
      await running.acknowledged(100 + round);
      all.push(...(await running.kill()));
      // Opened at once, without waiting for anything.
      const store = await openStore({ dataDir });
      const rows = store.collection<Row>('outbox');
      for (const n of all) expect(await rows.get(`r${n}`)).toMatchObject({ started: 1 });
      // At most one more a round: written, but the word of it did not get out.
      expect(await rows.count()).toBeLessThanOrEqual(all.length + round + 1);
      await store.close();
    }
    process.stderr.write(
      `store-crash: ${KILLS} kills, ${all.length} acknowledged inserts and changes, none lost\n`,
    );
  });

  test('case 88: a second bot on the same folder is refused with what to do, and may start once the first is dead', async () => {
    running = start(dataDir, 0);
    await running.acknowledged(1);
    const refused = await openStore({ dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).toMatchObject({
      kind: 'locked',
      message: expect.stringMatching(/another bot is using .*stop it first.*DATA_DIR.*MONGODB_URI/u),
    });
    await running.kill();
    const store = await openStore({ dataDir });
    await store.close();
  });

  test('the command line reads and changes beside a running bot', async () => {
    running = start(dataDir, 0);
    await running.acknowledged(5);
    const store = await openStore({ dataDir, beside: true });
    const rows = store.collection<Row>('outbox');
    expect(await rows.change({ _id: 'r0' }, { $set: { error: 'retry' } })).toMatchObject({ error: 'retry' });
    await rows.insert(row('by-hand'));
    const before = (await running.acknowledged(1)).length;
    await running.acknowledged(before + 5);
    expect((await rows.get('r0'))?.error).toBe('retry');
    await store.close();
  });
});
