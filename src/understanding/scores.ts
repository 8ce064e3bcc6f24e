import type { LinearModel } from './data.js';

/** Features of a message or clause with their values. */
export type Features = ReadonlyMap<string, number>;

/** Probabilities of the classes, best first. */
export type Ranking = readonly { readonly label: string; readonly p: number }[];

/** Softmax of the model's scores for the features. Unknown features count nothing. */
export function rank(model: LinearModel, features: Features): Ranking {
  const scores = new Float64Array(model.bias);
  for (const [name, value] of features) {
    const row = model.rows.get(name);
    if (row !== undefined) addRow(scores, model.levels, row, model.scale * value);
  }
  const odds = softmax(scores);
  return model.classes.map((label, n) => ({ label, p: odds[n] ?? 0 })).sort((a, b) => b.p - a.p);
}

/** Probabilities in the order of the model's classes, for features that are there or not; the quick way for single signs. */
export function chances(model: LinearModel, names: readonly string[]): Float64Array {
  const scores = new Float64Array(model.bias);
  addScores(model, names, scores);
  return softmax(scores);
}

/** Adds what the features say to the scores of the classes. */
export function addScores(
  { rows, levels, scale }: LinearModel,
  names: readonly string[],
  scores: Float64Array,
): void {
  for (const name of names) {
    const row = rows.get(name);
    if (row !== undefined) addRow(scores, levels, row, scale);
  }
}

function addRow(scores: Float64Array, levels: Int8Array, row: number, by: number): void {
  for (let n = 0; n < scores.length; n++)
    scores[n] = (scores[n] as number) + (levels[row + n] as number) * by;
}

/** Scores as probabilities. Plain loops: it runs for each sign of each message. */
export function softmax(scores: Float64Array): Float64Array {
  const odds = new Float64Array(scores.length);
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let n = 0; n < odds.length; n++) {
    const power = Math.exp((scores[n] as number) - top);
    odds[n] = power;
    sum += power;
  }
  for (let n = 0; n < odds.length; n++) odds[n] = (odds[n] as number) / sum;
  return odds;
}

/** The probability of one class. */
export function chance(ranking: Ranking, label: string): number {
  return ranking.find((entry) => entry.label === label)?.p ?? 0;
}

/** The features that spoke most for a class, strongest first: the "why" of a score. */
export function reasons(model: LinearModel, features: Features, label: string, limit: number): string[] {
  const column = model.classes.indexOf(label);
  const found: { name: string; weight: number }[] = [];
  for (const [name, value] of features) {
    const row = model.rows.get(name);
    const weight = row === undefined ? 0 : (model.levels[row + column] ?? 0) * value;
    if (weight > 0) found.push({ name, weight });
  }
  return found
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map((entry) => entry.name);
}
