import type { PartMark } from '../src/hazards/hazard.js';
import { MOST_TICKS } from './actions.js';
import type { Card } from './card.js';
import { shortened } from './escape.js';
import { button, card, form, hint, md, tick } from './kit.js';
import { TEXT } from './texts.zh-CN.js';
import { sensitive, subtitleOf, type HazardView } from './view.js';

/** Many findings in one message: a list with ticks, confirmed once (experience.md §3 f). */
export function splitList(view: HazardView): Card {
  const { hazard } = view;
  const parts = hazard.parts ?? [];
  const shown = parts.slice(0, MOST_TICKS);
  const marks = hazard.partMarks ?? [];
  const at = { hazardId: hazard._id, stage: hazard.stageSeq };
  const fresh = shown.filter((_part, index) => marks[index]?.same === undefined).length;
  return card({ title: `是${parts.length}件事吗`, subtitle: subtitleOf(view), colour: 'wathet' }, [
    md(`已登记 ${hazard.code}。听着是${parts.length}件事，勾上的各登记一件：`),
    form('split', [
      ...shown.map((part, index) =>
        tick(
          `part${index + 1}`,
          `${index + 1}. ${saidOf(view, part, marks[index], 100)}${markWords(marks[index])}`,
          marks[index]?.same === undefined,
        ),
      ),
      hint(leftWords(marks)),
      button(`登记所选${fresh}件`, 'split-some', { ...at, extra: String(parts.length), submit: true }),
    ]),
    button('是一件事', 'split-no', { ...at, kind: 'plain' }),
  ]);
}

const leftWords = (marks: readonly PartMark[]): string =>
  marks.some(sensitive)
    ? '没勾的不单独登记，原话留在第一件里；健康、照护的只记在办理过程里。'
    : '没勾的不单独登记，原话留在第一件里。';

/** In a group anyone's health stays with those who handle it. */
export const saidOf = (view: HazardView, part: string, mark: PartMark | undefined, most: number): string =>
  view.place === 'group' && mark !== undefined && sensitive(mark) ? TEXT.onlyHandlers : shortened(part, most);

function markWords(mark: PartMark | undefined): string {
  if (mark === undefined) return '';
  const same = mark.same === undefined ? '' : `（和第${mark.same + 1}条像是同一件）`;
  if (mark.major !== true) return same;
  return `${same}（疑似重大：${mark.row ?? '请安委办对照判定标准原文判定'}）`;
}
