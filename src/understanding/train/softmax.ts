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
  const rows = compile(examples, index, classes);
  const mean = new Float64Array((index.size + 1) * width);
  const next = random(options.seed);
  for (let bag = 0; bag < options.bags; bag++) {
    const all = Array.from({ length: examples.length }, (_, n) => n);
    const drawn = options.bags === 1 ? all : all.filter(() => next() < DRAWN);
    const weights = trainOne(rows, Int32Array.from(drawn), mean.length, width, options, next);
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
  rows: Rows,
  order: Int32Array,
  size: number,
  width: number,
  options: TrainOptions,
  next: () => number,
): Float64Array {
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-6);
  const scores = new Float64Array(width);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, next);
    for (const at of order) step(rows, at, weights, squares, scores, options);
  }
  return weights;
}

/** All examples in flat arrays (row n is `starts[n]` to `starts[n + 1]`): the training runs over them hundreds of times. */
interface Rows {
  readonly starts: Int32Array;
  /** Where the weights of each feature begin. */
  readonly bases: Int32Array;
  readonly values: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
}

function step(
  rows: Rows,
  row: number,
  weights: Float64Array,
  squares: Float64Array,
  scores: Float64Array,
  options: TrainOptions,
): void {
  const { bases, values } = rows;
  const { rate, decay } = options;
  const from = rows.starts[row] ?? 0;
  const to = rows.starts[row + 1] ?? 0;
  const label = rows.labels[row] ?? 0;
  const share = rows.weights[row] ?? 0;
  const width = scores.length;
  scores.fill(0);
  for (let n = from; n < to; n++) {
    const base = bases[n] ?? 0;
    const value = values[n] ?? 0;
    for (let c = 0; c < width; c++) scores[c] = (scores[c] ?? 0) + (weights[base + c] ?? 0) * value;
  }
  let top = -Infinity;
  for (let c = 0; c < width; c++) top = Math.max(top, scores[c] ?? 0);
  let sum = 0;
  for (let c = 0; c < width; c++) sum += scores[c] = Math.exp((scores[c] ?? 0) - top);
  for (let c = 0; c < width; c++) scores[c] = share * ((scores[c] ?? 0) / sum - (c === label ? 1 : 0));
  for (let n = from; n < to; n++) {
    const base = bases[n] ?? 0;
    const value = values[n] ?? 0;
    for (let at = base; at < base + width; at++) {
      const weight = weights[at] ?? 0;
      const gradient = (scores[at - base] ?? 0) * value + decay * weight;
      const square = (squares[at] ?? 0) + gradient * gradient;
      squares[at] = square;
      weights[at] = weight - (rate * gradient) / Math.sqrt(square);
    }
  }
}

function vocabulary(examples: readonly Example[], minimum: number): Map<string, number> {
  const seen = new Map<string, { last: number; lines: number }>();
  for (const { features, source } of examples) {
    for (const name of features.keys()) {
      const known = seen.get(name);
      // The copies of a line stand together.
      if (known === undefined) seen.set(name, { last: source, lines: 1 });
      else if (known.last !== source) {
        known.last = source;
        known.lines += 1;
      }
    }
  }
  const kept = [...seen].filter(([, { lines }]) => lines >= minimum).map(([name]) => name);
  return new Map(kept.sort().map((name, id) => [name, id]));
}

function compile(
  examples: readonly Example[],
  index: ReadonlyMap<string, number>,
  classes: readonly string[],
): Rows {
  const width = classes.length;
  const starts = new Int32Array(examples.length + 1);
  const bases: number[] = [];
  const values: number[] = [];
  for (const [row, { features }] of examples.entries()) {
    for (const [name, value] of features) {
      const id = index.get(name);
      if (id === undefined) continue;
      bases.push(id * width);
      values.push(value);
    }
    bases.push(index.size * width);
    values.push(1);
    starts[row + 1] = bases.length;
  }
  return {
    starts,
    bases: Int32Array.from(bases),
    values: Float64Array.from(values),
    labels: Int32Array.from(examples, ({ label }) => classes.indexOf(label)),
    weights: Float64Array.from(examples, ({ weight }) => weight),
  };
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let n = order.length - 1; n > 0; n--) {
    const other = Math.floor(next() * (n + 1));
    const kept = order[n] ?? 0;
    order[n] = order[other] ?? 0;
    order[other] = kept;
  }
}
