import { joinedReports, type JoinedReport } from '../src/hazards/joining.js';
import { given } from '../src/given.js';
import type { CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { field, hint, md } from './kit.js';
import { STATUS, TEXT } from './texts.zh-CN.js';
import { nameOf, sensitive, shownTitle, stampInWords, timeOf, type HazardView } from './view.js';

/** A card that grows stays readable: the newest ones, the rest is in 办理过程. */
const SHOWN = 5;

/** All messages about this danger, the newest first; the one that began it is the last. */
export function messagesOf({ hazard }: HazardView): readonly JoinedReport[] {
  const first: JoinedReport = {
    seq: 1,
    by: hazard.history[0]?.by ?? '',
    at: hazard.reportedAt,
    text: hazard.text,
    trigger: hazard.emergency?.trigger ?? 'other',
    ...given('place', hazard.place),
  };
  return [...joinedReports(hazard).toReversed(), first];
}

/** What was said, each with its time and place; in a group nobody's health. */
export function messageLines(
  view: HazardView,
  said: readonly JoinedReport[],
  when: (at: Date) => string = timeOf,
): readonly CardNode[] {
  const left = said.length - SHOWN;
  return [
    ...said.slice(0, SHOWN).map((one) => {
      const who = nameOf(view, one.by);
      const hidden = view.place === 'group' && sensitive(view.hazard);
      const words = hidden ? TEXT.onlyHandlers : shortened(one.text, 100);
      const place = one.place === undefined || hidden ? '' : ` ${one.place}`;
      return md(
        `**${when(one.at)}${escaped(place)}**　${escaped(`${words}${who === '' ? '' : `（${who}）`}`)}`,
      );
    }),
    ...(left > 0 ? [hint(`还有${left}条较早的，见办理过程`)] : []),
  ];
}

/** On the cards of later steps: what else was said of it, and what may belong to it. */
export function alsoSaid(view: HazardView): readonly CardNode[] {
  const joined = joinedReports(view.hazard).toReversed();
  return [...messageLines(view, joined, (at) => stampInWords(at, view)), ...relatedLines(view)];
}

/** 可能有关: what else was reported around it; each is looked at on its own. */
export function relatedLines(view: HazardView): readonly CardNode[] {
  const related = (view.hazard.relatedIds ?? []).flatMap((id) => view.others.get(id) ?? []);
  return related.map((hazard) =>
    field('可能有关', `${hazard.code} ${shownTitle({ ...view, hazard })}（${STATUS[hazard.status].word}）`),
  );
}
