import { INTENTS, type Understander, type Understanding } from '../types.js';
import type { Line } from './corpus.js';

/** The figures that issue 6 judges by, each from 0 to 1. */
export interface Figures {
  readonly lines: number;
  readonly intent: number;
  readonly urgentRecall: number;
  readonly falseAlarms: number;
  readonly kind: number;
  readonly majorRecall: number;
  readonly majorPrecision: number;
  readonly count: number;
  readonly place: number;
  readonly noPlace: number;
  /** Mean cost of a line's intent error: an emergency missed 20, a false alarm 10, others 1. */
  readonly cost: number;
}

/** One line with what was understood of it. */
export interface Outcome {
  readonly line: Line;
  readonly got: Understanding;
}

/** Reads every line. */
export function outcomes(lines: readonly Line[], understand: Understander): Outcome[] {
  return lines.map((line) => ({ line, got: understand(line.text) }));
}

/** Measures outcomes against the labels. */
export function measure(all: readonly Outcome[]): Figures {
  const urgent = all.filter(({ line }) => line.intent === 'urgent');
  const others = all.filter(({ line }) => line.intent !== 'urgent');
  const hazards = all.filter(({ line }) => line.kind !== null);
  const major = all.filter(({ line }) => line.major);
  const placed = all.filter(({ line }) => line.place !== null);
  const unplaced = hazards.filter(({ line }) => line.place === null);
  const raised = all.filter(({ got }) => got.major);
  return {
    lines: all.length,
    intent: share(all, ({ line, got }) => line.intent === got.intent),
    urgentRecall: share(urgent, ({ got }) => got.intent === 'urgent'),
    falseAlarms: share(others, ({ got }) => got.intent === 'urgent'),
    kind: share(hazards, ({ line, got }) => line.kind === got.kind),
    majorRecall: share(major, ({ got }) => got.major),
    majorPrecision: share(raised, ({ line }) => line.major),
    count: share(all, ({ line, got }) => line.count === got.count),
    place: share(placed, ({ line, got }) => overlaps(line.place, got.place)),
    noPlace: share(unplaced, ({ got }) => got.place === null),
    cost:
      all.reduce((sum, { line, got }) => sum + cost(line.intent, got.intent), 0) / Math.max(1, all.length),
  };
}

function share<T>(items: readonly T[], good: (item: T) => boolean): number {
  return items.length === 0 ? 1 : items.filter(good).length / items.length;
}

/** The longer of the two holds at least half of its signs in common with the other. */
function overlaps(want: string | null, got: string | null): boolean {
  if (want === null || got === null) return want === got;
  const signs = new Set(got);
  const common = [...want].filter((sign) => signs.has(sign)).length;
  return common / Math.max(want.length, got.length) >= 0.5;
}

function cost(want: string, got: string): number {
  if (want === got) return 0;
  if (want === 'urgent') return 20;
  return got === 'urgent' ? 10 : 1;
}

/** A confusion table as text: rows are the labels, columns what was understood, then the recall. */
export function confusion(
  all: readonly Outcome[],
  labels: readonly string[] = INTENTS,
  of: (side: { readonly intent: string; readonly kind: string | null }) => string | null = (side) =>
    side.intent,
): string {
  const width = Math.max(...labels.map((label) => label.length)) + 1;
  const cell = (text: string): string => text.padStart(width);
  const lines = [cell('') + labels.map(cell).join('') + cell('recall')];
  for (const row of labels) {
    const mine = all.filter(({ line }) => of(line) === row);
    if (mine.length === 0) continue;
    const counts = labels.map((label) => mine.filter(({ got }) => of(got) === label).length);
    const recall = (counts[labels.indexOf(row)] ?? 0) / mine.length;
    lines.push(
      cell(row) + counts.map((n) => cell(n === 0 ? '.' : String(n))).join('') + cell(recall.toFixed(2)),
    );
  }
  return lines.join('\n');
}

/** The figures in one line. */
export function summary(name: string, figures: Figures): string {
  const parts = Object.entries(figures).map(([key, value]) =>
    key === 'lines'
      ? `${value} lines`
      : `${key} ${key === 'cost' ? value.toFixed(2) : (value * 100).toFixed(1)}`,
  );
  return `${name}: ${parts.join(' | ')}`;
}
