import type { MessageIn } from '../feishu/inbound.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import type { Desk } from './desk.js';
import type { Told } from './reporting.js';
import { keepDraft } from './photo-messages.js';

/**
 * Pictures of an anonymous message: their message id would lead back to the sender, so they are fetched now and
 * stripped, not by the outbox later. One that can't be had must not hold up the words, least of all in danger.
 * @returns what was kept, and how many could not be fetched
 */
export async function keepStripped(
  desk: Pick<Desk, 'reader' | 'keepPhoto'>,
  photos: Told['photos'],
): Promise<{ readonly kept: readonly { sha256: string }[]; readonly missing: number }> {
  const kept: { sha256: string }[] = [];
  for (const photo of photos) {
    const sha256 = await fetched(desk, photo);
    if (sha256 !== undefined) kept.push({ sha256 });
  }
  return { kept, missing: photos.length - kept.length };
}

async function fetched(
  desk: Pick<Desk, 'reader' | 'keepPhoto'>,
  { messageId, fileKey }: Told['photos'][number],
): Promise<string | undefined> {
  for (let round = 0; round < 2; round += 1)
    try {
      return await desk.keepPhoto(await desk.reader.download(messageId, fileKey, 'image'));
    } catch {
      // Once more at once; then the reporter is asked to send it again with the receipt code.
    }
  return undefined;
}

const NO_MORE = /^(?:不报了|不匿名了|算了|取消|退出|不用了|没事了?)[。！!]?$/u;
const ASIDE = /^(?:谢谢|谢了|好的?|收到|嗯+|哦|明白了?|知道了|ok)[。！!]?$/iu;

export const isAside = (text: string): boolean => ASIDE.test(text.trim());

/**
 * Said after 匿名上报, and not what is to be reported: 不报了 ends it, 谢谢 waits on.
 * @returns a word for the inbox; undefined for everything else, which is taken as the words
 */
export async function notTheWords(
  desk: Desk,
  key: string,
  message: MessageIn,
  draftId: string,
): Promise<string | undefined> {
  const text = message.text.trim();
  const over = NO_MORE.test(text);
  if (!over && !isAside(text)) return undefined;
  await desk.sendPrivately(
    message.senderOpenId,
    'note',
    {
      title: '匿名上报',
      colour: 'wathet',
      lines: [over ? TEXT.anonymousCancelled : TEXT.anonymousGoOn],
      buttons: [],
    },
    `anonaside-${message.messageId}`.slice(0, 50),
  );
  if (over) await desk.drafts.take(draftId);
  await desk.scrub(key);
  return over ? 'no anonymous report' : 'waits for anonymous words';
}

/** 匿名上报 was said and a picture comes without words: it waits for them, and goes to nothing that bears the name. */
export async function photoBeforeWords(
  desk: Desk,
  key: string,
  message: MessageIn,
  photos: Told['photos'],
): Promise<string> {
  await keepDraft(desk, message, photos);
  await desk.sendPrivately(
    message.senderOpenId,
    'note',
    { title: '匿名上报', colour: 'wathet', lines: [TEXT.anonymousPhoto], buttons: [] },
    `anonphoto-${message.messageId}`.slice(0, 50),
  );
  await desk.scrub(key);
  return 'kept for an anonymous report';
}
