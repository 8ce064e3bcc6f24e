import { hazardCard } from './hazard-card.js';
import type { Card } from './card.js';
import { shortened } from './escape.js';
import { button, field } from './kit.js';
import { STATUS, TEXT } from './texts.zh-CN.js';
import { entryHead, holderWords, stepDueWords, type HazardView } from './view.js';
import { DEED } from './texts.zh-CN.js';

/** A private card whose step is over: who did what, who has it now; no button that would be refused. */
export function settled(view: HazardView): Card {
  const { hazard } = view;
  const decisive =
    hazard.history
      .filter((entry) => view.stage === undefined || entry.seq > view.stage)
      .find((entry) => entry.status !== undefined && !QUIET.has(entry.command)) ?? hazard.history.at(-1);
  const deed =
    decisive === undefined
      ? ''
      : `${entryHead(view, decisive)}${DEED[decisive.command]}${decisive.note === undefined ? '' : `：${shortened(decisive.note, 200)}`}`;
  return hazardCard(
    view,
    {
      title: `${STATUS[hazard.status].word}：${hazard.title}`,
    },
    [
      field('情况', shortened(hazard.text, 200)),
      ...(deed === '' ? [] : [field('已办', deed)]),
      ...(hazard.mergedInto === undefined
        ? []
        : [field('并入', view.others.get(hazard.mergedInto)?.code ?? '')]),
      ...(hazard.open ? [field('现由', holderWords(view)), field('期限', stepDueWords(view))] : []),
      ...(hazard.transfer === undefined
        ? []
        : [field('移送', `${hazard.transfer.to}（${hazard.transfer.letter}）`)]),
      button(TEXT.viewProgress, 'view', { hazardId: hazard._id, kind: 'plain' }),
    ],
  );
}

const QUIET = new Set([
  'remark',
  'addPhotos',
  'photosFetched',
  'addProgress',
  'correct',
  'split',
  'joinParts',
  'pingFailed',
  'joinEmergency',
  'widenAlert',
]);
