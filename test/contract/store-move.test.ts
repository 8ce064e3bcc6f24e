import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command } from '../../src/cli/store.js';
import { BadArchive } from '../../src/store/archive.js';
import { backupStore, restoreStore } from '../../src/store/backup.js';
import type { Collection, Store } from '../../src/store/collection.js';
import { MOVED, sumOf } from '../../src/store/contents.js';
import { copyStore } from '../../src/store/move.js';
import { openStore } from '../../src/store/open.js';
import { sha256Of } from '../../src/store/photos.js';
import { adoptStore, switchedOff } from '../../src/store/switch.js';
import { openFreshMongo, openTempSqlite, type TempStore } from '../harness/store.js';
import { at, danger, person, row, type Danger, type Named, type Row } from './store-rows.js';

const uri = process.env['MONGODB_URI'];
const PHOTO = Buffer.from('a picture of a lamp');

let opened: TempStore[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safety-bot-'));
});
afterEach(async () => {
  for (const one of opened) await one.cleanUp();
  opened = [];
  await rm(folder, { recursive: true, force: true });
});

async function empty(open: () => Promise<TempStore> = openTempSqlite): Promise<Store> {
  const one = await open();
  opened.push(one);
  return one.store;
}

/** A store with something in it: 250 rows, people, hazards, a counter, a photo. */
async function full(open?: () => Promise<TempStore>): Promise<Store> {
  const store = await empty(open);
  const wakeAt = at('2026-10-09T01:00:00.123Z');
  const rows = Array.from({ length: 250 }, (_unused, n) =>
    row(`r${n}`, { wakeAt, notice: { list: [0.1, 5982843719680468000, '𠮷"\n'] } }),
  );
  await store.collection<Row>('outbox').insertAbsent(rows);
  await store
    .collection<Named>('people')
    .insertAbsent([person('中'), person('\u{1f600}', { roles: ['admin'] })]);
  const photos = [
    { id: 'p1', stage: 'reported', state: 'kept', sha256: await store.photos.put(PHOTO), at: wakeAt },
  ];
  await store
    .collection<Danger>('hazards')
    .insertAbsent([
      { ...danger('a', 'YH-2026-0001', 'om_1', 0), photos } as Danger,
      danger('b', 'YH-2026-0005'),
    ]);
  await store.collection<{ _id: string; n: number }>('counters').insert({ _id: 'YH-2026', n: 5 });
  await store
    .collection<{ _id: string; token: string; until: Date }>('leases')
    .insert({ _id: 'outbox-sender', token: 't', until: wakeAt });
  return store;
}

async function sums(store: Store): Promise<unknown> {
  return Promise.all(MOVED.map((name) => sumOf(store, name)));
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A target whose connection breaks after so many writes. */
function breaking(store: Store, after: number): Store {
  let left = after;
  return {
    ...store,
    collection: <T extends { readonly _id: string }>(
      name: Parameters<Store['collection']>[0],
    ): Collection<T> => {
      const inner = store.collection<T>(name);
      return new Proxy(inner, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            if (key === 'insertAbsent') left -= 1;
            if (left < 0) throw new Error('the line went dead');
            return Reflect.apply(value, target, args);
          };
        },
      });
    },
  };
}

type Open = () => Promise<TempStore>;
const mongo: Open | undefined = uri === undefined ? undefined : openFreshMongo(uri);
const roads: (readonly [string, Open, string, Open])[] = [
  ['SQLite', openTempSqlite, 'SQLite', openTempSqlite],
];
if (mongo !== undefined)
  roads.push(['SQLite', openTempSqlite, 'MongoDB', mongo], ['MongoDB', mongo, 'SQLite', openTempSqlite]);

describe.each(roads)('moving from %s (%#)', (_from, source, _to, target) => {
  test('a copy is the same, documents and photos, and switched off until it is adopted', async () => {
    const [from, to] = [await full(source), await empty(target)];
    const seen: string[] = [];
    const report = await copyStore(from, to, {
      onProgress: ({ name, done, of }) => seen.push(`${name} ${done}/${of}`),
    });
    expect(report).toEqual({ documents: 255, photos: 1, differing: [], missingPhotos: [] });
    expect(seen).toContain('outbox 250/250');
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.photos.get(sha256Of(PHOTO))).toEqual(PHOTO);
    expect(await to.collection('leases').count()).toBe(0);
    expect(await switchedOff(to)).toEqual({ state: 'whole', from: from.kind });
    expect(await switchedOff(from)).toBeUndefined();
    expect(await adoptStore(to)).toBe(true);
    expect(await switchedOff(to)).toBeUndefined();
    expect(await adoptStore(to)).toBe(false);
  });
  test('a copy that broke off can not be adopted and goes on where it stopped', async () => {
    const [from, to] = [await full(source), await empty(target)];
    expect(await failure(copyStore(from, breaking(to, 11)))).toMatchObject({ message: 'the line went dead' });
    expect((await switchedOff(to))?.state).toBe('copying');
    await expect(adoptStore(to)).rejects.toThrow(/not whole/u);
    expect(await to.collection('hazards').count()).toBe(2);
    expect((await copyStore(from, to)).differing).toEqual([]);
    expect(await sums(to)).toEqual(await sums(from));
  });
  test('run again it takes over what changed, came and went', async () => {
    const [from, to] = [await full(source), await empty(target)];
    await copyStore(from, to);
    const rows = from.collection<Row>('outbox');
    await rows.change({ _id: 'r1' }, { $set: { state: 'sent' }, $unset: { wakeAt: true } });
    await rows.remove({ _id: { $in: ['r0', 'r249', 'r99'] } });
    await rows.insertAbsent([row('aa'), row('zz')]);
    expect((await copyStore(from, to)).differing).toEqual([]);
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.collection<Row>('outbox').get('r1')).not.toHaveProperty('wakeAt');
  });
  test('a backup of one driver is restored into the other', async () => {
    const [from, to] = [await full(source), await empty(target)];
    const file = join(folder, 'backup.gz');
    expect(await backupStore(from, file)).toEqual({ documents: 255, photos: 1, missingPhotos: [] });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['backup.gz']);
    const report = await restoreStore(file, to, { skipCodes: 0 });
    expect(report).toEqual({ documents: 255, photos: 1, skipped: [] });
    expect(await sums(to)).toEqual(await sums(from));
    expect(await to.photos.get(sha256Of(PHOTO))).toEqual(PHOTO);
    expect((await switchedOff(to))?.state).toBe('whole');
    const again = join(folder, 'again.gz');
    await backupStore(to, again);
    const linesOf = async (name: string): Promise<readonly string[]> =>
      (await text(createReadStream(name).pipe(createGunzip()))).split('\n').slice(1);
    expect(await linesOf(again)).toEqual(await linesOf(file));
  });
});

test('a store in use is never copied into or restored into', async () => {
  const [from, to] = [await full(), await full()];
  await expect(copyStore(from, to)).rejects.toThrow(/in use/u);
  const file = join(folder, 'b.gz');
  await backupStore(from, file);
  await expect(restoreStore(file, to)).rejects.toThrow(/empty/u);
  expect(await switchedOff(to)).toBeUndefined();
});

test('what is written while it is copied is told, not passed over in silence', async () => {
  const [from, to] = [await full(), await empty()];
  const report = await copyStore(from, to, {
    onProgress: ({ name }) => void (name === 'photos' && from.collection<Row>('outbox').insert(row('late'))),
  });
  expect(report.differing).toEqual(['outbox']);
  await expect(adoptStore(to)).rejects.toThrow(/not whole/u);
});

test('a photo that the source has lost is named and does not stop the copy', async () => {
  const from = await full();
  await from.collection<Danger>('hazards').change({ _id: 'b' }, {
    $set: { photos: [{ id: 'p', stage: 's', state: 'kept', sha256: 'f'.repeat(64), at: new Date(0) }] },
  } as never);
  const report = await copyStore(from, await empty());
  expect(report).toMatchObject({ differing: [], missingPhotos: ['f'.repeat(64)], photos: 1 });
});

test('codes given after the backup are not given again, and it says which are skipped', async () => {
  const [from, to] = [await full(), await empty()];
  const file = join(folder, 'b.gz');
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
  const file = join(folder, 'b.gz');
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
    const file = join(folder, 'b.gz');
    await backupStore(await full(), file);
    await writeFile(file, damage(await readFile(file)));
    const to = await empty();
    await expect(restoreStore(file, to)).rejects.toBeInstanceOf(BadArchive);
    expect(await switchedOff(to)).toBeUndefined();
    expect(await to.collection('hazards').count()).toBe(0);
  });
  test('missing', async () =>
    expect(restoreStore(join(folder, 'none.gz'), await empty())).rejects.toThrow(/there is no file/u));
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
  const file = join(folder, 'b.gz');
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

describe('the command line', () => {
  async function cli(
    env: Record<string, string>,
    ...args: string[]
  ): Promise<{ code: number; out: string; err: string }> {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const code = await command.run(args, { stdin, stdout, stderr, env });
    stdout.end();
    stderr.end();
    return { code, out: await text(stdout), err: await text(stderr) };
  }
  test('backs up beside a running bot, restores, copies and adopts', async () => {
    await full();
    const bot = { DATA_DIR: opened[0]?.dataDir ?? '' };
    const file = join(folder, 'b.gz');
    expect(await cli(bot, 'backup', '--to', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('255 documents and 1 photos'),
    });
    const other = { DATA_DIR: join(folder, 'restored') };
    const restored = await cli(other, 'restore', '--from', file);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/will not be given.*switched off/su);
    expect(await cli(other, 'adopt')).toMatchObject({ code: 0, out: expect.stringContaining('in use now') });
    expect(await cli(other, 'copy', '--to', join(folder, 'copied'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('the same'),
    });
    const store = await openStore({ dataDir: join(folder, 'copied') });
    expect((await switchedOff(store))?.state).toBe('whole');
    await store.close();
  });
  test('refuses to restore under a running bot, and says what to do', async () => {
    await full();
    const result = await cli(
      { DATA_DIR: opened[0]?.dataDir ?? '' },
      'restore',
      '--from',
      join(folder, 'b.gz'),
    );
    expect(result).toMatchObject({ code: 1, err: expect.stringMatching(/another bot is using/u) });
  });
  test.each([[[]], [['copy']], [['backup', '--from', 'x']], [['adopt', 'now']], [['fly']]])(
    'called wrongly (%j) tells the usage',
    async (args) => {
      expect(await cli({ DATA_DIR: folder }, ...args)).toMatchObject({
        code: 2,
        err: expect.stringContaining('usage: store copy'),
      });
    },
  );
});
