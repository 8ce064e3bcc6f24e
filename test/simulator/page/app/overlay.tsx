import type { RefObject, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirm } from '../card/types.js';
import type { ToastWords } from '../card/env.js';

const TOAST_MS = 3000;
/** Long enough to read; tests and slow readers may take more. */
const perSign = (words: string): number => TOAST_MS + Math.max(0, words.length - 20) * 60;

export interface Overlay {
  toast(toast: ToastWords): void;
  confirm(confirm: Confirm): Promise<boolean>;
  view(src: string, alt: string): void;
  readonly drawn: VNode;
}

/** What lies over everything: toast, confirm dialog, picture viewer. */
export function useOverlay(): Overlay {
  const [toast, setToast] = useState<(ToastWords & { n: number }) | undefined>(undefined);
  const [question, setQuestion] = useState<{ confirm: Confirm; answer(yes: boolean): void } | undefined>(
    undefined,
  );
  const [picture, setPicture] = useState<{ src: string; alt: string } | undefined>(undefined);
  const count = useRef(0);
  useEffect(() => {
    if (toast === undefined) return;
    const timer = setTimeout(() => setToast(undefined), perSign(toast.content));
    return () => clearTimeout(timer);
  }, [toast]);
  return {
    toast: (words) => {
      count.current += 1;
      setToast({ ...words, n: count.current });
    },
    confirm: (confirm) =>
      new Promise((resolve) =>
        setQuestion({
          confirm,
          answer: (yes) => {
            setQuestion(undefined);
            resolve(yes);
          },
        }),
      ),
    view: (src, alt) => setPicture({ src, alt }),
    drawn: (
      <>
        <div class="toasts" role="status" aria-live="polite">
          {toast === undefined ? undefined : (
            <div key={toast.n} class={`toast toast--${toast.type}`}>
              {toast.type === 'info' ? undefined : <span class="toast__icon" aria-hidden="true" />}
              {toast.content}
            </div>
          )}
        </div>
        {question === undefined ? undefined : <Ask confirm={question.confirm} answer={question.answer} />}
        {picture === undefined ? undefined : <Viewer {...picture} close={() => setPicture(undefined)} />}
      </>
    ),
  };
}

/** Opens as modal at once; Esc is 取消; the focus goes back to where it was. */
function useModal(onCancel: () => void): {
  ref: RefObject<HTMLDialogElement | null>;
  cancel(event: Event): void;
} {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = ref.current;
    const before = document.activeElement;
    node?.showModal();
    return () => {
      node?.close();
      // The node may have left the page already; then the browser gives nothing back.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return {
    ref,
    cancel: (event) => {
      event.preventDefault();
      onCancel();
    },
  };
}

function Ask({ confirm, answer }: { confirm: Confirm; answer(yes: boolean): void }): VNode {
  const { ref, cancel } = useModal(() => answer(false));
  return (
    <dialog ref={ref} class="ask" aria-labelledby="ask-title" onCancel={cancel}>
      <h3 id="ask-title">{confirm.title?.content}</h3>
      <p>{confirm.text?.content}</p>
      <div class="ask__two">
        <button type="button" class="c-btn c-btn--default c-btn--medium" onClick={() => answer(false)}>
          取消
        </button>
        <button type="button" class="c-btn c-btn--primary_filled c-btn--medium" onClick={() => answer(true)}>
          确定
        </button>
      </div>
    </dialog>
  );
}

function Viewer({ src, alt, close }: { src: string; alt: string; close(): void }): VNode {
  const { ref, cancel } = useModal(close);
  return (
    <dialog ref={ref} class="viewer" aria-label={`大图：${alt}`} onCancel={cancel} onClick={close}>
      <img src={src} alt={alt} />
      <button type="button" class="viewer__close" aria-label="关闭">
        ×
      </button>
    </dialog>
  );
}
