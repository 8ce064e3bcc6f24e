import palette from './palette.json';
import type { CardJson } from './types.js';

/** Values of a card never reach a style as they are: only what parses here does. */
export type Style = Record<string, string>;

const NAMED: Readonly<Record<string, number>> = { small: 4, medium: 8, large: 12, extra_large: 16 };

/** One spacing: a name or pixels within the limits. */
export function spacing(value: string | undefined, fallback: number): string {
  return `${pixels(value, 0, 99) ?? fallback}px`;
}

function pixels(value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const named = NAMED[value];
  if (named !== undefined) return named;
  const match = /^(-?\d+(?:\.\d+)?)px$/u.exec(value.trim());
  if (match === null) return undefined;
  return Math.min(max, Math.max(min, Number(match[1])));
}

/** Padding or margin of one to four values. */
export function box(value: string | undefined, fallback: string, min = 0): string {
  if (value === undefined) return fallback;
  const parts = value
    .trim()
    .split(/\s+/u)
    .map((part) => pixels(part, min, 99));
  if (parts.length > 4 || parts.some((part) => part === undefined)) return fallback;
  return parts.map((part) => `${part}px`).join(' ');
}

export const margin = (value: string | undefined): Style =>
  value === undefined ? {} : { margin: box(value, '0', -99) };

/** Width or height in px or %. */
export function size(value: string | undefined): string | undefined {
  const match = /^(\d+(?:\.\d+)?)(px|%)$/u.exec(value?.trim() ?? '');
  return match === null ? undefined : `${match[1]}${match[2]}`;
}

export const radius = (value: string | undefined, fallback: string): string =>
  /^\d+(px|%)$/u.test(value?.trim() ?? '') ? (value?.trim() ?? fallback) : fallback;

/** A colour by name (`red`, `grey-100`, `white`) or of config.style; undefined when it is none. */
export function colour(
  name: string | undefined,
  card?: CardJson,
  bare: 600 | 300 | 100 = 600,
): string | undefined {
  if (name === undefined) return undefined;
  if (name === 'white' || name === 'bg-white') return 'var(--card)';
  if (name === 'default') return undefined;
  const own = card?.config?.style?.color?.[name];
  if (own !== undefined) return `light-dark(${rgba(own.light_mode)}, ${rgba(own.dark_mode)})`;
  const [family = '', step] = name.split('-');
  if (family === 'neutral') return 'var(--c-grey-650)';
  const steps = (palette as Readonly<Record<string, { light: Record<string, string> }>>)[family]?.light;
  if (steps === undefined) return undefined;
  const wanted = step ?? String(bare);
  // grey-50 can't be seen in the dark theme (card-look §2).
  if (family === 'grey' && wanted === '50') return 'var(--c-grey-100)';
  return steps[wanted] === undefined ? undefined : `var(--c-${family}-${wanted})`;
}

const rgba = (value: string | undefined): string =>
  /^rgba?\([\d.,\s%]+\)$/u.test(value ?? '') ? (value ?? 'transparent') : 'transparent';

const SIZES: Readonly<Record<string, readonly [pc: number, phone: number]>> = {
  'heading-0': [30, 26],
  'xxxx-large': [30, 26],
  'heading-1': [24, 24],
  'xxx-large': [24, 24],
  'heading-2': [20, 20],
  'xx-large': [20, 20],
  'heading-3': [18, 17],
  'x-large': [18, 18],
  large: [16, 17],
  heading: [16, 16],
  'heading-4': [16, 16],
  normal: [14, 14],
  medium: [14, 14],
  notation: [12, 12],
  small: [12, 12],
  'x-small': [10, 10],
};

/** Font size and line height of a `text_size`. */
export function textSize(name: string | undefined, phone: boolean, card?: CardJson): Style {
  const own = name === undefined ? undefined : card?.config?.style?.text_size?.[name];
  const known = (own === undefined ? name : ((phone ? own.mobile : own.pc) ?? own.default)) ?? 'normal';
  const [pc, mobile] = SIZES[known] ?? [14, 14];
  const px = phone ? mobile : pc;
  const line = px <= 12 ? px + 6 : px >= 30 ? px + 10 : px + 8;
  return { 'font-size': `${px}px`, 'line-height': `${line}px` };
}

const ALIGN: Readonly<Record<string, string>> = {
  left: 'flex-start',
  top: 'flex-start',
  center: 'center',
  right: 'flex-end',
  bottom: 'flex-end',
};

/** A container's direction, gaps and alignment. */
export function flow(
  e: {
    readonly direction?: string;
    readonly vertical_spacing?: string;
    readonly horizontal_spacing?: string;
    readonly vertical_align?: string;
    readonly horizontal_align?: string;
  },
  gap: number,
): Style {
  const row = e.direction === 'horizontal';
  const across = ALIGN[e.horizontal_align ?? ''];
  const down = ALIGN[e.vertical_align ?? ''];
  return {
    display: 'flex',
    'flex-direction': row ? 'row' : 'column',
    ...(row ? { 'flex-wrap': 'wrap' } : {}),
    gap: `${spacing(e.vertical_spacing, gap)} ${spacing(e.horizontal_spacing, 8)}`,
    ...(row
      ? { 'align-items': down ?? 'flex-start', 'justify-content': across ?? 'flex-start' }
      : {
          'justify-content': down ?? 'flex-start',
          ...(across === undefined ? {} : { 'align-items': across }),
        }),
  };
}

export const textAlign = (value: string | undefined): Style =>
  value === 'center' || value === 'right' ? { 'text-align': value } : {};
