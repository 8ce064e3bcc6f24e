import type { MessageIn } from '../feishu/inbound.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { answerTo } from './answers.js';
import { noteTo, type Desk } from './desk.js';
import { photosOnly, type Parent } from './photo-messages.js';
import type { Told } from './reporting.js';
import { understood } from './understood.js';

const POINTS =
  /^(?:请|麻烦|帮我|帮忙|帮)*(?:把)?(?:这个|这条|这件|这张|这里|这|上面的?|楼上的?)?(?:情况|隐患|问题|照片)?(?:也|给我|要)?(?:上报|登记|报|记录|记|录入|处理)(?:隐患|一下|下|上去|上|吧|[。.！!~～]|谢谢)*$/u;

/** Words that say nothing but what to do with the message they answer: 上报, 这个登记一下. */
export const points = (words: string): boolean => POINTS.test(words.replace(/\s+/gu, ''));

/**
 * Somebody answers a colleague's message with 上报 or with the bare @: what is meant is that message.
 * @param parent undefined if it can't be read
 */
export async function takePointed(
  desk: Desk,
  key: string,
  message: MessageIn,
  parent: Parent | undefined,
): Promise<string> {
  const [known] = await desk.hazards.store.bySource(message.parentId ?? '');
  const say = async (words: string): Promise<string> => {
    await desk.tell(key, noteTo(answerTo(message), '安全助手', [words]));
    return 'asked what';
  };
  if (known !== undefined) return say(`这条已登记，编号 ${known.code}。`);
  if (parent === undefined) return say(TEXT.parentGone);
  const words = [...parent.words].length >= 4 ? parent.words : '';
  const photos: Told['photos'] = parent.photos;
  // A bare @ may be meant otherwise: then the words themselves must read as a report.
  const asked = message.text !== '';
  if (words !== '') return understood(desk, key, { ...message, text: words }, photos, { asked });
  if (photos.length > 0) return photosOnly(desk, key, message, photos);
  return say(TEXT.askMore);
}
