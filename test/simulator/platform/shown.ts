import type { SimApp } from '../app.js';
import type { SimMessage } from '../state.js';

/** A message as the API gives it back (contract §5.2, §5.4). */
export function shown(message: SimMessage, app: SimApp, raw = false): Readonly<Record<string, unknown>> {
  const tenant = { tenant_key: app.tenantKey };
  return {
    message_id: message.messageId,
    ...(message.rootId === undefined ? {} : { root_id: message.rootId, parent_id: message.parentId }),
    ...(message.threadId === undefined ? {} : { thread_id: message.threadId }),
    msg_type: message.type,
    chat_id: message.chatId,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.deleted,
    updated: message.updatedAt > message.createdAt,
    sender:
      message.sender === 'bot'
        ? { id: app.appId, id_type: 'app_id', sender_type: 'app', ...tenant }
        : { id: message.sender, id_type: 'open_id', sender_type: 'user', ...tenant },
    body: { content: message.deleted ? 'This message was recalled' : contentOf(message, raw) },
    ...(message.mentions.length === 0
      ? {}
      : {
          mentions: message.mentions.map(({ key, openId, name }) => ({
            key,
            id: openId,
            id_type: 'open_id',
            name,
            ...tenant,
          })),
        }),
  };
}

/** Cards come back in a lossy text form unless the raw JSON is asked for (contract §3.1). */
function contentOf(message: SimMessage, raw: boolean): string {
  if (message.card === undefined || raw) return message.content;
  const texts: { tag: 'text'; text: string }[] = [];
  collect(message.card['body'], texts);
  const title =
    (message.card['header'] as { title?: { content?: string } } | undefined)?.title?.content ?? '';
  return JSON.stringify({ title, elements: [texts] });
}

function collect(value: unknown, into: { tag: 'text'; text: string }[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      if (key === 'content' && typeof inner === 'string') into.push({ tag: 'text', text: inner });
      else collect(inner, into);
}
