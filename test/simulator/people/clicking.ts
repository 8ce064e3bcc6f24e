import { checkCard } from '../card-check/index.js';
import type { ClickAction, ClickResult } from '../client-api.js';
import type { CallbackAnswer, NoAnswer } from '../events/transport.js';

/** What the client shows when there was no answer (contract §4.2). */
const NO_ANSWER: Readonly<Record<NoAnswer, number>> = {
  timeout: 200341,
  refused: 200342,
  dns: 200343,
  offline: 200340,
};
const TOASTS = new Set(['info', 'success', 'error', 'warning']);

export const failed = (error: number): ClickResult => ({
  error,
  errorText: `出错了，请稍后重试 code: ${error}`,
});

/** The `action` of a callback (contract §3.7). */
export function actionOf(action: ClickAction): Readonly<Record<string, unknown>> {
  const { value, name, form, option, options, checked, input } = action;
  return {
    tag: action.tag ?? 'button',
    ...(value === undefined ? {} : { value }),
    ...(name === undefined ? {} : { name }),
    ...(option === undefined ? {} : { option }),
    ...(options === undefined ? {} : { options }),
    ...(checked === undefined ? {} : { checked }),
    ...(input === undefined ? {} : { input_value: input }),
    ...(form === undefined ? {} : { form_value: form }),
    timezone: 'Asia/Shanghai',
  };
}

export type Reading =
  | { readonly result: ClickResult; readonly card?: Record<string, unknown> }
  | { readonly result: ClickResult; readonly violation: string };

/** Reads the bot's answer as the client does: status, shape, toast, card (contract §4.1, §4.2). */
export function readAnswer(answer: CallbackAnswer): Reading {
  if ('none' in answer) return { result: failed(NO_ANSWER[answer.none]) };
  if (answer.status !== 200) return { result: failed(200671) };
  const { body } = answer;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { result: failed(200672) };
  const { toast, card, ...rest } = body as { toast?: unknown; card?: unknown };
  if (Object.keys(rest).length > 0) return { result: failed(200672) };
  const shownToast = readToast(toast);
  if (shownToast === 'wrong') return { result: failed(200672) };
  const shown = shownToast === undefined ? {} : { toast: shownToast };
  if (card === undefined) return { result: shown };
  const { type, data } = (card ?? {}) as { type?: unknown; data?: unknown };
  // A template would have to be known to the tenant: none is here.
  if (type !== 'raw' || typeof data !== 'object' || data === null) return { result: failed(200672) };
  const next = data as Record<string, unknown>;
  if (next['schema'] !== '2.0')
    return { result: failed(200830), violation: 'answer card is not schema 2.0 as the card on screen' };
  const first = checkCard(next)[0];
  if (first !== undefined)
    return {
      result: failed(200673),
      violation: `answer card refused: ${first.code} ${first.path} ${first.problem}`,
    };
  return { result: { ...shown, card: next }, card: next };
}

function readToast(toast: unknown): { type: string; content: string } | undefined | 'wrong' {
  if (toast === undefined) return undefined;
  if (typeof toast !== 'object' || toast === null) return 'wrong';
  const {
    type = 'info',
    content,
    i18n,
  } = toast as { type?: unknown; content?: unknown; i18n?: Record<string, string> };
  const words = content ?? i18n?.['zh_cn'];
  if (typeof type !== 'string' || !TOASTS.has(type) || typeof words !== 'string') return 'wrong';
  return { type, content: words };
}
