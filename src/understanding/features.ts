import type { Wording } from './data.js';
import type { WordHit } from './lexicon.js';
import type { Segment } from './segments.js';

/** What the earlier steps found in one message. */
export interface Findings {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly words: readonly WordHit[];
  /** Names of rules that spoke: U:gas, G:drill, K:8-2 ... */
  readonly rules: readonly string[];
}

/** Signs that carry no sense for a score. */
const NOISE = /[「」『』“”"'【】《》〈〉·\-_—~～*#&^]/gu;

/** Weight of a word or rule beside a sign sequence; found on the dev part. */
const WORD = 1;

/**
 * Turns findings into named features: sign sequences (1 to 3), lexicon concepts, pairs of concepts in one
 * clause, wordings and rules. Names are readable because they end up in the answer's `why`.
 */
export function messageFeatures(found: Findings, wordings: readonly Wording[]): Map<string, number> {
  const out = new Map<string, number>();
  addSequences(out, found.text, 3);
  for (const { concept } of found.words) out.set(`C:${concept}`, WORD);
  addVotes(out, found.words);
  addGroups(out, found);
  for (const segment of found.segments) addPairs(out, within(found.words, segment));
  addWordings(out, found, wordings);
  for (const rule of found.rules) out.set(`R:${rule}`, WORD);
  out.set(`N:clauses${Math.min(found.segments.length, 5)}`, WORD / 2);
  out.set(`N:length${Math.min(Math.floor(found.text.length / 12), 6)}`, WORD / 2);
  return out;
}

/**
 * The same for one clause of a message, with what ties it to the clauses before: a clause that names a new
 * thing often opens a new hazard, one that names none mostly goes on about the last.
 */
export function clauseFeatures(
  at: number,
  segments: readonly Segment[],
  words: readonly WordHit[],
  wordings: readonly Wording[],
  news: readonly News[] = newsOf(segments, words),
): Map<string, number> {
  const out = new Map<string, number>();
  const segment = segments[at];
  const now = news[at];
  if (segment === undefined || now === undefined) return out;
  const own = within(words, segment);
  addSequences(out, segment.text, 3);
  for (const { concept } of own) out.set(`C:${concept}`, WORD);
  addPairs(out, own);
  for (const { id, pattern } of wordings) {
    if (pattern.test(segment.text)) out.set(`W:${id}`, WORD);
  }
  const { tie, fault, kind } = now;
  const position = at === 0 ? 'first' : 'later';
  out.set(`X:${position}-${tie}`, WORD);
  out.set(`X:${position}-${tie}-${fault}`, WORD);
  if (/[也还]/u.test(segment.text)) out.set(`X:also-${tie}-${fault}`, WORD);
  const last = news[at - 1];
  if (last !== undefined) {
    out.set(`X:after-${last.tie}-${last.fault}-${tie}-${fault}`, WORD);
    out.set(`X:kind-${kind === last.kind ? 'same' : 'other'}-${tie}-${fault}`, WORD);
  }
  const fresh = news.filter((other) => other.tie === 'new' && other.fault === 'fault').length;
  out.set(`N:findings${Math.min(fresh, 4)}-${tie}-${fault}`, WORD);
  const listing = segments.filter((other) => other.listed).length > 1 ? 'list' : 'prose';
  out.set(`X:${listing}-${segment.listed ? 'item' : 'text'}`, WORD);
  if (segment.joined) out.set('N:joined', WORD);
  // A semicolon parts findings, a comma often only adds to one.
  const before = at === 0 ? '^' : (segments[at - 1]?.text.slice(-1) ?? '');
  const bare = segment.blank === true ? 'blank' : segment.soft === true ? 'soft' : null;
  const mark = bare ?? (/[\p{L}\p{N}]/u.test(before) ? 'none' : before);
  out.set(`X:mark${mark}`, WORD);
  out.set(`X:mark${mark}-${tie}-${fault}`, WORD);
  // Who parts findings with semicolons goes on about one with his commas.
  const style = segments.some((other) => other.text.endsWith('；')) ? 'semicolons' : listing;
  out.set(`X:${style}-mark${mark}`, WORD);
  out.set(`X:${style}-mark${mark}-${tie}-${fault}`, WORD);
  if (segment.soft === true) out.set('N:soft', WORD);
  out.set(`N:length${Math.min(Math.floor(segment.text.length / 5), 6)}`, WORD / 2);
  out.set(`N:${position}-of${Math.min(segments.length, 5)}`, WORD / 2);
  return out;
}

/** What a clause adds to those before: a new thing, a known one or none; with a fault or plain; of which kind. */
export interface News {
  readonly tie: 'none' | 'known' | 'new';
  readonly fault: 'fault' | 'plain';
  readonly kind: string;
}

/** The news of every clause of a message, in order. */
export function newsOf(segments: readonly Segment[], words: readonly WordHit[]): News[] {
  const before = new Set<string>();
  return segments.map((segment) => {
    const own = within(words, segment);
    const things = own.filter((word) => word.kind !== null);
    const known = things.every((thing) => before.has(thing.concept));
    for (const word of own) before.add(word.concept);
    return {
      tie: things.length === 0 ? 'none' : known ? 'known' : 'new',
      fault: own.some((word) => word.group === 'states') ? 'fault' : 'plain',
      kind: things[0]?.kind ?? 'none',
    };
  });
}

/** The lexicon words of one clause. */
export function within(words: readonly WordHit[], segment: Segment): WordHit[] {
  return words.filter((word) => word.start >= segment.start && word.end <= segment.end);
}

/** Which parts of the lexicon meet in one clause: a thing with a state is a finding whatever the words are. */
function addGroups(out: Map<string, number>, found: Findings): void {
  for (const segment of found.segments) {
    const groups = new Set(
      within(found.words, segment).map((word) => (word.kind === null ? word.group : 'thing')),
    );
    out.set(`H:${[...groups].sort().join('+')}`, WORD);
    for (const group of groups) out.set(`H:any-${group}`, WORD / 2);
  }
}

/** Wordings, each alone and two together: "done" means another thing beside "still" or "but". */
function addWordings(out: Map<string, number>, found: Findings, wordings: readonly Wording[]): void {
  const ids = wordings.filter(({ pattern }) => pattern.test(found.text)).map(({ id }) => id);
  const fault = found.words.some((word) => word.group === 'states') ? 'fault' : 'plain';
  for (const [n, id] of ids.entries()) {
    out.set(`W:${id}`, WORD);
    out.set(`W:${id}+${fault}`, WORD / 2);
    for (const other of ids.slice(n + 1)) out.set(`W:${id}+${other}`, WORD / 2);
  }
}

/** How the words vote for the kinds, by their length, and which kind is named first. */
function addVotes(out: Map<string, number>, words: readonly WordHit[]): void {
  const votes = new Map<string, number>();
  let all = 0;
  for (const { kind, word } of words) {
    if (kind === null) continue;
    votes.set(kind, (votes.get(kind) ?? 0) + word.length);
    all += word.length;
  }
  for (const [kind, vote] of votes) out.set(`V:${kind}`, (WORD * 2 * vote) / all);
  const first = words.find((word) => word.kind !== null);
  if (first !== undefined) out.set(`V:first-${first.kind}`, WORD);
}

function addPairs(out: Map<string, number>, words: readonly WordHit[]): void {
  const concepts = [...new Set(words.map((word) => word.concept))].sort();
  for (let a = 0; a < concepts.length && a < 8; a++) {
    for (let b = a + 1; b < concepts.length && b < 8; b++) {
      out.set(`P:${concepts[a]}+${concepts[b]}`, WORD / 2);
    }
  }
}

function addSequences(out: Map<string, number>, text: string, longest: number): void {
  const signs = `^${text.replace(NOISE, '').replace(/[0-9]/gu, '0').replace(/\n/gu, '。')}$`;
  const found = new Set<string>();
  for (let at = 0; at < signs.length; at++) {
    for (let size = 1; size <= longest && at + size <= signs.length; size++) {
      found.add(signs.slice(at, at + size));
    }
  }
  // A long story must not outshout a short line: the sequences share a fixed weight.
  const value = 4.5 / Math.sqrt(Math.max(found.size, 16));
  for (const sequence of found) out.set(sequence, value);
}
