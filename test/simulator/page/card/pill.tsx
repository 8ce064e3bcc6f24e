import type { ComponentChildren, VNode } from 'preact';
import type { Style } from './css.js';

/** A coloured pill; inside a header of its own colour it steps darker, or it would vanish. */
export function Tag({
  colour: name,
  within,
  children,
}: {
  colour?: string;
  within?: string;
  children: ComponentChildren;
}): VNode {
  const family = (name ?? 'blue').split('-')[0] ?? 'blue';
  const neutral = family === 'neutral' || family === 'default' || family === 'grey';
  const same = within === family;
  const style: Style = neutral
    ? { background: 'var(--neutral-tag)', color: 'var(--c-grey-650)' }
    : {
        background: `var(--c-${family}-${same ? 200 : 100})`,
        color: `var(--c-${family}-${same ? 700 : 600})`,
      };
  return (
    <span class="c-tag" style={style}>
      {children}
    </span>
  );
}
