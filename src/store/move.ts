import { canonical } from './canonical.js';
import type { Store } from './collection.js';
import { collectionOf, documentsOf, MOVED, photosOf, sumOf, type AnyDoc } from './contents.js';
import type { CollectionName } from './models.js';
import { switchedOff, switchOff } from './switch.js';

/** What was done to one collection, or to the photos. */
export interface Progress {
  readonly name: CollectionName | 'photos';
  readonly done: number;
  readonly of: number;
}

export interface MoveOptions {
  readonly onProgress?: (progress: Progress) => void;
}

export interface MoveReport {
  readonly documents: number;
  readonly photos: number;
  /** Collections whose count or hash differs at the end: somebody wrote meanwhile. Run it again. */
  readonly differing: readonly CollectionName[];
  /** Photos that documents speak of and the source has not. */
  readonly missingPhotos: readonly string[];
}

const BATCH = 100;

/**
 * Makes `to` the same as `from` and leaves it switched off until `adoptStore`. May be stopped and run again at any
 * point: what is there already is compared and kept, what changed is written anew, what is gone in `from` is
 * removed. Compares counts and hashes of both at the end.
 * @throws Error when `to` is a store in use (it holds documents and was not made by a copy)
 */
export async function copyStore(from: Store, to: Store, options: MoveOptions = {}): Promise<MoveReport> {
  if ((await switchedOff(to)) === undefined && !(await isEmpty(to)))
    throw new Error(
      'the target holds documents and is in use: copy into an empty store (nothing was changed)',
    );
  await switchOff(to, { state: 'copying', from: from.kind });
  const photos = new Set<string>();
  let documents = 0;
  for (const name of MOVED) documents += await copyCollection(from, to, name, photos, options);
  const missingPhotos = await copyPhotos(from, to, [...photos], options);
  const differing: CollectionName[] = [];
  for (const name of MOVED) {
    const [a, b] = [await sumOf(from, name), await sumOf(to, name)];
    if (a.hash !== b.hash || a.documents !== b.documents) differing.push(name);
  }
  if (differing.length === 0) await switchOff(to, { state: 'whole', from: from.kind });
  return { documents, photos: photos.size - missingPhotos.length, differing, missingPhotos };
}

async function isEmpty(store: Store): Promise<boolean> {
  for (const name of MOVED) if ((await collectionOf(store, name).count()) > 0) return false;
  return true;
}

/** Walks both in the order of ids, like closing a zip. */
async function copyCollection(
  from: Store,
  to: Store,
  name: CollectionName,
  photos: Set<string>,
  { onProgress }: MoveOptions,
): Promise<number> {
  const target = collectionOf(to, name);
  const of = await collectionOf(from, name).count();
  const there = documentsOf(to, name)[Symbol.asyncIterator]();
  let old = await there.next();
  let done = 0;
  let fresh: AnyDoc[] = [];
  const flush = async (): Promise<void> => {
    await target.insertAbsent(fresh);
    fresh = [];
    onProgress?.({ name, done, of });
  };
  for await (const doc of documentsOf(from, name)) {
    for (const photo of photosOf(doc)) photos.add(photo);
    while (old.done !== true && compared(old.value._id, doc._id) < 0) {
      await target.remove({ _id: old.value._id });
      old = await there.next();
    }
    if (old.done !== true && old.value._id === doc._id) {
      if (canonical(old.value) !== canonical(doc)) await replace(to, name, old.value, doc);
      old = await there.next();
    } else fresh.push(doc);
    done += 1;
    if (fresh.length >= BATCH || done % 1000 === 0) await flush();
  }
  await flush();
  for (; old.done !== true; old = await there.next()) await target.remove({ _id: old.value._id });
  return done;
}

/** Ids sort by their bytes in both drivers. */
function compared(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function replace(to: Store, name: CollectionName, old: AnyDoc, doc: AnyDoc): Promise<void> {
  const { _id, ...fields } = doc;
  const gone = Object.keys(old).filter((key) => !(key in doc));
  const update = {
    $set: fields,
    ...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone.map((key) => [key, true])) }),
  };
  await collectionOf(to, name).change({ _id }, update as never);
}

async function copyPhotos(
  from: Store,
  to: Store,
  names: readonly string[],
  { onProgress }: MoveOptions,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [index, name] of names.entries()) {
    if (!(await to.photos.has(name))) {
      const bytes = await from.photos.get(name);
      if (bytes === undefined) missing.push(name);
      else await to.photos.put(bytes);
    }
    onProgress?.({ name: 'photos', done: index + 1, of: names.length });
  }
  return missing;
}
