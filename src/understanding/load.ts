import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'yaml';
import { z } from 'zod';
import { KINDS } from '../hazards/kinds.js';
import {
  BETWEEN,
  weightLevels,
  type CharTables,
  type CriterionRule,
  type LinearModel,
  type UnderstandingData,
  type UrgentRule,
} from './data.js';

const kind = z.enum(KINDS);
const words = z.string().transform((text) => text.split(' ').filter((word) => word !== ''));
const lexiconFile = z.record(z.string(), z.record(z.string(), z.tuple([kind.nullable(), words])));
const trigger = z.enum([
  'smoke-fire',
  'gas',
  'co',
  'collapsed-person',
  'mass-sickness',
  'violence',
  'lift',
  'structure',
  'lost-elder',
  'other',
]);
const urgentFile = z.object({
  general: z.record(z.string(), z.string()),
  doubts: z.record(z.string(), z.string()),
  alarm: z.string(),
  bare: z.array(z.object({ trigger, kind, pattern: z.string() })),
  rules: z.array(z.object({ trigger, kind, pattern: z.string(), unless: z.string().optional() })),
});
const criteriaFile = z.object({
  version: z.string(),
  source: z.string(),
  law: z.string(),
  unless: z.string(),
  rows: z.array(
    z.object({
      id: z.string(),
      mark: z.enum(['A', 'K?', '?']),
      text: z.string(),
      law: z.string().optional(),
      about: words,
      fault: words,
      patterns: z.array(z.string()),
      unless: z.string().optional(),
    }),
  ),
});
const suggestion = z.enum(['onTheSpot', 'days3', 'days7', 'days15', 'days30', 'major']);
const levelsFile = z.object({
  raise: z.string(),
  rules: z.array(z.object({ suggest: suggestion, pattern: z.string() })),
});
const placesFile = z.object({ units: words, areas: words, sides: words, apart: words });
const modelFile = z.record(
  z.string(),
  z.object({
    classes: z.array(z.string()),
    bias: z.array(z.number()),
    scale: z.number(),
    features: z.string(),
    weights: z.string(),
  }),
);

/** The weights: JSON, packed because nobody reads them and a megabyte is the limit. */
export const MODEL_FILE = 'model.json.br';

/** Where the data files are: always beside the source, also for a program compiled to dist/. */
export function dataFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const up = dirname(folder);
    if (up === folder) throw new Error('understanding: no package.json above the program');
    folder = up;
  }
  return join(folder, 'src', 'understanding', 'data');
}

/** Reads and checks the data files; call it once at start. Throws with the file's name if one is wrong. */
export function loadUnderstanding(folder: string = dataFolder()): UnderstandingData {
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const bytes = readFileSync(join(folder, name));
    const text = (name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString('utf8');
    const parsed = schema.safeParse(/\.json(?:\.br)?$/u.test(name) ? JSON.parse(text) : parse(text));
    if (!parsed.success) throw new Error(`understanding/data/${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };
  const urgent = read('urgent.yaml', urgentFile);
  const criteria = read('criteria.yaml', criteriaFile);
  const levels = read('levels.yaml', levelsFile);
  const places = read('places.yaml', placesFile);
  const lexicon = Object.entries(read('lexicon.yaml', lexiconFile)).flatMap(([group, entries]) =>
    Object.entries(entries).map(([id, [hint, list]]) => ({ id, group, kind: hint, words: list })),
  );
  return {
    version: criteria.version,
    tables: charTables(folder),
    concepts: lexicon,
    urgent: urgent.rules.map((rule) => ({
      trigger: rule.trigger,
      kind: rule.kind,
      pattern: pattern(rule.pattern),
      ...(rule.unless === undefined ? {} : { unless: pattern(rule.unless) }),
    })) satisfies UrgentRule[],
    bare: urgent.bare.map((rule) => ({
      trigger: rule.trigger,
      kind: rule.kind,
      pattern: pattern(
        `^(?:有人|有老人|老人|好像|这里|出现|发生)?(?:${rule.pattern})[了啦]?[！。]{0,3}(?:快来人?|救命)?[！。]{0,3}$`,
      ),
    })),
    alarm: pattern(urgent.alarm),
    guards: named(urgent.general),
    doubts: named(urgent.doubts),
    criteria: criteria.rows.map((row) => ({
      id: row.id,
      text: row.text,
      mark: row.mark,
      about: row.about,
      fault: row.fault,
      patterns: row.patterns.map(pattern),
      ...citation(row.id, row.mark, row.law),
      ...(row.unless === undefined ? {} : { unless: pattern(row.unless) }),
    })) satisfies CriterionRule[],
    criteriaUnless: pattern(criteria.unless),
    wordings: named(read('wordings.yaml', z.record(z.string(), z.string()))),
    places,
    levels: levels.rules.map((rule) => ({ suggest: rule.suggest, pattern: pattern(rule.pattern) })),
    levelRaise: pattern(levels.raise),
    models: existsSync(join(folder, MODEL_FILE)) ? unpack(read(MODEL_FILE, modelFile)) : {},
  };
}

function pattern(source: string): RegExp {
  return new RegExp(source, 'u');
}

function named(sources: Readonly<Record<string, string>>): { id: string; pattern: RegExp }[] {
  return Object.entries(sources).map(([id, source]) => ({ id, pattern: pattern(source) }));
}

const DIGITS = '零一二三四五六七八九';

/** Only a confirmed row may be cited by article; a row may carry another confirmed law of its own. */
function citation(id: string, mark: string, own: string | undefined): { law?: string } {
  if (own !== undefined) return { law: own };
  if (mark !== 'A') return {};
  const [article = 0, item = 0] = id.split('-').map(Number);
  return { law: `《养老机构重大事故隐患判定标准》第${DIGITS[article]}条第（${DIGITS[item]}）项` };
}

function charTables(folder: string): CharTables {
  const traditional = z
    .object({ from: z.string(), to: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'traditional.json'), 'utf8')));
  const pinyin = z
    .object({ syllables: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'pinyin.json'), 'utf8')));
  const to = [...traditional.to];
  const simplified = new Map([...traditional.from].map((sign, n) => [sign, to[n] ?? sign]));
  const sound = new Map<string, string>();
  for (const [syllable, signs] of Object.entries(pinyin.syllables)) {
    for (const sign of signs) sound.set(sign, fuzzy(syllable));
  }
  return { simplified, sound };
}

/** Sounds that typists mix up count as one: zh/z, ch/c, sh/s, and -ng/-n after a, e, i. */
function fuzzy(syllable: string): string {
  return syllable.replace(/^([zcs])h/u, '$1').replace(/([aei])ng$/u, '$1n');
}

function unpack(files: z.infer<typeof modelFile>): Readonly<Record<string, LinearModel>> {
  const out: Record<string, LinearModel> = {};
  for (const [name, file] of Object.entries(files)) {
    const levels = weightLevels(file.weights);
    const width = file.classes.length;
    const features = file.features === '' ? [] : file.features.split(BETWEEN);
    const rows = new Map(features.map((feature, n) => [feature, n * width]));
    out[name] = { classes: file.classes, bias: file.bias, scale: file.scale, rows, levels };
  }
  return out;
}
