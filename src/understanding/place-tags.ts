import type { LinearModel } from './data.js';
import type { WordHit } from './lexicon.js';
import type { PlaceSpan } from './place.js';
import { oneDigit, wordCodes } from './boundary.js';
import { addScores, softmax } from './scores.js';

/**
 * Names of places are an open class (污物间, 食堂去宿舍那条小路), so a small model marks sign by sign what names
 * where. It sees the signs around and what the grammar of place.ts found.
 */

/** A run of signs counts as a place if its signs reach this on average. */
const SURE = 0.3;
const JOIN = 0.2;
/** A sign that begins a name with this chance ends the one before. */
const OPENS = 0.4;

/** A sign that the near features call no part of a name with this chance is none. */
const SURELY_OUT = 0.8;

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

/** A text made ready for the tagger: what is known of each of its signs. */
export interface TagView {
  /** The text with its digits made one. */
  readonly signs: string;
  readonly marks: readonly string[];
  /** See wordCodes. */
  readonly words: readonly string[];
  /** `t` a sign that may end a name, `n` a number, `.` any other. */
  readonly tails: readonly string[];
  /** Whether a sign is a mark. */
  readonly stops: readonly boolean[];
  /** Signs since the last mark, and whether a colon before or after it makes the clause a heading or its answer. */
  readonly clause: readonly { readonly at: number; readonly head: string; readonly key: string }[];
}

/** Reads what the tagger looks at. */
export function tagView(text: string, spans: readonly PlaceSpan[], words: readonly WordHit[]): TagView {
  return {
    signs: oneDigit(text),
    marks: grammarMarks(text, spans),
    words: wordCodes(text.length, words),
    tails: Array.from({ length: text.length }, (_, at) => tailCode(text[at] ?? '$')),
    stops: Array.from({ length: text.length }, (_, at) => BREAK.test(text[at] ?? '$')),
    clause: clauses(text),
  };
}

const NUMERALS = '0123456789一二三四五六七八九十';

function tailCode(sign: string): string {
  if (TAILS.includes(sign)) return 't';
  return NUMERALS.includes(sign) ? 'n' : '.';
}

const BREAK = /[，。；！？：、,;:|\n]/u;
const STOP = /[。；！？\n]/u;

/** 责任单位：护理部；部位：西区四楼: what stands before a colon says what stands after it. */
function clauses(text: string): { at: number; head: string; key: string }[] {
  const colons: boolean[] = [];
  let ahead = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text[at] ?? '';
    if (STOP.test(sign)) ahead = false;
    colons[at] = ahead;
    if (sign === '：') ahead = true;
  }
  let key = '';
  let since = 0;
  return [...colons.entries()].map(([at, head]) => {
    const sign = text[at] ?? '';
    const out = { at: since, head: head ? 'h' : key === '' ? '-' : 'b', key };
    if (STOP.test(sign)) key = '';
    if (sign === '：') key = text.slice(Math.max(0, at - 2), at);
    since = BREAK.test(sign) ? 0 : since + 1;
    return out;
  });
}

/** How far ahead the end of a name is looked for. */
const AHEAD = 6;

/** The signs, words and grammar marks around one sign as named features. */
export function tagFeatures(view: TagView, at: number): string[] {
  return [...nearFeatures(view, at), ...farFeatures(view, at)];
}

/** The features that mostly settle that a sign names no place. */
function nearFeatures(view: TagView, at: number): string[] {
  const { signs: text, marks, words, tails } = view;
  const sign = (n: number): string => text[at + n] ?? '$';
  const mark = (n: number): string => marks[at + n] ?? '$';
  const word = (n: number): string => words[at + n] ?? '$';
  const tail = (n: number): string => tails[at + n] ?? '.';
  return [
    `0${sign(0)}`,
    `b${sign(-1)}${sign(0)}`,
    `c${sign(0)}${sign(1)}`,
    `M${mark(-1)}${mark(0)}${mark(1)}`,
    `N${mark(0)}${sign(0)}`,
    `Q${mark(-2)}${mark(-1)}${mark(0)}${mark(1)}${mark(2)}`,
    `T${tail(0)}${tail(1)}${tail(2)}${tail(3)}`,
    `V${tail(-1)}${tail(0)}${sign(1)}`,
    `W${word(-1)}${word(0)}${word(1)}${word(2)}`,
  ];
}

function farFeatures(view: TagView, at: number): string[] {
  const { signs: text, marks, words, tails, stops, clause } = view;
  const sign = (n: number): string => text[at + n] ?? '$';
  const mark = (n: number): string => marks[at + n] ?? '$';
  const word = (n: number): string => words[at + n] ?? '$';
  const tail = (n: number): string => tails[at + n] ?? '.';
  const { at: since, head, key } = clause[at] ?? { at: 0, head: '-', key: '' };
  const place = Math.min(since, 4);
  let end = 0;
  while (end < AHEAD && tail(end) !== 't' && stops[at + end] !== true) end += 1;
  const close = end < AHEAD ? `${end}${sign(end)}` : '-';
  return [
    `-${sign(-1)}`,
    `=${sign(-2)}`,
    `+${sign(1)}`,
    `*${sign(2)}`,
    `a${sign(-2)}${sign(-1)}`,
    `d${sign(1)}${sign(2)}`,
    `e${sign(-1)}${sign(0)}${sign(1)}`,
    `f${sign(-2)}${sign(-1)}${sign(0)}`,
    `g${sign(0)}${sign(1)}${sign(2)}`,
    `h${sign(1)}${sign(2)}${sign(3)}`,
    `i${sign(-3)}${sign(-2)}${sign(-1)}`,
    `O${mark(0)}${sign(1)}`,
    `P${mark(-1)}${sign(0)}${mark(1)}`,
    `S${Math.min(at, 3)}`,
    `U${sign(-1)}${tail(0)}${tail(1)}${tail(2)}`,
    `X${place}${tail(0)}${tail(1)}${tail(2)}${head}`,
    `Y${place}${head}${mark(0)}`,
    `Z${key}${Math.min(since, 1)}`,
    `j${close}${word(end + 1)}`,
    `k${place}${end}${word(end + 1)}${mark(0)}`,
    `l${word(0)}${tail(0)}${word(1)}${tail(-1)}`,
  ];
}

/** Chances of the classes for one sign; where the near features leave no doubt the others are not asked. */
function oddsOf(view: TagView, at: number, model: LinearModel): number[] {
  const scores = [...model.bias];
  addScores(model, nearFeatures(view, at), scores);
  const near = softmax(scores);
  if ((near[model.classes.indexOf('out')] ?? 0) > SURELY_OUT) return near;
  addScores(model, farFeatures(view, at), scores);
  return softmax(scores);
}

/** The runs of signs that the model takes for places, in the order of the text; weight 0..1 is how sure. */
export function taggedPlaces(
  text: string,
  spans: readonly PlaceSpan[],
  words: readonly WordHit[],
  model: LinearModel,
): PlaceSpan[] {
  const view = tagView(text, spans, words);
  const begins = model.classes.indexOf('begin');
  const insides = model.classes.indexOf('inside');
  const out: PlaceSpan[] = [];
  let start = -1;
  let sum = 0;
  for (let at = 0; at <= text.length; at++) {
    const odds = at < text.length ? oddsOf(view, at, model) : [];
    const begin = odds[begins] ?? 0;
    const p = begin + (odds[insides] ?? 0);
    const opens = start >= 0 && begin > OPENS;
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
