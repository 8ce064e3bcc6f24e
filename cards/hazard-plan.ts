import { fullDay } from '../src/calendar.js';
import { SIX_ITEMS, type SixItem } from '../src/hazards/hazard.js';
import { approverFor } from '../src/hazards/roles.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { button, datePicker, deadlineField, field, form, hint, input, select } from './kit.js';
import { settled } from './hazard-settled.js';
import { people } from './hazard-review.js';
import { SIX } from './texts.zh-CN.js';
import { nameOf, stageOpen, stepDueWords, today, type HazardView } from './view.js';

/** An ordinary hazard's plan: measures, person, date. */
export function hazardPlan(view: HazardView): Card {
  const { hazard } = view;
  if (hazard.status !== 'planning' || !stageOpen(view)) return settled(view);
  return hazardCard(view, { title: planTitle(view) }, [
    ...returned(view),
    field('情况', shortened(hazard.text, 200)),
    deadlineField('期限', stepDueWords(view)),
    ...(hazard.due === undefined ? [] : [field('整改到', `${fullDay(hazard.due.day, today(view))}24时前`)]),
    form('plan', [
      input('measures', '措施', {
        required: true,
        lines: true,
        value: hazard.plan?.measures ?? hazard.measures,
        example: '例：送检充装，先换备用的',
      }),
      input('funds', '资金', { value: hazard.plan?.funds, example: '例：不需要，或 约300元，院里自筹' }),
      ...select('rectifier', '责任人*', people(view), hazard.rectifierId),
      ...datePicker('finish', '完成日期*', stillAhead(view, hazard.plan?.finishDay ?? hazard.due?.day)),
      button(`报${approverName(view)}审批`, 'submit-plan', {
        hazardId: hazard._id,
        stage: hazard.stageSeq,
        submit: true,
      }),
    ]),
  ]);
}

/** A date that has gone by is not offered again: sending it would only be refused. */
const stillAhead = (view: HazardView, day: string | undefined): string | undefined =>
  day !== undefined && day >= today(view) ? day : undefined;

const planTitle = (view: HazardView): string =>
  `${view.hazard.plan?.returned === undefined ? '请报方案' : '请改方案'}：${view.hazard.title}`;

function approverName(view: HazardView): string {
  return nameOf(view, approverFor(view.hazard, view.org, view.hazard.rectifierId));
}

/** Returned with a reason: said first, and everything that was filled in is still there. */
function returned(view: HazardView): readonly CardNode[] {
  const last = view.hazard.plan?.returned;
  if (last === undefined || view.hazard.status !== 'planning') return [];
  return [field('退回', `${nameOf(view, last.byId)}退回：${last.reason}。原来填的都在，改好再报。`)];
}

/** S3: the six items of a major hazard. Checked by the server, so that half a plan is kept too. */
export function hazardPlanMajor(view: HazardView): Card {
  const { hazard } = view;
  if (hazard.status !== 'planning' || !stageOpen(view)) return settled(view);
  const six = hazard.plan?.six ?? {};
  const guessed: Partial<Record<SixItem, string>> = {
    people: [nameOf(view, hazard.rectifierId)].filter((name) => name !== '').join('、'),
    safety: hazard.interim ?? '',
  };
  return hazardCard(view, { title: planTitle(view) }, [
    ...returned(view),
    deadlineField('期限', stepDueWords(view)),
    field('临时管控', shortened(hazard.interim ?? '还没有', 200)),
    form('plan', [
      ...SIX_ITEMS.flatMap((item, index) => [
        input(
          item,
          `${index + 1} ${SIX[item]}*${six[item] === undefined && (guessed[item] ?? '') !== '' ? '（代填，请核对）' : ''}`,
          {
            lines: true,
            value: six[item] ?? guessed[item],
          },
        ),
        ...(item === 'funds'
          ? [
              input('cost', '共多少万元', {
                value: hazard.plan?.cost === undefined ? undefined : String(hazard.plan.cost),
                example: '例：2.4',
              }),
            ]
          : []),
        ...(item === 'schedule'
          ? datePicker('finish', '改好日期*', stillAhead(view, hazard.plan?.finishDay))
          : []),
      ]),
      button(`报${approverName(view)}审批`, 'submit-plan', {
        hazardId: hazard._id,
        stage: hazard.stageSeq,
        submit: true,
      }),
    ]),
    hint('没写完也可以按，写好的会留着；六项写齐才报审批。'),
  ]);
}
