import type { LinearModel } from './data.js';

/** Features of a message or clause with their values. */
export type Features = ReadonlyMap<string, number>;

/** Probabilities of the classes, best first. */
export type Ranking = readonly { readonly label: string; readonly p: number }[];

/** Softmax of the model's scores for the features. Unknown features count nothing. */
export function rank(model: LinearModel, features: Features): Ranking {
  const scores = [...model.bias];
  for (const [name, value] of features) {
    const row = model.weights.get(name);
    if (row === undefined) continue;
    for (let n = 0; n < scores.length; n++) {
      scores[n] = (scores[n] ?? 0) + (row[n] ?? 0) * model.scale * value;
    }
  }
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return model.classes.map((label, n) => ({ label, p: (powers[n] ?? 0) / sum })).sort((a, b) => b.p - a.p);
}

/** Probabilities in the order of the model's classes, for features that are there or not; the quick way for single signs. */
export function chances(model: LinearModel, names: readonly string[]): number[] {
  const scores = [...model.bias];
  addScores(model, names, scores);
  return softmax(scores);
}

/** Adds what the features say to the scores of the classes. */
export function addScores(model: LinearModel, names: readonly string[], scores: number[]): void {
  for (const name of names) {
    const row = model.weights.get(name);
    if (row === undefined) continue;
    for (let n = 0; n < scores.length; n++) scores[n] = (scores[n] ?? 0) + (row[n] ?? 0) * model.scale;
  }
}

/** Scores as probabilities. */
export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The probability of one class. */
export function chance(ranking: Ranking, label: string): number {
  return ranking.find((entry) => entry.label === label)?.p ?? 0;
}

/** The features that spoke most for a class, strongest first: the "why" of a score. */
export function reasons(model: LinearModel, features: Features, label: string, limit: number): string[] {
  const column = model.classes.indexOf(label);
  return [...features]
    .map(([name, value]) => ({ name, weight: (model.weights.get(name)?.[column] ?? 0) * value }))
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map((entry) => entry.name);
}
