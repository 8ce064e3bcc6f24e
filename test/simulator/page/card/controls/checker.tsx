import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { Text } from '../bits.js';
import { margin } from '../css.js';
import { useField } from '../form.js';
import { Element, type TagProps } from '../registry.js';

/** A tick; without behaviors it stays in the client and calls nobody. */
export function CheckerTag({ e }: TagProps): VNode {
  const id = useId();
  const { value, set, commit, busy } = useField<boolean>(e);
  const done = value && e.checked_style?.show_strikethrough === true;
  return (
    <div
      class={`c-el c-tick ${done ? 'c-tick--done' : ''}`}
      style={{
        ...margin(e.margin),
        ...(value && e.checked_style?.opacity !== undefined
          ? { opacity: String(e.checked_style.opacity) }
          : {}),
      }}
    >
      <input
        id={id}
        type="checkbox"
        data-field={e.name}
        checked={value}
        disabled={e.disabled === true || busy}
        onChange={(event) => {
          const ticked = event.currentTarget.checked;
          if (e.behaviors === undefined) set(ticked);
          else commit(ticked);
        }}
      />
      <label for={id}>
        <Text text={e.text} />
      </label>
      {(e.button_area?.buttons ?? []).slice(0, 3).map((button, index) => (
        <Element key={index} e={button} />
      ))}
    </div>
  );
}
