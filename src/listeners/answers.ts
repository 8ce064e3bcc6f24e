import type { MessageIn } from '../feishu/inbound.js';
import type { Target } from '../notices.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { noteTo, type Desk } from './desk.js';

/** Where an answer to a message goes: under it in a group, into the private chat otherwise. */
export function answerTo(message: MessageIn): Target {
  return message.chatType === 'group'
    ? { kind: 'chat', chatId: message.chatId, replyTo: message.messageId }
    : { kind: 'openId', openId: message.senderOpenId };
}

/** Voice, stickers, forwards: never silence in private, never a hazard made of a placeholder. */
export async function answerOddTypes(
  desk: Desk,
  key: string,
  message: MessageIn,
): Promise<string | undefined> {
  const answers: Readonly<Record<string, string>> = {
    audio: TEXT.voice,
    media: TEXT.voice.replace('语音', '语音和视频'),
    sticker: TEXT.sticker,
    merge_forward: TEXT.forwarded,
    share_chat: TEXT.sticker,
    share_user: TEXT.sticker,
    location: TEXT.askMore,
    file: TEXT.fileUnseen,
  };
  const words = answers[message.type];
  if (words === undefined) return undefined;
  await desk.tell(key, noteTo(answerTo(message), '安全助手', [words]));
  return `answered ${message.type}`;
}
