import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Photos by their content: the same picture is kept once, its name is its sha256. */
export interface PhotoStore {
  /** @returns the sha256 under which it is found again */
  put(bytes: Buffer): Promise<string>;
  get(sha256: string): Promise<Buffer | undefined>;
  has(sha256: string): Promise<boolean>;
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Files in DATA_DIR/photos, written aside and moved into place, so that a crash leaves no half picture. */
export function filePhotos(dataDir: string): PhotoStore {
  const pathOf = (sha: string): string => join(dataDir, 'photos', sha.slice(0, 2), sha);
  const get = async (sha: string): Promise<Buffer | undefined> => {
    if (!/^[0-9a-f]{64}$/u.test(sha)) return undefined;
    try {
      return await readFile(pathOf(sha));
    } catch {
      return undefined;
    }
  };
  return {
    async put(bytes) {
      const sha = sha256Of(bytes);
      const path = pathOf(sha);
      await mkdir(dirname(path), { recursive: true });
      const aside = `${path}.${process.pid}.part`;
      await writeFile(aside, bytes);
      await rename(aside, path);
      return sha;
    },
    get,
    has: async (sha) => (await get(sha)) !== undefined,
  };
}
