import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Bytes. A container often has 64 MB there, too little for the stores and browser profiles of the whole suite. */
const ROOM = 1024 ** 3;

/**
 * Jest's globalSetup (plain JavaScript: it is loaded before anything is compiled). Every world has a store that
 * syncs each change, and on a busy disk the suite waited for it three quarters of its time. Where the system keeps
 * a folder in memory with room, the temporary files go there: what a killed process leaves behind is the same, and
 * a power cut is not tested here. The workers inherit TMPDIR.
 */
export default function setup() {
  if (roomIn(MEMORY) < ROOM) return;
  const folder = mkdtempSync(join(MEMORY, 'safety-bot-tests-'));
  process.env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function roomIn(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
