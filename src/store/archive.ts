import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/*
 * One backup = one gzipped text file, the same for both drivers, a line a record:
 *   head  {version, from, at}       once, first
 *   doc   [collection, document]    keys sorted, dates marked (canonical.ts)
 *   sum   {name, documents, hash}   after the documents of each collection
 *   photo {sha256, bytes}           bytes in base64
 *   end   {photos}                  once, last: without it the file is cut off
 */
export const TAGS = ['head', 'doc', 'sum', 'photo', 'end'] as const;
export type Tag = (typeof TAGS)[number];

export interface Entry {
  readonly tag: Tag;
  /** JSON text. */
  readonly body: string;
}

/** The file is no backup of this program, or damaged. */
export class BadArchive extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BadArchive';
  }
}

/** Writes aside, to the disk, then into place: a backup under its name is always a whole one. */
export async function writeArchive(file: string, entries: AsyncIterable<Entry>): Promise<void> {
  const aside = `${file}.part`;
  try {
    await pipeline(Readable.from(lines(entries)), createGzip(), createWriteStream(aside, { mode: 0o600 }));
    await syncedToDisk(aside);
    await rename(aside, file);
    await syncedToDisk(dirname(file));
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw error;
  }
}

async function* lines(entries: AsyncIterable<Entry>): AsyncIterable<string> {
  for await (const { tag, body } of entries) yield `${tag} ${body}\n`;
}

async function syncedToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws BadArchive when it is cut off, damaged or something else */
export async function* readArchive(file: string): AsyncIterable<Entry> {
  let last: Tag | undefined;
  for await (const line of linesOf(file)) {
    const tag = TAGS.find((one) => line.startsWith(`${one} `));
    if (tag === undefined || (last === undefined) !== (tag === 'head'))
      throw new BadArchive(`${file} is not a backup of this program`);
    last = tag;
    yield { tag, body: line.slice(tag.length + 1) };
  }
  if (last !== 'end') throw new BadArchive(`${file} is cut off`);
}

/** (readline waits for ever when the stream behind it fails.) */
async function* linesOf(file: string): AsyncIterable<string> {
  const input = createReadStream(file);
  const text = createGunzip().setEncoding('utf8');
  const failed = pipeline(input, text).catch(() => undefined);
  let parts: string[] = [];
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      const [first = '', ...more] = chunk.split('\n');
      parts.push(first);
      for (const next of more) {
        yield parts.join('');
        parts = [next];
      }
    }
  } catch (error) {
    const missing = (error as { code?: unknown }).code === 'ENOENT';
    throw new BadArchive(missing ? `there is no file ${file}` : `${file} is damaged or cut off`, {
      cause: error,
    });
  } finally {
    input.destroy();
    await failed;
  }
  if (parts.join('') !== '') throw new BadArchive(`${file} is cut off`);
}
