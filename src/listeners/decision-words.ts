import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import { holderNames } from '../hazards/roles.js';
import { remark } from '../hazards/usecases.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { decidable, decide, decidedBy } from './decisions.js';
import { noteButton, noteTo, type Desk } from './desk.js';
import { spoken } from './spoken.js';
import type { Say, WishContext } from './wish-context.js';

/** Typed decisions: as an answer to the card, alone when one thing waits, in a group by an @ (experience.md §3 k). */
export async function decideByWords(desk: Desk, context: WishContext, say: Say): Promise<void> {
  const { wish, deciding } = context;
  const { mine, others } = deciding;
  if (wish.do === 'not-yes') return say('请再回一次', [TEXT.gotIsNotYes]);
  const before = wish.do === 'ask-approve' ? undefined : await decidedBy(desk, context.key);
  if (before !== undefined) return decided(desk, context, say, before);
  if (mine.length > 1)
    return ask(
      desk,
      context,
      say,
      `您有${mine.length}件待审批，是哪一件？`,
      '点一下打开那一件。',
      mine.slice(0, 6).map((hazard) => noteButton(hazard.title, 'open', hazard._id)),
    );
  const one = mine[0] ?? (others.length === 1 ? others[0] : undefined);
  if (one === undefined) return say('审批', [TEXT.nothingToDecide]);
  if (wish.do === 'ask-approve') {
    const of = pendingExtension(one) === undefined ? '方案' : '延期';
    const question = `您是同意“${one.title}”的${of}吗？`;
    return ask(desk, context, say, '请确认', question, [`同意|approve|${one._id}`]);
  }
  if (wish.do === 'return' && wish.words === '' && mine.length === 1)
    return say('请写原因', [TEXT.needReason]);
  return take(desk, context, say, one);
}

/** In a group others would read the titles and could click: the question goes to the asker in private. */
async function ask(
  desk: Desk,
  { key, message }: WishContext,
  say: Say,
  title: string,
  words: string,
  buttons: readonly string[],
): Promise<void> {
  if (message.chatType === 'p2p') return say(title, [words], buttons);
  const asker = { kind: 'openId' as const, openId: message.senderOpenId };
  await desk.tell(`${key}:ask`, noteTo(asker, title, [words], { buttons }));
  return say('审批', [TEXT.askedPrivately]);
}

async function take(desk: Desk, context: WishContext, say: Say, one: Hazard): Promise<void> {
  const { wish, answered, person, key, org, message } = context;
  const yes = wish.do === 'approve';
  const words = 'words' in wish ? wish.words : '';
  // An answer to a card is about the round that the card shows.
  const stage = answered?.type === 'hazard-approval' ? answered.stage : undefined;
  const request = { hazardId: one._id, actorId: person?._id, cause: key };
  const result = await decide(
    desk,
    one,
    { ...request, ...(stage === undefined ? {} : { stage }) },
    yes,
    words,
  );
  if (result.ok) return decided(desk, context, say, result.value);
  const refusal =
    result.code === 'stale-card' && !decidable(one)
      ? nothingHere(holderNames(one, org))
      : spoken.refusal(result, org, desk.now());
  // What was said is kept, whatever it did not do (experience.md §3 h); a bare 同意 once more says nothing new.
  const kept =
    result.code === 'already-done' && words === ''
      ? undefined
      : await remark(desk.hazards, request, message.text);
  if (kept?.ok === true) await desk.relay(kept.value);
  return say(
    '审批',
    [`${refusal}。${kept?.ok === true ? '您的话已记入办理过程。' : ''}`],
    context.deciding.mine.includes(one) && message.chatType === 'p2p'
      ? [`打开最新的卡片|open|${one._id}`]
      : undefined,
  );
}

async function decided(desk: Desk, { wish, org }: WishContext, say: Say, hazard: Hazard): Promise<void> {
  const yes = wish.do === 'approve';
  await desk.relay(hazard);
  return say(yes ? '已同意' : '已退回', [spoken.decided(hazard, org, yes)]);
}

const nothingHere = (holders: string): string =>
  `这件现在没有要审批的${holders === '' ? '' : `，由${holders}办理`}`;
