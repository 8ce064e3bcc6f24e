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
  let longest = 1;
  const add = (map: Map<string, string[]>, key: string, id: string): void => {
    const ids = map.get(key);
    if (ids === undefined) map.set(key, [id]);
    else if (!ids.includes(id)) ids.push(id);
  };
  for (const { id, words } of concepts) {
    for (const word of words) {
      add(byWord, word, id);
      longest = Math.max(longest, word.length);
      if (word.length >= 3) add(bySound, soundOf(word, tables), id);
    }
  }
  return (text) => {
    const sounds = [...text].map((sign) => tables.sound.get(sign) ?? sign);
    const hits: WordHit[] = [];
    let coveredTo = 0;
    for (let start = 0; start < text.length; start++) {
      const end = longestFrom(text, sounds, start, longest, byWord, bySound);
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

function longestFrom(
  text: string,
  sounds: readonly string[],
  start: number,
  longest: number,
  byWord: ReadonlyMap<string, string[]>,
  bySound: ReadonlyMap<string, string[]>,
): number {
  const max = Math.min(longest, text.length - start);
  for (let size = max; size > 0; size--) {
    if (byWord.has(text.slice(start, start + size))) return start + size;
    if (size >= 3 && bySound.has(sounds.slice(start, start + size).join(' '))) return start + size;
  }
  return start;
}
