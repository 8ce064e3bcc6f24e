import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Calendar } from '../card/controls/calendar.js';
import { Popup } from '../card/controls/popup.js';
import type { View } from './store.js';
import { dayOf, instant, nextMonday, nextNine, useNow, wholeMoment } from './when.js';

interface TopBarProps {
  readonly view: View;
  readonly theme: 'light' | 'dark';
  readonly panel: boolean;
  setClock(at: number): void;
  reset(): void;
  toggleTheme(): void;
  togglePanel(): void;
}

/** The clock that can be moved, starting anew, and how the page looks. */
export function TopBar({
  view,
  theme,
  panel,
  setClock,
  reset,
  toggleTheme,
  togglePanel,
}: TopBarProps): VNode {
  const now = useNow(view.now);
  const anchor = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const close = (): void => {
    setPicking(false);
    anchor.current?.focus();
  };
  return (
    <header class="top">
      <h1 class="top__name">
        <img src="/page/assets/icon.svg" alt="" width="24" height="24" />
        安全助手<span class="top__sub">演示</span>
      </h1>
      <div class="top__clock" role="group" aria-label="时钟">
        <output class="top__now" aria-label="现在">
          {view.ready ? wholeMoment(now) : '…'}
        </output>
        <button
          type="button"
          class="top__btn"
          data-tour="nine"
          disabled={view.moving}
          onClick={() => setClock(nextNine(now))}
        >
          {dayOf(nextNine(now)) === dayOf(now) ? '今天' : '次日'}09:00
        </button>
        <button
          type="button"
          class="top__btn"
          disabled={view.moving}
          onClick={() => setClock(nextMonday(now))}
        >
          下周一
        </button>
        <button
          ref={anchor}
          type="button"
          class="top__btn"
          data-tour="date"
          disabled={view.moving}
          aria-haspopup="dialog"
          aria-expanded={picking}
          onClick={() => setPicking(!picking)}
        >
          选日期
        </button>
        {picking ? (
          <Popup
            anchor={anchor}
            phone={false}
            label="拨到哪一天"
            minWidth={264}
            onClose={() => setPicking(false)}
          >
            <Calendar
              value={dayOf(view.now)}
              today={dayOf(view.now)}
              take
              pick={(day) => {
                close();
                // A day means its morning; today means the next 09:00 only if that is still to come.
                setClock(instant(`${day} 09:00`));
              }}
              leave={close}
            />
          </Popup>
        ) : undefined}
      </div>
      <div class="top__right">
        <button type="button" class="top__btn" data-tour="reset" onClick={reset}>
          重新开始
        </button>
        <button
          type="button"
          class="top__btn top__btn--icon"
          aria-label={theme === 'dark' ? '换成浅色' : '换成深色'}
          title={theme === 'dark' ? '换成浅色' : '换成深色'}
          onClick={toggleTheme}
        >
          <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
            <path
              d={
                theme === 'dark'
                  ? 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10Zm0-6v3m0 16v3M1 12h3m16 0h3M4.200 4.200l2.100 2.100m11.400 11.400 2.100 2.100m0-15.600-2.100 2.100M6.300 17.700l-2.100 2.100'
                  : 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z'
              }
              fill="none"
              stroke="currentColor"
              stroke-width="2"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
        <button type="button" class="top__btn" aria-pressed={panel} data-tour="panel" onClick={togglePanel}>
          背后
        </button>
      </div>
    </header>
  );
}
