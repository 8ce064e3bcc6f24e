import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One sweep of the morning digest over this many open hazards. */
export interface NagLine {
  readonly hazards: number;
  readonly ms: number;
  readonly things: number;
  readonly people: number;
  /** Highest resident memory during the sweep above that of the idle process, MB. */
  readonly peakMb: number;
}

/**
 * The 09:00 sweep at several sizes, each in a fresh process on a store that another process filled, so that neither
 * the filling nor a smaller sweep is in the figures. Every hazard waits for somebody: the worst morning.
 */
export async function benchNag(sizes = [1_000, 10_000, 100_000]): Promise<readonly NagLine[]> {
  const lines: NagLine[] = [];
  for (const hazards of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-nag-'));
    try {
      await child('fill', folder, hazards);
      lines.push(await child('sweep', folder, hazards));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return lines;
}

function child(what: 'fill' | 'sweep', folder: string, hazards: number): Promise<NagLine> {
  const script = fileURLToPath(new URL('nag-child.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const forked = fork(script, [what, folder, String(hazards)], {
      execArgv: ['--expose-gc', ...process.execArgv],
    });
    forked.on('message', (line) => resolve(line as NagLine));
    forked.on('error', reject);
    forked.on('exit', (code) => {
      if (code !== 0) reject(new Error(`${what} of ${hazards} hazards ended with ${String(code)}`));
    });
  });
}
