import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BadArchive, readArchive, writeArchive, type Entry } from './archive.js';
import { canonical, parseCanonical } from './canonical.js';
import type { Store } from './collection.js';
import {
  collectionOf,
  createSum,
  documentsOf,
  MOVED,
  photosOf,
  sumOf,
  type AnyDoc,
  type Sum,
} from './contents.js';
import type { CollectionName } from './models.js';
import type { MoveOptions } from './move.js';
import { sha256Of } from './photos.js';
import { switchedOff, switchOff } from './switch.js';

const VERSION = 1;
const BATCH = 100;

export interface BackupReport {
  readonly documents: number;
  readonly photos: number;
  readonly missingPhotos: readonly string[];
}

/**
 * Writes everything into one file, while a bot may be running. The built-in store is backed up as it is at one
 * moment; MongoDB is streamed, in an order that loses nothing of what is written meanwhile (contents.ts).
 * @throws StoreUnavailable; an error of the file system for the file
 */
export async function backupStore(
  store: Store,
  file: string,
  options: MoveOptions = {},
): Promise<BackupReport> {
  const folder = await mkdtemp(join(dirname(file), '.backup-'));
  try {
    const still = (await store.snapshot?.(folder)) ?? store;
    const report = { documents: 0, photos: 0, missingPhotos: [] as string[] };
    try {
      await writeArchive(file, entriesOf(still, await store.now(), report, options));
    } finally {
      if (still !== store) await still.close();
    }
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* entriesOf(
  store: Store,
  at: Date,
  report: { documents: number; photos: number; missingPhotos: string[] },
  { onProgress }: MoveOptions,
): AsyncIterable<Entry> {
  const photos = new Set<string>();
  yield { tag: 'head', body: canonical({ version: VERSION, from: store.kind, at }) };
  for (const name of MOVED) {
    const sum = createSum(name);
    for await (const doc of documentsOf(store, name)) {
      const text = canonical(doc);
      sum.add(text);
      for (const photo of photosOf(doc)) photos.add(photo);
      yield { tag: 'doc', body: `["${name}",${text}]` };
    }
    const done = sum.done();
    report.documents += done.documents;
    onProgress?.({ name, done: done.documents, of: done.documents });
    yield { tag: 'sum', body: canonical(done) };
  }
  for (const sha256 of photos) {
    const bytes = await store.photos.get(sha256);
    if (bytes === undefined) report.missingPhotos.push(sha256);
    else {
      report.photos += 1;
      yield { tag: 'photo', body: JSON.stringify({ sha256, bytes: bytes.toString('base64') }) };
    }
  }
  onProgress?.({ name: 'photos', done: report.photos, of: photos.size });
  yield { tag: 'end', body: JSON.stringify({ photos: report.photos }) };
}

export interface RestoreOptions extends MoveOptions {
  /**
   * How many hazard codes of each year since the backup to pass over: those given after it stand on cards and
   * papers and must not come again (cases.md 87). Default 50; 0 where nothing was reported since.
   */
  readonly skipCodes?: number;
}

export interface RestoreReport {
  readonly documents: number;
  readonly photos: number;
  /** `YH-2026`: the codes from..to will not be given. */
  readonly skipped: readonly { readonly counter: string; readonly from: number; readonly to: number }[];
}

/**
 * Takes a backup back into an empty store and leaves it switched off until `adoptStore`. The file is checked whole
 * before anything is written; a restore that was interrupted goes on when it is run again.
 * @throws BadArchive for a damaged file; Error when the store holds documents
 */
export async function restoreStore(
  file: string,
  into: Store,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const { at, sums } = await checkArchive(file);
  const off = await switchedOff(into);
  if (off?.state !== 'copying') for (const name of MOVED) await refuseContents(into, name);
  await switchOff(into, { state: 'copying', from: 'backup' });
  const report = { documents: 0, photos: 0 };
  let batch: AnyDoc[] = [];
  for await (const { tag, body } of readArchive(file)) {
    if (tag === 'doc') {
      const [name, doc] = parseCanonical(body) as [CollectionName, AnyDoc];
      batch.push(doc);
      report.documents += 1;
      if (batch.length >= BATCH) batch = await written(into, name, batch);
    } else if (tag === 'sum') {
      const { name, documents } = JSON.parse(body) as Sum;
      batch = await written(into, name, batch);
      options.onProgress?.({ name, done: documents, of: documents });
    } else if (tag === 'photo') {
      await into.photos.put(Buffer.from((JSON.parse(body) as { bytes: string }).bytes, 'base64'));
      report.photos += 1;
    }
  }
  await compare(into, sums);
  const skipped = await skipCodes(into, at, options.skipCodes ?? 50);
  await switchOff(into, { state: 'whole', from: 'backup' });
  return { ...report, skipped };
}

async function written(into: Store, name: CollectionName, batch: readonly AnyDoc[]): Promise<AnyDoc[]> {
  await collectionOf(into, name).insertAbsent(batch);
  return [];
}

async function refuseContents(into: Store, name: CollectionName): Promise<void> {
  if ((await collectionOf(into, name).count()) > 0)
    throw new Error(`the store holds documents (${name}): restore into an empty one (nothing was changed)`);
}

/** Reads the whole file once: every hash, every photo, and that its end is there. @throws BadArchive */
async function checkArchive(file: string): Promise<{ at: Date; sums: readonly Sum[] }> {
  try {
    return await readWhole(file);
  } catch (error) {
    // A changed byte may be unpacked into text that is no JSON before the packed stream's own sum is reached.
    if (error instanceof SyntaxError) throw new BadArchive(`${file} is damaged`, { cause: error });
    throw error;
  }
}

async function readWhole(file: string): Promise<{ at: Date; sums: readonly Sum[] }> {
  const sums: Sum[] = [];
  let at = new Date(0);
  let current: ReturnType<typeof createSum> | undefined;
  for await (const { tag, body } of readArchive(file)) {
    if (tag === 'head') {
      const head = parseCanonical(body) as { version: number; at: Date };
      if (head.version !== VERSION)
        throw new BadArchive(`${file} has format ${head.version}; this program reads ${VERSION}`);
      at = head.at;
    } else if (tag === 'doc') {
      const comma = body.indexOf(',');
      const name = JSON.parse(body.slice(1, comma)) as CollectionName;
      current ??= createSum(name);
      current.add(body.slice(comma + 1, -1));
    } else if (tag === 'sum') {
      const sum = JSON.parse(body) as Sum;
      if (!MOVED.includes(sum.name) && sum.documents > 0)
        throw new BadArchive(`${file} holds ${sum.name}, which this version does not know: use a newer one`);
      const found = (current ?? createSum(sum.name)).done();
      if (found.hash !== sum.hash || found.documents !== sum.documents)
        throw new BadArchive(`${file} is damaged in ${sum.name}`);
      sums.push(sum);
      current = undefined;
    } else if (tag === 'photo') {
      const { sha256, bytes } = JSON.parse(body) as { sha256: string; bytes: string };
      if (sha256Of(Buffer.from(bytes, 'base64')) !== sha256)
        throw new BadArchive(`${file} is damaged in a photo`);
    }
  }
  return { at, sums };
}

async function compare(into: Store, sums: readonly Sum[]): Promise<void> {
  for (const sum of sums) {
    // Counters are moved on afterwards; a restore that is run again finds them so.
    if (sum.documents === 0 || sum.name === 'counters') continue;
    const found = await sumOf(into, sum.name);
    if (found.hash !== sum.hash)
      throw new Error(`${sum.name} came out different from the backup: empty the store and restore again`);
  }
}

async function skipCodes(into: Store, at: Date, n: number): Promise<RestoreReport['skipped']> {
  const counters = into.collection<{ readonly _id: string; readonly n: number }>('counters');
  const skipped: { counter: string; from: number; to: number }[] = [];
  if (n === 0) return skipped;
  for (let year = yearOf(at); year <= yearOf(await into.now()); year += 1) {
    const counter = `YH-${year}`;
    await counters.insertAbsent([{ _id: counter, n: 0 }]);
    const last = (await counters.get(counter))?.n ?? 0;
    await counters.change({ _id: counter }, { $set: { n: last + n } });
    skipped.push({ counter, from: last + 1, to: last + n });
  }
  return skipped;
}

/** Codes are given by the year in Asia/Shanghai (+08:00). */
function yearOf(at: Date): number {
  return new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();
}
