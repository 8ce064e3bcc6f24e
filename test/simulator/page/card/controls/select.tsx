import type { VNode } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Avatar } from '../bits.js';
import { margin } from '../css.js';
import { useEnv, type PersonFace } from '../env.js';
import { FieldError, useField } from '../form.js';
import type { TagProps } from '../registry.js';
import { fieldWidth } from './field.js';
import { Listbox, type Row } from './listbox.js';
import { Popup, SheetHead } from './popup.js';

/** All four selects: one or several, texts or people. Field = combobox button, popup = listbox. */
export function SelectTag({ e, hint }: TagProps): VNode {
  const env = useEnv();
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const field = useField<string | readonly string[]>(e);
  const several = e.tag.startsWith('multi_');
  const persons = e.tag.endsWith('_person');
  const phone = env.device === 'phone';
  const chosen = typeof field.value === 'string' ? [field.value].filter((one) => one !== '') : field.value;
  const [draft, setDraft] = useState<readonly string[]>(chosen);
  const rows: readonly Row[] = persons
    ? (e.options?.length ?? 0) > 0
      ? (e.options ?? []).map((option) => personRow(option.value ?? '', env.person(option.value ?? '')))
      : env.members.map((person) => personRow(person.openId, person))
    : (e.options ?? []).map((option) => ({ value: option.value ?? '', text: option.text?.content ?? '' }));
  const shown = chosen.map((value) => rows.find((row) => row.value === value)?.text ?? value);
  const name = hint ?? e.placeholder?.content ?? '选择';
  const close = (focus = true): void => {
    setOpen(false);
    if (focus) anchor.current?.focus();
  };
  const toggle = (value: string, of: readonly string[]): string[] =>
    of.includes(value) ? of.filter((one) => one !== value) : [...of, value];
  const pick = (value: string): void => {
    if (several && phone) return setDraft(toggle(value, draft));
    if (several) return field.set(toggle(value, chosen));
    close();
    field.commit(value);
  };
  /** Several values are called back once, when the list closes. */
  const leave = (focus = true): void => {
    close(focus);
    if (several && !phone && !field.inForm && open) field.commit(chosen);
  };
  const start = (): void => {
    setDraft(chosen);
    setOpen(true);
  };
  const off = e.disabled === true || field.busy;
  return (
    <div class="c-el" style={{ ...margin(e.margin), ...fieldWidth(e) }}>
      <button
        ref={anchor}
        type="button"
        class={`c-field c-select ${e.type === 'text' ? 'c-select--text' : ''}`}
        data-field={e.name}
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-label={`${name}：${shown.length === 0 ? '未选' : shown.join('、')}`}
        aria-invalid={field.bad !== undefined}
        aria-required={e.required === true}
        aria-busy={field.busy}
        aria-disabled={off}
        {...(field.bad === undefined ? {} : { 'aria-describedby': `${id}-bad` })}
        title={e.disabled === true ? e.disabled_tips?.content : undefined}
        onClick={() => (off ? undefined : open ? leave() : start())}
        onKeyDown={(event) => {
          if (off || open || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
          event.preventDefault();
          start();
        }}
      >
        <span class="c-select__value">
          {shown.length === 0 ? (
            <span class="c-placeholder">{e.placeholder?.content ?? '请选择'}</span>
          ) : several ? (
            shown.map((text) => (
              <span key={text} class="c-chip">
                {text}
              </span>
            ))
          ) : persons ? (
            <span class="c-person">
              <Avatar name={shown[0] ?? ''} px={20} src={env.person(chosen[0] ?? '')?.avatar} />
              {shown[0]}
            </span>
          ) : (
            shown[0]
          )}
        </span>
        <span class="c-select__arrow" aria-hidden="true" />
      </button>
      <FieldError id={id} bad={field.bad} />
      {open ? (
        <Popup anchor={anchor} phone={phone} label={name} onClose={() => leave(false)}>
          {phone ? (
            <SheetHead
              title={name.replace(/\*$/u, '')}
              cancel={() => close()}
              done={
                several
                  ? () => {
                      close();
                      field.commit(draft);
                    }
                  : undefined
              }
            />
          ) : undefined}
          <Listbox
            id={`${id}-list`}
            label={name}
            rows={rows}
            chosen={phone && several ? draft : chosen}
            several={several}
            searchable={rows.length > 8 || persons}
            pick={pick}
            leave={leave}
          />
        </Popup>
      ) : undefined}
    </div>
  );
}

function personRow(value: string, person: PersonFace | undefined): Row {
  return {
    value,
    text: person?.name ?? '未知用户',
    face: true,
    ...(person?.title === undefined ? {} : { under: person.title }),
    ...(person?.avatar === undefined ? {} : { avatar: person.avatar }),
  };
}
