import type { UnderstandingData } from '../data.js';
import { normalise } from '../normalise.js';
import { createPlaceFinder } from '../place.js';
import { createLexicon } from '../lexicon.js';
import { tagFeatures, tagView } from '../place-tags.js';
import type { Line } from './corpus.js';
import { SIGN_OPTIONS } from './options.js';
import { present, train, type Example, type Trained } from './softmax.js';

/** Signs beside the marked place that certainly don't belong to it. */
const NEAR = 8;

/**
 * Learns which signs name where. Other places of a line are not marked as such, so what the grammar finds
 * away from the marked place teaches nothing; nor does a line without a mark in which it finds something.
 */
export function fitPlace(lines: readonly Line[], data: UnderstandingData): Trained {
  const find = createPlaceFinder(data.places, data.tables);
  const lexicon = createLexicon(data.concepts, data.tables);
  const examples: Example[] = [];
  for (const [source, line] of lines.entries()) {
    if (line.kind === null && line.intent !== 'status') continue;
    const { text, from } = normalise(line.text, data.tables);
    const words = lexicon(text);
    const found = find(text, words);
    if (line.place === null && found.length > 0) continue;
    const first = line.place === null ? -1 : line.text.indexOf(line.place);
    const inside = (at: number): boolean =>
      (from[at] ?? 0) >= first && (from[at] ?? 0) < first + (line.place?.length ?? 0);
    const start = from.findIndex((_, at) => inside(at));
    const end = start + (line.place?.length ?? 0);
    const view = tagView(text, found, words);
    for (let at = 0; at < text.length; at++) {
      if (!inside(at) && view.marks[at] !== '-' && (at < start - NEAR || at >= end + NEAR)) continue;
      const label = !inside(at) ? 'out' : at === start ? 'begin' : 'inside';
      examples.push({ features: present(tagFeatures(view, at)), label, weight: 1, source });
    }
  }
  return train(examples, ['out', 'begin', 'inside'], SIGN_OPTIONS);
}
