import { dayOf } from '../calendar.js';
import { byNumber, type Numbered } from '../hazards/code.js';
import type { Hazard } from '../hazards/hazard.js';
import { isUnverified } from '../hazards/status.js';
import { personByOpenId } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { noteButton, noteTo, type Desk } from './desk.js';
import type { Say, WishContext } from './wish-context.js';

/**
 * 撤回, 撤回 0142: asks back with a button, since what is withdrawn is not worked on any more. Under a card or in a
 * report's thread it is about that one, else about the only one of theirs that can still be withdrawn.
 */
export async function withdrawByWords(
  desk: Desk,
  context: WishContext,
  number: Numbered | undefined,
  say: Say,
): Promise<void> {
  const { key, message } = context;
  const meant = await meantBy(desk, context, number);
  if (meant === undefined) return say('撤回', [TEXT.withdrawNone]);
  const asker = { kind: 'openId' as const, openId: message.senderOpenId };
  await desk.tell(
    key,
    noteTo(
      asker,
      '要撤回吗？',
      [`${meant.code} ${meant.title}`, TEXT.confirmWithdraw.replace('确定吗？', '')],
      {
        buttons: [noteButton('撤回', 'withdraw', meant._id)],
        hazardId: meant._id,
      },
    ),
  );
}

async function meantBy(
  desk: Desk,
  { message, answered, org }: WishContext,
  number: Numbered | undefined,
): Promise<Hazard | undefined> {
  const { store } = desk.hazards;
  const person = personByOpenId(org, message.senderOpenId);
  const mine = async (): Promise<readonly Hazard[]> =>
    person === undefined ? [] : store.find({ open: true, reporterId: person._id, limit: 10 });
  const own = (await mine()).filter(
    (hazard) => isUnverified(hazard.status) && hazard.reporterId === person?._id,
  );
  if (number !== undefined) {
    const named = await byNumber(store, number, dayOf(desk.now()));
    return own.find((hazard) => hazard._id === named?._id);
  }
  const thread = message.rootId ?? message.parentId;
  const inThread = thread === undefined ? [] : await store.bySource(thread);
  const pointed = answered?.hazardId ?? inThread[0]?._id;
  if (pointed !== undefined) return own.find((hazard) => hazard._id === pointed);
  return own.length === 1 ? own[0] : undefined;
}
