import type { VNode } from 'preact';
import { box, colour, flow, margin, size, spacing, type Style } from '../css.js';
import { useEnv } from '../env.js';
import { Elements, Element, type TagProps } from '../registry.js';
import type { CardElement } from '../types.js';

const MODES = new Set(['none', 'stretch', 'flow', 'bisect', 'trisect']);
const ALIGN: Readonly<Record<string, string>> = { center: 'center', right: 'flex-end' };

/** Columns side by side; what they do on a narrow card is a container query (card-look §2). */
export function ColumnSetTag({ e }: TagProps): VNode {
  const env = useEnv();
  const mode = MODES.has(e.flex_mode ?? '') ? (e.flex_mode ?? 'none') : 'none';
  const background = colour(e.background_style, env.card, 100);
  const style: Style = {
    ...margin(e.margin),
    gap: spacing(e.horizontal_spacing, 8),
    ...(ALIGN[e.horizontal_align ?? ''] === undefined
      ? {}
      : { 'justify-content': ALIGN[e.horizontal_align ?? ''] ?? '' }),
    ...(background === undefined ? {} : { background }),
  };
  return (
    <div class={`c-el c-cols c-cols--${mode}`} style={style}>
      {((e.columns ?? []) as readonly CardElement[]).map((column, index) => (
        <Element key={index} e={column} />
      ))}
    </div>
  );
}

export function ColumnTag({ e }: TagProps): VNode {
  const env = useEnv();
  const background = colour(e.background_style, env.card, 100);
  const fixed = size(e.width);
  const basis: Style =
    fixed !== undefined
      ? { flex: `0 1 ${fixed}` }
      : e.width === 'weighted'
        ? { flex: `${Math.min(5, Math.max(1, e.weight ?? 1))} 1 0` }
        : { flex: '0 1 auto' };
  return (
    <div
      class="c-col"
      style={{
        ...basis,
        ...flow(e, 8),
        padding: box(e.padding, '0'),
        ...(background === undefined ? {} : { background }),
      }}
    >
      <Elements list={e.elements} />
    </div>
  );
}
