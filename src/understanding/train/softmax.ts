import type { Features } from '../scores.js';

/** One training example. */
export interface Example {
  readonly features: Features;
  readonly label: string;
  readonly weight: number;
  /** The line it was made from: copies of one line count once for the vocabulary. */
  readonly source: number;
}

/** Features that are there or not. */
export function present(names: readonly string[]): Features {
  return new Map(names.map((name) => [name, 1]));
}

/** Knobs of the training; the values in use stand in options.ts. */
export interface TrainOptions {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly minimum: number;
  readonly seed: number;
  /** So many models are trained, each on a random draw of the examples; their mean is steadier than one. */
  readonly bags: number;
}

/** Weights as trained, not yet quantised. */
export interface Trained {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly weights: ReadonlyMap<string, Float64Array>;
}

/** A small repeatable random source (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Trains a softmax regression with AdaGrad and weight decay, seeded and single-threaded, so that the same
 * corpus gives the same weights. Features seen in fewer than `minimum` lines are left out.
 */
export function train(
  examples: readonly Example[],
  classes: readonly string[],
  options: TrainOptions,
): Trained {
  const index = vocabulary(examples, options.minimum);
  const width = classes.length;
  const rows = examples.map((example) => compile(example, index, classes));
  const mean = new Float64Array((index.size + 1) * width);
  const next = random(options.seed);
  for (let bag = 0; bag < options.bags; bag++) {
    const drawn = options.bags === 1 ? rows : rows.filter(() => next() < DRAWN);
    const weights = trainOne(drawn, mean.length, width, options, next);
    for (let n = 0; n < mean.length; n++) mean[n] = (mean[n] ?? 0) + (weights[n] ?? 0) / options.bags;
  }
  const out = new Map<string, Float64Array>();
  for (const [name, id] of index) out.set(name, mean.slice(id * width, (id + 1) * width));
  const base = index.size * width;
  return { classes, bias: Array.from(mean.subarray(base, base + width)), weights: out };
}

/** Share of the examples in each draw. */
const DRAWN = 0.75;

function trainOne(
  rows: readonly Row[],
  size: number,
  width: number,
  options: TrainOptions,
  next: () => number,
): Float64Array {
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-6);
  const order = rows.map((_, n) => n);
  const scores = new Float64Array(width);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, next);
    for (const at of order) {
      const row = rows[at];
      if (row !== undefined) step(row, weights, squares, scores, options);
    }
  }
  return weights;
}

interface Row {
  readonly ids: readonly number[];
  readonly values: readonly number[];
  readonly label: number;
  readonly weight: number;
}

function step(
  row: Row,
  weights: Float64Array,
  squares: Float64Array,
  scores: Float64Array,
  options: TrainOptions,
): void {
  const width = scores.length;
  scores.fill(0);
  for (let n = 0; n < row.ids.length; n++) {
    const base = (row.ids[n] ?? 0) * width;
    const value = row.values[n] ?? 0;
    for (let c = 0; c < width; c++) scores[c] = (scores[c] ?? 0) + (weights[base + c] ?? 0) * value;
  }
  const top = Math.max(...scores);
  let sum = 0;
  for (let c = 0; c < width; c++) sum += scores[c] = Math.exp((scores[c] ?? 0) - top);
  for (let c = 0; c < width; c++) {
    scores[c] = row.weight * ((scores[c] ?? 0) / sum - (c === row.label ? 1 : 0));
  }
  for (let n = 0; n < row.ids.length; n++) {
    const base = (row.ids[n] ?? 0) * width;
    const value = row.values[n] ?? 0;
    for (let c = 0; c < width; c++) {
      const at = base + c;
      const gradient = (scores[c] ?? 0) * value + options.decay * (weights[at] ?? 0);
      squares[at] = (squares[at] ?? 0) + gradient * gradient;
      weights[at] = (weights[at] ?? 0) - (options.rate * gradient) / Math.sqrt(squares[at] ?? 1);
    }
  }
}

function vocabulary(examples: readonly Example[], minimum: number): Map<string, number> {
  const seen = new Map<string, Set<number>>();
  for (const { features, source } of examples) {
    for (const name of features.keys()) {
      const sources = seen.get(name);
      if (sources === undefined) seen.set(name, new Set([source]));
      else if (sources.size < minimum) sources.add(source);
    }
  }
  const kept = [...seen].filter(([, sources]) => sources.size >= minimum).map(([name]) => name);
  return new Map(kept.sort().map((name, id) => [name, id]));
}

function compile(example: Example, index: ReadonlyMap<string, number>, classes: readonly string[]): Row {
  const ids: number[] = [];
  const values: number[] = [];
  for (const [name, value] of example.features) {
    const id = index.get(name);
    if (id === undefined) continue;
    ids.push(id);
    values.push(value);
  }
  ids.push(index.size);
  values.push(1);
  return {
    ids,
    values,
    label: classes.indexOf(example.label),
    weight: example.weight,
  };
}

function shuffle(order: number[], next: () => number): void {
  for (let n = order.length - 1; n > 0; n--) {
    const other = Math.floor(next() * (n + 1));
    const kept = order[n] ?? 0;
    order[n] = order[other] ?? 0;
    order[other] = kept;
  }
}
