import type { LinearModel } from './data.js';
import type { WordHit } from './lexicon.js';
import { chances } from './scores.js';

/*
 * Where a clause ends although nobody typed a mark: on a phone a blank stands for the comma, or nothing at
 * all. The weights learn it from the marks of the corpus. A blank only tips the scale where a clause may well
 * end: one inside a word must not change the answer.
 */

/** Marks that the training takes out of its lines, so that the gaps must be found without them. */
export const MARK = /[。！？；，：、\n…]/u;

/** Shorter stretches are one clause. */
const LONG = 9;
/** No clause is shorter than this. */
const SHORT = 3;
/** What p(yes) must reach for a cut; less where a blank was typed. */
const CUT = 0.5;
const CUT_BLANK = 0.05;

/** What lexicon word covers each sign of a text: `t` a thing, `s` a state, `d` other words (capital: not its first sign), `-` none. */
export function wordCodes(length: number, words: readonly WordHit[]): string[] {
  const codes = Array.from({ length }, () => '-');
  for (const { kind, group, start, end } of words) {
    const code = kind !== null ? 't' : group === 'states' ? 's' : 'd';
    for (let at = start; at < end; at++) codes[at] = at === start ? code : code.toUpperCase();
  }
  return codes;
}

/** The signs and words around a gap as named features; the text has its digits made one. */
export function boundaryFeatures(text: string, codes: readonly string[], at: number): string[] {
  const left = text.slice(Math.max(0, at - 3), at);
  const right = text.slice(at, at + 4);
  // Four constants, no helper: this runs for every gap of every message.
  const w0 = codes[at - 2] ?? '$';
  const w1 = codes[at - 1] ?? '$';
  const w2 = codes[at] ?? '$';
  const w3 = codes[at + 1] ?? '$';
  return [
    `w${w1}${w2}`,
    `w${w0}${w1}${w2}${w3}`,
    `x${left.slice(-1)}${w1}${w2}`,
    `y${left.slice(-2)}${w2}`,
    `z${w1}${right.slice(0, 2)}`,
    `l${left.slice(-1)}`,
    `l${left.slice(-2)}`,
    `l${left}`,
    `r${right.slice(0, 1)}`,
    `r${right.slice(0, 2)}`,
    `r${right.slice(0, 3)}`,
    `r${right}`,
    `m${left.slice(-1)}${right.slice(0, 1)}`,
    `m${left.slice(-2)}${right.slice(0, 1)}`,
    `m${left.slice(-1)}${right.slice(0, 2)}`,
  ];
}

/** What is known of the gaps of a text: the words around them and the blanks typed in them. */
export interface Gaps {
  readonly text: string;
  /** The text with its digits made one. */
  readonly signs: string;
  readonly codes: readonly string[];
  readonly blanks: ReadonlySet<number>;
}

/** Gaps of a text without marks between `start` and `end` that the model takes for the end of a clause. */
export function boundaries(
  { signs, codes, blanks }: Gaps,
  start: number,
  end: number,
  model: LinearModel,
): number[] {
  if (end - start < LONG) return [];
  const yes = model.classes.indexOf('yes');
  const cuts: number[] = [];
  let last = start;
  for (let at = start + SHORT; at <= end - SHORT; at++) {
    if (at - last < SHORT) continue;
    if (!mayEnd(codes, at) && !blanks.has(at)) continue;
    const bar = blanks.has(at) ? CUT_BLANK : CUT;
    if ((chances(model, boundaryFeatures(signs, codes, at))[yes] ?? 0) <= bar) continue;
    cuts.push(at);
    last = at;
  }
  return cuts;
}

/** See wordCodes: a sign inside a word. */
const INSIDE: ReadonlySet<string> = new Set(['T', 'S', 'D']);

/** A clause ends near a word that is known, and inside none. */
function mayEnd(codes: readonly string[], at: number): boolean {
  if (INSIDE.has(codes[at] ?? '-')) return false;
  for (let near = at - 2; near <= at + 1; near++) if ((codes[near] ?? '-') !== '-') return true;
  return false;
}

/** All digits as 0: which number it is says nothing about where a clause or a place ends. */
export function oneDigit(text: string): string {
  return text.replace(/[0-9]/gu, '0');
}
