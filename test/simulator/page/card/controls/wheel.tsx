import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface WheelProps {
  readonly id: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly unit: string;
  readonly focus?: boolean;
  set(value: number): void;
}

/** One column of numbers: a listbox with ↑ ↓; wheels of a phone and the two columns of a time. */
export function Wheel({ id, label, values, value, unit, focus = false, set }: WheelProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = root.current;
    const row = node?.querySelector<HTMLElement>('[aria-selected=true]');
    if (node === null || row === null || row === undefined) return;
    node.scrollTop = row.offsetTop - node.clientHeight / 2 + row.offsetHeight / 2;
  }, [value, values.length]);
  useEffect(() => {
    if (focus) root.current?.focus({ preventScroll: true });
  }, [focus]);
  const keys = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const to = values[values.indexOf(value) + step];
    if (to !== undefined) set(to);
  };
  return (
    <div
      ref={root}
      class="c-wheel"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${value}`}
      onKeyDown={keys}
    >
      {values.map((one) => (
        <div
          key={one}
          id={`${id}-${one}`}
          role="option"
          aria-selected={one === value}
          class={one === value ? 'c-wheel__row c-wheel__row--on' : 'c-wheel__row'}
          onClick={() => set(one)}
        >
          {String(one).padStart(2, '0')}
          {unit}
        </div>
      ))}
    </div>
  );
}
