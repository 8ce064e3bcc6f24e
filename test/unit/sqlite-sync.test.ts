import { afterEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '../../src/store/collection.js';
import { createWalSync } from '../../src/store/sqlite-sync.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A disk whose syncs end when they are told to. */
function slowDisk(): { sync: () => Promise<void>; end: (error?: Error) => void; begun: () => number } {
  const waiting: ((error?: Error) => void)[] = [];
  let begun = 0;
  return {
    begun: () => begun,
    sync: () => {
      begun += 1;
      return new Promise((done, failed) => {
        waiting.push((error) => (error === undefined ? done() : failed(error)));
      });
    },
    end: (error) => waiting.shift()?.(error),
  };
}

function walFile(): { wal: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sync-'));
  folders.push(folder);
  const wal = join(folder, 'store.db-wal');
  writeFileSync(wal, '');
  return { wal, folder };
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Waits until the disk has been asked so often. */
async function asked(disk: { begun: () => number }, times: number): Promise<void> {
  while (disk.begun() < times) await turns();
}

test('nothing is acknowledged before its sync has ended; who came during it waits for the next, together', async () => {
  const { wal, folder } = walFile();
  const disk = slowDisk();
  const sync = createWalSync(wal, folder, disk.sync);
  const order: string[] = [];
  const first = sync.settled().then(() => order.push('first'));
  await asked(disk, 1);
  const second = sync.settled().then(() => order.push('second'));
  const third = sync.settled().then(() => order.push('third'));
  await turns();
  expect(order).toEqual([]);
  disk.end();
  await first;
  await asked(disk, 2);
  expect(order).toEqual(['first']);
  disk.end();
  await Promise.all([second, third]);
  expect(disk.begun()).toBe(2);
  await sync.close();
});

test('a disk that refused a sync is not believed again: every write after it is refused too', async () => {
  const { wal, folder } = walFile();
  const disk = slowDisk();
  const sync = createWalSync(wal, folder, disk.sync);
  const lost = sync.settled();
  await asked(disk, 1);
  const behind = sync.settled();
  disk.end(new Error('EIO'));
  await expect(lost).rejects.toThrow(StoreUnavailable);
  await expect(behind).rejects.toMatchObject({ kind: 'broken' });
  await expect(sync.settled()).rejects.toMatchObject({ kind: 'broken' });
  expect(disk.begun()).toBe(1);
  await sync.close();
});
