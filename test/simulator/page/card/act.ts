import { useRef, useState } from 'preact/hooks';
import { useEnv, type Action } from './env.js';
import type { Behavior, Confirm } from './types.js';

/** Only these addresses are opened from a card. */
export const safeUrl = (url: string | undefined): string | undefined =>
  url !== undefined && /^(https?|lark|tel):/iu.test(url) ? url : undefined;

/**
 * The life of a click (card-look §4.1): confirm, then open an address, then call back and be pending until the answer.
 * Only the touched element greys; a second click elsewhere must stay possible.
 */
export function useAct(
  e: { readonly behaviors?: readonly Behavior[]; readonly confirm?: Confirm },
  callsByDefault = false,
): { busy: boolean; act(action: Action): Promise<void> } {
  const env = useEnv();
  const [busy, setBusy] = useState(false);
  const alive = useRef(true);
  return {
    busy,
    async act(action) {
      if (e.confirm !== undefined && !(await env.confirm(e.confirm))) return;
      for (const behavior of e.behaviors ?? []) {
        const url = safeUrl(behavior.pc_url ?? behavior.default_url);
        if (behavior.type === 'open_url' && url !== undefined) env.openUrl(url);
      }
      const callback = e.behaviors?.find((behavior) => behavior.type === 'callback');
      if (callback === undefined && !callsByDefault) return;
      setBusy(true);
      try {
        await env.act({ ...action, ...(callback === undefined ? {} : { value: callback.value }) });
      } finally {
        if (alive.current) setBusy(false);
      }
    },
  };
}
