import { isPersonal } from '../src/hazards/kinds.js';
import { isList } from '../src/hazards/part-list.js';
import { isUnverified } from '../src/hazards/status.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { button, card, field, hint, md } from './kit.js';
import { KIND, STATUS, TEXT } from './texts.zh-CN.js';
import { saidOf, splitList } from './split-list.js';
import { hazardReceipt } from './hazard-receipt.js';
import { holderWords, sensitive, shownTitle, stageOpen, subtitleOf, type HazardView } from './view.js';

/** In a group anyone's health stays with those who handle it, also while the kind is still being asked. */
function hidden({ place, hazard: { kind, kindOptions = [] } }: HazardView): boolean {
  return place === 'group' && [kind, ...kindOptions].some(isPersonal);
}

/** All that was written: of several parts one may be about somebody's health. */
const said = (view: HazardView, text: string): string =>
  hidden(view) || (view.place === 'group' && sensitive(view.hazard))
    ? TEXT.onlyHandlers
    : shortened(text, 200);

/** Unsure what kind it is: a question instead of a guess (experience.md §3 e). Answered or late: the receipt. */
export function hazardQuestion(view: HazardView): Card {
  const { hazard } = view;
  const options = hazard.kindOptions ?? [];
  if (options.length === 0 || !stageOpen(view) || !hazard.open) return hazardReceipt(view);
  const at = { hazardId: hazard._id, stage: hazard.stageSeq, kind: 'plain' as const };
  return card({ title: '请选一下', subtitle: subtitleOf(view), colour: 'wathet' }, [
    md('记下了。是哪种情况？'),
    field('原话', said(view, hazard.text)),
    ...options.map((kind) => button(KIND[kind], 'choose-kind', { ...at, extra: kind })),
    button('都不是', 'choose-kind', { ...at, extra: 'none' }),
    hint(`已登记${hazard.code}，${holderWords(view)}`),
  ]);
}

/** Several hazards in one message (experience.md §3 f). */
export function hazardSplit(view: HazardView): Card {
  const { hazard } = view;
  const parts = splitOffer(view, 'main');
  if (parts.length === 0) return hazardQuestion(view);
  if (isList(hazard) && !hidden(view)) return splitList(view);
  return card({ title: `是${partsOf(hazard)}件事吗`, subtitle: subtitleOf(view), colour: 'wathet' }, [
    md(`已登记 ${hazard.code}。听着是${partsOf(hazard)}件事，分开办更清楚：`),
    ...parts,
    button('是一件事', 'split-no', { hazardId: hazard._id, stage: hazard.stageSeq, kind: 'plain' }),
  ]);
}

/** Likely the same as one that is open (experience.md §3 g). */
export function hazardSame(view: HazardView): Card {
  const { hazard } = view;
  const existing = sameOffer(view, 'main');
  if (existing.length === 0) return hazardSplit(view);
  return card({ title: '这里已有一件在办', subtitle: subtitleOf(view), colour: 'wathet' }, [
    field('您报的', said(view, hazard.text)),
    ...existing,
    button('另行登记', 'same-no', { hazardId: hazard._id, stage: hazard.stageSeq, kind: 'plain' }),
  ]);
}

/** What the reporter has not answered goes on to the officer, with the same buttons (experience.md §3 f). */
export function offersLeft(view: HazardView): readonly CardNode[] {
  const { hazard } = view;
  const parts =
    isList(hazard) && isUnverified(hazard.status) && view.place === 'private'
      ? [
          button('逐条勾选登记', 'split-open', {
            hazardId: hazard._id,
            stage: hazard.stageSeq,
            kind: 'plain',
          }),
        ]
      : splitOffer(view, 'plain');
  const same = sameOffer(view, 'plain');
  return [
    ...(parts.length === 0 ? [] : [hint(`听着是${partsOf(view.hazard)}件事，分开办更清楚：`), ...parts]),
    ...(same.length === 0 ? [] : [hint('这里可能已有一件在办：'), ...same]),
  ];
}

const partsOf = ({ parts = [] }: HazardView['hazard']): string =>
  parts.length === 2 ? '两' : String(parts.length);

function splitOffer(view: HazardView, kind: 'main' | 'plain'): readonly CardNode[] {
  const { hazard } = view;
  const parts = hazard.parts ?? [];
  if (parts.length < 2 || !isUnverified(hazard.status)) return [];
  return [
    ...(hidden(view)
      ? [field('情况', TEXT.onlyHandlers)]
      : parts
          .slice(0, 12)
          .map((part, index) =>
            field(String(index + 1), saidOf(view, part, hazard.partMarks?.[index], 200)),
          )),
    button(`分成${partsOf(hazard)}件`, 'split', { hazardId: hazard._id, stage: hazard.stageSeq, kind }),
  ];
}

function sameOffer(view: HazardView, kind: 'main' | 'plain'): readonly CardNode[] {
  const { hazard } = view;
  const other = hazard.sameAs === undefined ? undefined : view.others.get(hazard.sameAs);
  if (other === undefined || !isUnverified(hazard.status)) return [];
  return [
    field(
      '已有的',
      `${other.code} ${shownTitle({ ...view, hazard: other })}（${STATUS[other.status].word}）`,
    ),
    field('现由', holderWords({ ...view, hazard: other })),
    button('是同一件，并入', 'same', { hazardId: hazard._id, stage: hazard.stageSeq, kind }),
  ];
}
