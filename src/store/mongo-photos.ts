import { guarded } from './mongo-errors.js';
import { sha256Of, type PhotoStore } from './photos.js';

/** The part of the driver's GridFSBucket that is used here; mongoose is only imported in mongo.ts. */
export interface Bucket {
  find(filter: { readonly filename: string }): {
    limit(n: number): { toArray(): Promise<readonly unknown[]> };
  };
  openUploadStream(filename: string): NodeJS.WritableStream;
  openDownloadStreamByName(filename: string): AsyncIterable<Uint8Array>;
}

/** Photos in GridFS, so that several instances see them. A half-written one has no file entry and is not found. */
export function gridPhotos(bucket: Bucket): PhotoStore {
  const has = (sha: string): Promise<boolean> =>
    guarded(async () => (await bucket.find({ filename: sha }).limit(1).toArray()).length > 0);
  return {
    async put(bytes) {
      const sha = sha256Of(bytes);
      if (await has(sha)) return sha;
      await guarded(
        () =>
          new Promise<void>((resolve, reject) => {
            bucket.openUploadStream(sha).on('finish', resolve).on('error', reject).end(bytes);
          }),
      );
      return sha;
    },
    async get(sha) {
      if (!(await has(sha))) return undefined;
      return guarded(async () => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of bucket.openDownloadStreamByName(sha)) chunks.push(chunk);
        return Buffer.concat(chunks);
      });
    },
    has,
  };
}
