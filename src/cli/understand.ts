import { once } from 'node:events';
import { existsSync, readFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createUnderstander } from '../understanding/index.js';
import { learnedLine } from '../understanding/learn.js';
import { dataFolder, loadUnderstanding } from '../understanding/load.js';
import type { Understander } from '../understanding/types.js';
import type { Command, CommandIo } from './command.js';

/**
 * `understand`: JSON Lines in, one answer a line out, in order.
 * `understand --learn [--to file]`: stored corrections in (JSON Lines: text and what was put right), labelled
 * lines for the next training appended to the corpus.
 */
export const command: Command = {
  usage: 'understand [--learn [--to file.jsonl]] < lines.jsonl',
  summary: 'Reads {"text": ...} lines and writes what was understood; --learn turns corrections into labels.',
  async run(args, io) {
    const understand = createUnderstander(loadUnderstanding());
    if (args.length === 0) return answer(understand, io);
    if (args[0] !== '--learn' || (args.length > 1 && (args[1] !== '--to' || args.length !== 3))) {
      io.stderr.write(`usage: ${command.usage}\n`);
      return 2;
    }
    return learn(understand, io, args[2] ?? learnedFile());
  },
};

function learnedFile(): string {
  return join(dataFolder(), '..', '..', '..', 'test', 'fixtures', 'corpus', 'learned.jsonl');
}

async function answer(understand: Understander, io: CommandIo): Promise<number> {
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
    const text = textOf(line);
    const out = typeof text === 'string' ? understand(text) : text;
    if (!io.stdout.write(`${JSON.stringify(out)}\n`)) await once(io.stdout, 'drain');
  }
  return 0;
}

function textOf(line: string): string | { readonly error: string } {
  const value = parse(line);
  if (value === undefined) return { error: 'the line is not JSON' };
  const text: unknown = typeof value === 'object' && value !== null && 'text' in value ? value.text : null;
  return typeof text === 'string' ? text : { error: 'the line has no text' };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/u, '')) as unknown;
  } catch {
    return undefined;
  }
}

async function learn(understand: Understander, io: CommandIo, file: string): Promise<number> {
  const known = new Set<string>();
  if (existsSync(file)) for (const line of readFileSync(file, 'utf8').split('\n')) known.add(line);
  let added = 0;
  let passed = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
    const learned = learnedLine(parse(line), understand);
    const row = learned === null ? null : JSON.stringify(learned);
    if (row === null || known.has(row)) {
      passed += 1;
      continue;
    }
    known.add(row);
    appendFileSync(file, `${row}\n`);
    added += 1;
  }
  io.stdout.write(`${JSON.stringify({ added, passed, file })}\n`);
  return 0;
}
