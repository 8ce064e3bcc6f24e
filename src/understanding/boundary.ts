import type { LinearModel } from './data.js';
import { chances } from './scores.js';

/*
 * Where a clause ends although nobody typed a mark: on a phone a blank stands for the comma, or nothing at
 * all, and blanks must not change the answer. The weights learn it from the marks of the corpus.
 */

/** Marks that the training takes out of its lines, so that the gaps must be found without them. */
export const MARK = /[。！？；，：、\n…]/u;

/** Shorter stretches are one clause. */
const LONG = 9;
/** No clause is shorter than this. */
const SHORT = 3;
/** What p(yes) must reach for a cut. */
const CUT = 0.5;

/** The signs around a gap as named features; the text has its digits made one. */
export function boundaryFeatures(text: string, at: number): string[] {
  const left = text.slice(Math.max(0, at - 3), at);
  const right = text.slice(at, at + 4);
  return [
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

/** Gaps of a text without marks between `start` and `end` that the model takes for the end of a clause. */
export function boundaries(text: string, start: number, end: number, model: LinearModel): number[] {
  if (end - start < LONG) return [];
  const yes = model.classes.indexOf('yes');
  const signs = oneDigit(text);
  const cuts: number[] = [];
  let last = start;
  for (let at = start + SHORT; at <= end - SHORT; at++) {
    if (at - last < SHORT) continue;
    if ((chances(model, boundaryFeatures(signs, at))[yes] ?? 0) <= CUT) continue;
    cuts.push(at);
    last = at;
  }
  return cuts;
}

/** All digits as 0: which number it is says nothing about where a clause or a place ends. */
export function oneDigit(text: string): string {
  return text.replace(/[0-9]/gu, '0');
}
