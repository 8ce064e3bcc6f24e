import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface PopupProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly phone: boolean;
  readonly label: string;
  readonly minWidth?: number;
  readonly right?: boolean;
  onClose(): void;
  readonly children: ComponentChildren;
}

const GAP = 4;
const EDGE = 8;

/** A native popover near its field: 4 px below, flips up, stays on the screen; on a phone a sheet at the bottom. */
export function Popup({
  anchor,
  phone,
  label,
  minWidth,
  right = false,
  onClose,
  children,
}: PopupProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = root.current;
    const field = anchor.current;
    if (node === null || field === null) return;
    node.showPopover();
    if (phone) return;
    if (minWidth === undefined) node.style.width = `${Math.max(field.offsetWidth, 160)}px`;
    else node.style.minWidth = `${minWidth}px`;
    return autoUpdate(field, node, () => {
      void computePosition(field, node, {
        strategy: 'fixed',
        placement: right ? 'bottom-end' : 'bottom-start',
        middleware: [offset(GAP), flip({ padding: EDGE }), shift({ padding: EDGE, crossAxis: true })],
      }).then(({ x, y }) => Object.assign(node.style, { left: `${x}px`, top: `${y}px` }));
    });
  }, [phone]);
  useEffect(() => {
    const outside = (event: Event): void => {
      const target = event.target as Node;
      if (root.current?.contains(target) !== true && anchor.current?.contains(target) !== true) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  });
  return (
    <div
      ref={root}
      popover="manual"
      class={phone ? 'c-popup c-popup--sheet' : 'c-popup'}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
        anchor.current?.focus();
      }}
    >
      {children}
    </div>
  );
}

/** The line above a phone's sheet: 取消 · title · 确定. */
export function SheetHead({
  title,
  cancel,
  done,
}: {
  title: string;
  cancel(): void;
  done?: (() => void) | undefined;
}): VNode {
  return (
    <div class="c-sheet__head">
      <button type="button" class="c-sheet__side" onClick={cancel}>
        取消
      </button>
      <b>{title}</b>
      {done === undefined ? (
        <span class="c-sheet__side" />
      ) : (
        <button type="button" class="c-sheet__side c-sheet__side--done" onClick={done}>
          确定
        </button>
      )}
    </div>
  );
}
