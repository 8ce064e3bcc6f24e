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
  /** Which of the `starts` are candidates 重大 (0 = the first); left out where it was not looked at. */
  majors: z.array(z.number().int()).optional(),
  /** topic/wording: the unit of the split, never cut in two. */
  family: z.string(),
});

/** One labelled message. */
export type Line = z.infer<typeof lineSchema>;

/**
 * Files that are only ever measured, never trained on, and their part. The blind and the final ones are by
 * another hand; the errors on the blind ones were read, those on the final ones never.
 */
const HELD_OUT = {
  adversarial: 'adversarial.jsonl',
  chat: 'fresh-chat.jsonl',
  inspect: 'fresh-inspect.jsonl',
  blindChat: 'blind-chat.jsonl',
  blindInspect: 'blind-inspect.jsonl',
  finalChat: 'final-chat.jsonl',
  finalInspect: 'final-inspect.jsonl',
  thirdChat: 'third-chat.jsonl',
  thirdInspect: 'third-inspect.jsonl',
  fourthChat: 'fourth-chat.jsonl',
  fourthInspect: 'fourth-inspect.jsonl',
} as const;

/** The parts that are only measured: families named in split.json, and the held-out files. */
export const MEASURED = ['test', ...(Object.keys(HELD_OUT) as (keyof typeof HELD_OUT)[])] as const;

/** The corpus in its parts. */
export type Corpus = Readonly<Record<'train' | (typeof MEASURED)[number], readonly Line[]>>;

/** Reads all *.jsonl of the folder; split.json there names the families of the test part. */
export function readCorpus(folder: string): Corpus {
  const split = z
    .object({ test: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'split.json'), 'utf8')));
  const families = new Set(split.test);
  const held = readHeld(folder);
  const apart = new Set<string>(Object.values(HELD_OUT));
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && !apart.has(name))
    .sort()
    .flatMap((name) => readLines(join(folder, name)));
  const test = all.filter((line) => families.has(line.family));
  const measured = new Set([test, ...Object.values(held)].flat().map((line) => line.text));
  // A short line ("谢谢大家") may have been written twice; the copy that is measured stays untrained.
  const train = all.filter((line) => !families.has(line.family) && !measured.has(line.text));
  return { train, test, ...held };
}

function readHeld(folder: string): Omit<Corpus, 'train' | 'test'> {
  const parts = Object.entries(HELD_OUT).map(
    ([part, file]) => [part, readLines(join(folder, file))] as const,
  );
  return Object.fromEntries(parts) as Record<keyof typeof HELD_OUT, Line[]>;
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
