import type { CardNode } from './card.js';
import { escaped, pieces } from './escape.js';
import { hint, md } from './kit.js';

/** A card holds 30 KB: of a very long text the beginning and the end, and where the rest is. */
const LONG = 2400;

export function longText(text: string): readonly CardNode[] {
  const signs = [...text];
  if (signs.length <= LONG) return pieces(text).map((piece) => md(escaped(piece)));
  const [head, tail] = [signs.slice(0, LONG - 400).join(''), signs.slice(-400).join('')];
  return [
    ...pieces(head).map((piece) => md(escaped(piece))),
    hint(`中间略去${signs.length - LONG}字，全文发“台账”查看`),
    md(escaped(tail)),
  ];
}
