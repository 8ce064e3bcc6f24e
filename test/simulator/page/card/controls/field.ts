import { size, type Style } from '../css.js';
import type { CardElement } from '../types.js';

/** Width of a control: `fill`, pixels, or what the client gives it. */
export function fieldWidth(e: CardElement): Style {
  if (e.width === 'fill') return { width: '100%' };
  const px = size(e.width);
  if (px !== undefined) return { width: px, 'max-width': '100%' };
  return e.tag === 'input' ? { width: '100%' } : { width: '282px', 'max-width': '100%' };
}
