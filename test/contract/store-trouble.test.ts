import { execFileSync } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'libsql';
import { listOf, StoreUnavailable, type Store } from '../../src/store/collection.js';
import { SHAPES } from '../../src/store/models.js';
import { openMongo } from '../../src/store/mongo.js';
import { openStore } from '../../src/store/open.js';
import type { Shape } from '../../src/store/shape.js';
import { openSqlite, SQLITE_FILE } from '../../src/store/sqlite.js';
import { danger, row, type Danger, type Row } from './store-rows.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safety-bot-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a store that can not be opened says what to do', () => {
  test('a damaged file', async () => {
    await writeFile(join(folder, SQLITE_FILE), 'this is no database, '.repeat(1000));
    expect(await failure(openStore({ dataDir: folder }))).toMatchObject({
      name: 'StoreUnavailable',
      kind: 'broken',
      message: expect.stringContaining('backup'),
    });
    // The lock is given back: the repaired store opens.
    await rm(join(folder, SQLITE_FILE));
    await (await openStore({ dataDir: folder })).close();
  });
  test('a folder that can not be made', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await failure(openStore({ dataDir: join(folder, 'file', 'data') }))).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
  test('a second one in the same process', async () => {
    const store = await openStore({ dataDir: folder });
    expect(await failure(openStore({ dataDir: folder }))).toMatchObject({ kind: 'locked' });
    await store.close();
    await (await openStore({ dataDir: folder })).close();
  });
  test('a MongoDB that is not there', async () => {
    const uri = 'mongodb://secret-user:secret-word@127.0.0.1:1/x';
    const error = await failure(openMongo(uri, SHAPES, { looks: 1 }));
    expect(error).toMatchObject({ name: 'StoreUnavailable', kind: 'down' });
    expect((error as Error).message).not.toMatch(/secret/u);
  });
});

test('another program that holds the file for long is told apart from a fault', async () => {
  const store = await openStore({ dataDir: folder });
  const rows = store.collection<Row>('outbox');
  await rows.insert(row('a'));
  const other = new Database(join(folder, SQLITE_FILE));
  other.exec('BEGIN IMMEDIATE');
  expect(await failure(rows.insert(row('b')))).toMatchObject({ name: 'StoreUnavailable', kind: 'locked' });
  expect((await rows.get('a'))?._id).toBe('a');
  other.exec('ROLLBACK');
  other.close();
  await rows.insert(row('b'));
  await store.close();
});

describe('a newer version with other indexes', () => {
  const older = (): readonly Shape[] =>
    SHAPES.filter((shape) => shape.name !== 'drafts').map((shape) => ({
      ...shape,
      indexes: shape.indexes.filter((index) => index.name === 'code'),
    }));

  test('takes over the documents of the older one', async () => {
    const old = openSqlite(folder, older());
    await old.collection<Danger>('hazards').insertAbsent([danger('a', '1', 'om_1', 0), danger('b', '2')]);
    expect(await old.indexesPresent()).toBe(true);
    await old.close();
    const store = await openStore({ dataDir: folder });
    const hazards = store.collection<Danger>('hazards');
    expect(await store.indexesPresent()).toBe(true);
    expect((await listOf(hazards.find())).map((found) => found._id)).toEqual(['a', 'b']);
    await expect(hazards.insert(danger('c', '3', 'om_1', 0))).rejects.toMatchObject({
      index: 'source.messageId+source.index',
    });
    await store.close();
    // And back: a rolled-back deployment opens too.
    await openSqlite(folder, older()).close();
  });
  test('does not change the file beside a bot that runs the older one', async () => {
    const old = openSqlite(folder, older());
    expect(() => openSqlite(folder, SHAPES, { beside: true })).toThrow(StoreUnavailable);
    await old.close();
  });
});

/** A disk of 3 MB needs the right to mount; where that is missing the case says so. */
function smallDisk(): string | undefined {
  try {
    const mounted = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', mounted], { stdio: 'ignore' });
    return mounted;
  } catch {
    process.stderr.write(
      'store-trouble: no right to mount a small disk, the case of a full disk is not run\n',
    );
    return undefined;
  }
}

describe('a full disk', () => {
  const disk = smallDisk();
  const run = disk === undefined ? test.skip : test;
  let store: Store | undefined;
  afterEach(async () => {
    await store?.close();
    if (disk !== undefined) execFileSync('umount', ['-l', disk]);
  });
  run(
    'is a coded error each time, keeps no half records, reads go on, and it recovers by itself',
    async () => {
      const dataDir = join(disk ?? '', 'data');
      await mkdir(dataDir);
      await writeFile(join(disk ?? '', 'filler'), Buffer.alloc(1_200_000));
      store = await openStore({ dataDir });
      const rows = store.collection<Row>('outbox');
      let kept = 0;
      let error: unknown;
      while (error === undefined) {
        error = await failure(rows.insert(row(`r${kept}`, { error: 'x'.repeat(20_000) })));
        if (error === undefined) kept += 1;
      }
      expect(error).toMatchObject({ name: 'StoreUnavailable', kind: 'full' });
      expect(await failure(rows.insert(row('again', { error: 'x'.repeat(20_000) })))).toMatchObject({
        kind: 'full',
      });
      expect(
        await failure(
          rows.insertAbsent([
            row('s', { error: 'x'.repeat(20_000) }),
            row('t', { error: 'x'.repeat(20_000) }),
          ]),
        ),
      ).toMatchObject({ kind: 'full' });
      expect(await failure(store.photos.put(Buffer.alloc(2_000_000, 7)))).toMatchObject({ kind: 'full' });
      expect(await rows.count()).toBe(kept);
      expect(await listOf(rows.find())).toHaveLength(kept);
      await rm(join(disk ?? '', 'filler'));
      await rows.insert(row('after', { error: 'x'.repeat(20_000) }));
      expect(await rows.count()).toBe(kept + 1);
    },
  );
});
