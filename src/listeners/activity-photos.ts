import { dayOf } from '../calendar.js';
import { mayAddPhoto } from '../campaigns/recording.js';
import type { MessageIn } from '../feishu/inbound.js';
import { personByOpenId } from '../people/org.js';
import { noteTo, type Desk } from './desk.js';
import { draftKey, type Draft } from './drafts.js';
import type { Told } from './reporting.js';
import { spoken } from './spoken.js';

/**
 * Pictures sent within ten minutes after 登记 or 发照片: they go to that activity.
 * @returns undefined if the sender is not in the middle of that
 */
export async function takeActivityPhotos(
  desk: Desk,
  key: string,
  message: MessageIn,
  draft: Draft | undefined,
  photos: Told['photos'],
): Promise<string | undefined> {
  const id =
    draft?.asked?.startsWith('activity:') === true ? draft.asked.slice('activity:'.length) : undefined;
  if (id === undefined || draft === undefined || photos.length === 0) return undefined;
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  const asker = { kind: 'openId' as const, openId: message.senderOpenId };
  const may = await mayAddPhoto(desk.campaigns, id, person?._id, dayOf(desk.now()));
  if (!may.ok) {
    await desk.tell(key, noteTo(asker, '照片没有放进去', [`${spoken.refusal(may, org, desk.now())}。`]));
    return 'activity photo refused';
  }
  for (const { messageId, fileKey } of photos) {
    const sha256 = await desk.keepPhoto(await desk.reader.download(messageId, fileKey, 'image'));
    await desk.campaigns.store.addActivityPhoto(id, `${messageId}:${fileKey}`, {
      sha256,
      messageId,
      at: desk.now(),
    });
  }
  // The window stays open for the next picture.
  await desk.drafts.put({ ...draft, _id: draftKey(message.senderOpenId, message.chatId), at: desk.now() });
  await desk.redraw(`activity:${id}`);
  if (may.value.campaignId !== undefined) await desk.redraw(`year:${may.value.campaignId}:${may.value.year}`);
  const n = (await desk.campaigns.store.activity(id))?.photos.length ?? 0;
  await desk.tell(key, noteTo(asker, '照片已收到', [`照片已放进“${may.value.topic}”（共${n}张）。`]));
  return 'activity photo';
}
