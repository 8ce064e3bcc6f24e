import { z } from 'zod';

/** What a message says, whatever its type: words, pictures, other attachments. */
export interface Content {
  readonly text: string;
  readonly images: readonly string[];
  readonly files: readonly {
    readonly key: string;
    readonly name: string;
    readonly type: 'file' | 'audio' | 'media';
  }[];
}

/** One odd part must not lose the whole message, so every field forgives on its own. */
const word = z.string().optional().catch(undefined);
const element = z
  .looseObject({
    tag: z.string().catch(''),
    text: word,
    image_key: word,
    file_key: word,
    file_name: word,
    user_id: word,
    user_name: word,
    emoji_type: word,
  })
  .catch({ tag: '' });
const post = z.object({ title: word, content: z.array(z.array(element).catch([])).catch([]) });
type Element = z.infer<typeof element>;

const EMPTY: Content = { text: '', images: [], files: [] };

/**
 * Reads the JSON text of a received message (feishu-contract §3.1). Unreadable or unknown content is empty, never
 * an error: nobody's message may break the line.
 */
export function readContent(type: string, json: string): Content {
  const parsed = parse(json);
  if (typeof parsed !== 'object' || parsed === null) return EMPTY;
  const body = parsed as Record<string, unknown>;
  const key = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  switch (type) {
    case 'text':
      return { ...EMPTY, text: key('text') };
    case 'image':
      return { ...EMPTY, images: [key('image_key')].filter((found) => found !== '') };
    case 'file':
    case 'audio':
    case 'media':
      return { ...EMPTY, files: [{ key: key('file_key'), name: safeName(key('file_name')), type }] };
    case 'post':
      return readPost(body);
    default:
      return EMPTY;
  }
}

/** Rich text comes bare, wrapped in a locale, or wrapped in `post` and a locale (cases.md 6). */
function readPost(body: Record<string, unknown>): Content {
  const inner = isObject(body['post']) ? body['post'] : body;
  const shape =
    'content' in inner || 'title' in inner ? inner : (Object.values(inner).find(isObject) ?? inner);
  const read = post.safeParse(shape);
  if (!read.success) return EMPTY;
  const lines = read.data.content.map((line) => line.map(wordsOf).join(''));
  const elements = read.data.content.flat();
  const title = read.data.title ?? '';
  return {
    text: [title, ...lines].filter((line) => line.trim() !== '').join('\n'),
    images: elements.flatMap((part) =>
      part.tag === 'img' && part.image_key !== undefined ? [part.image_key] : [],
    ),
    files: elements.flatMap((part) =>
      part.tag === 'media' && part.file_key !== undefined
        ? [{ key: part.file_key, name: safeName(part.file_name ?? ''), type: 'media' as const }]
        : [],
    ),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsOf(part: Element): string {
  // A key such as @_user_1 is replaced by the name later; anything else is shown by its name.
  if (part.tag === 'at')
    return part.user_id?.startsWith('@_') === true
      ? part.user_id
      : part.user_id === 'all'
        ? '@_all'
        : `@${part.user_name ?? ''}`;
  if (part.tag === 'emotion') return part.emoji_type === undefined ? '' : `[${part.emoji_type}]`;
  if (part.tag === 'md') return (part.text ?? '').replace(/\*\*|__|~~/gu, '');
  return part.text ?? '';
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** A file's own name without any path in it (cases.md 81). */
function safeName(name: string): string {
  return name.split(/[/\\]/u).at(-1)?.replaceAll('..', '') ?? '';
}

/** Half surrogate pairs repaired, zero-width and control signs out: what is stored and shown (design.md §7). */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]/gu, '')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu, '');
}
