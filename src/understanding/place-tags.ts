import type { LinearModel } from './data.js';
import type { PlaceSpan } from './place.js';
import { oneDigit } from './boundary.js';
import { chances } from './scores.js';

/**
 * Names of places are an open class (污物间, 食堂去宿舍那条小路), so a small model marks sign by sign what names
 * where. It sees the signs around and what the grammar of place.ts found.
 */

/** A run of signs counts as a place if its signs reach this on average. */
const SURE = 0.4;
const JOIN = 0.25;

/** Signs that end most names of places. */
const TAILS = '间室房楼层院厅库区棚台站场门口所处部中心廊道梯柜池沟井坡桥园堂馆舍墙顶角头边旁侧里外上下';

/** What the grammar says of each sign: `-` nothing, `B`/`I` begin or inside of a strong place, small for a weak one. */
export function grammarMarks(text: string, spans: readonly PlaceSpan[]): string[] {
  const marks = Array.from({ length: text.length }, () => '-');
  for (const { start, end, weight } of spans) {
    for (let at = start; at < end; at++) {
      const mark = at === start ? 'b' : 'i';
      marks[at] = weight > 3 ? mark.toUpperCase() : mark;
    }
  }
  return marks;
}

/** The signs and grammar marks around one sign as named features; the text has its digits made one. */
export function tagFeatures(text: string, marks: readonly string[], at: number): string[] {
  const sign = (n: number): string => text[at + n] ?? '$';
  const mark = (n: number): string => marks[at + n] ?? '$';
  const tail = (n: number): string =>
    TAILS.includes(sign(n)) ? 't' : /[0-9一二三四五六七八九十]/u.test(sign(n)) ? 'n' : '.';
  return [
    `0${sign(0)}`,
    `-${sign(-1)}`,
    `=${sign(-2)}`,
    `+${sign(1)}`,
    `*${sign(2)}`,
    `a${sign(-2)}${sign(-1)}`,
    `b${sign(-1)}${sign(0)}`,
    `c${sign(0)}${sign(1)}`,
    `d${sign(1)}${sign(2)}`,
    `e${sign(-1)}${sign(0)}${sign(1)}`,
    `f${sign(-2)}${sign(-1)}${sign(0)}`,
    `g${sign(0)}${sign(1)}${sign(2)}`,
    `h${sign(1)}${sign(2)}${sign(3)}`,
    `i${sign(-3)}${sign(-2)}${sign(-1)}`,
    `M${mark(-1)}${mark(0)}${mark(1)}`,
    `N${mark(0)}${sign(0)}`,
    `O${mark(0)}${sign(1)}`,
    `P${mark(-1)}${sign(0)}${mark(1)}`,
    `Q${mark(-2)}${mark(-1)}${mark(0)}${mark(1)}${mark(2)}`,
    `S${Math.min(at, 3)}`,
    `T${tail(0)}${tail(1)}${tail(2)}${tail(3)}`,
    `U${sign(-1)}${tail(0)}${tail(1)}${tail(2)}`,
    `V${tail(-1)}${tail(0)}${sign(1)}`,
  ];
}

/** The runs of signs that the model takes for places, in the order of the text; weight 0..1 is how sure. */
export function taggedPlaces(text: string, spans: readonly PlaceSpan[], model: LinearModel): PlaceSpan[] {
  const marks = grammarMarks(text, spans);
  const signs = oneDigit(text);
  const begins = model.classes.indexOf('begin');
  const insides = model.classes.indexOf('inside');
  const out: PlaceSpan[] = [];
  let start = -1;
  let sum = 0;
  for (let at = 0; at <= text.length; at++) {
    const odds = at < text.length ? chances(model, tagFeatures(signs, marks, at)) : [];
    const begin = odds[begins] ?? 0;
    const p = begin + (odds[insides] ?? 0);
    const opens = start >= 0 && begin > 0.5;
    if (start >= 0 && (p < JOIN || opens)) {
      const weight = sum / (at - start);
      if (weight > SURE && at - start > 1) out.push({ start, end: wholeEnd(spans, start, at), weight });
      start = -1;
    }
    if (p < JOIN) continue;
    if (start < 0) {
      start = at;
      sum = 0;
    }
    sum += p;
  }
  return out;
}

/** A place is not cut short inside a solid part that the grammar knows (十五楼|楼道). */
function wholeEnd(spans: readonly PlaceSpan[], start: number, end: number): number {
  const around = spans.find((span) => span.start <= start && (span.solidEnd ?? 0) > end);
  return around?.solidEnd ?? end;
}
