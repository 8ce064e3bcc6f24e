import { boundaryFeatures, MARK, oneDigit, wordCodes } from '../boundary.js';
import type { UnderstandingData } from '../data.js';
import { createLexicon } from '../lexicon.js';
import { normalise } from '../normalise.js';
import type { Line } from './corpus.js';
import { SIGN_OPTIONS } from './options.js';
import { present, train, type Example, type Trained } from './softmax.js';

/** Learns from the marks (and blanks) of the lines where clauses end; the marks themselves are taken out. */
export function fitBoundary(lines: readonly Line[], { concepts, tables }: UnderstandingData): Trained {
  const lexicon = createLexicon(concepts, tables);
  const examples: Example[] = [];
  for (const [source, { text }] of lines.entries()) {
    let bare = '';
    const ends = new Set<number>();
    let last = 0;
    const normal = normalise(text, tables);
    for (let at = 0; at < normal.text.length; at++) {
      const sign = normal.text[at] ?? '';
      const typed = normal.from[at] ?? 0;
      if (/\s/u.test(text.slice(last, typed))) ends.add(bare.length);
      last = normal.to[at] ?? typed;
      if (MARK.test(sign)) {
        if (!/[、：]/u.test(sign)) ends.add(bare.length);
      } else bare += sign;
    }
    const signs = oneDigit(bare);
    const codes = wordCodes(bare.length, lexicon(bare));
    for (let at = 3; at <= signs.length - 3; at++) {
      examples.push({
        features: present(boundaryFeatures(signs, codes, at)),
        label: ends.has(at) ? 'yes' : 'no',
        weight: 1,
        source,
      });
    }
  }
  return train(examples, ['no', 'yes'], SIGN_OPTIONS);
}
