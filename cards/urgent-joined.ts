import { joinedReports, pingFor, type JoinedReport } from '../src/hazards/joining.js';
import { titleOf } from '../src/hazards/verify.js';
import type { Card } from './card.js';
import { card, field, hint } from './kit.js';
import { callFirst, isOver, settledUrgent, whoHasIt } from './urgent.js';
import { messageLines } from './urgent-messages.js';
import { sensitive, shownTitle, subtitleOf, timeOf, type HazardView } from './view.js';

/** The answer to whoever reports a danger that has a record already: the number first, as for everybody else. */
export function urgentJoined(view: HazardView): Card {
  const { hazard, facts } = view;
  const own = joinedReports(hazard).find(({ seq }) => seq === facts['joined']);
  const name = nameOf(view, own);
  if (isOver(hazard)) return settledUrgent(view, name);
  return card(head(view, `紧急：${name}`), [
    ...callFirst(view, [own?.trigger ?? hazard.emergency?.trigger ?? 'other']),
    field('已并入', `${hazard.code} ${shownTitle(view)}（${timeOf(hazard.reportedAt)}报）`),
    ...whoHasIt(view),
    hint('您说的已加进这件，办理人看得到。照片等安全了再补'),
  ]);
}

/** A ping to those on duty: what has come in, beside the card that they have. Nothing to click here. */
export function urgentMore(view: HazardView): Card {
  const { hazard, facts } = view;
  const since = facts['since'];
  const said = joinedReports(hazard)
    .filter(({ seq }) => pingFor(hazard, seq)?.seq === since)
    .toReversed();
  const name = nameOf(view, said[0]);
  if (isOver(hazard)) return settledUrgent(view, name);
  return card(head(view, `又有人报：${name}`), [
    ...messageLines(view, said),
    ...whoHasIt(view),
    hint(`是同一件 ${hazard.code}，请在前面那张“紧急”卡上办，这里不用点`),
  ]);
}

function nameOf(view: HazardView, own: JoinedReport | undefined): string {
  const hidden = view.place === 'group' && sensitive(view.hazard);
  return own === undefined || hidden ? shownTitle(view) : titleOf(own.text);
}

function head(view: HazardView, title: string): Parameters<typeof card>[0] {
  return { title, subtitle: subtitleOf(view), colour: 'red', tags: [{ text: '紧急', colour: 'red' }] };
}
