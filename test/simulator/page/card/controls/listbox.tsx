import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from '../bits.js';

export interface Row {
  readonly value: string;
  readonly text: string;
  readonly under?: string;
  /** A person: drawn with a face. */
  readonly face?: boolean;
  readonly avatar?: string;
}

interface ListboxProps {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly searchable: boolean;
  pick(value: string): void;
  leave(focus?: boolean): void;
}

const PAUSE_MS = 600;

/** Rows to choose from: arrows, Home/End, type-ahead, Enter takes, Esc and Tab leave. */
export function Listbox({ id, label, rows, chosen, several, searchable, pick, leave }: ListboxProps): VNode {
  const [words, setWords] = useState('');
  const found = rows.filter(
    (row) => words === '' || row.text.includes(words) || row.under?.includes(words) === true,
  );
  const [at, showAt] = useState(() =>
    Math.max(
      0,
      rows.findIndex((row) => row.value === chosen[0]),
    ),
  );
  // Keys come faster than drawings: each goes on from where the one before it led.
  const now = useRef(at);
  const setAt = (index: number): void => {
    now.current = index;
    showAt(index);
  };
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const typed = useRef({ text: '', at: 0 });
  useEffect(() => (searchable ? search : list).current?.focus({ preventScroll: true }), [searchable]);
  const active = Math.min(at, Math.max(0, found.length - 1));
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const typeAhead = (key: string): void => {
    const now = performance.now();
    typed.current = { text: now - typed.current.at < PAUSE_MS ? typed.current.text + key : key, at: now };
    const hit = found.findIndex((row) => row.text.startsWith(typed.current.text));
    if (hit >= 0) setAt(hit);
  };
  const keys = (event: KeyboardEvent): void => {
    const from = Math.min(now.current, Math.max(0, found.length - 1));
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(found.length - 1, from + 1),
      ArrowUp: Math.max(0, from - 1),
      ...(searchable ? {} : { Home: 0, End: found.length - 1 }),
    };
    const to = moves[event.key];
    const row = found[from];
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter' || (event.key === ' ' && !searchable)) {
      if (event.isComposing) return;
      if (row !== undefined) pick(row.value);
    } else if (event.key === 'Tab' || event.key === 'Escape') leave();
    else {
      if (!searchable && event.key.length === 1) typeAhead(event.key);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const activeId = found.length === 0 ? undefined : `${id}-${active}`;
  return (
    <div class="c-listbox" onKeyDown={keys}>
      {searchable ? (
        <input
          ref={search}
          class="c-field c-listbox__search"
          placeholder="搜索"
          role="combobox"
          aria-label={`搜索：${label}`}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={activeId}
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
        />
      ) : undefined}
      <div
        ref={list}
        id={id}
        class="c-list"
        role="listbox"
        tabIndex={searchable ? -1 : 0}
        aria-label={label}
        aria-multiselectable={several}
        aria-activedescendant={activeId}
      >
        {found.map((row, index) => {
          const on = chosen.includes(row.value);
          return (
            <div
              key={row.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={on}
              class={`c-list__row ${on ? 'c-list__row--on' : ''} ${index === active ? 'c-list__row--at' : ''}`}
              onPointerMove={() => index !== active && setAt(index)}
              onClick={() => pick(row.value)}
            >
              {several ? (
                <span class={on ? 'c-box-tick c-box-tick--on' : 'c-box-tick'} aria-hidden="true" />
              ) : undefined}
              {row.face === true ? <Avatar name={row.text} px={28} src={row.avatar} /> : undefined}
              <span class="c-list__text">
                {row.text}
                {row.under === undefined ? undefined : <small>{row.under}</small>}
              </span>
              {on && !several ? <span class="c-list__tick" aria-hidden="true" /> : undefined}
            </div>
          );
        })}
      </div>
      {found.length === 0 ? <div class="c-list__none">没有找到</div> : undefined}
    </div>
  );
}
