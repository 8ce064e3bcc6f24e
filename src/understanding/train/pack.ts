import { brotliCompressSync } from 'node:zlib';
import { BETWEEN, LEVELS, weightSign, type LinearModel } from '../data.js';
import type { Trained } from './softmax.js';

/** A row none of whose weights reaches more levels than this is dropped. */
const NOTHING = 8;
/** Of the many sequences around a gap more can go: the same counts in half the room. */
export const NOTHING_AT_GAPS = 10;
/** This share of the rows stays below the top level; the few heavier weights are cut to it, or all others would be next to nothing. */
const BELOW_TOP = 0.998;

/**
 * Weights in whole levels: finer steps changed nothing in cross-validation, and coarse ones pack small.
 * @param nothing rows that reach no more levels are dropped
 */
export function quantise(trained: Trained, nothing = NOTHING): LinearModel {
  const heavy = [...trained.weights.values()]
    .map((row) => Math.max(...row.map(Math.abs)))
    .sort((a, b) => a - b);
  const top = heavy[Math.floor(heavy.length * BELOW_TOP)] ?? 1;
  const scale = Number((top / LEVELS).toPrecision(6));
  const rows = new Map<string, number>();
  const all: number[] = [];
  for (const [name, row] of trained.weights) {
    const levels = Array.from(row, (weight) =>
      Math.max(-LEVELS, Math.min(LEVELS, Math.round(weight / scale))),
    );
    if (!levels.some((level) => Math.abs(level) > nothing)) continue;
    rows.set(name, all.length);
    all.push(...levels);
  }
  const bias = trained.bias.map((value) => Number(value.toFixed(4)));
  return { classes: trained.classes, bias, scale, rows, levels: Int8Array.from(all) };
}

/** The models as the bytes of the model file. */
export function pack(models: Readonly<Record<string, LinearModel>>): Buffer {
  const out: Record<string, unknown> = {};
  for (const [name, model] of Object.entries(models)) {
    const names = [...model.rows.keys()].sort();
    const width = model.classes.length;
    out[name] = {
      classes: model.classes,
      bias: model.bias,
      scale: model.scale,
      features: names.join(BETWEEN),
      weights: names
        .map((feature) => model.rows.get(feature) ?? 0)
        .map((row) => Array.from(model.levels.subarray(row, row + width), weightSign).join(''))
        .join(''),
    };
  }
  return brotliCompressSync(JSON.stringify(out));
}
