import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { BadArchive } from '../../src/store/archive.js';
import { backupStore, restoreStore } from '../../src/store/backup.js';
import { sha256Of } from '../../src/store/photos.js';
import { switchedOff } from '../../src/store/switch.js';
import { row, type Row } from './store-rows.js';
import { breaking, createShelf, failure, PHOTO, roads, sums } from './store-shelf.js';

const shelf = createShelf();
const { empty, full } = shelf;

describe.each(roads)('from %s (%#)', (_from, source, _to, target) => {
  test('a backup of one driver is restored into the other', async () => {
    const [from, to] = [await full(source), await empty(target)];
    const file = join(shelf.folder(), 'backup.gz');
    expect(await backupStore(from, file)).toEqual({ documents: 255, photos: 1, missingPhotos: [] });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(shelf.folder())).toEqual(['backup.gz']);
    const report = await restoreStore(file, to, { skipCodes: 0 });
    expect(report).toEqual({ documents: 255, photos: 1, skipped: [] });
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.photos.get(sha256Of(PHOTO))).toEqual(PHOTO);
    expect((await switchedOff(to))?.state).toBe('whole');
    const again = join(shelf.folder(), 'again.gz');
    await backupStore(to, again);
    const linesOf = async (name: string): Promise<readonly string[]> =>
      (await text(createReadStream(name).pipe(createGunzip()))).split('\n').slice(1);
    expect(await linesOf(again)).toEqual(await linesOf(file));
  });
});

test('a store in use is never restored into', async () => {
  const [from, to] = [await full(), await full()];
  const file = join(shelf.folder(), 'b.gz');
  await backupStore(from, file);
  await expect(restoreStore(file, to)).rejects.toThrow(/empty/u);
  expect(await switchedOff(to)).toBeUndefined();
});

test('case 87: codes given after the backup are not given again, and it says which are skipped', async () => {
  const [from, to] = [await full(), await empty()];
  const file = join(shelf.folder(), 'b.gz');
  await backupStore(from, file);
  const year = new Date().getUTCFullYear();
  const { skipped } = await restoreStore(file, to);
  expect(skipped).toContainEqual(
    year === 2026 ? { counter: 'YH-2026', from: 6, to: 55 } : { counter: `YH-${year}`, from: 1, to: 50 },
  );
  expect(
    await to.collection<{ _id: string; n: number }>('counters').get(skipped[0]?.counter ?? ''),
  ).toMatchObject({ n: skipped[0]?.to });
});

test('an interrupted restore goes on when run again', async () => {
  const [from, to] = [await full(), await empty()];
  const file = join(shelf.folder(), 'b.gz');
  await backupStore(from, file);
  expect(await failure(restoreStore(file, breaking(to, 3)))).toMatchObject({ message: 'the line went dead' });
  expect((await switchedOff(to))?.state).toBe('copying');
  await restoreStore(file, to, { skipCodes: 0 });
  expect(await sums(to)).toEqual(await sums(from));
});

describe('a damaged backup is refused before anything is written', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 200)],
    [
      'a byte changed',
      (bytes) =>
        Buffer.from(bytes.map((byte, index) => (index === Math.floor(bytes.length / 2) ? byte ^ 255 : byte))),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['no backup at all', () => Buffer.from('PK\u0003\u0004 something else')],
  ];
  test.each(damages)('%s', async (_what, damage) => {
    const file = join(shelf.folder(), 'b.gz');
    await backupStore(await full(), file);
    await writeFile(file, damage(await readFile(file)));
    const to = await empty();
    await expect(restoreStore(file, to)).rejects.toBeInstanceOf(BadArchive);
    expect(await switchedOff(to)).toBeUndefined();
    expect(await to.collection('hazards').count()).toBe(0);
  });
  test('a byte changed anywhere', async () => {
    const file = join(shelf.folder(), 'b.gz');
    await backupStore(await full(), file);
    const whole = await readFile(file);
    const to = await empty();
    for (let n = 0; n < 60; n += 1) {
      const bytes = Buffer.from(whole);
      // Not the ten bytes of the head: time and system in it belong to nobody.
      const at = 10 + Math.floor(((whole.length - 10) * n) / 60);
      bytes[at] = (bytes[at] ?? 0) ^ 255;
      await writeFile(file, bytes);
      await expect(restoreStore(file, to)).rejects.toBeInstanceOf(BadArchive);
    }
    expect(await to.collection('hazards').count()).toBe(0);
  });
  test('missing', async () =>
    expect(restoreStore(join(shelf.folder(), 'none.gz'), await empty())).rejects.toThrow(
      /there is no file/u,
    ));
});

test('a backup is taken beside a writing bot and shows one moment', async () => {
  const from = await full();
  const rows = from.collection<Row>('outbox');
  let writing = true;
  let n = 0;
  const writer = (async () => {
    for (; writing; n += 1) {
      await rows.insert(row(`w${n}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const file = join(shelf.folder(), 'b.gz');
  const report = await backupStore(from, file);
  writing = false;
  await writer;
  const to = await empty();
  await restoreStore(file, to);
  const kept = (await to.collection<Row>('outbox').count()) - 250;
  // The rows of the writer that are in it are the first ones, without a hole.
  expect(
    await to
      .collection<Row>('outbox')
      .count({ _id: { $in: Array.from({ length: kept }, (_unused, index) => `w${index}`) } }),
  ).toBe(kept);
  expect(report.documents).toBe(255 + kept);
});
