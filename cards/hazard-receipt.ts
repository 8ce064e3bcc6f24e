import { dayOf, heardFrom, type Day } from '../src/calendar.js';
import { dutyLeader } from '../src/hazards/emergency.js';
import { worksOnRestDays } from '../src/people/org.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { button, deadlineField, field, hint, more } from './kit.js';
import { recurrenceLine } from './recurrence.js';
import { STATUS, TEXT, URGENT } from './texts.zh-CN.js';
import {
  holderWords,
  stampInWords,
  nameOf,
  nextWords,
  photoTrouble,
  sensitive,
  shownTitle,
  stepDueWords,
  type HazardView,
} from './view.js';

/** S1: the answer to a report; the same card through all statuses. */
export function hazardReceipt(view: HazardView): Card {
  const { hazard } = view;
  const title = `${STATUS[hazard.status].word}：${shownTitle(view)}`;
  return hazardCard(view, { title }, [
    ...firstThings(view),
    field('情况', situation(view)),
    ...lawLine(view),
    ...recurrenceLine(view),
    field('现由', holderWords(view)),
    ...(hazard.open ? [deadlineField('期限', stepDueWords(view))] : ending(view)),
    ...(hazard.open ? [field('下一步', nextWords(view))] : []),
    ...(view.place === 'private' ? trouble(view) : []),
    ...untilMorning(view),
    button(TEXT.viewProgress, 'view', { hazardId: hazard._id, kind: 'main' }),
    ...more(rarely(view)),
  ]);
}

/** At night nobody is woken by a report (experience.md §2): what the reporter can do meanwhile. */
function untilMorning({ hazard, org, now, calendar }: HazardView): readonly CardNode[] {
  if (hazard.status !== 'verifying' || hazard.anonymous || hazard.emergency !== undefined) return [];
  const works = (day: Day): boolean => worksOnRestDays(org, hazard.unitId) || calendar.isWorkday(day);
  if (heardFrom(now, works) === undefined) return [];
  if (hazard.level !== 'major') return [hint('能当场处理的先处理，再发一张照片。')];
  const leader = dutyLeader(org, hazard.unitId, dayOf(now))?.name;
  if (leader === undefined) return [];
  const confirm = `会马上加急提醒${leader}。确定吗？`;
  return [button('提醒带班领导', 'remind-duty', { hazardId: hazard._id, kind: 'plain', confirm })];
}

/** 现在先做: what keeps people safe stands above everything else. */
export function firstThings({ hazard }: HazardView): readonly CardNode[] {
  if (hazard.emergency !== undefined && hazard.emergency.settledAt === undefined && hazard.open)
    return [field('现在先做', (URGENT[hazard.emergency.trigger] ?? URGENT['other'] ?? []).join(''))];
  if (hazard.level !== 'major' || !hazard.open || hazard.interim !== undefined) return [];
  const exit = /出口|通道|门/u.test(hazard.text);
  return [
    field(
      '现在先做',
      exit
        ? '打开锁，清开通道，派人看着。打不开，马上找院长或负责人。'
        : '先停用、隔开，派人看着，马上告诉负责人。',
    ),
  ];
}

function situation(view: HazardView): string {
  const { hazard } = view;
  if (view.place === 'group' && sensitive(hazard)) return TEXT.onlyHandlers;
  if (hazard.text === '') return '匿名上报，安委办正在改写';
  const words = shortened(hazard.text, 200);
  const cut = [...hazard.text].length > 200 ? '（全文在办理过程里）' : '';
  const who = hazard.anonymous ? '' : nameOf(view, hazard.reporterId) || hazard.reporterName || '';
  return `${words}${cut}${who === '' ? '' : `（${who}报）`}`;
}

/** 依据: confirmed items only; where a row is not confirmed the office decides by the original text. */
function lawLine({ hazard }: HazardView): readonly CardNode[] {
  if (hazard.criterion === undefined || hazard.level !== 'major') return [];
  return [field('依据', hazard.criterion.law ?? '请安委办对照判定标准原文判定')];
}

function ending(view: HazardView): readonly CardNode[] {
  const last = view.hazard.history.at(-1);
  if (last === undefined) return [];
  const into = view.others.get(view.hazard.mergedInto ?? '');
  const word = into === undefined ? STATUS[view.hazard.status].word : `已并入 ${into.code}`;
  return [field('结果', `${stampInWords(last.at, view)}${word}`)];
}

function trouble({ hazard }: HazardView): readonly CardNode[] {
  const words = photoTrouble(hazard);
  return words === undefined ? [] : [hint(words)];
}

function rarely({ hazard }: HazardView): readonly CardNode[] {
  if (hazard.status !== 'reported' && hazard.status !== 'verifying') return [];
  const at = { hazardId: hazard._id, stage: hazard.stageSeq, kind: 'plain' as const };
  return [
    button('更正', 'correct-open', at),
    button('不是隐患', 'not-hazard', { ...at, confirm: TEXT.confirmUnfounded }),
    button('撤回', 'withdraw', { ...at, confirm: TEXT.confirmWithdraw }),
  ];
}
