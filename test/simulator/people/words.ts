import type { SimMessage } from '../state.js';

/** The words of a message for lists and previews: mentions by name, a card by its summary or title. */
export function wordsOf(message: SimMessage, card: Readonly<Record<string, unknown>> | undefined): string {
  if (message.deleted) return '此消息已撤回';
  if (card !== undefined) return cardWords(card);
  const body = parsed(message.content);
  const named = (text: string): string =>
    [...message.mentions]
      // Longest key first: @_user_1 begins @_user_10 (contract §3.1).
      .toSorted((a, b) => b.key.length - a.key.length)
      .reduce((words, { key, name }) => words.replaceAll(key, `@${name}`), text)
      .replaceAll('@_all', '@所有人');
  switch (message.type) {
    case 'text':
      return named(String(body['text'] ?? ''));
    case 'post':
      return named(postWords(body));
    case 'image':
      return '[图片]';
    case 'file':
      return `[文件] ${String(body['file_name'] ?? '')}`;
    default:
      return `[${message.type}]`;
  }
}

function cardWords(card: Readonly<Record<string, unknown>>): string {
  const summary = (card['config'] as { summary?: { content?: string } } | undefined)?.summary?.content;
  const title = (card['header'] as { title?: { content?: string } } | undefined)?.title?.content;
  return summary ?? title ?? '[卡片]';
}

function postWords(body: Readonly<Record<string, unknown>>): string {
  // What the bot sends is wrapped in a locale, what people send is not.
  const bare = 'content' in body ? body : ((Object.values(body)[0] ?? {}) as Record<string, unknown>);
  const lines = (bare['content'] ?? []) as readonly (readonly Record<string, unknown>[])[];
  const parts = lines.map((line) =>
    line
      .map((part) =>
        part['tag'] === 'img'
          ? '[图片]'
          : part['tag'] === 'at'
            ? String(part['user_id'])
            : String(part['text'] ?? ''),
      )
      .join(''),
  );
  const title = String(bare['title'] ?? '');
  return [title, ...parts].filter((part) => part !== '').join(' ');
}

/** The content of a message as an object; empty if it is none. */
export function parsed(content: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(content) as Record<string, unknown>;
  } catch {
    return {};
  }
}
