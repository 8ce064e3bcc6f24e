import type { VNode } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { margin } from '../css.js';
import { useEnv } from '../env.js';
import { FieldError, useField } from '../form.js';
import type { TagProps } from '../registry.js';
import { fieldWidth } from './field.js';

/** A line or several of text; the label stands above or left, above always when narrow. */
export function InputTag({ e, hint }: TagProps): VNode {
  const env = useEnv();
  const id = useId();
  const { value, set, commit, bad, busy, inForm } = useField<string>(e);
  const area = useRef<HTMLTextAreaElement>(null);
  const max = e.max_length ?? 1000;
  useLayoutEffect(() => {
    const node = area.current;
    if (node === null || e.auto_resize !== true || env.device === 'phone') return;
    node.style.height = 'auto';
    const most = (e.max_rows ?? 12) * 22 + 10;
    node.style.height = `${Math.min(node.scrollHeight + 2, most)}px`;
  }, [value, env.device]);
  const label = e.label?.content;
  const shared = {
    id,
    class: 'c-field',
    'data-field': e.name,
    value,
    placeholder: e.placeholder?.content ?? '请输入',
    disabled: e.disabled === true || busy,
    'aria-invalid': bad !== undefined,
    'aria-required': e.required === true,
    ...(bad === undefined ? {} : { 'aria-describedby': `${id}-bad` }),
    ...(label === undefined ? { 'aria-label': hint ?? e.placeholder?.content ?? '输入' } : {}),
  };
  const lines = e.input_type === 'multiline_text';
  return (
    <div
      class={`c-el c-input ${e.label_position === 'left' ? 'c-input--left' : ''}`}
      style={{ ...margin(e.margin), ...fieldWidth(e) }}
    >
      {label === undefined ? undefined : (
        <label class="c-label" for={id}>
          {starred(label)}
        </label>
      )}
      <div class="c-input__field">
        {lines ? (
          <>
            <textarea
              {...shared}
              ref={area}
              rows={typeof e.rows === 'number' ? e.rows : 5}
              onInput={(event) => set(event.currentTarget.value)}
            />
            <span class="c-count" aria-hidden="true">
              {[...value].length}/{max}
            </span>
          </>
        ) : (
          <input
            {...shared}
            {...(e.input_type === 'password' ? { type: 'password' as const } : { type: 'text' as const })}
            onInput={(event) => set(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.isComposing && !inForm && value !== '') commit(value);
            }}
          />
        )}
        <FieldError id={id} bad={bad} />
      </div>
    </div>
  );
}

/** Our labels end in a star where the field must be filled; it is red, as Feishu's samples write it. */
function starred(label: string): VNode {
  return label.endsWith('*') ? (
    <>
      {label.slice(0, -1)}
      <span class="c-star">*</span>
    </>
  ) : (
    <>{label}</>
  );
}
