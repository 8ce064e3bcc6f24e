import type { SimApp } from '../app.js';
import type { Saying } from '../client-api.js';
import type { SimBlob, SimMention, SimState } from '../state.js';

/** A message as a person's client sends it: type, content, mentions, what is attached. */
export interface Composed {
  readonly type: string;
  readonly content: string;
  readonly mentions: readonly SimMention[];
  readonly resources: readonly string[];
  readonly toBot: boolean;
}

/**
 * Composes what somebody says. Pictures with words make rich text (post), a bare picture is an image, which can't
 * hold an @ (contract §3.1). In a topic group even plain words with an @ are a post (trap 21).
 */
export function compose(
  state: SimState,
  app: SimApp,
  openId: string,
  said: Saying,
  topics: boolean,
): Composed {
  const mentions = mentionsOf(state, app, said);
  const toBot = mentions.some((one) => one.bot);
  if (said.raw !== undefined) {
    const content = JSON.stringify(said.raw.content);
    const resources = [...content.matchAll(/"(?:image_key|file_key)":"([^"]+)"/gu)].map(
      (match) => match[1] ?? '',
    );
    return { type: said.raw.type, content, mentions, resources, toBot };
  }
  if (said.asFile !== undefined) {
    const { name, bytes } = said.asFile;
    const key = keep(state, 'file_v3_', { bytes, owner: openId, name, kind: 'file' });
    const content = JSON.stringify({ file_key: key, file_name: name });
    return { type: 'file', content, mentions: [], resources: [key], toBot: false };
  }
  const keys = [
    ...(said.images ?? []).map((bytes) =>
      keep(state, 'img_v3_', { bytes, owner: openId, name: 'photo', kind: 'image' }),
    ),
    ...(said.imageKeys ?? []),
  ];
  const text = said.text ?? '';
  const plain = keys.length === 0 && said.title === undefined && !(topics && toBot);
  const all = said.atAll === undefined ? '' : '@_all ';
  const words = `${mentions.map(({ key }) => `${key} `).join('')}${said.atAll === 'mention' ? '' : all}${text}`;
  if (plain)
    return { type: 'text', content: JSON.stringify({ text: words }), mentions, resources: [], toBot };
  if (keys.length === 1 && text === '' && mentions.length === 0 && said.title === undefined)
    return {
      type: 'image',
      content: JSON.stringify({ image_key: keys[0] }),
      mentions,
      resources: keys,
      toBot,
    };
  const ats = mentions.map(({ key, name }) => ({ tag: 'at', user_id: key, user_name: name, style: [] }));
  const first = [
    ...ats,
    ...(all === '' ? [] : [{ tag: 'at', user_id: '@_all', user_name: '所有人', style: [] }]),
  ];
  const line = text === '' ? first : [...first, { tag: 'text', text: ` ${text}`, style: [] }];
  const lines = [
    ...(line.length === 0 ? [] : [line]),
    ...keys.map((key) => [{ tag: 'img', image_key: key }]),
  ];
  const content = JSON.stringify({ title: said.title ?? '', content: lines });
  return { type: 'post', content, mentions, resources: keys, toBot };
}

export function keep(state: SimState, prefix: string, blob: SimBlob): string {
  const key = state.id(prefix);
  state.blobs.set(key, blob);
  return key;
}

function mentionsOf(state: SimState, app: SimApp, said: Saying): readonly SimMention[] {
  const bot = said.at === true ? [{ openId: app.botOpenId, name: app.botName, bot: true }] : [];
  const people = (said.mentions ?? []).map((id) => ({
    openId: id,
    name: state.people.get(id)?.name ?? id,
    bot: false,
  }));
  return [...bot, ...people].map((one, index) => ({ key: `@_user_${index + 1}`, ...one }));
}
