import type { VNode } from 'preact';
import { useAct } from '../act.js';
import { box, colour, flow, margin, radius, size, type Style } from '../css.js';
import { useEnv } from '../env.js';
import { Elements, type TagProps } from '../registry.js';
import type { CardElement } from '../types.js';

/** A box that is a button; a control inside it wins the click. */
export function ContainerTag({ e }: TagProps): VNode {
  const env = useEnv();
  const { busy, act } = useAct(e);
  const background = colour(e.background_style, env.card, 100);
  const width = size(e.width) ?? (e.width === 'auto' ? 'max-content' : '100%');
  const height = size(e.height);
  const style: Style = {
    ...flow(e, 4),
    ...margin(e.margin),
    width,
    'max-width': '100%',
    ...(height === undefined ? {} : { height }),
    padding: box(e.padding, '4px 12px'),
    'border-radius': radius(e.corner_radius, '0'),
    ...(background === undefined ? {} : { background }),
    ...(e.has_border === true
      ? { border: `1px solid ${colour(e.border_color, env.card, 300) ?? 'var(--line)'}` }
      : {}),
  };
  const go = (): void => {
    if (e.disabled === true) {
      const tips = e.disabled_tips?.content;
      if (tips !== undefined) env.toast({ type: 'info', content: tips });
      return;
    }
    if (!busy) void act({ tag: 'interactive_container', ...(e.name === undefined ? {} : { name: e.name }) });
  };
  // A button may hold no other controls (nor would a screen reader find them): then only the mouse has the whole box.
  const role = holdsControls(e.elements) ? 'group' : 'button';
  return (
    <div
      class={`c-el c-box ${e.disabled === true ? 'c-box--off' : ''}`}
      style={style}
      role={role}
      tabIndex={0}
      title={(e.disabled === true ? e.disabled_tips : e.hover_tips)?.content}
      aria-disabled={e.disabled === true}
      aria-busy={busy}
      onClick={(event) => {
        const inner = (event.target as Element).closest('button,a,input,textarea,[role=combobox]');
        if (inner === null || !event.currentTarget.contains(inner)) go();
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        go();
      }}
    >
      <Elements list={e.elements} />
    </div>
  );
}

const holdsControls = (elements: readonly CardElement[] | undefined): boolean =>
  (elements ?? []).some(
    (e) =>
      e.behaviors !== undefined ||
      /^(button|input|checker|overflow|select_|multi_select_|picker_|date_picker|collapsible_panel)/u.test(
        e.tag,
      ) ||
      holdsControls(e.elements) ||
      holdsControls(e.columns as readonly CardElement[] | undefined),
  );
