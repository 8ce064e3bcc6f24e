import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { box, flow, margin } from '../css.js';
import { FormContext, useFormState } from '../form.js';
import { Elements, type TagProps } from '../registry.js';

export function FormTag({ e }: TagProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  const state = useFormState(e, (name) =>
    root.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`)?.focus(),
  );
  return (
    <FormContext.Provider value={state}>
      <div
        ref={root}
        class="c-el c-form"
        role="form"
        aria-label="表单"
        data-form={e.name}
        style={{ ...margin(e.margin), ...flow(e, 12), padding: box(e.padding, '0') }}
      >
        <Elements list={e.elements} />
      </div>
    </FormContext.Provider>
  );
}
