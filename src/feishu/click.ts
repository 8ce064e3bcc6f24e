import { z } from 'zod';
import { cleanText } from './content.js';
import { ids, keyPart, millis, text, type Envelope } from './inbound.js';

/** A click on a card: who clicked is the only thing to trust in it (contract §10.2). */
export interface CardActionIn {
  readonly key: string;
  readonly eventId: string;
  /** `c-…`, for a delayed update within 30 minutes; a secret (cases.md 103). */
  readonly token: string;
  readonly openId: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly option?: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

const action = z.object({
  operator: ids,
  token: text,
  action: z.looseObject({
    value: z.unknown().optional(),
    name: text,
    option: text,
    form_value: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  }),
  context: z
    .looseObject({ open_message_id: text, open_chat_id: text })
    .catch({ open_message_id: '', open_chat_id: '' }),
});

/** @returns the click, or undefined if the callback has another shape */
export function readCardAction({ header, event }: Envelope): CardActionIn | undefined {
  const read = action.safeParse(event);
  if (!read.success || read.data.operator.open_id === '') return undefined;
  const { value, name, option, form_value } = read.data.action;
  return {
    key: `evt:${keyPart(header.event_id)}`,
    eventId: header.event_id,
    token: read.data.token,
    openId: read.data.operator.open_id,
    messageId: read.data.context.open_message_id,
    chatId: read.data.context.open_chat_id,
    value:
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : {},
    ...(name === '' ? {} : { name }),
    ...(option === '' ? {} : { option }),
    form: cleanForm(form_value ?? {}),
    // Microseconds here, milliseconds in events (contract trap 45).
    at: millis(header.create_time.slice(0, 13)),
  };
}

/** What was typed, cleaned like a message: a lone surrogate or a zero-width sign may not reach the store. */
function cleanForm(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? cleanText(value).trim() : Array.isArray(value) ? value.map(clean) : value;
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, clean(value)]));
}
