import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS } from '../../hazards/kinds.js';
import { dataFolder, loadUnderstanding, MODEL_FILE } from '../load.js';
import { INTENTS } from '../types.js';
import { createUnderstander } from '../understand.js';
import { foldOf, MEASURED, readCorpus, type Line } from './corpus.js';
import { confusion, measure, outcomes, summary, type Outcome } from './evaluate.js';
import { fit } from './fit.js';
import { pack } from './pack.js';

/**
 * `tsx src/understanding/train/main.ts [train|cross|measure]`: train writes data/model.json.br and measures;
 * cross shows cross-validation over families (the part to tune on); measure only measures the weights in use.
 */
const FOLDS = 6;
const folder = join(dataFolder(), '..', '..', '..', 'test', 'fixtures', 'corpus');

function cross(lines: readonly Line[]): Outcome[] {
  const data = loadUnderstanding();
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const models = fit(
      lines.filter((line) => foldOf(line.family, FOLDS) !== fold),
      data,
    );
    const understand = createUnderstander({ ...data, models });
    return outcomes(
      lines.filter((line) => foldOf(line.family, FOLDS) === fold),
      understand,
    );
  });
}

function print(name: string, all: readonly Outcome[], tables: boolean): void {
  process.stdout.write(`${summary(name, measure(all))}\n`);
  if (!tables) return;
  process.stdout.write(`${confusion(all)}\n`);
  process.stdout.write(`${confusion(all, KINDS, (side) => side.kind)}\n`);
}

function errors(all: readonly Outcome[]): void {
  for (const { line, got } of all) {
    const wrong: string[] = [];
    if (line.intent !== got.intent) wrong.push(`intent ${line.intent}>${got.intent}`);
    else if (line.kind !== got.kind) wrong.push(`kind ${line.kind}>${got.kind}`);
    if (line.major !== got.major) wrong.push(`major ${line.major}>${got.major}`);
    if (line.intent === got.intent && line.count !== got.count)
      wrong.push(`count ${line.count}>${got.count}`);
    if (line.intent === got.intent && line.place !== got.place)
      wrong.push(`place ${line.place}>${got.place}`);
    if (wrong.length > 0) process.stdout.write(`${wrong.join('; ')}\t${line.text}\n`);
  }
}

const [command = 'measure', flag] = process.argv.slice(2);
const corpus = readCorpus(folder);
const tables = flag !== '--short';
if (command === 'cross') {
  const all = cross(corpus.train);
  print('cross', all, tables);
  if (flag === '--errors') errors(all);
} else {
  if (command === 'train') {
    writeFileSync(join(dataFolder(), MODEL_FILE), pack(fit(corpus.train, loadUnderstanding())));
  }
  const understand = createUnderstander(loadUnderstanding());
  print('train', outcomes(corpus.train, understand), false);
  for (const part of MEASURED) print(part, outcomes(corpus[part], understand), tables);
  for (const intent of INTENTS) if (flag === intent) errors(outcomes(corpus.test, understand));
}
