import { fullDay } from '../calendar.js';
import { writePaper } from './docx/load.js';
import type { ActionItemRow, HazardFigures, MinutesFacts, ReadBackItem } from './facts.js';
import { body, heading, titleLines, type Block, type Paper } from './model.js';
import { hanNumber, paperDay, pending, shortDay } from './text.js';

/** 会议纪要 in the order of domain.md §11 and papers.md §3.1. No 主送, no 署名: 纪要 carries neither. */
export function minutesPaper(facts: MinutesFacts): Paper {
  const issue = facts.issueNo ?? pending('编期号');
  const sections: [string, Block[]][] = [
    ['上次议定事项落实情况', readBack(facts.readBack)],
    ['本期隐患情况', [body(figures(facts.figures))]],
    ...(facts.heard.length === 0 ? [] : [['会议听取和传达', facts.heard.map(body)] as [string, Block[]]]),
    ['会议要求', facts.demands.length === 0 ? [body(pending('写会议要求'))] : facts.demands.map(body)],
    ['议定事项', items(facts.items)],
  ];
  return {
    template: { id: 'minutes', version: '1.0.0' },
    genre: '会议纪要',
    number: facts.issueNo ?? '',
    bureau: facts.office,
    head: { kind: 'minutes', mark: facts.head, issue, office: facts.office, day: facts.issuedDay },
    title: titleLines(facts.title),
    blocks: [
      body(
        `${paperDay(facts.day)}${facts.time}，${facts.chair}在${facts.place}主持召开${facts.meeting}。现纪要如下：`,
      ),
      ...sections.flatMap(([title, blocks], index): Block[] => [
        heading(`${hanNumber(index + 1)}、${title}`),
        ...blocks,
      ]),
      { kind: 'named', label: '出席', text: facts.present.join('、') },
      ...(facts.absent.length === 0
        ? []
        : [{ kind: 'named', label: '请假', text: facts.absent.join('、') } as const]),
      ...(facts.observers.length === 0
        ? []
        : [{ kind: 'named', label: '列席', text: facts.observers.join('、') } as const]),
      { kind: 'named', label: '记录', text: facts.recorder },
    ],
    imprint: { label: '分送', to: facts.sentTo, office: facts.office, day: facts.issuedDay },
    meta: facts.meta,
  };
}

/** 会议纪要 as .docx. */
export async function buildMinutes(facts: MinutesFacts): Promise<Uint8Array> {
  return writePaper(minutesPaper(facts));
}

const STATE = { done: '已完成', open: '正在办', late: '已过期限', extended: '已延期' } as const;

function readBack(list: readonly ReadBackItem[]): Block[] {
  if (list.length === 0) return [body('上次会议没有需要落实的议定事项。')];
  const done = list.filter(({ state }) => state === 'done').length;
  const left = list.filter(({ state }) => state !== 'done');
  return [
    body(
      `会议听取了上次议定事项落实情况：应完成${list.length}项，已完成${done}项${left.length === 0 ? '。' : '，未完成的是：'}`,
    ),
    ...left.map(({ number, matter, person, state, remark }) =>
      body(`${number}${matter}，责任人${person}，${STATE[state]}${remark === '' ? '' : `：${remark}`}。`),
    ),
  ];
}

function figures(of: HazardFigures): string {
  const rate =
    of.onTimePercent === undefined
      ? '本期没有到期的隐患'
      : `按期整改率${of.onTimePercent}%（按首次批准的期限计算）`;
  return `${paperDay(of.from)}至${shortDay(of.to)}，新登记隐患${of.reported}件，销号${of.closed}件；截至${shortDay(of.to)}，在办${of.open}件，其中逾期${of.late}件、重大隐患${of.majorOpen}件。${rate}。`;
}

function items(list: readonly ActionItemRow[]): Block[] {
  if (list.length === 0) return [body('本次会议没有议定事项。')];
  return [
    body(`会议议定以下${list.length}项事项：`),
    {
      kind: 'table',
      columns: [
        { heading: '序号', mm: 12, centred: true },
        { heading: '事项', mm: 42 },
        { heading: '牵头单位', mm: 22 },
        { heading: '配合单位', mm: 21 },
        { heading: '责任人', mm: 17, centred: true },
        { heading: '完成时限', mm: 22, centred: true },
        { heading: '成果形式', mm: 20 },
      ],
      rows: list.map((item, index) => [
        String(index + 1),
        `${item.matter}\n${item.number}`,
        item.leadUnit,
        item.coUnits.join('、') || '—',
        item.person,
        fullDay(item.dueDay, item.dueDay).replace('（', '\n（'),
        item.result || '—',
      ]),
    },
  ];
}
