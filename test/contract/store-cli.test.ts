import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/main.js';
import { command } from '../../src/cli/store.js';
import { openStore } from '../../src/store/open.js';
import { switchedOff } from '../../src/store/switch.js';
import { createShelf } from './store-shelf.js';

const shelf = createShelf();

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
    await shelf.full();
    const bot = { DATA_DIR: shelf.dataDirs()[0] ?? '' };
    const file = join(shelf.folder(), 'b.gz');
    expect(await cli(bot, 'backup', '--to', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('255 documents and 1 photos'),
    });
    const other = { DATA_DIR: join(shelf.folder(), 'restored') };
    const restored = await cli(other, 'restore', '--from', file);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/will not be given.*switched off/su);
    expect(await cli(other, 'adopt')).toMatchObject({ code: 0, out: expect.stringContaining('in use now') });
    expect(await cli(other, 'copy', '--to', join(shelf.folder(), 'copied'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('the same'),
    });
    const store = await openStore({ dataDir: join(shelf.folder(), 'copied') });
    expect((await switchedOff(store))?.state).toBe('whole');
    await store.close();
  });
  test('the short names do the same: backup, migrate-store', async () => {
    await shelf.full();
    const env = { DATA_DIR: shelf.dataDirs()[0] ?? '' };
    const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
      const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
      const code = await runCli(args, { stdin, stdout, stderr, env });
      stdout.end();
      return { code, out: await text(stdout) };
    };
    expect(await run('backup', '--to', join(shelf.folder(), 'short.gz'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('255 documents and 1 photos'),
    });
    expect(await run('migrate-store', '--to', join(shelf.folder(), 'moved'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('the same'),
    });
  });
  test('refuses to restore under a running bot, and says what to do', async () => {
    await shelf.full();
    const result = await cli(
      { DATA_DIR: shelf.dataDirs()[0] ?? '' },
      'restore',
      '--from',
      join(shelf.folder(), 'b.gz'),
    );
    expect(result).toMatchObject({ code: 1, err: expect.stringMatching(/another bot is using/u) });
  });
  test.each([[[]], [['copy']], [['backup', '--from', 'x']], [['adopt', 'now']], [['fly']]])(
    'called wrongly (%j) tells the usage',
    async (args) => {
      expect(await cli({ DATA_DIR: shelf.folder() }, ...args)).toMatchObject({
        code: 2,
        err: expect.stringContaining('usage: store copy'),
      });
    },
  );
});
