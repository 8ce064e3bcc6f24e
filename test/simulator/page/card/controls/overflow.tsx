import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { safeUrl, useAct } from '../act.js';
import { margin } from '../css.js';
import { useEnv } from '../env.js';
import type { TagProps } from '../registry.js';
import type { CardOption } from '../types.js';
import { Popup, SheetHead } from './popup.js';

/** ⋯ with a menu. */
export function OverflowTag({ e }: TagProps): VNode {
  const env = useEnv();
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const { busy, act } = useAct(e, true);
  const close = (): void => {
    setOpen(false);
    anchor.current?.focus();
  };
  const choose = (option: CardOption): void => {
    close();
    const url = safeUrl(option.multi_url?.pc_url ?? option.multi_url?.url);
    if (url !== undefined) env.openUrl(url);
    else
      void act({
        tag: 'overflow',
        option: option.value ?? '',
        ...(e.name === undefined ? {} : { name: e.name }),
      });
  };
  return (
    <div class="c-el" style={margin(e.margin)}>
      <button
        ref={anchor}
        type="button"
        class="c-btn c-btn--default c-btn--medium c-overflow"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        aria-label="更多"
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open ? (
        <Popup anchor={anchor} phone={env.device === 'phone'} label="更多" minWidth={160} onClose={close}>
          {env.device === 'phone' ? <SheetHead title="更多" cancel={close} /> : undefined}
          <div ref={menu} role="menu" class="c-list" onKeyDown={moveFocus}>
            {(e.options ?? []).map((option, index) => (
              <button
                key={index}
                type="button"
                role="menuitem"
                class="c-list__row"
                onClick={() => choose(option)}
              >
                {option.text?.content}
              </button>
            ))}
          </div>
        </Popup>
      ) : undefined}
    </div>
  );
}

/** Arrow keys walk through the rows of a menu. */
function moveFocus(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const rows = [...((event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[(at + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % rows.length]?.focus();
}
