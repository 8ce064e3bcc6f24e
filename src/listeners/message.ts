import type { MessageIn } from '../feishu/inbound.js';
import { given } from '../given.js';
import { personByOpenId } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { addToHazard } from './add-to-hazard.js';
import { takeActivityPhotos } from './activity-photos.js';
import { answerOddTypes, answerTo } from './answers.js';
import { takeSheet } from './bank-sheet.js';
import { readCommand, type Wish } from './commands.js';
import { decidableHere } from './decisions.js';
import { noteTo, type Desk } from './desk.js';
import { draftKey, type Draft } from './drafts.js';
import { answerNag } from './nag-answer.js';
import { takeClaim } from './people-events.js';
import { mendedOne, ownPhotos, parentPhotos, photosOnly, stepsShownBy } from './photo-messages.js';
import { isAnonymousNext, takeAddition } from './receipts.js';
import { orgNames, takeAnonymous, takeReport, type Told } from './reporting.js';
import { joinList } from './split-list.js';
import { afterAsking, askWhichMended } from './which-mended.js';
import { carryOut } from './wishes.js';

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
  const asked = await afterAsking(desk, key, message);
  if (asked !== undefined) return asked;
  const org = await desk.people.org();
  const person = personByOpenId(org, message.senderOpenId);
  const draft = await desk.drafts.peek(draftKey(message.senderOpenId, message.chatId));
  if (
    person === undefined &&
    message.chatType === 'p2p' &&
    (await takeClaim(desk, key, message.senderOpenId, message.text))
  )
    return 'claim';
  const answered = message.parentId === undefined ? undefined : await desk.cardOf(message.parentId);
  // Danger is answered with the number to call, also where it is written under a card about something else.
  const danger = answered !== undefined && desk.understand(message.text, orgNames(org)).intent === 'urgent';
  const nag = danger
    ? undefined
    : await answerNag(desk, key, { message, person, org, answered }, (hazardId) =>
        addAnswer(desk, key, message, hazardId, ownPhotos(message)),
      );
  if (nag !== undefined) return nag;
  const deciding = await decidableHere(desk, message, person, org, answered?.hazardId);
  const wish =
    message.text === ''
      ? undefined
      : allowedNext(draft, readCommand(commandWords(message), deciding.mine.length > 0));
  if (wish !== undefined)
    return carryOut(desk, {
      key,
      message,
      person,
      org,
      wish,
      deciding,
      ...(answered === undefined ? {} : { answered }),
    });
  const parents = answered === undefined ? await parentPhotos(desk, message) : [];
  const photos = [...ownPhotos(message), ...(parents ?? [])];
  if (message.chatType === 'p2p' && (await takeAddition(desk, message, draft, photos)))
    return 'anonymous addition';
  const anonymous = draft?.asked === 'anonymous';
  if (answered?.hazardId !== undefined) {
    if (!danger) return addAnswer(desk, key, message, answered.hazardId, photos);
    const unitId = (await desk.hazards.store.get(answered.hazardId))?.unitId;
    return understood(desk, key, message, photos, { anonymous, answeredUnitId: unitId });
  }
  const ofActivity =
    message.text === '' ? await takeActivityPhotos(desk, key, message, draft, photos) : undefined;
  if (ofActivity !== undefined) return ofActivity;
  if (message.text === '') return photosOnly(desk, key, message, photos);
  const joined = isAnonymousNext(draft)
    ? undefined
    : await joinList(desk, key, message, { person, org, photos });
  if (joined !== undefined) return joined;
  const made = await understood(desk, key, message, photos, { anonymous });
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

/** The words are taken all the same; a photo sent in private within ten minutes joins them. */
async function askForPhoto(desk: Desk, key: string, message: MessageIn): Promise<void> {
  await desk.tell(
    `${key}:parent`,
    noteTo({ kind: 'openId', openId: message.senderOpenId }, '照片我看不到', [TEXT.parentUnseen]),
  );
}

/** An answer to one of our cards: pictures and words go to that hazard. */
const addAnswer = (
  desk: Desk,
  key: string,
  message: MessageIn,
  hazardId: string,
  photos: Told['photos'],
): Promise<string> =>
  addToHazard(
    desk,
    key,
    { openId: message.senderOpenId, text: message.text, photos, answer: answerTo(message) },
    hazardId,
  );

/** What the words mean decides. */
async function understood(
  desk: Desk,
  key: string,
  message: MessageIn,
  photos: Told['photos'],
  how: { readonly anonymous?: boolean; readonly answeredUnitId?: string | undefined },
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
    ...given('answeredUnitId', how.answeredUnitId),
  };
  if (how.anonymous === true && message.chatType === 'p2p') {
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
  const steps =
    reading.intent === 'status' && told.photos.length > 0 ? await stepsShownBy(desk, message) : [];
  const mended = mendedOne(message, steps);
  if (mended !== undefined) return addAnswer(desk, key, message, mended._id, told.photos);
  if (steps.length > 0) return askWhichMended(desk, message, told, steps);
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
