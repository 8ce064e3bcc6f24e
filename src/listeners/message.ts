import type { MessageIn } from '../feishu/inbound.js';
import { endOfMerges } from '../hazards/usecases.js';
import { personByOpenId } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { takeActivityPhotos } from './activity-photos.js';
import { addAnswer, understood } from './understood.js';
import { photoBeforeWords } from './anonymous-photos.js';
import { answerOddTypes } from './answers.js';
import { takeSheet } from './bank-sheet.js';
import { readCommand, type Wish } from './commands.js';
import { decidableHere } from './decisions.js';
import { noteTo, type Desk } from './desk.js';
import { ANONYMOUS, draftKey, type Draft } from './drafts.js';
import { answerNag } from './nag-answer.js';
import { takeClaim } from './people-events.js';
import { ownPhotos, photosOnly, readParent, type Parent } from './photo-messages.js';
import { points, takePointed } from './pointing.js';
import { isAnonymousNext, takeAddition } from './receipts.js';
import { orgNames } from './reporting.js';
import { joinList } from './split-list.js';
import { afterAsking } from './which-mended.js';
import type { Understanding } from '../understanding/index.js';
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
    desk.understand(message.text, orgNames(org)).intent !== 'urgent' &&
    (await takeClaim(desk, key, message.senderOpenId, message.text))
  )
    return 'claim';
  const answered = message.parentId === undefined ? undefined : await desk.cardOf(message.parentId);
  // Danger is answered with the number to call, also where it is written under a card about something else.
  const reads = answered === undefined ? undefined : desk.understand(message.text, orgNames(org)).intent;
  const danger = reads === 'urgent';
  const nag = danger
    ? undefined
    : await answerNag(desk, key, { message, person, org, answered }, (hazardId) =>
        addAnswer(desk, key, message, hazardId, ownPhotos(message)),
      );
  if (nag !== undefined) return nag;
  const deciding = await decidableHere(desk, message, person, org, answered?.hazardId);
  const words = commandWords(message);
  const pointing =
    message.parentId !== undefined &&
    answered === undefined &&
    !isAnonymousNext(draft) &&
    (words === '' ? message.images.length === 0 : points(words));
  // 上报 written under one's own pictures: they are what is to be reported.
  const pictured = message.images.length > 0 && points(words);
  const wish =
    words === '' || pointing || pictured
      ? undefined
      : allowedNext(draft, readCommand(words, deciding.mine.length > 0));
  if (
    wish !== undefined &&
    !yields(wish, words, message.chatType === 'group', (said) => desk.understand(said, orgNames(org)))
  )
    return carryOut(desk, {
      key,
      message,
      person,
      org,
      wish,
      deciding,
      ...(answered === undefined ? {} : { answered }),
    });
  const parent =
    message.parentId === undefined || answered !== undefined
      ? undefined
      : await readParent(desk, message.parentId);
  if (pointing) return takePointed(desk, key, message, parent);
  const photos = [...ownPhotos(message), ...(parent?.photos ?? [])];
  if (message.chatType === 'p2p' && (await takeAddition(desk, message, draft, photos)))
    return 'anonymous addition';
  const anonymous = draft?.asked === ANONYMOUS;
  if (answered?.hazardId !== undefined) {
    const about = await desk.hazards.store.get(answered.hazardId);
    const now = about === undefined ? undefined : await endOfMerges(desk.hazards, about);
    // Under a card of something that is over, words that report are a report: linked by their place.
    const anew = now?.open === false && reads === 'report';
    if (!danger && !anew) return addAnswer(desk, key, message, now?._id ?? answered.hazardId, photos);
    return understood(desk, key, message, photos, { anonymous, answeredUnitId: about?.unitId });
  }
  const ofActivity =
    message.text === '' ? await takeActivityPhotos(desk, key, message, draft, photos) : undefined;
  if (ofActivity !== undefined) return ofActivity;
  if (message.text === '' && message.chatType === 'p2p' && anonymous && photos.length > 0)
    return photoBeforeWords(desk, key, message, photos);
  if (message.text === '' || pictured) return photosOnly(desk, key, message, photos);
  const joined = isAnonymousNext(draft)
    ? undefined
    : await joinList(desk, key, message, { person, org, photos });
  if (joined !== undefined) return joined;
  const made = await understood(desk, key, message, photos, { anonymous });
  const unseen = made === 'report' && answered === undefined ? whatUnseen(message, parent) : undefined;
  if (unseen !== undefined)
    await desk.tell(
      `${key}:parent`,
      noteTo({ kind: 'openId', openId: message.senderOpenId }, '照片我看不到', [unseen]),
    );
  return made;
}

/** What was pointed to and could not be taken along: the words are registered all the same. */
function whatUnseen(message: MessageIn, parent: Parent | undefined): string | undefined {
  if (message.parentId === undefined) return undefined;
  if (parent === undefined) return TEXT.parentUnseen;
  return ['media', 'audio', 'file', 'merge_forward'].includes(parent.type) ? TEXT.parentOdd : undefined;
}

/** What people complain about the bot itself. */
const ABOUT_BOT = /卡片|按钮|助手|机器人|消息|提醒|通知|字|界面|推送|太多|看不懂/u;

/** What looks like a command by its first word, and is a report or a call for help by what it says. */
function yields(
  wish: Wish,
  words: string,
  inGroup: boolean,
  understand: (said: string) => Understanding,
): boolean {
  if (wish.do === 'search')
    return !/^[/／]?(?:查询|搜索|查找|检索)/u.test(words) && understand(words).intent === 'urgent';
  if (wish.do === 'anonymous')
    return inGroup && wish.words !== undefined && understand(wish.words).intent === 'urgent';
  if (wish.do !== 'feedback') return false;
  const read = understand(wish.rest === '' ? words : wish.rest);
  return read.intent === 'urgent' || (read.intent === 'report' && !ABOUT_BOT.test(words));
}

/** The words without the people they are addressed to: `@李敏 @安全助手 帮助` is the command 帮助 (cases.md 17). */
function commandWords({ text, mentions }: MessageIn): string {
  let words = text.trim();
  const names = [...mentions.map(({ name }) => `@${name}`), '@所有人'].toSorted(
    (a, b) => b.length - a.length,
  );
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
