import { boundaries, type Gaps } from './boundary.js';
import type { LinearModel } from './data.js';

/** A clause: a stretch of the normal text between marks or joining words. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** It begins with a list number (①, 1、, 一是): the writer counts for us. */
  readonly listed: boolean;
  /** It begins after a joining word such as 另外 or 还有. */
  readonly joined: boolean;
  /** It ends with a question mark. */
  readonly asked: boolean;
  /** No mark stands before it: it was cut off because it seems to name something new. */
  readonly soft?: boolean;
  /** A blank stands before it where others write a comma. */
  readonly blank?: boolean;
}

const CIRCLED = '①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿';
const HARD = /[。！？；，\n…]/u;
// A list number must be followed by a mark, or be 一是/二是/第一/其一, or be circled: "3个" is no list number.
const LISTED = new RegExp(
  `^(?:[${CIRCLED}][、.）]?|（?[0-9]{1,2}[、）]|[0-9]{1,2}\\.(?![0-9])|（?[a-h][、）]|（?[一二三四五六七八九十]{1,2}[、）]|[一二三四五六七八九]是|其[一二三四五六]|第[一二三四五六七八九]个?[，：是、])`,
  'u',
);
const JOINED =
  /^(?:另外|另|还有|同时|再有|再就是|再一个|还要说|顺便|此外|以及|并且|而且|外加|加上|然后|其次|对了|哦对|也还|最后)/u;
const LIST_INSIDE = new RegExp(
  `[${CIRCLED}]|(?<![0-9.])[0-9]{1,2}[、）](?=[^0-9])|(?<![0-9.])[0-9]{1,2}\\.(?=[^0-9])|（[a-h]）|(?<![a-z0-9])[a-h][、）](?=[^0-9a-z])|(?<=[：。；，])[（]?[一二三四五六七八九十]{1,2}[、）]|(?<=[：。；，])[一二三四五六七八九]是`,
  'gu',
);
const JOIN_INSIDE =
  /另外|还有就是|还有(?!人|气|电|水|味|烟|点|些|没|呼吸|意识)|再就是|此外|同时|外加|再一个|再有/gu;

/** Cuts a normal text into clauses at marks, list numbers and joining words, and where the model misses a mark. */
export function segments(gaps: Gaps, model?: LinearModel): Segment[] {
  const { text } = gaps;
  const cuts = new Set<number>([0, text.length]);
  for (let at = 0; at < text.length; at++) {
    if (HARD.test(text[at] ?? '')) cuts.add(at + 1);
  }
  for (const hit of text.matchAll(LIST_INSIDE)) cuts.add(hit.index);
  for (const hit of text.matchAll(JOIN_INSIDE)) cuts.add(hit.index);
  const soft = new Set<number>();
  if (model !== undefined) {
    const hard = [...cuts].sort((a, b) => a - b);
    for (const [n, start] of hard.entries()) {
      for (const cut of boundaries(gaps, start, hard[n + 1] ?? start, model)) soft.add(cut);
    }
  }
  const sorted = [...cuts, ...soft].sort((a, b) => a - b);
  const out: Segment[] = [];
  for (let n = 0; n + 1 < sorted.length; n++) {
    const start = sorted[n] ?? 0;
    const end = sorted[n + 1] ?? text.length;
    const part = text.slice(start, end);
    if (!/[\p{L}\p{N}]/u.test(part)) continue;
    out.push({
      start,
      end,
      text: part,
      listed: LISTED.test(part),
      joined: JOINED.test(part),
      asked: part.endsWith('？'),
      ...(soft.has(start) ? { soft: true } : {}),
      ...(soft.has(start) && gaps.blanks.has(start) ? { blank: true } : {}),
    });
  }
  return out;
}
