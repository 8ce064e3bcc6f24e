import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreUnavailable } from './collection.js';

/** Photos by their content: the same picture is kept once, its name is its sha256. */
export interface PhotoStore {
  /** @returns the sha256 under which it is found again, once it is on disk. @throws StoreUnavailable */
  put(bytes: Buffer): Promise<string>;
  /** @returns undefined when there is none of that name. @throws StoreUnavailable */
  get(sha256: string): Promise<Buffer | undefined>;
  has(sha256: string): Promise<boolean>;
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Files in DATA_DIR/photos, written aside and moved into place, so that a crash leaves no half picture. */
export function filePhotos(dataDir: string): PhotoStore {
  const pathOf = (sha: string): string => join(dataDir, 'photos', sha.slice(0, 2), sha);
  const has = async (sha: string): Promise<boolean> =>
    isName(sha) && (await unlessMissing(() => stat(pathOf(sha)))) !== undefined;
  return {
    async put(bytes) {
      const sha = sha256Of(bytes);
      if (await has(sha)) return sha;
      await writeWhole(pathOf(sha), bytes);
      return sha;
    },
    get: async (sha) => (isName(sha) ? unlessMissing(() => readFile(pathOf(sha))) : undefined),
    has,
  };
}

/** Nothing else becomes part of a path. */
function isName(sha: string): boolean {
  return /^[0-9a-f]{64}$/u.test(sha);
}

/** Aside under a name of its own (two may put the same photo at once), to the disk, then into place. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const aside = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await synced(aside, 'w', (file) => file.writeFile(bytes));
    await rename(aside, path);
    // The new name is on disk only when the folder is.
    await synced(dirname(path), 'r', () => Promise.resolve());
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw translated(error);
  }
}

async function synced(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function unlessMissing<R>(work: () => Promise<R>): Promise<R | undefined> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw translated(error);
  }
}

function translated(error: unknown): StoreUnavailable {
  const code = String((error as { code?: unknown }).code);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StoreUnavailable('full', 'the disk of the photos is full: free some space', { cause: error });
  return new StoreUnavailable('broken', `a photo in DATA_DIR can not be read or written (${code})`, {
    cause: error,
  });
}
