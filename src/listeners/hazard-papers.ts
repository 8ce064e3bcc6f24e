import { dayOf } from '../calendar.js';
import { refuse } from '../errors.js';
import { byNumber, readNumber } from '../hazards/code.js';
import type { Hazard } from '../hazards/hazard.js';
import { mayDrawUpPapers, PAPERS, papersFor, type PaperKind } from '../hazards/papers.js';
import type { Target } from '../notices.js';
import { spanOf } from '../screens/period.js';
import type { ActionId } from '../../cards/actions.js';
import { PAPER, refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { info, refused, type Click, type ClickAnswer } from './click.js';
import { noteTo, type Desk } from './desk.js';
import { sendFile } from './file-notice.js';
import type { Say, WishContext } from './wish-context.js';

/** 文书 0142, or 文书 on the progress card: what can be drawn up now, one button a paper. */
export async function offerPapers(desk: Desk, key: string, asker: Target, hazard: Hazard): Promise<void> {
  const kinds = papersFor(hazard, dayOf(desk.now()));
  await desk.tell(
    `${key}:papers`,
    noteTo(asker, `文书：${hazard.title}`, kinds.length === 0 ? [TEXT.noPaperYet] : [TEXT.papersAre], {
      hazardId: hazard._id,
      buttons: kinds.map((kind) => `${PAPER[kind]}|${ACTION[kind]}|${hazard._id}`),
    }),
  );
}

/** 文书 0142 in words. */
export async function papersByWords(
  desk: Desk,
  { key, message, person }: WishContext,
  rest: string,
  say: Say,
): Promise<void> {
  const number = readNumber(rest);
  if (number === undefined) return say('文书', ['请写上编号，例：文书 0142']);
  const hazard = await byNumber(desk.hazards.store, number, dayOf(desk.now()));
  if (hazard === undefined) return say('文书', [refusalText(refuse('no-such-number'))]);
  if (!mayDrawUpPapers(person)) return say('文书', [refusalText(refuse('papers-not-yours'))]);
  await offerPapers(desk, key, { kind: 'openId', openId: message.senderOpenId }, hazard);
}

const ACTION: Readonly<Record<PaperKind, ActionId>> = {
  notice: 'paper-notice',
  recheck: 'paper-recheck',
  urging: 'paper-urging',
  transfer: 'paper-transfer',
};

/** Clicks about papers; undefined for all others. The file itself is made when it is sent. */
export async function paperAction(
  desk: Desk,
  click: Click,
  hazard: Hazard,
): Promise<ClickAnswer | undefined> {
  const { action, button, person } = click;
  const asker: Target = { kind: 'openId', openId: action.openId };
  const kind = PAPERS.find((one) => ACTION[one] === button.action);
  if (kind === undefined && button.action !== 'papers-open') return undefined;
  if (!mayDrawUpPapers(person)) return refused(desk, click, refuse('papers-not-yours'));
  if (kind === undefined) {
    await offerPapers(desk, action.key, asker, hazard);
    return info('已私聊发给您');
  }
  if (!papersFor(hazard, dayOf(desk.now())).includes(kind)) return refused(desk, click, refuse('stale-card'));
  await sendFile(desk, click, PAPER[kind], `paper:${kind}:${hazard._id}`);
  return info('文件做好后私聊发给您');
}

/** 下载月报: the whole bureau's figures of that span as a draft. */
export async function periodReport(desk: Desk, click: Click): Promise<ClickAnswer> {
  const { button, person } = click;
  if (person === undefined || !mayDrawUpPapers(person))
    return refused(desk, click, refuse('papers-not-yours'));
  const span = button.extra ?? '';
  if (spanOf(span) === undefined) return refused(desk, click, refuse('stale-card'));
  await sendFile(desk, click, '月报', `report:${span}:${person._id}`);
  return info('文件做好后私聊发给您');
}
