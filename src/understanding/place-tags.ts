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

/** A text made ready for the tagger: what is known of each of its signs, with room before and behind. */
export interface TagView {
  readonly length: number;
  /** The signs, digits made one; `$` outside. */
  readonly signs: readonly string[];
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

/** So many signs around one are looked at: reading beside the text needs no check then. */
const ROOM = 8;

const signsOf = (text: string): string[] => Array.from({ length: text.length }, (_, at) => text.charAt(at));

function padded(values: readonly string[], outside: string): string[] {
  const room = Array.from({ length: ROOM }, () => outside);
  return [...room, ...values, ...room];
}

/** Reads what the tagger looks at. */
export function tagView(text: string, spans: readonly PlaceSpan[], words: readonly WordHit[]): TagView {
  const signs = signsOf(text);
  return {
    length: text.length,
    signs: padded(signsOf(oneDigit(text)), '$'),
    marks: padded(grammarMarks(text, spans), '$'),
    words: padded(wordCodes(text.length, words), '$'),
    tails: padded(signs.map(tailCode), '.'),
    stops: signs.map((sign) => BREAK.test(sign)),
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

/*
 * The lists below are read by hand from arrays, without helpers made for each sign: they run for every sign of every
 * message, and took a third of the time.
 */

/** The features that mostly settle that a sign names no place. */
function nearFeatures({ signs: s, marks: m, words: w, tails: t }: TagView, at: number): string[] {
  const o = at + ROOM;
  return [
    `0${s[o]}`,
    `b${s[o - 1]}${s[o]}`,
    `c${s[o]}${s[o + 1]}`,
    `M${m[o - 1]}${m[o]}${m[o + 1]}`,
    `N${m[o]}${s[o]}`,
    `Q${m[o - 2]}${m[o - 1]}${m[o]}${m[o + 1]}${m[o + 2]}`,
    `T${t[o]}${t[o + 1]}${t[o + 2]}${t[o + 3]}`,
    `V${t[o - 1]}${t[o]}${s[o + 1]}`,
    `W${w[o - 1]}${w[o]}${w[o + 1]}${w[o + 2]}`,
  ];
}

function farFeatures(view: TagView, at: number): string[] {
  const { signs: s, marks: m, words: w, tails: t, stops, clause } = view;
  const o = at + ROOM;
  const { at: since, head, key } = clause[at] ?? { at: 0, head: '-', key: '' };
  const place = Math.min(since, 4);
  let end = 0;
  while (end < AHEAD && t[o + end] !== 't' && stops[at + end] !== true) end += 1;
  const close = end < AHEAD ? `${end}${s[o + end]}` : '-';
  return [
    `-${s[o - 1]}`,
    `=${s[o - 2]}`,
    `+${s[o + 1]}`,
    `*${s[o + 2]}`,
    `a${s[o - 2]}${s[o - 1]}`,
    `d${s[o + 1]}${s[o + 2]}`,
    `e${s[o - 1]}${s[o]}${s[o + 1]}`,
    `f${s[o - 2]}${s[o - 1]}${s[o]}`,
    `g${s[o]}${s[o + 1]}${s[o + 2]}`,
    `h${s[o + 1]}${s[o + 2]}${s[o + 3]}`,
    `i${s[o - 3]}${s[o - 2]}${s[o - 1]}`,
    `O${m[o]}${s[o + 1]}`,
    `P${m[o - 1]}${s[o]}${m[o + 1]}`,
    `S${Math.min(at, 3)}`,
    `U${s[o - 1]}${t[o]}${t[o + 1]}${t[o + 2]}`,
    `X${place}${t[o]}${t[o + 1]}${t[o + 2]}${head}`,
    `Y${place}${head}${m[o]}`,
    `Z${key}${Math.min(since, 1)}`,
    `j${close}${w[o + end + 1]}`,
    `k${place}${end}${w[o + end + 1]}${m[o]}`,
    `l${w[o]}${t[o]}${w[o + 1]}${t[o - 1]}`,
  ];
}

/** Nothing around says place: no part of a known name, and no sign soon that names end on. */
function mayName({ marks, tails }: TagView, at: number): boolean {
  for (let o = at + ROOM - 1; o <= at + ROOM + 7; o++)
    if ((marks[o] !== '-' && marks[o] !== '$') || tails[o] === 't') return true;
  return false;
}

/** Chances of the classes for one sign; where the near features leave no doubt the others are not asked. */
function oddsOf(view: TagView, at: number, model: LinearModel): Float64Array {
  if (!mayName(view, at)) return NONE;
  const scores = new Float64Array(model.bias);
  addScores(model, nearFeatures(view, at), scores);
  const near = softmax(scores);
  if ((near[model.classes.indexOf('out')] ?? 0) > SURELY_OUT) return near;
  addScores(model, farFeatures(view, at), scores);
  return softmax(scores);
}

const NONE = new Float64Array();

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
    const odds = at < text.length ? oddsOf(view, at, model) : NONE;
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
