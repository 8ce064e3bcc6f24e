import type { Card, CardNode } from './card.js';
import { card, type Colour } from './kit.js';
import { colourOf, subtitleOf, tagsOf, type HazardView } from './view.js';

/** The card of a hazard: number and unit under the title, its marks beside it; the status's colour unless one is named. */
export function hazardCard(
  view: HazardView,
  head: { readonly title: string; readonly colour?: Colour },
  elements: readonly CardNode[],
): Card {
  const { title, colour = colourOf(view) } = head;
  return card({ title, subtitle: subtitleOf(view), colour, tags: tagsOf(view) }, elements);
}
