import { refuse } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { no, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';
import { BY_NAME, type Draft } from './drafts.js';
import { ownPhotos } from './photo-messages.js';
import { registerKept } from './which-mended.js';

/*
 * Words that were not registered, and may still be, under their author's name: 匿名上报 with words behind it in a group,
 * where everybody has read who wrote it, and what did not read like a report.
 */

const draftOf = (key: string): string => `${BY_NAME}:${key}`;

/** Keeps the words until their author decides. */
export async function keepForName(desk: Desk, key: string, message: MessageIn, words: string): Promise<void> {
  await desk.drafts.put({
    _id: draftOf(key),
    openId: message.senderOpenId,
    chatId: message.chatId,
    messageId: message.messageId,
    channel: message.chatType === 'group' ? 'group' : 'private',
    text: words,
    photos: ownPhotos(message),
    asked: BY_NAME,
    at: desk.now(),
  });
}

/** 按实名登记, 登记这条 */
export async function reportByName(desk: Desk, { button, action }: Click): Promise<ClickAnswer> {
  const draft: Draft | undefined = await desk.drafts.peek(draftOf(button.extra ?? ''));
  if (draft === undefined) return no(TEXT.byNameOver);
  if (draft.openId !== action.openId) return no(refusalText(refuse('author-only')));
  await registerKept(desk, draft, button.extra ?? '', draft.channel ?? 'group');
  return yes(TEXT.registered, false);
}
