import { readContent } from '../feishu/content.js';
import type { MessageIn } from '../feishu/inbound.js';
import type { Hazard } from '../hazards/hazard.js';
import { holdersOf } from '../hazards/roles.js';
import { addPhotos, addProgress, remark } from '../hazards/usecases.js';
import { personByOpenId } from '../people/org.js';
import type { Target } from '../notices.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { takeActivityPhotos } from './activity-photos.js';
import { takeSheet } from './campaign-files.js';
import { readCommand, type Wish } from './commands.js';
import { waitingFor } from './decisions.js';
import { DRAFT_MS, draftKey, type Draft } from './drafts.js';
import { noteTo, type Desk } from './desk.js';
import { answerNag } from './nag-answer.js';
import { orgNames, takeAnonymous, takeReport, type Told } from './reporting.js';
import { isAnonymousNext, takeAddition } from './receipts.js';
import { takeClaim } from './people-events.js';
import { carryOut } from './wishes.js';

/** Where an answer to a message goes: under it in a group, into the private chat otherwise. */
export function answerTo(message: MessageIn): Target {
  return message.chatType === 'group'
    ? { kind: 'chat', chatId: message.chatId, replyTo: message.messageId }
    : { kind: 'openId', openId: message.senderOpenId };
}

/**
 * One message, in a group or in private.
 * @returns a word for the inbox: what was made of it
 */
export async function onMessage(desk: Desk, key: string, message: MessageIn): Promise<string> {
  if (message.fromBot || message.senderOpenId === '') return 'not from a person';
  if (message.chatType === 'group' && !message.mentionsBot) return 'not addressed';
  const sheet = await takeSheet(desk, key, message);
  if (sheet !== undefined) return sheet;
  const odd = await answerOddTypes(desk, key, message);
  if (odd !== undefined) return odd;
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  const draft = await desk.drafts.peek(draftKey(message.senderOpenId, message.chatId));
  if (
    person === undefined &&
    message.chatType === 'p2p' &&
    (await takeClaim(desk, key, message.senderOpenId, message.text))
  )
    return 'claim';
  const waiting = person === undefined ? [] : await waitingFor(desk, person, org);
  const answered = message.parentId === undefined ? undefined : await desk.cardOf(message.parentId);
  const nag = await answerNag(desk, key, { message, person, org, answered }, (hazardId) =>
    addToHazard(desk, key, message, hazardId, ownPhotos(message)),
  );
  if (nag !== undefined) return nag;
  const wish =
    message.text === ''
      ? undefined
      : allowedNext(
          draft,
          readCommand(commandWords(message), waiting.length > 0 || answered?.hazardId !== undefined),
        );
  if (wish !== undefined)
    return carryOut(desk, {
      key,
      message,
      person,
      org,
      wish,
      waiting,
      ...(answered === undefined ? {} : { answered }),
    });
  const parents = answered === undefined ? await parentPhotos(desk, message) : [];
  const photos = [...ownPhotos(message), ...(parents ?? [])];
  if (message.chatType === 'p2p' && (await takeAddition(desk, message, draft, photos)))
    return 'anonymous addition';
  if (answered?.hazardId !== undefined) return addToHazard(desk, key, message, answered.hazardId, photos);
  const ofActivity =
    message.text === '' ? await takeActivityPhotos(desk, key, message, draft, photos) : undefined;
  if (ofActivity !== undefined) return ofActivity;
  if (message.text === '') return photosOnly(desk, key, message, photos);
  const made = await understood(desk, key, message, photos, draft?.asked === 'anonymous');
  if (parents === undefined && made === 'report') await askForPhoto(desk, key, message);
  return made;
}

/** The words without the people they are addressed to: `@李敏 @安全助手 帮助` is the command 帮助 (cases.md 17). */
function commandWords({ text, mentions }: MessageIn): string {
  let words = text.trim();
  const names = mentions.map(({ name }) => `@${name}`).toSorted((a, b) => b.length - a.length);
  for (;;) {
    const first = names.find((name) => words.startsWith(name));
    if (first === undefined) return words;
    words = words.slice(first.length).trim();
  }
}

/** Whoever was asked for anonymous words gets through with plain commands, not with what may be the words themselves. */
function allowedNext(draft: Draft | undefined, wish: Wish | undefined): Wish | undefined {
  if (wish === undefined || !isAnonymousNext(draft)) return wish;
  const plain: readonly Wish['do'][] = [
    'help',
    'todos',
    'mine',
    'anonymous',
    'receipt',
    'receipt-add',
    'receipt-withdraw',
  ];
  return plain.includes(wish.do) ? wish : undefined;
}

/** Voice, stickers, forwards: never silence in private, never a hazard made of a placeholder. */
async function answerOddTypes(desk: Desk, key: string, message: MessageIn): Promise<string | undefined> {
  const answers: Readonly<Record<string, string>> = {
    audio: TEXT.voice,
    media: TEXT.voice.replace('语音', '语音和视频'),
    sticker: TEXT.sticker,
    merge_forward: TEXT.forwarded,
    share_chat: TEXT.sticker,
    share_user: TEXT.sticker,
    location: TEXT.askMore,
    file: TEXT.askMore,
  };
  const words = answers[message.type];
  if (words === undefined) return undefined;
  await desk.tell(key, noteTo(answerTo(message), '安全助手', [words]));
  return `answered ${message.type}`;
}

const ownPhotos = (message: MessageIn): Told['photos'] =>
  message.images.map((fileKey) => ({ messageId: message.messageId, fileKey }));

/**
 * On phones a picture and an @ don't fit into one message: people answer the photo (cases.md 9).
 * @returns undefined if the answered message can't be read (recalled, or the bureau gave no scope for it)
 */
async function parentPhotos(desk: Desk, message: MessageIn): Promise<Told['photos'] | undefined> {
  if (message.parentId === undefined) return [];
  const parent = await desk.reader.message(message.parentId).catch(() => undefined);
  if (parent === undefined) return undefined;
  const messageId = message.parentId;
  return readContent(parent.type, parent.content).images.map((fileKey) => ({
    messageId,
    fileKey,
    byOpenId: parent.senderOpenId,
  }));
}

/** The words are taken all the same; a photo sent in private within ten minutes joins them. */
async function askForPhoto(desk: Desk, key: string, message: MessageIn): Promise<void> {
  await desk.tell(
    `${key}:parent`,
    noteTo({ kind: 'openId', openId: message.senderOpenId }, '照片我看不到', [TEXT.parentUnseen]),
  );
}

/** An answer to one of our cards: pictures and words go to that hazard. */
async function addToHazard(
  desk: Desk,
  key: string,
  message: MessageIn,
  hazardId: string,
  photos: Told['photos'],
): Promise<string> {
  const org = await desk.people.org();
  const actorId = personByOpenId(org, message.senderOpenId)?._id;
  const request = { hazardId, actorId, cause: key };
  const results = [
    ...(photos.length > 0 ? [await addPhotos(desk.hazards, request, photos)] : []),
    ...(message.text === '' ? [] : [await addWords(desk, request, message.text)]),
  ];
  const stored = results.find((result) => result.ok);
  if (stored?.ok !== true) {
    await desk.tell(
      key,
      noteTo(answerTo(message), '安全助手', ['这件现在不能补充。要报新的隐患，请另发一条，写清地点和情况。']),
    );
    return 'not added';
  }
  await desk.relay(stored.value);
  await desk.tell(
    key,
    noteTo(answerTo(message), '已记下', [`已记入 ${stored.value.code} ${stored.value.title} 的办理过程。`]),
  );
  return 'added to a hazard';
}

/** Progress by those who have the work, a remark by anybody else who may see it. */
async function addWords(
  desk: Desk,
  request: Parameters<typeof addProgress>[1],
  words: string,
): Promise<ReturnType<typeof addProgress>> {
  const progress = await addProgress(desk.hazards, request, words);
  return progress.ok ? progress : remark(desk.hazards, request, words);
}

/** Pictures without words: to the one open step, to the report of the last ten minutes, or kept until words come. */
async function photosOnly(
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
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  const mine =
    person === undefined ? [] : await desk.hazards.store.find({ open: true, personId: person._id });
  const rectifying = mine.filter(
    (hazard) => hazard.status === 'rectifying' && holdersOf(hazard, org).includes(person?._id ?? ''),
  );
  const recent = await recentReport(desk, message);
  if (message.chatType === 'p2p' && recent !== undefined) return attach(desk, key, message, recent, photos);
  const only = rectifying.length === 1 ? rectifying[0] : undefined;
  if (message.chatType === 'p2p' && only !== undefined) return attach(desk, key, message, only, photos);
  await keepDraft(desk, message, photos);
  if (message.chatType === 'p2p' && rectifying.length > 1) {
    const buttons = rectifying.slice(0, 5).map((hazard) => `${hazard.title}|photo-of|${hazard._id}`);
    await desk.tell(
      key,
      noteTo(answer, '这张照片是哪一件的？', ['点一下就放进去；都不是，请再写一句地点和情况。'], { buttons }),
    );
    return 'asked which';
  }
  await desk.tell(key, noteTo(answer, '收到照片了', [TEXT.askPlace]));
  return 'kept as a draft';
}

async function keepDraft(desk: Desk, message: MessageIn, photos: Told['photos']): Promise<void> {
  const id = draftKey(message.senderOpenId, message.chatId);
  const before = await desk.drafts.peek(id);
  await desk.drafts.put({
    _id: id,
    openId: message.senderOpenId,
    chatId: message.chatId,
    photos: [...(before?.photos ?? []), ...photos.map(({ messageId, fileKey }) => ({ messageId, fileKey }))],
    at: desk.now(),
    ...(before?.asked === undefined ? {} : { asked: before.asked }),
  });
}

/** Text first, then the photo within ten minutes. */
async function recentReport(desk: Desk, message: MessageIn): Promise<Hazard | undefined> {
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  if (person === undefined) return undefined;
  const list = await desk.hazards.store.find({ open: true, reporterId: person._id, limit: 5 });
  return list.find(
    (hazard) =>
      desk.now().getTime() - hazard.reportedAt.getTime() < DRAFT_MS &&
      (hazard.status === 'verifying' || hazard.status === 'reported'),
  );
}

export async function attach(
  desk: Desk,
  key: string,
  message: Pick<MessageIn, 'senderOpenId'>,
  hazard: Hazard,
  photos: Told['photos'],
): Promise<string> {
  const org = await desk.people.org();
  const actorId = personByOpenId(org, message.senderOpenId)?._id;
  const result = await addPhotos(desk.hazards, { hazardId: hazard._id, actorId, cause: key }, photos);
  if (!result.ok) return 'photo refused';
  await desk.relay(result.value);
  const after = result.value.status === 'rectifying';
  const n = result.value.photos.filter((photo) => photo.stage === (after ? 'after' : 'before')).length;
  const words = after
    ? `照片已放进“整改后”（${n}张）。写好情况，点“整改完成”。`
    : `照片已放进 ${hazard.code} ${hazard.title}（${n}张）。`;
  await desk.tell(key, noteTo({ kind: 'openId', openId: message.senderOpenId }, '照片已收到', [words]));
  return 'photo attached';
}

/** What the words mean decides. */
async function understood(
  desk: Desk,
  key: string,
  message: MessageIn,
  photos: Told['photos'],
  anonymous: boolean,
): Promise<string> {
  const org = await desk.people.org();
  const reading = desk.understand(message.text, orgNames(org));
  const draft = await desk.drafts.take(draftKey(message.senderOpenId, message.chatId));
  const told: Told = {
    key,
    messageId: message.messageId,
    chatId: message.chatId,
    channel: message.chatType === 'group' ? 'group' : 'private',
    openId: message.senderOpenId,
    text: message.text,
    photos: [...(draft?.photos ?? []), ...photos],
  };
  if (anonymous && message.chatType === 'p2p') {
    await takeAnonymous(desk, told, reading);
    return 'anonymous report';
  }
  if (reading.intent === 'report' || reading.intent === 'urgent') {
    const enough = [...message.text].length >= 4 || told.photos.length > 0;
    if (reading.intent === 'urgent' || enough) {
      await takeReport(desk, told, reading);
      return reading.intent;
    }
  }
  if (told.photos.length > 0 && reading.intent !== 'question' && reading.intent !== 'command') {
    await takeReport(desk, told, reading);
    return 'report with photos';
  }
  await desk.tell(
    key,
    noteTo(answerTo(message), '安全助手', answerWords(reading.intent), {
      buttons: ['报隐患|report-form-open|', '我的待办|my-todos|'],
    }),
  );
  return `answered ${reading.intent}`;
}

function answerWords(intent: string): readonly string[] {
  switch (intent) {
    case 'status':
      return ['知道了。要记到某一件里，请直接回复那张卡片；要报新的隐患，请写地点和情况。'];
    case 'question':
      return ['这个我不确定，请问本单位安全员。要报隐患，请写地点和情况，可加照片。'];
    case 'none':
      return ['这条没有登记。要登记隐患，请写地点和情况，可加照片；别的请发“帮助”。'];
    case 'report':
      return [TEXT.askMore];
    default:
      return [TEXT.unknownText];
  }
}
