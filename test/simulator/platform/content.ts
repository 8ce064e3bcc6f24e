import type { SimState } from '../state.js';
import { badField, Refused } from './endpoint.js';

const TEXT_BYTES = 150 * 1024;
const POST_BYTES = 30 * 1024;
const POST_TAGS = new Set(['text', 'a', 'at', 'img', 'media', 'emotion', 'hr', 'code_block', 'md']);
/** These stand alone in their paragraph (contract §5.2). */
const ALONE = new Set(['md', 'img', 'media', 'hr', 'code_block']);
const TYPES = new Set([
  'text',
  'post',
  'image',
  'file',
  'audio',
  'media',
  'sticker',
  'interactive',
  'share_chat',
  'share_user',
  'system',
]);

/** Checks the content of every type but cards (contract §5.2). @throws Refused */
export function checkContent(state: SimState, type: string, content: string): void {
  if (!TYPES.has(type)) throw new Refused(230001, `invalid msg_type ${type}`);
  const body = parsed(content);
  switch (type) {
    case 'text':
      if (Buffer.byteLength(content) > TEXT_BYTES) throw tooLong();
      if (typeof body['text'] !== 'string' || body['text'] === '') throw invalid('text is empty');
      break;
    case 'post':
      if (Buffer.byteLength(content) > POST_BYTES) throw tooLong();
      checkPost(state, body);
      break;
    case 'image':
      own(state, body['image_key'], 'image');
      break;
    case 'file':
    case 'audio':
    case 'media':
      own(state, body['file_key'], 'file');
      checkFileType(state, type, String(body['file_key']));
      break;
    case 'share_chat':
      if (!state.chats.has(String(body['chat_id']))) throw invalid('chat_id');
      if (state.chats.get(String(body['chat_id']))?.mode === 'p2p')
        throw new Refused(230015, 'p2p chat cannot be shared');
      break;
    case 'share_user':
      if (!state.people.has(String(body['user_id']))) throw invalid('user_id');
      break;
    default:
      break;
  }
}

function checkPost(state: SimState, body: Readonly<Record<string, unknown>>): void {
  const locales = Object.values(body);
  if (locales.length === 0) throw invalid('no locale');
  for (const locale of locales) {
    // Sending needs the locale around it, unlike what is received.
    const lines = (locale as { content?: unknown } | null)?.content;
    if (!Array.isArray(lines)) throw invalid('post needs a locale with content');
    for (const line of lines) {
      if (!Array.isArray(line)) throw invalid('a paragraph is a list');
      for (const part of line as Record<string, unknown>[]) {
        const tag = String(part['tag']);
        if (!POST_TAGS.has(tag)) throw invalid(`unknown tag ${tag}`);
        if (ALONE.has(tag) && line.length > 1) throw invalid(`${tag} stands alone in its paragraph`);
        if (tag === 'img') own(state, part['image_key'], 'image');
      }
    }
  }
}

/** audio is opus, media is mp4 (230055). */
function checkFileType(state: SimState, type: string, key: string): void {
  const kept = state.blobs.get(key)?.fileType;
  const wanted = type === 'audio' ? 'opus' : type === 'media' ? 'mp4' : undefined;
  if (wanted !== undefined && kept !== wanted) throw new Refused(230055, `${kept} does not fit ${type}`);
}

function own(state: SimState, key: unknown, kind: 'image' | 'file'): void {
  if (typeof key !== 'string' || key === '') throw invalid(`${kind}_key`);
  const blob = state.blobs.get(key);
  if (blob === undefined || blob.owner !== 'app' || blob.kind !== kind)
    throw new Refused(230017, 'Bot is NOT the owner of the resource');
}

function parsed(content: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw invalid('content is not a string in json format');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('content');
  return value as Record<string, unknown>;
}

const invalid = (what: string): Refused =>
  new Refused(230001, `Your request contains an invalid request parameter, ext=${what}`);
const tooLong = (): Refused => new Refused(230025, 'The length of the message content reaches its limit');

/** `uuid` is at most 50 characters. */
export function checkUuid(uuid: unknown): string | undefined {
  if (uuid === undefined || uuid === '') return undefined;
  if (typeof uuid !== 'string' || uuid.length > 50) throw badField('uuid', 'the max length is 50');
  return uuid;
}
