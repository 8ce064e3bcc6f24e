import mongoose, { type Connection } from 'mongoose';
import { sha256Of, type PhotoStore } from './photos.js';

/** Photos in GridFS, so that several instances see them. */
export function gridPhotos(connection: Connection): PhotoStore {
  const db = connection.db;
  if (db === undefined) throw new Error('the connection has no database');
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: 'photos' });
  const has = async (sha: string): Promise<boolean> => (await bucket.find({ filename: sha }).limit(1).toArray()).length > 0;
  return {
    async put(bytes) {
      const sha = sha256Of(bytes);
      if (await has(sha)) return sha;
      await new Promise<void>((resolve, reject) => {
        bucket.openUploadStream(sha).on('finish', resolve).on('error', reject).end(bytes);
      });
      return sha;
    },
    async get(sha) {
      if (!(await has(sha))) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of bucket.openDownloadStreamByName(sha)) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks);
    },
    has,
  };
}
