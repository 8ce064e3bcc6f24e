import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useAct } from './act.js';
import { useEnv, type FieldValue } from './env.js';
import type { CardElement } from './types.js';

/** One form of a card: defaults, values, what is required and what is wrong (card-look §7). */
export interface FormState {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly bad: Readonly<Record<string, string>>;
  set(name: string, value: FieldValue): void;
  /** The form_value to send, or undefined when something is missing: then nothing is sent. */
  check(): Record<string, unknown> | undefined;
  reset(): void;
}

export const FormContext = createContext<FormState | undefined>(undefined);

const SCALAR = new Set([
  'input',
  'select_static',
  'select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
]);
const LIST = new Set(['multi_select_static', 'multi_select_person']);

export function initialOf(e: CardElement): FieldValue {
  if (e.tag === 'checker') return e.checked === true;
  if (LIST.has(e.tag)) return [...(e.selected_values ?? [])];
  if (e.tag === 'select_img') return e.multi_select === true ? [...(e.selected_values ?? [])] : '';
  if (e.tag === 'input') return e.default_value ?? '';
  if (e.tag === 'date_picker') return e.initial_date ?? '';
  if (e.tag === 'picker_time') return e.initial_time ?? '';
  if (e.tag === 'picker_datetime') return e.initial_datetime ?? '';
  const byIndex = e.initial_index === undefined ? undefined : e.options?.[e.initial_index - 1]?.value;
  return e.initial_option ?? byIndex ?? '';
}

/** As the client writes it into form_value: dates carry the time zone (contract §8.8). */
export function sent(e: CardElement, value: FieldValue): unknown {
  const dated = e.tag === 'date_picker' || e.tag.startsWith('picker_');
  return dated && value !== '' ? `${String(value)} +0800` : value;
}

const isField = (e: CardElement): boolean =>
  e.name !== undefined &&
  (SCALAR.has(e.tag) || LIST.has(e.tag) || e.tag === 'checker' || e.tag === 'select_img');

function fieldsOf(elements: readonly CardElement[] | undefined): CardElement[] {
  return (elements ?? []).flatMap((e) => [
    ...(isField(e) ? [e] : []),
    ...fieldsOf(e.elements),
    ...(e.tag === 'table' ? [] : fieldsOf(e.columns as readonly CardElement[] | undefined)),
  ]);
}

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || typeof value === 'boolean'
    ? value !== true
    : value.length === 0 || (typeof value === 'string' && value.trim() === '');

export function useFormState(form: CardElement, focus: (name: string) => void): FormState {
  const env = useEnv();
  const fields = fieldsOf(form.elements);
  const start = (): Record<string, FieldValue> =>
    Object.fromEntries(
      fields.map((field) => {
        const initial = initialOf(field);
        const name = field.name ?? '';
        return [name, initial === '' ? (env.suggested?.(name) ?? '') : initial];
      }),
    );
  const name = form.name ?? '';
  const [values, setValues] = useState(() => ({ ...start(), ...env.kept?.get(name) }));
  const [bad, setBad] = useState<Readonly<Record<string, string>>>({});
  return {
    values,
    bad,
    set(field, value) {
      setValues((old) => {
        const filled = { ...old, [field]: value };
        env.kept?.set(name, filled);
        return filled;
      });
      setBad((old) => Object.fromEntries(Object.entries(old).filter(([other]) => other !== field)));
    },
    check() {
      const wrong: Record<string, string> = {};
      for (const field of fields) {
        const value = values[field.name ?? ''];
        if (field.required === true && isEmpty(value)) wrong[field.name ?? ''] = '必填项未填写';
        else if (typeof value === 'string' && [...value].length > (field.max_length ?? 1000))
          wrong[field.name ?? ''] = `最多${field.max_length ?? 1000}个字`;
      }
      setBad(wrong);
      const first = Object.keys(wrong)[0];
      if (first === undefined)
        return Object.fromEntries(
          fields.map((field) => [field.name ?? '', sent(field, values[field.name ?? ''] ?? '')]),
        );
      env.toast({
        type: 'error',
        content: Object.values(wrong).includes('必填项未填写') ? '有必填项未填写' : (wrong[first] ?? ''),
      });
      focus(first);
      return undefined;
    },
    reset() {
      setValues(start());
      setBad({});
    },
  };
}

export interface Field<T extends FieldValue> {
  readonly value: T;
  readonly bad: string | undefined;
  readonly busy: boolean;
  readonly inForm: boolean;
  set(value: T): void;
  /** Outside a form: sends what was chosen. */
  commit(value: T): void;
}

/** A control's value: the form's inside one; else its own, called back when chosen. */
export function useField<T extends FieldValue>(e: CardElement): Field<T> {
  const form = useContext(FormContext);
  const [own, setOwn] = useState<FieldValue>(() => initialOf(e));
  const { busy, act } = useAct(e, true);
  const name = e.name ?? '';
  const inForm = form !== undefined && e.name !== undefined;
  const set = (value: T): void => (inForm ? form.set(name, value) : setOwn(value));
  return {
    value: (inForm ? (form.values[name] ?? initialOf(e)) : own) as T,
    bad: inForm ? form.bad[name] : undefined,
    busy,
    inForm,
    set,
    commit(value) {
      set(value);
      if (inForm) return;
      const out = sent(e, value);
      void act({
        tag: e.tag,
        ...(e.name === undefined ? {} : { name: e.name }),
        ...(Array.isArray(out)
          ? { options: out as string[] }
          : typeof out === 'boolean'
            ? { checked: out }
            : e.tag === 'input'
              ? { input: String(out) }
              : { option: String(out) }),
      });
    },
  };
}

/** The error below a field, and what ties it to the field. */
export function FieldError({ id, bad }: { id: string; bad: string | undefined }): ComponentChildren {
  return bad === undefined ? undefined : (
    <div class="c-field__bad" id={`${id}-bad`}>
      {bad}
    </div>
  );
}
