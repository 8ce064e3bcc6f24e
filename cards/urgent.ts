import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { big, button, card, field, form, hint, input, md } from './kit.js';
import { NOT_CALLING, STATUS, TEXT, URGENT } from './texts.zh-CN.js';
import { messageLines, messagesOf, relatedLines } from './urgent-messages.js';
import {
  holderWords,
  momentInWords,
  nameOf,
  sensitive,
  shownTitle,
  subtitleOf,
  timeOf,
  type HazardView,
} from './view.js';
import { personById, headOf } from '../src/people/org.js';

/** S7: the number to call and what to do stand first; the bot never claims to have called. */
export function urgentCard(view: HazardView): Card {
  const { hazard } = view;
  const emergency = hazard.emergency;
  if (emergency === undefined)
    return card({ title: shownTitle(view), colour: 'orange' }, [field('现由', holderWords(view))]);
  if (isOver(hazard)) return settledUrgent(view);
  const said = messagesOf(view);
  return card(
    {
      title: `紧急：${shownTitle(view)}`,
      subtitle: subtitleOf(view),
      colour: 'red',
      tags: [
        { text: '紧急', colour: 'red' },
        ...(said.length > 1 ? [{ text: `${said.length}条报告`, colour: 'red' as const }] : []),
      ],
    },
    [
      ...callFirst(view, [emergency.trigger, ...said.map(({ trigger }) => trigger)]),
      ...(said.length > 1 ? messageLines(view, said) : []),
      ...relatedLines(view),
      ...whoHasIt(view),
      hint(`已登记 ${hazard.code}，照片等安全了再补`),
      ...(emergency.takenById === undefined
        ? [button('我来处理', 'take-charge', { hazardId: hazard._id })]
        : afterTaken(view)),
    ],
  );
}

/** Has somebody ended it? */
export const isOver = ({ open, emergency }: HazardView['hazard']): boolean =>
  !open || emergency?.settledAt !== undefined;

/** The number to call and what to do; a second danger of the same fire adds its own line. */
export function callFirst(view: HazardView, triggers: readonly string[]): readonly CardNode[] {
  const lines = [...new Set(triggers)].map((trigger) => URGENT[trigger] ?? URGENT['other'] ?? ['', '']);
  const acts = [...new Set(lines.map(([, act]) => act))];
  return [
    big(`**${lines[0]?.[0] ?? ''}**`),
    ...acts.map((act) => md(act)),
    md(NOT_CALLING),
    ...localNumbers(view, triggers),
  ];
}

/** 正在提醒 (and whether the ping got through), or who has said 我来处理. */
export function whoHasIt(view: HazardView): readonly CardNode[] {
  const { takenById, takenAt, pingFailed } = view.hazard.emergency ?? {};
  if (takenById === undefined)
    return [
      field('正在提醒', alerted(view)),
      ...(pingFailed === true ? [hint('加急没有成功，已改发普通消息，请直接打电话')] : []),
    ];
  const time = takenAt === undefined ? '' : timeOf(takenAt);
  return [field('处理人', `${nameOf(view, takenById)} ${time} 已看到，正在处理`)];
}

function alerted(view: HazardView): string {
  const { hazard, org } = view;
  const duty = org.settings.duty[hazard.reportedDay];
  return (hazard.emergency?.alertedIds ?? [])
    .map((id) => `${personById(org, id)?.name ?? ''}${id === duty ? '（带班）' : ''}`)
    .join('、');
}

function localNumbers({ org }: HazardView, triggers: readonly string[]): readonly CardNode[] {
  const gas = org.settings.localNumbers['燃气抢修'];
  return triggers.includes('gas') && gas !== undefined ? [field('燃气抢修', gas)] : [];
}

function afterTaken({ hazard }: HazardView): readonly CardNode[] {
  const at = { hazardId: hazard._id, submit: true };
  return [
    form('settle', [
      input('note', '怎么排除的', { example: '例：接头松，阀门已关，燃气公司换了管', lines: true }),
      button('险情已排除', 'settle', at),
      ...(hazard.emergency?.injured === true
        ? []
        : [button('有人受伤', 'injured', { ...at, kind: 'plain' })]),
      button('是误报', 'false-alarm', { ...at, kind: 'plain' }),
    ]),
  ];
}

/**
 * The danger is over, or the record was closed otherwise.
 * @param name what was reported, where it is not the record's own title
 */
export function settledUrgent(view: HazardView, name = shownTitle(view)): Card {
  const { hazard } = view;
  const emergency = hazard.emergency;
  const when = emergency?.settledAt === undefined ? '' : `（${timeOf(emergency.settledAt)}）`;
  const title = emergency?.falseAlarm === true ? `是误报${when}` : `险情已排除${when}`;
  const closed = !hazard.open;
  return card(
    {
      title: closed ? `${STATUS[hazard.status].word}：${name}` : `${title}：${name}`,
      subtitle: subtitleOf(view),
      colour: closed ? STATUS[hazard.status].colour : 'orange',
    },
    [
      ...(emergency?.settledNote === undefined
        ? []
        : [
            field(
              '情况',
              view.place === 'group' && sensitive(hazard)
                ? TEXT.onlyHandlers
                : shortened(emergency.settledNote, 200),
            ),
          ]),
      ...(emergency?.settledById === undefined ? [] : [field('处理人', nameOf(view, emergency.settledById))]),
      md(closed ? '这件已办结。' : '隐患核实明天办，现在不用填。'),
      button('查看进展', 'view', { hazardId: hazard._id, kind: 'plain' }),
    ],
  );
}

/** One hour to report an accident (生产安全事故报告和调查处理条例 9); the bot reports nothing itself. */
export function accidentClock(view: HazardView): Card {
  const { hazard, org } = view;
  const start = hazard.emergency?.at ?? hazard.reportedAt;
  const until = timeOf(new Date(start.getTime() + 3_600_000));
  return card(
    {
      title: `请在${until}前报告`,
      subtitle: subtitleOf(view),
      colour: 'red',
      tags: [{ text: '紧急', colour: 'red' }],
    },
    [
      big(
        `**有人受伤，请按事故报告：您${timeOf(start)}接到报告，请在1小时内（${until}前）报县应急管理局和县民政局。**`,
      ),
      md('我不会替您上报。'),
      field('报什么', '单位概况；时间、地点和现场情况；简要经过；伤亡和损失初步估计；已采取的措施；其他'),
      field('负责人', headOf(org, hazard.unitId)?.name ?? ''),
      hint(`情况：${momentInWords(hazard.reportedAt, view.now)}登记`),
      button('我已报告', 'accident-reported', { hazardId: hazard._id }),
    ],
  );
}
