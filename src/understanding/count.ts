import type { UnderstandingData } from './data.js';
import { clauseFeatures, newsOf } from './features.js';
import type { WordHit } from './lexicon.js';
import { chance, rank } from './scores.js';
import type { Segment } from './segments.js';

/** Where one hazard's text begins and ends in the normal text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A clause counts as a hazard of its own above this; after 另外, beside a semicolon and in the writer's own list less will do. */
const THRESHOLD = 0.75;
const JOINED = 0.4;
const PARTED = 0.4;
const LISTED = 0.2;
/** A clause that opens with a fear or a wish (二、担心, 三、请求) is no hazard, numbered or not. */
const WISH = 'wish';

/**
 * Parts a report into its separate hazards. The clause model says which clauses open a hazard; a clause
 * that only adds to the one before (time, danger, wish) stays with it.
 */
export function hazardParts(
  segments: readonly Segment[],
  words: readonly WordHit[],
  data: UnderstandingData,
): Part[] {
  const model = data.models['hazard'];
  const end = segments.at(-1)?.end ?? 0;
  const clauses = findings(segments, words);
  if (model === undefined || clauses.length < 2) return [{ start: 0, end }];
  const news = newsOf(clauses, words);
  const list = clauses.filter((clause) => clause.listed).length > 1;
  const wish = data.wordings.find((wording) => wording.id === WISH)?.pattern;
  const starts = clauses.filter((clause, at) => {
    if (wish?.test(clause.text) === true) return false;
    const p = chance(rank(model, clauseFeatures(at, clauses, words, data.wordings, news)), 'yes');
    const before = at === 0 ? clause : clauses[at - 1];
    const parted = before?.text.endsWith('；') === true;
    return p > bar(clause, list, parted);
  });
  if (starts.length < 2) return [{ start: starts[0]?.start ?? 0, end }];
  return starts.map((clause, n) => ({ start: clause.start, end: starts[n + 1]?.start ?? end }));
}

function bar({ listed, joined }: Segment, list: boolean, parted: boolean): number {
  if (list && listed) return LISTED;
  // In the writer's own list 还有 goes on about its item.
  if (!list && joined) return JOINED;
  return parted ? PARTED : THRESHOLD;
}

/**
 * Cuts clauses further where no mark stands between two findings (灭火器空的应急灯也不亮, 绝缘垫老化、挡鼠板缺失):
 * before a new thing, once a thing with its state has been named. Only candidates; the clause model decides.
 */
export function findings(segments: readonly Segment[], words: readonly WordHit[]): Segment[] {
  return segments.flatMap((segment) => {
    const cuts: number[] = [];
    let things = new Set<string>();
    let state = false;
    for (const word of words) {
      if (word.start < segment.start || word.end > segment.end) continue;
      if (word.group === 'states') state = things.size > 0;
      if (word.kind === null) continue;
      if (state && !things.has(word.concept)) {
        cuts.push(word.start);
        things = new Set();
        state = false;
      }
      things.add(word.concept);
    }
    return split(segment, cuts);
  });
}

function split(segment: Segment, cuts: readonly number[]): Segment[] {
  if (cuts.length === 0) return [segment];
  const edges = [segment.start, ...cuts, segment.end];
  return edges.slice(0, -1).map((start, n) => {
    const end = edges[n + 1] ?? segment.end;
    const text = segment.text.slice(start - segment.start, end - segment.start);
    const first = n === 0;
    return {
      start,
      end,
      text,
      listed: first && segment.listed,
      joined: first && segment.joined,
      asked: segment.asked && end === segment.end,
      soft: !first,
    };
  });
}
