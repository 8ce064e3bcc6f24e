import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon, Text } from '../bits.js';
import { box, colour, flow, margin, radius, type Style } from '../css.js';
import { useEnv } from '../env.js';
import { Elements, type TagProps } from '../registry.js';

/** A part that folds; its icon turns. */
export function PanelTag({ e }: TagProps): VNode {
  const env = useEnv();
  const [open, setOpen] = useState(e.expanded === true);
  const id = useId();
  const head = e.header ?? {};
  const border = colour(e.border?.color, env.card, 300);
  const background = colour(e.background_color, env.card, 100);
  const framed = e.border !== undefined || background !== undefined;
  const headColour = colour(head.background_color, env.card, 100);
  const style: Style = {
    ...margin(e.margin),
    ...(e.border === undefined
      ? {}
      : {
          border: `1px solid ${border ?? 'var(--line)'}`,
          'border-radius': radius(e.border.corner_radius, '5px'),
        }),
    ...(background === undefined ? {} : { background }),
  };
  const place = head.icon_position ?? 'right';
  const icon = (
    <span
      class="c-panel__icon"
      style={open ? { transform: `rotate(${head.icon_expanded_angle ?? 180}deg)` } : {}}
    >
      <Icon icon={head.icon ?? { token: 'down-small-ccm_outlined' }} px={place === 'right' ? 12 : 14} />
    </span>
  );
  return (
    <div class="c-el c-panel" style={style}>
      <button
        type="button"
        class={`c-panel__head c-panel__head--${place === 'left' || place === 'follow_text' ? place : 'right'}`}
        style={{
          padding: box(head.padding, framed ? '4px 8px' : '4px 0'),
          ...(headColour === undefined ? {} : { background: headColour }),
        }}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {place === 'left' ? icon : undefined}
        <span class="c-panel__title">
          <Text text={head.title} />
        </span>
        {place === 'left' ? undefined : icon}
      </button>
      {open ? (
        <div
          id={id}
          class="c-panel__body"
          style={{ ...flow(e, 8), padding: box(e.padding, framed ? '8px' : '8px 0 0 0') }}
        >
          <Elements list={e.elements} />
        </div>
      ) : (
        <div id={id} hidden />
      )}
    </div>
  );
}
