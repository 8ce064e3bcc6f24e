/* `npm run bench`: what it measures stands in README.md beside this file. The figures are the result, not the exit. */
import { cpus } from 'node:os';
import { benchIntake } from './intake.js';
import { saySimulator } from './simulator.js';
import { benchNag } from './nag.js';
import { benchUnderstanding } from './understanding.js';

const GOAL = 1;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function intake(): Promise<void> {
  say("1. Intake: stored before the answer (SQLite, synced) beside the SDK's Koa handler, no store");
  const { lines, doubts } = await benchIntake();
  say(row(['connections', 'ours ev/s', 'p99 ms', 'sdk ev/s', 'p99 ms', 'ratio', 'fsync ms']));
  for (const { connections, ours, sdk, ratio, syncMs } of lines)
    say(
      row([
        String(connections),
        ours.perSecond.toFixed(0),
        ours.p99.toFixed(1),
        sdk.perSecond.toFixed(0),
        sdk.p99.toFixed(1),
        `${ratio.toFixed(2)}x`,
        syncMs.toFixed(2),
      ]),
    );
  for (const { connections, sdk, floor } of lines)
    if (floor !== undefined)
      say(
        `   ${connections} connection: a bare server that only writes and syncs: ${floor.perSecond.toFixed(0)} ev/s, ${(floor.perSecond / sdk.perSecond).toFixed(2)}x`,
      );
  const met = lines.filter(({ ratio }) => ratio >= GOAL).length;
  say(`   goal at least ${GOAL.toFixed(1)}x: met at ${met} of ${lines.length} connection counts`);
  for (const doubt of doubts) say(`   DOUBTFUL: ${doubt}`);
}

function understanding(): void {
  say('2. Understanding: messages read on one core beside a vote over keywords');
  const found = benchUnderstanding();
  const kind = `kind right ${percent(found.kind)} (baseline ${percent(found.baselineKind)})`;
  say(`   ${found.perSecond} messages/s (baseline ${found.baselinePerSecond}), ${kind}`);
}

async function simulator(): Promise<void> {
  say('3. Simulator: the strict local Feishu, the first 200 of 2,000 messages beside the last 200');
  await saySimulator(say);
}

async function nag(): Promise<void> {
  say('4. Nag sweep: the 09:00 digest over open hazards that all wait for somebody (SQLite)');
  say(row(['open', 'ms', 'ms/hazard', 'peak MB', 'people', 'lines']));
  const lines = await benchNag();
  for (const { hazards, ms, people, things, peakMb } of lines)
    say(
      row([
        String(hazards),
        ms.toFixed(0),
        (ms / hazards).toFixed(3),
        peakMb.toFixed(1),
        String(people),
        String(things),
      ]),
    );
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return;
  const growth = last.ms / last.hazards / (first.ms / first.hazards);
  say(`   goal no more a hazard at the largest than at the smallest: ${growth.toFixed(2)}x`);
  say(`   goal peak under 60 MB above idle: ${Math.max(...lines.map((line) => line.peakMb)).toFixed(1)} MB`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const row = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(12)).join('');

say(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? '?'}`);
const parts: readonly (() => void | Promise<void>)[] = [intake, understanding, simulator, nag];
for (const part of parts) {
  try {
    await part();
  } catch (error) {
    say(`   FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
