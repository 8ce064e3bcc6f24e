import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { translated } from './sqlite-errors.js';

/** A worker of its own, in plain JavaScript, so that it runs alike from sources, tests and the built program. */
const WORKER = `
const { workerData, parentPort } = require('node:worker_threads');
try {
  const Database = require(workerData.driver);
  const db = new Database(workerData.from);
  db.exec("PRAGMA busy_timeout = 2000; VACUUM INTO '" + workerData.to.replaceAll("'", "''") + "'");
  db.close();
  parentPort.postMessage(null);
} catch (error) {
  parentPort.postMessage({ message: String(error.message), code: error.code });
}`;

/**
 * Writes the data file as it is at one moment into a new file, off the main thread; writers go on meanwhile.
 * @throws StoreUnavailable
 */
export async function snapshotFile(from: string, to: string): Promise<void> {
  const driver = createRequire(import.meta.url).resolve('libsql');
  const failed = await new Promise<unknown>((resolve, reject) => {
    const worker = new Worker(WORKER, { eval: true, workerData: { driver, from, to } });
    worker.once('message', resolve).once('error', reject);
  });
  if (failed !== null) throw translated(failed);
}
