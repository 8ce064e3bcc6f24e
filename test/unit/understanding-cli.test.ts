import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { command } from '../../src/cli/understand.js';

async function run(
  args: readonly string[],
  input: string,
): Promise<{ code: number; out: string[]; err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const chunks: string[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const code = await command.run(args, { stdin: Readable.from([input]), stdout, stderr, env: {} });
  stdout.end();
  const err = ((stderr.read() as Buffer | null) ?? '').toString();
  return {
    code,
    out: chunks
      .join('')
      .split('\n')
      .filter((line) => line !== ''),
    err,
  };
}

describe('the operator’s command', () => {
  test('answers each line in order, errors in their place', async () => {
    const { code, out } = await run(
      [],
      '{"text":"203床栏松了"}\nnot json\n{"txt":1}\n\n{"text":""}\n{"text":"谢谢"}\n',
    );
    expect(code).toBe(0);
    const answers = out.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers).toHaveLength(6);
    expect(answers[0]).toMatchObject({
      intent: 'report',
      kind: 'CARE',
      major: false,
      count: 1,
      place: '203床',
    });
    expect(answers.slice(1, 4).map((answer) => Object.keys(answer))).toEqual([
      ['error'],
      ['error'],
      ['error'],
    ]);
    expect(answers[4]).toMatchObject({ intent: 'none', count: 0, place: null });
    expect(answers[5]).toMatchObject({ intent: 'none' });
  });

  test('wrong arguments get the usage and code 2', async () => {
    const { code, err } = await run(['--lern'], '');
    expect(code).toBe(2);
    expect(err).toContain('usage');
  });

  test('--learn turns corrections into labelled lines, once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'learn-')), 'learned.jsonl');
    const corrections =
      '{"text":"那个盖子又翻了","intent":"report","kind":"BUILD","place":"后院"}\n{"text":"没有改动"}\nxx\n';
    expect(JSON.parse((await run(['--learn', '--to', file], corrections)).out[0] ?? '')).toMatchObject({
      added: 1,
      passed: 2,
    });
    await run(['--learn', '--to', file], corrections);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        text: '那个盖子又翻了',
        intent: 'report',
        kind: 'BUILD',
        major: false,
        count: 1,
        place: null,
        family: 'learned/corrections',
      },
    ]);
  });
});
