import type { CriterionRule, UnderstandingData } from './data.js';
import type { Segment } from './segments.js';
import type { UrgentTrigger } from './types.js';
import type { Kind } from '../hazards/kinds.js';

/** An urgent pattern that matched, and what speaks against it. */
export interface Alarm {
  readonly trigger: UrgentTrigger;
  readonly kind: Kind;
  readonly words: string;
  readonly start: number;
  /** Names of the guards (drill, past, question ...) that the message also holds. */
  readonly against: readonly string[];
  /** Words of haste stand beside it. */
  readonly pressing: boolean;
}

/** A criteria row whose wording stands in the message. */
export interface RowHit {
  readonly row: CriterionRule;
  readonly start: number;
  readonly words: string;
}

/** Looks for harm happening now, clause by clause; an alarm in a clause of its own is not silenced by another. */
export function alarms(text: string, segments: readonly Segment[], data: UnderstandingData): Alarm[] {
  const out: Alarm[] = [];
  const whole = data.guards.filter((guard) => GLOBAL.has(guard.id) && guard.pattern.test(text));
  for (const [n, segment] of segments.entries()) {
    // A trigger may be split over a comma: 炉子没关，三个人头晕. Look at a clause with its neighbour.
    const pair = withNext(text, segments, n);
    for (const rule of data.urgent) {
      const hit = rule.pattern.exec(pair);
      if (hit === null || hit.index >= segment.text.length) continue;
      if (rule.unless?.test(pair) === true) continue;
      const local = data.guards.filter((guard) => !GLOBAL.has(guard.id) && guard.pattern.test(pair));
      out.push({
        trigger: rule.trigger,
        kind: rule.kind,
        words: hit[0].replace(/[，。！？；\n]/gu, ' ').trim(),
        start: segment.start + hit.index,
        against: [...whole, ...local].map((guard) => guard.id),
        pressing: data.alarm.test(text),
      });
    }
  }
  return out;
}

/** Guards that count wherever they stand; the others only beside the alarming words. */
const GLOBAL = new Set(['drill', 'news', 'over', 'question']);

/** The criteria rows that the message's clauses point to, in the order of the text. */
export function criteriaRows(text: string, segments: readonly Segment[], data: UnderstandingData): RowHit[] {
  const out: RowHit[] = [];
  if (data.criteriaUnless.test(text)) return out;
  for (const [n, segment] of segments.entries()) {
    const pair = withNext(text, segments, n);
    for (const row of data.criteria) {
      const hit = row.patterns.map((pattern) => pattern.exec(pair)).find((found) => found !== null);
      if (hit === undefined || hit === null || hit.index >= segment.text.length) continue;
      if (row.unless?.test(pair) === true) continue;
      if (out.some((known) => known.row.id === row.id)) continue;
      out.push({ row, start: segment.start + hit.index, words: hit[0] });
    }
  }
  return out.sort((a, b) => a.start - b.start);
}

/** The rows whose matter and fault are both named somewhere in the text: a hint for the score, no more. */
export function hintedRows(text: string, data: UnderstandingData): CriterionRule[] {
  const named = (words: readonly string[]): boolean => words.some((word) => text.includes(word));
  return data.criteria.filter((row) => named(row.about) && named(row.fault));
}

/** A clause and, where only a comma parts them, its neighbour. */
function withNext(text: string, segments: readonly Segment[], n: number): string {
  const segment = segments[n];
  const next = segments[n + 1];
  if (segment === undefined) return '';
  const goesOn =
    next !== undefined && (segment.text.endsWith('，') || next.soft === true) && !next.listed && !next.joined;
  return text.slice(segment.start, goesOn ? next.end : segment.end);
}
