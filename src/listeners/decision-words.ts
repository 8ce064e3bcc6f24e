import { pendingExtension } from '../hazards/hazard.js';
import { remark } from '../hazards/usecases.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { decide } from './decisions.js';
import type { Desk } from './desk.js';
import { spoken } from './spoken.js';
import type { Say, WishContext } from './wish-context.js';

/** Typed decisions: as an answer to the card, or alone when one thing waits (experience.md §3 k). */
export async function decideByWords(desk: Desk, context: WishContext, say: Say): Promise<void> {
  const { wish, waiting, answered, person, key } = context;
  const target =
    answered?.hazardId === undefined ? undefined : await desk.hazards.store.get(answered.hazardId);
  const candidates = target === undefined ? waiting : [target];
  const one = candidates.length === 1 ? candidates[0] : undefined;
  if (wish.do === 'not-yes') return say('请再回一次', [TEXT.gotIsNotYes]);
  if (one === undefined && candidates.length > 1)
    return say(
      `您有${candidates.length}件待审批，是哪一件？`,
      ['点一下打开那一件。'],
      candidates.slice(0, 6).map((hazard) => `${hazard.title}|open|${hazard._id}`),
    );
  if (one === undefined) return say('审批', [TEXT.nothingToDecide]);
  if (wish.do === 'ask-approve')
    return say(
      '请确认',
      [`您是同意“${one.title}”${pendingExtension(one) === undefined ? '的方案' : '的延期'}吗？`],
      [`同意|approve|${one._id}`],
    );
  if (wish.do === 'return' && wish.words === '') return say('请写原因', [TEXT.needReason]);
  const yes = wish.do === 'approve';
  const words = 'words' in wish ? wish.words : '';
  const request = { hazardId: one._id, actorId: person?._id, cause: key };
  const result = await decide(desk, one, request, yes, words);
  if (result.ok) {
    await desk.relay(result.value);
    return say(yes ? '已同意' : '已退回', [spoken.decided(result.value, context.org, yes)]);
  }
  // What was said is kept, whatever it did not do (experience.md §3 h).
  const kept = await remark(desk.hazards, request, context.message.text);
  if (kept.ok) await desk.relay(kept.value);
  return say('审批', [
    `${spoken.refusal(result, context.org, desk.now())}。${kept.ok ? '您的话已记入办理过程' : ''}`,
  ]);
}
