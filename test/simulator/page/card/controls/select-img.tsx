import type { VNode } from 'preact';
import { margin } from '../css.js';
import { useEnv } from '../env.js';
import { useField } from '../form.js';
import type { TagProps } from '../registry.js';

/** Pictures to choose from, one or several. */
export function SelectImgTag({ e, hint }: TagProps): VNode {
  const env = useEnv();
  const { value, commit, busy } = useField<string | readonly string[]>(e);
  const several = e.multi_select === true;
  const chosen = typeof value === 'string' ? [value] : value;
  const pick = (option: string): void => {
    if (!several) return commit(option);
    commit(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  };
  const layout = e.layout === 'bisect' || e.layout === 'trisect' ? e.layout : 'stretch';
  return (
    <div
      class={`c-el c-pick c-pick--${layout}`}
      style={margin(e.margin)}
      role={several ? 'group' : 'radiogroup'}
      aria-label={hint ?? '选图片'}
      data-field={e.name}
    >
      {(e.options ?? []).map((option, index) => {
        const src = env.image(option.img_key ?? '');
        const on = chosen.includes(option.value ?? '');
        return (
          <button
            key={index}
            type="button"
            class={on ? 'c-pick__one c-pick__one--on' : 'c-pick__one'}
            role={several ? 'checkbox' : 'radio'}
            aria-checked={on}
            aria-label={`第${index + 1}张`}
            disabled={option.disabled === true || busy}
            title={option.disabled === true ? option.disabled_tips?.content : undefined}
            onClick={() => pick(option.value ?? '')}
          >
            {src === undefined ? '图片取不到' : <img src={src} alt="" />}
          </button>
        );
      })}
    </div>
  );
}
