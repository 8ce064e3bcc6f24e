import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { addDays, addMonths, weeksOf } from './day.js';

interface CalendarProps {
  readonly value: string;
  readonly today: string;
  readonly take: boolean;
  pick(day: string): void;
  leave(): void;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** A month as a grid with one tab stop: arrows walk, PageUp and PageDown change the month, with Shift the year. */
export function Calendar({ value, today, take, pick, leave }: CalendarProps): VNode {
  const [at, showAt] = useState(value === '' ? today : value);
  // Keys come faster than drawings: each goes on from where the one before it led.
  const now = useRef(at);
  const setAt = (day: string): void => {
    now.current = day;
    showAt(day);
  };
  const grid = useRef<HTMLTableElement>(null);
  const focus = (): void =>
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  // Hidden until it has its place: nothing in it can take the focus before.
  useEffect(() => (take ? focus() : undefined), []);
  const walked = useRef(false);
  // Together with the drawing: another month's days replace the focused one, and a key in between would be lost.
  useLayoutEffect(() => {
    if (walked.current) focus();
    walked.current = true;
  }, [at]);
  const keys = (event: KeyboardEvent): void => {
    const from = now.current;
    const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
    const moves: Readonly<Record<string, string>> = {
      ArrowLeft: addDays(from, -1),
      ArrowRight: addDays(from, 1),
      ArrowUp: addDays(from, -7),
      ArrowDown: addDays(from, 7),
      Home: addDays(from, -weekday),
      End: addDays(from, 6 - weekday),
      PageUp: addMonths(from, event.shiftKey ? -12 : -1),
      PageDown: addMonths(from, event.shiftKey ? 12 : 1),
    };
    const to = moves[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter' || event.key === ' ') pick(from);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const [year, month] = at.split('-').map(Number);
  const step = (months: number): void => {
    walked.current = false;
    setAt(addMonths(at, months));
  };
  return (
    <div class="c-cal">
      <div class="c-cal__head">
        <button type="button" aria-label="上一年" onClick={() => step(-12)}>
          «
        </button>
        <button type="button" aria-label="上个月" onClick={() => step(-1)}>
          ‹
        </button>
        <b aria-live="polite">
          {year}年{month}月
        </b>
        <button type="button" aria-label="下个月" onClick={() => step(1)}>
          ›
        </button>
        <button type="button" aria-label="下一年" onClick={() => step(12)}>
          »
        </button>
      </div>
      <table ref={grid} role="grid" aria-label={`${year}年${month}月`} onKeyDown={keys}>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" abbr={`星期${weekday}`}>
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} role="gridcell" aria-selected={day === value}>
                  <button
                    type="button"
                    tabIndex={day === at ? 0 : -1}
                    aria-label={`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`}
                    {...(day === today ? { 'aria-current': 'date' } : {})}
                    class={[
                      'c-cal__day',
                      day.slice(0, 7) === at.slice(0, 7) ? '' : 'c-cal__day--other',
                      day === today ? 'c-cal__day--today' : '',
                      day === value ? 'c-cal__day--on' : '',
                    ].join(' ')}
                    onClick={() => pick(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
