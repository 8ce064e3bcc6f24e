import { dayOf, plainDay } from '../calendar.js';
import { uuidOf } from '../delivery/outbox.js';
import { refuse } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import type { Hazard } from '../hazards/hazard.js';
import { isUnverified } from '../hazards/status.js';
import { supplement, withdrawByCode } from '../hazards/usecases.js';
import { activeWithRole, officeIds, personById, personByOpenId, type Org } from '../people/org.js';
import { refusalText, STATUS, TEXT } from '../../cards/texts.zh-CN.js';
import type { CardNode } from '../../cards/card.js';
import { button } from '../../cards/kit.js';
import { keepStripped } from './anonymous-photos.js';
import { ANONYMOUS, draftKey, type Draft } from './drafts.js';
import type { Desk } from './desk.js';

/*
 * What the holder of a receipt code may do: ask, add, withdraw, collect a reward. Everything goes past the outbox and
 * leaves no name behind (ADR 2): who asks about which anonymous report is not written down.
 */

/** Who asks, with what, and under which key the answer is sent once. */
export interface Asker {
  readonly openId: string;
  readonly chatId: string;
  /** Of the message or the click. */
  readonly key: string;
}

export const askerOf = (message: MessageIn): Asker => ({
  openId: message.senderOpenId,
  chatId: message.chatId,
  key: `msg:${message.messageId}`,
});

/** 回执 CODE: how far it is, and what may still be done. */
export async function showReceipt(desk: Desk, asker: Asker, said: string): Promise<void> {
  const { hazard, code, refused } = await byCode(desk, asker, said);
  if (hazard === undefined) return tell(desk, asker, [refused]);
  const at = { extra: code, kind: 'plain' as const };
  const buttons = [
    ...(hazard.open ? [button('补充', 'receipt-add', at)] : []),
    ...(isUnverified(hazard.status)
      ? [button('撤回', 'receipt-withdraw', { ...at, confirm: TEXT.confirmWithdraw })]
      : []),
  ];
  await tell(desk, asker, await progressOf(desk, hazard), buttons);
}

/** What was merged is as far as the hazard that it is part of. */
async function progressOf(desk: Desk, hazard: Hazard): Promise<readonly string[]> {
  const whole = hazard.mergedInto === undefined ? undefined : await desk.hazards.store.get(hazard.mergedInto);
  const words = progress(whole ?? hazard, await desk.people.org(), desk.now());
  return whole === undefined ? [words] : [`和 ${whole.code} 是同一件，已并入。`, words];
}

/** 补充 CODE [words]: at once, or with the next message of the coming ten minutes. */
export async function addByCode(desk: Desk, asker: Asker, said: string, images: Images): Promise<void> {
  const [, given = '', words = ''] =
    /^\s*([A-Za-z0-9]{4}[-－]?[A-Za-z0-9]{4})\s*([\s\S]*)$/u.exec(said) ?? [];
  const { hazard, code, refused } = await byCode(desk, asker, given === '' ? said : given);
  if (hazard === undefined) return tell(desk, asker, [refused]);
  if (!hazard.open)
    return tell(desk, asker, [`这件${STATUS[hazard.status].word}，不能再补充。要报新的，请发“匿名上报”。`]);
  if (words.trim() !== '' || images.length > 0) return takeIn(desk, asker, hazard, words.trim(), images);
  await desk.drafts.put({
    _id: draftKey(asker.openId, asker.chatId),
    openId: asker.openId,
    chatId: asker.chatId,
    at: desk.now(),
    asked: `${ADDING}${desk.anonymous.hash(code)}`,
  });
  await tell(desk, asker, [TEXT.addHow], [button('不补充了', 'anonymous-cancel', { kind: 'plain' })]);
}

type Images = readonly { readonly messageId: string; readonly fileKey: string }[];
const ADDING = 'add:';

/** Is the next message of this person meant for an anonymous report: a new one, or an addition? */
export const isAnonymousNext = (draft: Draft | undefined): boolean =>
  draft?.asked === ANONYMOUS || draft?.asked?.startsWith(ADDING) === true;

/** The message that follows 补充. @returns false if none was awaited */
export async function takeAddition(
  desk: Desk,
  message: MessageIn,
  draft: Draft | undefined,
  images: Images,
): Promise<boolean> {
  if (draft?.asked?.startsWith(ADDING) !== true) return false;
  const asker = askerOf(message);
  const hazard = await desk.hazards.store.byReceipt(draft.asked.slice(ADDING.length));
  if (hazard?.open === true) await takeIn(desk, asker, hazard, message.text, images);
  else await tell(desk, asker, ['这件已办结，不能再补充。要报新的，请发“匿名上报”。']);
  await desk.drafts.take(draft._id);
  return true;
}

/** What was added, under a cause that leads nowhere. */
async function takeIn(
  desk: Desk,
  asker: Asker,
  hazard: Hazard,
  words: string,
  images: Images,
): Promise<void> {
  const cause = await desk.anonymous.causeOf(asker.key);
  let missing = 0;
  const before = hazard.history.some((entry) => entry.causeEventId === cause);
  if (!before) {
    const { kept, missing: gone } = await keepStripped(desk, images);
    missing = gone;
    if (words !== '') await desk.anonymous.append(hazard._id, words);
    const changed = await supplement(desk.hazards, { hazardId: hazard._id, cause }, kept);
    if (changed !== undefined) await desk.relay(changed);
  }
  await tell(desk, asker, [
    '已补充。安委办改写后转办理人，单位看不到原话和原照片。还要补充，请再发“补充”加回执码。',
    ...(missing === 0 ? [] : [TEXT.anonymousPhotoLost(missing)]),
  ]);
}

/** 撤回 CODE: before the facts are verified, as for anybody. */
export async function withdrawWithCode(desk: Desk, asker: Asker, said: string): Promise<void> {
  const { hazard, refused } = await byCode(desk, asker, said);
  if (hazard === undefined) return tell(desk, asker, [refused]);
  if (hazard.status === 'withdrawn') return tell(desk, asker, [`${TEXT.withdrawn}。`]);
  const cause = await desk.anonymous.causeOf(asker.key);
  const withdrawn = await withdrawByCode(desk.hazards, { hazardId: hazard._id, cause });
  const why = isUnverified(hazard.status) ? 'others-too' : 'withdraw-late';
  if (withdrawn === undefined) return tell(desk, asker, [`${refusalText(refuse(why))}。`]);
  await desk.relay(withdrawn);
  await tell(desk, asker, [`${TEXT.withdrawn}。`]);
}

/**
 * 领奖励 CODE. The reporter hears how far it is; a keeper, to whom the code is said aloud, hands the reward over and
 * says so. Each such look of a keeper is logged beside the sealed identity, without a name.
 */
export async function collectReward(desk: Desk, asker: Asker, said: string): Promise<void> {
  const org = await desk.people.org();
  const person = personByOpenId(org, asker.openId);
  const { hazard, refused } =
    said.trim() === '' ? { hazard: undefined, refused: ownRewards(org) } : await byCode(desk, asker, said);
  if (hazard === undefined) return tell(desk, asker, [refused]);
  if (person?.roles.includes('keeper') !== true || hazard.reward?.state !== 'approved')
    return tell(desk, asker, [progress(hazard, org, desk.now())]);
  await desk.anonymous.looked(hazard._id, person._id, '凭回执码发奖励');
  await tell(
    desk,
    asker,
    [
      `${hazard.code} 奖励已核定：${hazard.reward.what}。`,
      '请领取人当面报出回执码，不问姓名。发放后点“已发放”，只能发一次。',
    ],
    [button('已发放', 'reward-paid', { hazardId: hazard._id })],
  );
}

function ownRewards(org: Org): string {
  if (!org.settings.rewardScheme) return TEXT.noRewardScheme;
  const office = officeIds(org).map((id) => personById(org, id)?.name ?? '');
  return `匿名上报的，请发“领奖励”加回执码；实名上报的奖励核定后会告诉您，找安委办${office.join('、')}领取。`;
}

/** Progress of an anonymous report, with what became of its reward (experience.md §3 d). */
function progress(hazard: Hazard, org: Org, now: Date): string {
  const day = hazard.closedDay === undefined ? '' : `（${plainDay(hazard.closedDay, dayOf(now))}）`;
  const closed = hazard.status === 'closed';
  const note = closed ? (hazard.rectification?.note ?? '') : '';
  return `${STATUS[hazard.status].word}${day}${note === '' ? '' : `：${note}`}。${closed ? rewardWords(hazard, org) : ''}`;
}

function rewardWords({ reward }: Hazard, org: Org): string {
  const keepers = activeWithRole(org, 'keeper').map((person) => person.name);
  switch (reward?.state) {
    case 'approved':
      return `奖励：已核定，凭回执码找${keepers.join('或')}领取，不公布姓名。`;
    case 'paid':
      return '奖励：已领取。';
    case 'declined':
      return `奖励：没有核定，原因：${reward.reason ?? ''}。`;
    default:
      return org.settings.rewardScheme ? '奖励：正在核定。' : TEXT.noRewardScheme;
  }
}

/** The report behind a code, however it was typed; too many wrong ones lock the asker out, right ones included. */
async function byCode(
  desk: Desk,
  asker: Asker,
  said: string,
): Promise<{ readonly hazard: Hazard | undefined; readonly code: string; readonly refused: string }> {
  const signs = said
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9]/gu, '')
    .toUpperCase();
  const code = `${signs.slice(0, 4)}-${signs.slice(4)}`;
  const locked = { hazard: undefined, code, refused: refusalText(refuse('receipt-locked')) };
  if (desk.anonymous.isLocked(asker.openId)) return locked;
  const hazard =
    signs.length === 8 ? await desk.hazards.store.byReceipt(desk.anonymous.hash(code)) : undefined;
  if (hazard !== undefined) return { hazard, code, refused: '' };
  if ((await desk.anonymous.wrongTries(asker.openId)) === 'locked') return locked;
  return { hazard, code, refused: refusalText(refuse('receipt-wrong')) };
}

async function tell(
  desk: Desk,
  asker: Asker,
  lines: readonly string[],
  buttons: readonly CardNode[] = [],
): Promise<void> {
  await desk.sendPrivately(
    asker.openId,
    'note',
    { title: '匿名上报的进展', colour: 'wathet', lines, buttons },
    uuidOf(`receipt:${asker.key}`),
  );
  await desk.scrub(asker.key);
}
