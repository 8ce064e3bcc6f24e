import { close, closeSync, fdatasync, fsyncSync, open, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { StoreUnavailable } from './collection.js';

const opened = promisify(open);
const synced = promisify(fdatasync);
const closed = promisify(close);

export interface WalSync {
  /**
   * Resolves once everything committed before this call is on disk.
   * @throws StoreUnavailable `broken` when the disk refused, then and ever after
   */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The sync of the write-ahead log, off the main thread and shared by all that committed meanwhile. SQLite's own
 * (synchronous=FULL) is the same sync made inside COMMIT, where it stops every other request; with
 * synchronous=NORMAL SQLite syncs the log only before a checkpoint copies it into the data file, and when the log
 * is begun anew (sqlite.org/pragma.html#pragma_synchronous), so nothing that settled here can get lost there.
 * @param walFile the `-wal` file beside the data file; must exist when `settled` is called
 * @param sync the disk; tests hold it back or let it fail
 */
export function createWalSync(
  walFile: string,
  folder: string,
  sync: (fd: number) => Promise<void> = synced,
): WalSync {
  syncFolder(folder);
  let file: Promise<number> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let refused: unknown;

  async function syncFile(): Promise<void> {
    // After a refused sync the kernel may call the lost pages clean: a later success would prove nothing.
    if (refused !== undefined) throw refused;
    try {
      file ??= opened(walFile, 'r+');
      await sync(await file);
    } catch (error) {
      refused = new StoreUnavailable('broken', 'the disk did not keep what was written', { cause: error });
      throw refused;
    }
  }

  return {
    settled() {
      if (running === undefined) {
        running = syncFile().finally(() => (running = undefined));
        return running;
      }
      // The sync under way may have begun before this commit: the next one is shared by all that wait by then.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          running = syncFile().finally(() => (running = undefined));
          return running;
        });
      return next;
    },
    async close() {
      await running?.catch(() => undefined);
      if (file !== undefined) await file.then(closed).catch(() => undefined);
    },
  };
}

/** The names of the files must be on disk as well; SQLite does it with its first sync, which now comes later. */
function syncFolder(folder: string): void {
  // Windows can't open a folder; there a file's name is kept with the file.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
