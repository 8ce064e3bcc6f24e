import { cleanText, readContent } from '../feishu/content.js';
import type { MessageIn } from '../feishu/inbound.js';
import { given } from '../given.js';
import type { Hazard } from '../hazards/hazard.js';
import { holdersOf } from '../hazards/roles.js';
import { isUnverified, type HazardStatus } from '../hazards/status.js';
import { personByOpenId } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { putInto } from './add-to-hazard.js';
import { answerTo } from './answers.js';
import { noteButton, noteTo, openOne, type Desk } from './desk.js';
import { DRAFT_MS, draftKey, MORE } from './drafts.js';
import type { Told } from './reporting.js';

export const ownPhotos = (message: MessageIn): Told['photos'] =>
  message.images.map((fileKey) => ({ messageId: message.messageId, fileKey }));

/** The message that somebody answers. */
export interface Parent {
  readonly type: string;
  readonly words: string;
  readonly photos: Told['photos'];
}

/**
 * On phones a picture and an @ don't fit into one message: people answer the photo (cases.md 9).
 * @returns undefined if the answered message can't be read (recalled, or the bureau gave no scope for it)
 */
export async function readParent(desk: Desk, messageId: string): Promise<Parent | undefined> {
  const parent = await desk.reader.message(messageId).catch(() => undefined);
  if (parent === undefined) return undefined;
  const { text, images } = readContent(parent.type, parent.content);
  return {
    type: parent.type,
    words: cleanText(text.replace(/@_(?:user_\d+|all)\s*/gu, '')).trim(),
    photos: images.map((fileKey) => ({ messageId, fileKey, byOpenId: parent.senderOpenId })),
  };
}

/** Steps that a picture belongs to: what was found on the spot, what was mended. */
const SHOWN_BY: readonly HazardStatus[] = ['verifying', 'planning', 'rectifying'];

/** Pictures without words: to the one open step, to the report of the last ten minutes, or kept until words come. */
export async function photosOnly(
  desk: Desk,
  key: string,
  message: MessageIn,
  photos: Told['photos'],
): Promise<string> {
  const answer = answerTo(message);
  if (photos.length === 0) {
    await desk.tell(key, noteTo(answer, '安全助手', [TEXT.askMore]));
    return 'asked what';
  }
  const steps = await stepsShownBy(desk, message);
  const recent = await recentReport(desk, message);
  if (message.chatType === 'p2p' && recent !== undefined) return attach(desk, key, message, recent, photos);
  const [first] = steps;
  // The officer's picture may as well begin a report of something else: asked, not guessed.
  const only = steps.length === 1 && first?.status === 'rectifying' ? first : undefined;
  if (message.chatType === 'p2p' && only !== undefined) return attach(desk, key, message, only, photos);
  await keepDraft(desk, message, photos);
  if (message.chatType === 'p2p' && steps.length > 0) {
    const buttons = steps.slice(0, 5).map((hazard) => noteButton(hazard.title, 'photo-of', hazard._id));
    await desk.tell(
      key,
      noteTo(answer, '这张照片是哪一件的？', ['点一下就放进去；都不是，请再写一句地点和情况。'], {
        buttons,
        choose: true,
      }),
    );
    return 'asked which';
  }
  await desk.tell(key, noteTo(answer, '收到照片了', [TEXT.askPlace]));
  return 'kept as a draft';
}

/** The steps of this person that a picture may belong to. */
export async function stepsShownBy(desk: Desk, message: MessageIn): Promise<readonly Hazard[]> {
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  if (person === undefined) return [];
  const mine = await desk.hazards.store.find({ open: true, personId: person._id });
  return mine.filter(
    (hazard) => SHOWN_BY.includes(hazard.status) && holdersOf(hazard, org).includes(person._id),
  );
}

/**
 * 灯已换 with a picture, from somebody who has one thing to mend and nothing else to show: it is about that. Said in a
 * group it is asked all the same, since the answer would name what the group may not know of.
 */
export function mendedOne(message: MessageIn, [first, ...others]: readonly Hazard[]): Hazard | undefined {
  const only = message.chatType === 'p2p' && others.length === 0;
  return only && first?.status === 'rectifying' ? first : undefined;
}

export async function keepDraft(desk: Desk, message: MessageIn, photos: Told['photos']): Promise<void> {
  const id = draftKey(message.senderOpenId, message.chatId);
  const before = await desk.drafts.peek(id);
  await desk.drafts.put({
    _id: id,
    openId: message.senderOpenId,
    chatId: message.chatId,
    photos: [...(before?.photos ?? []), ...photos.map(({ messageId, fileKey }) => ({ messageId, fileKey }))],
    at: desk.now(),
    ...(before?.asked === undefined ? {} : { asked: before.asked }),
    ...(before?.asked === MORE ? given('text', before.text) : {}),
  });
}

/** Text first, then the photo within ten minutes. */
async function recentReport(desk: Desk, message: MessageIn): Promise<Hazard | undefined> {
  const openId = message.senderOpenId;
  const person = personByOpenId(await desk.people.org(), openId);
  const list = await desk.hazards.store.find({
    open: true,
    reporterOpenId: openId,
    ...given('reporterId', person?._id),
    limit: 5,
  });
  return list.find(
    (hazard) =>
      desk.now().getTime() - saidAt(hazard, person?._id).getTime() < DRAFT_MS && isUnverified(hazard.status),
  );
}

/** When this person last reported it: theirs may be one of several messages about one danger. */
function saidAt(hazard: Hazard, personId: string | undefined): Date {
  const own =
    personId === undefined
      ? undefined
      : hazard.history.findLast((entry) => entry.command === 'joinEmergency' && entry.by === personId);
  return own?.at ?? hazard.reportedAt;
}

/** Puts pictures to a hazard, and says where they went. */
export async function attach(
  desk: Desk,
  key: string,
  message: Pick<MessageIn, 'senderOpenId'>,
  hazard: Hazard,
  photos: Told['photos'],
): Promise<string> {
  const added = { openId: message.senderOpenId, text: '', photos };
  const stored = await putInto(desk, key, added, hazard._id);
  if (stored === undefined) return 'photo refused';
  const after = stored.status === 'rectifying';
  const n = stored.photos.filter((photo) => photo.stage === (after ? 'after' : 'before')).length;
  const words = after
    ? `照片已放进“整改后”（${n}张）。写好情况，点“整改完成”。`
    : `照片已放进 ${hazard.code} ${hazard.title}（${n}张）。`;
  const buttons = after ? [openOne(stored._id)] : [];
  await desk.tell(
    key,
    noteTo({ kind: 'openId', openId: message.senderOpenId }, '照片已收到', [words], { buttons }),
  );
  return 'photo attached';
}
