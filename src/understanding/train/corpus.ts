import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KINDS } from '../../hazards/kinds.js';
import { INTENTS } from '../types.js';

const lineSchema = z.object({
  text: z.string(),
  intent: z.enum(INTENTS),
  kind: z.enum(KINDS).nullable(),
  major: z.boolean(),
  count: z.number().int(),
  place: z.string().nullable(),
  /** Offsets in `text` at which separate hazards begin; written where there are several. */
  starts: z.array(z.number().int()).optional(),
  /** topic/wording: the unit of the split, never cut in two. */
  family: z.string(),
});

/** One labelled message. */
export type Line = z.infer<typeof lineSchema>;

/** The corpus in its parts. `adversarial` was written before tuning and is only ever measured. */
export interface Corpus {
  readonly train: readonly Line[];
  readonly test: readonly Line[];
  readonly adversarial: readonly Line[];
}

/** Reads all *.jsonl of the folder; split.json there names the families of the test part. */
export function readCorpus(folder: string): Corpus {
  const split = z
    .object({ test: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'split.json'), 'utf8')));
  const held = new Set(split.test);
  const all: Line[] = [];
  let adversarial: Line[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.jsonl')) continue;
    const lines = readLines(join(folder, name));
    if (name === 'adversarial.jsonl') adversarial = lines;
    else all.push(...lines);
  }
  const test = all.filter((line) => held.has(line.family));
  const measured = new Set([...test, ...adversarial].map((line) => line.text));
  // A short line ("谢谢大家") may have been written twice; the copy that is measured stays untrained.
  const train = all.filter((line) => !held.has(line.family) && !measured.has(line.text));
  return { train, test, adversarial };
}

/** Reads one file of labelled lines; a wrong line is named. */
export function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, n) => {
      if (text.trim() === '') return [];
      const parsed = lineSchema.safeParse(JSON.parse(text));
      if (!parsed.success) throw new Error(`${file}:${n + 1}: ${z.prettifyError(parsed.error)}`);
      return [parsed.data];
    });
}

/** Parts the families into `folds` groups for cross-validation; the same on every run. */
export function foldOf(family: string, folds: number): number {
  let hash = 2166136261;
  for (const sign of family) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) % folds;
}
