import type { Node, Report } from './report.js';

const FAMILIES =
  'blue|wathet|turquoise|green|lime|yellow|sunflower|orange|red|carmine|violet|purple|indigo|grey';
const COLOUR = new RegExp(
  `^(?:white|bg-white|default|neutral|(?:${FAMILIES})(?:-(?:00|50|[1-9]\\d{2}|1000))?)$`,
  'u',
);
const SIZES = /^(?:heading(?:-[0-4])?|normal|notation|medium|small|large|x{1,4}-large|x-small)$/u;
const SPACING = /^(?:small|medium|large|extra_large|\d{1,2}px)$/u;
const LENGTHS = /^-?\d{1,2}px(?: -?\d{1,2}px){0,3}$/u;
const PIXELS = /^\d{1,4}px$/u;

/** Names that `config.style` adds to what components may use. */
export interface Styles {
  readonly sizes: ReadonlySet<string>;
  readonly colours: ReadonlySet<string>;
}

/** Colours are names; a hex value is refused (contract §8.4, trap 32). */
export function checkColour(node: Node, key: string, path: string, styles: Styles, report: Report): void {
  const value = node[key];
  if (value === undefined) return;
  const ok =
    typeof value === 'string' &&
    (COLOUR.test(value) || styles.colours.has(value) || value.startsWith('rgba('));
  report.need(ok, `${path}.${key}`, `invalid color ${String(value)}`);
}

export function checkTextSize(node: Node, path: string, styles: Styles, report: Report): void {
  const value = node['text_size'];
  if (value === undefined) return;
  const ok = typeof value === 'string' && (SIZES.test(value) || styles.sizes.has(value));
  report.need(ok, `${path}.text_size`, `invalid text_size ${String(value)}`);
}

/** Spacing, padding, margin, alignment: the properties that boxes share (contract §8.4). */
export function checkBox(node: Node, path: string, report: Report): void {
  for (const key of ['horizontal_spacing', 'vertical_spacing'])
    if (node[key] !== undefined)
      report.need(SPACING.test(String(node[key])), `${path}.${key}`, 'invalid spacing');
  for (const key of ['padding', 'margin'])
    if (node[key] !== undefined) {
      const text = String(node[key]);
      report.need(LENGTHS.test(text), `${path}.${key}`, `invalid ${key}`);
      if (key === 'padding') report.need(!text.includes('-'), `${path}.${key}`, 'padding is not negative');
    }
  report.oneOf(node, 'direction', ['vertical', 'horizontal'], path);
  report.oneOf(node, 'horizontal_align', ['left', 'center', 'right'], path);
  report.oneOf(node, 'vertical_align', ['top', 'center', 'bottom'], path);
}

/** A width in pixels between two bounds, or one of these words. */
export function checkWidth(
  node: Node,
  words: readonly string[],
  [least, most]: readonly [number, number],
  path: string,
  report: Report,
): void {
  const value = node['width'];
  if (value === undefined || words.includes(String(value))) return;
  const pixels = PIXELS.test(String(value)) ? Number.parseInt(String(value), 10) : Number.NaN;
  report.need(pixels >= least && pixels <= most, `${path}.width`, `invalid width ${String(value)}`);
}

export function checkNumber(
  node: Node,
  key: string,
  [least, most]: readonly [number, number],
  path: string,
  report: Report,
): void {
  const value = node[key];
  if (value === undefined) return;
  const ok = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  report.need(ok, `${path}.${key}`, `${key} is ${least} to ${most}`);
}
