import { KINDS } from '../../hazards/kinds.js';
import type { LinearModel, UnderstandingData } from '../data.js';
import { findings } from '../count.js';
import { clauseFeatures } from '../features.js';
import { chance, rank, type Features } from '../scores.js';
import type { Segment } from '../segments.js';
import { INTENTS } from '../types.js';
import { createReader, type Reading } from '../reading.js';
import type { Line } from './corpus.js';
import { fitBoundary } from './fit-boundary.js';
import { fitPlace } from './fit-place.js';
import { OPTIONS } from './options.js';
import { NOTHING_AT_GAPS, quantise } from './pack.js';
import { train, type Example, type Trained } from './softmax.js';

/** A missed emergency costs most, so its examples weigh more. */
const WEIGHT: Readonly<Record<string, number>> = { urgent: 1.2, report: 0.7, question: 1.8 };

/** Trains the four models on labelled lines. */
export function fit(lines: readonly Line[], data: UnderstandingData): Record<string, LinearModel> {
  const boundary = quantise(fitBoundary(lines, data), NOTHING_AT_GAPS);
  const read = createReader({ ...data, models: { boundary } });
  const readings = lines.flatMap((line, source) =>
    [line, ...unmarked(line, source)].map((copy, n) => ({
      line: copy,
      reading: read(copy.text),
      share: n === 0 ? 1 : UNMARKED,
      source,
    })),
  );
  const intent: Example[] = [];
  const kind: Example[] = [];
  const major: Example[] = [];
  for (const { line, reading, share: copy, source } of readings) {
    const parts = labelledParts(line, reading, read);
    const share = copy * (parts.length > 0 ? 0.5 : 1);
    intent.push(...twice(reading.features, line.intent, copy * (WEIGHT[line.intent] ?? 1), source));
    if (line.kind !== null) {
      kind.push({ features: reading.features, label: line.kind, weight: share, source });
      if (parts[0] !== undefined)
        kind.push({ features: parts[0].reading.features, label: line.kind, weight: copy, source });
    }
    if (line.intent === 'report') {
      major.push(...twice(reading.features, line.major ? 'yes' : 'no', share, source));
      for (const part of parts) {
        if (part.major !== null)
          major.push(...twice(part.reading.features, part.major ? 'yes' : 'no', copy, source));
      }
    }
  }
  return {
    boundary,
    place: quantise(fitPlace(lines, data)),
    intent: quantise(train(intent, INTENTS, OPTIONS)),
    kind: quantise(train(kind, KINDS, OPTIONS)),
    major: quantise(train(major, ['no', 'yes'], OPTIONS)),
    hazard: quantise(fitHazard(readings, data)),
  };
}

/** A line as written or without its marks, read. */
interface Copy {
  readonly line: Line;
  readonly reading: Reading;
  readonly share: number;
  /** Number of the line in the corpus. */
  readonly source: number;
}

/** Left out by `normalise` without counting as a blank. */
const UNSEEN = '\u200b';

/** Weight of the copy of a line without its marks. */
const UNMARKED = 0.35;

/**
 * The line as a thumb types it: blanks for its marks, in every second line nothing at all. Offsets stay (a
 * sign that nobody sees stands for nothing). None for a line without marks.
 */
export function unmarked(line: Line, turn: number): Line[] {
  const text = line.text.replace(/[，。；！,;!](?=.)/gu, turn % 2 === 0 ? ' ' : UNSEEN);
  return text === line.text ? [] : [{ ...line, text }];
}

/** A hazard of a message with several; `major` is null where the label does not say which one is. */
interface LabelledPart {
  readonly reading: Reading;
  readonly major: boolean | null;
}

/** The hazards of a line whose `starts` are marked. Which of them is major is marked or told by a criteria row. */
function labelledParts(line: Line, reading: Reading, read: (text: string) => Reading): LabelledPart[] {
  if (line.starts === undefined || line.starts.length !== line.count || line.count < 2) return [];
  const { text } = reading.found;
  const from = line.starts.map((start) => reading.normal.from.findIndex((source) => source >= start));
  const parts = from.map((start, n) => read(text.slice(start, from[n + 1] ?? text.length)));
  const named = parts.some((part) => part.rows.length > 0);
  return parts.map((part, n) => {
    if (!line.major) return { reading: part, major: false };
    if (line.majors !== undefined) return { reading: part, major: line.majors.includes(n) };
    return { reading: part, major: named ? part.rows.length > 0 : null };
  });
}

/**
 * The rules were written with the training part in view, so they look better there than they are. A second,
 * lighter copy of each example without them keeps words and sign sequences able to decide alone.
 */
function twice(features: Features, label: string, weight: number, source: number): Example[] {
  const blind = new Map([...features].filter(([name]) => !/^R:[UKH]/u.test(name)));
  if (blind.size === features.size) return [{ features, label, weight, source }];
  return [
    { features, label, weight: weight * 0.6, source },
    { features: blind, label, weight: weight * 0.6, source },
  ];
}

/**
 * The clause model learns which clauses open a hazard. Where a line has one hazard in several clauses its
 * clause is not marked: the model of the round before picks it (three rounds are enough to settle).
 */
function fitHazard(readings: readonly Copy[], data: UnderstandingData): Trained {
  let model: LinearModel | null = null;
  let trained: Trained = { classes: [], bias: [], weights: new Map() };
  for (let round = 0; round < 3; round++) {
    const examples: Example[] = [];
    for (const { line, reading, share, source } of readings) {
      const clauses = findings(reading.found.segments, reading.found.words);
      const features = clauses.map((_, at) =>
        clauseFeatures(at, clauses, reading.found.words, data.wordings),
      );
      const yes = openers(line, reading, clauses, features, model);
      if (yes === null) continue;
      for (const [n, feature] of features.entries()) {
        examples.push({
          features: feature,
          label: yes.has(n) ? 'yes' : 'no',
          weight: share * (line.count > 1 ? 2 : clauses.length > 1 ? 1 : 0.5),
          source,
        });
      }
    }
    trained = train(examples, ['no', 'yes'], OPTIONS);
    model = quantise(trained);
  }
  return trained;
}

function openers(
  line: Line,
  reading: Reading,
  clauses: readonly Segment[],
  features: readonly ReadonlyMap<string, number>[],
  model: LinearModel | null,
): ReadonlySet<number> | null {
  if (line.count === 0 || line.intent === 'urgent') return line.intent === 'urgent' ? null : new Set();
  if (line.starts !== undefined && line.starts.length === line.count) {
    const found = new Set<number>();
    for (const start of line.starts) {
      const away = clauses.map((clause) => Math.abs((reading.normal.from[clause.start] ?? 0) - start));
      found.add(away.indexOf(Math.min(...away)));
    }
    return found;
  }
  if (clauses.length === 1) return new Set([0]);
  if (line.count !== 1 || model === null) return null;
  const scores = features.map((feature) => chance(rank(model, feature), 'yes'));
  return new Set([scores.indexOf(Math.max(...scores))]);
}
