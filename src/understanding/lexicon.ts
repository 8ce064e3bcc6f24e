import type { Kind } from '../hazards/kinds.js';
import type { CharTables, Concept } from './data.js';

/** One lexicon word found in a text. */
export interface WordHit {
  readonly concept: string;
  /** The kind that the word usually points to. */
  readonly kind: Kind | null;
  /** things, states, discourse or harm: the part of the lexicon file. */
  readonly group: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Finds every lexicon word of a text; built once from the data. */
export type Lexicon = (text: string) => WordHit[];

/**
 * Builds the finder. A word inside a longer found word is dropped (灭火器 hides 灭火); a word of three or
 * more signs is also found by its sound, because a phone keyboard writes 灭火气 for 灭火器.
 */
export function createLexicon(concepts: readonly Concept[], tables: CharTables): Lexicon {
  const byWord = new Map<string, string[]>();
  const bySound = new Map<string, string[]>();
  const known = new Map(concepts.map((concept) => [concept.id, concept]));
  const add = (map: Map<string, string[]>, key: string, id: string): void => {
    const ids = map.get(key);
    if (ids === undefined) map.set(key, [id]);
    else if (!ids.includes(id)) ids.push(id);
  };
  for (const { id, words } of concepts) {
    for (const word of words) {
      add(byWord, word, id);
      if (word.length >= 3) add(bySound, soundOf(word, tables), id);
    }
  }
  const wordSizes = sizesByStart([...byWord.keys()].map((word) => [...word]));
  const soundSizes = sizesByStart([...bySound.keys()].map((sound) => sound.split(' ')));
  return (text) => {
    const sounds = soundsOf(text, tables);
    const hits: WordHit[] = [];
    let coveredTo = 0;
    for (let start = 0; start < text.length; start++) {
      const end = Math.max(
        start,
        longestAt(start, text.length, wordSizes(text.charAt(start), text.charAt(start + 1)), (to) =>
          byWord.has(text.slice(start, to)),
        ),
        longestAt(start, sounds.length, soundSizes(sounds[start] ?? '', sounds[start + 1] ?? ''), (to) =>
          bySound.has(sounds.slice(start, to).join(' ')),
        ),
      );
      if (end <= coveredTo) continue;
      coveredTo = end;
      const word = text.slice(start, end);
      const ids = byWord.get(word) ?? bySound.get(sounds.slice(start, end).join(' ')) ?? [];
      for (const concept of ids) {
        const { kind = null, group = '' } = known.get(concept) ?? {};
        hits.push({ concept, kind, group, word, start, end });
      }
    }
    return hits;
  };
}

/** The sound of a word, signs parted by blanks; a sign without a known sound stands for itself. */
export function soundOf(word: string, tables: CharTables): string {
  return [...word].map((sign) => tables.sound.get(sign) ?? sign).join(' ');
}

/** The sound of each sign, in its place. */
export function soundsOf(text: string, tables: CharTables): string[] {
  return Array.from({ length: text.length }, (_, at) => tables.sound.get(text.charAt(at)) ?? text.charAt(at));
}

/**
 * How long the words are that begin with two signs (or sounds), longest first: nothing else need be looked up.
 * @returns a function of the first two: the lengths, or undefined if nothing begins so
 */
export function sizesByStart(
  words: readonly (readonly string[])[],
): (first: string, second: string) => readonly number[] | undefined {
  const sizes = new Map<string, Set<number>>();
  const single = new Set(words.filter((word) => word.length === 1).map(([sign]) => sign));
  for (const [first, second, ...rest] of words) {
    if (second === undefined) continue;
    const start = `${first} ${second}`;
    // A word of one sign may stand before any other.
    const known = sizes.get(start) ?? new Set(single.has(first) ? [1] : []);
    sizes.set(start, known.add(2 + rest.length));
  }
  const sorted = new Map([...sizes].map(([start, known]) => [start, [...known].sort((a, b) => b - a)]));
  return (first, second) => sorted.get(`${first} ${second}`) ?? (single.has(first) ? [1] : undefined);
}

/** Where the longest known word that begins at `start` ends; `start` itself if there is none. */
export function longestAt(
  start: number,
  length: number,
  sizes: readonly number[] | undefined,
  known: (end: number) => boolean,
): number {
  for (const size of sizes ?? []) if (start + size <= length && known(start + size)) return start + size;
  return start;
}
