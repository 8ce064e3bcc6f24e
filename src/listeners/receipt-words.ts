import { dayOf } from '../calendar.js';
import { switchRewards } from '../people/reward-scheme.js';
import { requireAdmin } from '../people/usecases.js';
import { button } from '../../cards/kit.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import type { MessageIn } from '../feishu/inbound.js';
import { keepForName } from './by-name.js';
import type { Wish } from './commands.js';
import { noteButton, noteTo, type Desk } from './desk.js';
import { ANONYMOUS, draftKey } from './drafts.js';
import { answerTo } from './answers.js';
import { ownPhotos } from './photo-messages.js';
import { understood } from './understood.js';
import { addByCode, askerOf, collectReward, showReceipt, withdrawWithCode } from './receipts.js';
import type { Say, WishContext } from './wish-context.js';

/** 匿名上报, with the words at once or with the next message. */
export async function askAnonymous(
  desk: Desk,
  { key, message, wish }: WishContext & { readonly wish: Extract<Wish, { do: 'anonymous' }> },
): Promise<void> {
  if (message.chatType === 'group') return notAnonymousHere(desk, key, message, wish.words);
  const photos = ownPhotos(message);
  if (wish.words !== undefined) {
    await understood(desk, key, { ...message, text: wish.words }, photos, { anonymous: true });
    return;
  }
  await desk.drafts.put({
    _id: draftKey(message.senderOpenId, message.chatId),
    openId: message.senderOpenId,
    chatId: message.chatId,
    at: desk.now(),
    asked: ANONYMOUS,
    ...(photos.length === 0 ? {} : { photos }),
  });
  // Told past the outbox: that this person is about to report anonymously is nobody's business.
  await desk.sendPrivately(
    message.senderOpenId,
    'note',
    {
      title: '匿名上报',
      colour: 'wathet',
      lines: [TEXT.anonymousHow],
      buttons: [button('不报了', 'anonymous-cancel', { kind: 'plain' })],
    },
    `anonask-${message.messageId}`.slice(0, 50),
  );
  await desk.scrub(key);
}

/** A group sees who writes: nothing is registered unless the author wants it under their name. */
async function notAnonymousHere(
  desk: Desk,
  key: string,
  message: MessageIn,
  words: string | undefined,
): Promise<void> {
  if (words !== undefined) await keepForName(desk, key, message, words);
  const buttons =
    words === undefined ? {} : { buttons: [noteButton(TEXT.byName, 'report-by-name', '', key)] };
  await desk.tell(key, noteTo(answerTo(message), '不能匿名', [TEXT.anonymousInGroup], buttons));
}

/** What goes with a receipt code: in private only. */
export async function withReceipt(
  desk: Desk,
  context: WishContext,
  wish: Extract<Wish, { rest: string }>,
  say: Say,
): Promise<void> {
  const { message } = context;
  if (message.chatType === 'group') return say('回执', ['查匿名进展请私聊我发回执码。']);
  const asker = askerOf(message);
  switch (wish.do) {
    case 'receipt-add':
      return addByCode(
        desk,
        asker,
        wish.rest,
        message.images.map((fileKey) => ({ messageId: message.messageId, fileKey })),
      );
    case 'receipt-withdraw':
      return withdrawWithCode(desk, asker, wish.rest);
    case 'reward':
      return /^(?:启用|停用|标准)$/u.test(wish.rest)
        ? rewardScheme(desk, context, wish.rest, say)
        : collectReward(desk, asker, wish.rest);
    default:
      return showReceipt(desk, asker, wish.rest);
  }
}

/** 奖励启用, 奖励停用, 奖励标准 by an administrator. */
async function rewardScheme(
  desk: Desk,
  { key, message, org }: WishContext,
  what: string,
  say: Say,
): Promise<void> {
  const openId = message.senderOpenId;
  if (what === '标准') {
    const admin = requireAdmin(org, openId);
    if (!admin.ok) return say('奖励标准', [refusalText(admin)]);
    return desk.tell(key, {
      type: 'reward-rule',
      target: { kind: 'openId', openId },
      class: 'informational',
      anyHour: true,
    });
  }
  const on = what === '启用';
  const switched = await switchRewards(desk.people, openId, on, dayOf(desk.now()));
  return say('奖励', [switched.ok ? (on ? TEXT.rewardsOn : TEXT.rewardsOff) : refusalText(switched)]);
}
