import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { command } from '../../src/cli/org.js';
import { readOrgFile } from '../../src/people/org-file.js';

const EXAMPLE = new URL('../../org.example.yaml', import.meta.url).pathname;
let folder: string;

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'org-cli-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const env = { DATA_DIR: join(folder, 'data'), ORG_FILE: EXAMPLE };
  const code = await command.run(args, { stdin: new PassThrough(), stdout, stderr, env });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

test('org check on a fresh machine names everybody and changes nothing; import keeps them, export gives them back', async () => {
  const fresh = await run('check');
  expect(fresh).toMatchObject({ code: 0, err: '' });
  expect(fresh.out).toContain('李敏（副局长）：还没有查过');
  expect((await run('export')).out).not.toContain('李敏');
  expect((await run('import')).code).toBe(0);
  const read = readOrgFile(new TextEncoder().encode((await run('export')).out));
  expect(read.ok && read.file.people.length).toBe(Number(/(\d+)人，/u.exec(fresh.out)?.[1]));
});

test('a wrong file is told by line, a missing one with what to do, a wrong call with the usage', async () => {
  const file = join(folder, 'org.yaml');
  await writeFile(file, 'bureau：县局\n');
  const wrong = await run('check', '--file', file);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain(`${file}:1:1 文件：要写成“名称: 值”的形式（半角冒号加一个空格）`);
  const missing = await run('import', '--file', join(folder, 'none.yaml'));
  expect(missing.code).toBe(1);
  expect(missing.err).toContain('org.example.yaml');
  expect((await run('frobnicate')).code).toBe(2);
});
