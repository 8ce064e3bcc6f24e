import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { useAct } from '../act.js';
import { Icon } from '../bits.js';
import { margin, size, type Style } from '../css.js';
import { useEnv } from '../env.js';
import { FormContext } from '../form.js';
import type { TagProps } from '../registry.js';

const TYPES = new Set([
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
]);
const SIZES = new Set(['tiny', 'small', 'medium', 'large']);

export function ButtonTag({ e }: TagProps): VNode {
  const env = useEnv();
  const form = useContext(FormContext);
  const submits = e.form_action_type === 'submit';
  const { busy, act } = useAct(e, submits);
  const type = TYPES.has(e.type ?? '') ? (e.type ?? 'default') : 'default';
  const px = SIZES.has(e.size ?? '') ? (e.size ?? 'medium') : 'medium';
  const width: Style =
    e.width === 'fill'
      ? { width: '100%' }
      : size(e.width) === undefined
        ? {}
        : { width: size(e.width) ?? '' };
  const click = (): void => {
    if (busy) return;
    if (e.disabled === true) {
      // A phone has no hover: the reason is said.
      if (e.disabled_tips?.content !== undefined)
        env.toast({ type: 'info', content: e.disabled_tips.content });
      return;
    }
    if (e.form_action_type === 'reset') return form?.reset();
    const filled = submits ? form?.check() : undefined;
    if (submits && form !== undefined && filled === undefined) return;
    void act({
      tag: 'button',
      ...(e.name === undefined ? {} : { name: e.name }),
      ...(filled === undefined ? {} : { form: filled }),
    });
  };
  return (
    <div class="c-el c-btn__place" style={{ ...margin(e.margin), ...width }}>
      <button
        type="button"
        class={`c-btn c-btn--${type} c-btn--${px}`}
        data-name={e.name}
        aria-busy={busy}
        aria-disabled={e.disabled === true}
        title={(e.disabled === true ? e.disabled_tips : e.hover_tips)?.content}
        onClick={click}
      >
        {busy ? <span class="c-spin" aria-hidden="true" /> : <Icon icon={e.icon} />}
        <span>{e.text?.content}</span>
      </button>
    </div>
  );
}
