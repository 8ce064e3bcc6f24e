import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyEvents } from './intake-events.js';
import { leanConnection, type LeanConnection } from './lean-client.js';

const ROUNDS = 5;
const ROUND_MS = 1500;
/** Long enough for the compiler of both: shorter, and the first rounds would measure it. */
const WARM_UP_MS = 2500;

/** Answers per second and the 99th percentile of the wait for one, ms: medians of the rounds. */
export interface Figures {
  readonly perSecond: number;
  readonly p99: number;
}

export interface IntakeLine {
  readonly connections: number;
  readonly ours: Figures;
  readonly sdk: Figures;
  /** Median of ours / median of the SDK's, events per second. */
  readonly ratio: number;
  /** At one connection: a bare server that only writes and syncs each event; nothing stored can be faster. */
  readonly floor?: Figures;
  /** One write of 4 kB with fsync in the folder of the store, ms, median: what each commit to disk cost just then. */
  readonly syncMs: number;
}

export interface IntakeBench {
  readonly lines: readonly IntakeLine[];
  /** What makes the figures doubtful: refusals, or events answered but not taken. */
  readonly doubts: readonly string[];
}

interface Side {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
  answered: number;
  refused: number;
  /** The highest rate yet: how many events the next round needs. */
  peak: number;
}

/** Stored-before-answer intake beside the SDK's handler that stores nothing, rounds interleaved. */
export async function benchIntake(connectionCounts = [1, 16, 64]): Promise<IntakeBench> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-intake-'));
  const sides: Side[] = [];
  try {
    const ours = await start('ours', [folder]);
    sides.push(ours);
    const sdk = await start('sdk', []);
    sides.push(sdk);
    const floor = await start('floor', [folder]);
    sides.push(floor);
    for (const side of [...sides, ...sides]) await round(side, 16, WARM_UP_MS);
    const lines: IntakeLine[] = [];
    for (const connections of connectionCounts) {
      const found = await line(ours, sdk, connections, folder);
      // With more connections a sync can be shared, which the bare server does not do.
      const least = connections === 1 ? { floor: await floorOf(floor) } : {};
      lines.push({ ...found, ...least });
    }
    return { lines, doubts: (await Promise.all(sides.map(doubtsOf))).flat() };
  } finally {
    for (const side of sides) side.child.disconnect();
    await Promise.all(sides.map(ended));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function line(ours: Side, sdk: Side, connections: number, folder: string): Promise<IntakeLine> {
  const syncs: number[] = [];
  const found = new Map<Side, Figures[]>([
    [ours, []],
    [sdk, []],
  ]);
  for (let n = 0; n < ROUNDS; n += 1) {
    syncs.push(...syncTimes(join(folder, 'sync')));
    // Who goes first changes, so that neither always finds the quieter machine.
    for (const side of n % 2 === 0 ? [ours, sdk] : [sdk, ours])
      found.get(side)?.push(await round(side, connections, ROUND_MS));
  }
  const [a, b] = [medians(found.get(ours) ?? []), medians(found.get(sdk) ?? [])];
  return { connections, ours: a, sdk: b, ratio: a.perSecond / b.perSecond, syncMs: median(syncs) };
}

async function floorOf(side: Side): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(side, 1, ROUND_MS));
  return medians(rounds);
}

/** Every connection sends its next event as soon as the last one is answered. */
async function round(side: Side, connections: number, forMs: number): Promise<Figures> {
  const events = readyEvents(Math.ceil(((side.peak * 1.3 + 800) * forMs) / 1000));
  const waits: number[] = [];
  const lines = await Promise.all(Array.from({ length: connections }, () => leanConnection(side.port)));
  const start = performance.now();
  const drive = async (line: LeanConnection): Promise<void> => {
    while (performance.now() - start < forMs) {
      const event = events.pop();
      if (event === undefined) return;
      const sent = performance.now();
      const status = await line.send(event).catch(() => 0);
      if (Math.floor(status / 100) === 2) waits.push(performance.now() - sent);
      else side.refused += 1;
    }
  };
  await Promise.all(lines.map(drive));
  const seconds = (performance.now() - start) / 1000;
  for (const line of lines) line.close();
  side.answered += waits.length;
  const perSecond = waits.length / seconds;
  side.peak = Math.max(side.peak, perSecond);
  waits.sort((a, b) => a - b);
  return { perSecond, p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
}

async function start(name: 'ours' | 'sdk' | 'floor', args: readonly string[]): Promise<Side> {
  const file = fileURLToPath(new URL('intake-server.ts', import.meta.url));
  const child = fork(file, [name, ...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const port = await told(child, 'port');
  return { name, child, port, answered: 0, refused: 0, peak: 2000 };
}

function told(child: ChildProcess, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as Record<string, number>)[key] ?? Number.NaN));
    child.once('exit', (code) => reject(new Error(`a server of the bench ended (${code})`)));
  });
}

/** The SDK answers 2xx to a wrong signature too: only a count at the far end shows that the work was done. */
async function doubtsOf(side: Side): Promise<string[]> {
  const answer = told(side.child, 'taken');
  side.child.send('taken?');
  const taken = await answer;
  return [
    ...(side.refused > 0 ? [`${side.name}: ${side.refused} requests were refused or lost`] : []),
    ...(taken === side.answered ? [] : [`${side.name}: ${side.answered} answered but ${taken} taken in`]),
  ];
}

function ended({ child }: Side): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function syncTimes(file: string): number[] {
  const fd = openSync(file, 'w');
  const block = Buffer.alloc(4096);
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    writeSync(fd, block);
    fsyncSync(fd);
    return performance.now() - start;
  });
  closeSync(fd);
  return times;
}

function medians(rounds: readonly Figures[]): Figures {
  return {
    perSecond: median(rounds.map((one) => one.perSecond)),
    p99: median(rounds.map((one) => one.p99)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
