import { writePaper } from './docx/load.js';
import type { RecheckedItem, RecheckOpinionFacts } from './facts.js';
import { body, type Block, type Paper } from './model.js';
import { dayOrPending, paperDay, pending } from './text.js';

/** 安全隐患整改复查意见书 (papers.md §3.3): cites the notice it answers and chooses one of three conclusions. */
export function recheckOpinionPaper(facts: RecheckOpinionFacts): Paper {
  const open = facts.items
    .map((item, index) => ({ item, no: index + 1 }))
    .filter(({ item }) => item.conclusion !== '合格');
  const all = open.length === 0 && facts.items.length > 0;
  const partly = !all && !facts.refused;
  const again = dayOrPending(facts.againBy, '定日期');
  const recheckers =
    facts.recheckers.length >= 2
      ? facts.recheckers.join('、')
      : `${facts.recheckers.join('、')}${pending('补复查人')}`;
  return {
    template: { id: 'recheck-opinion', version: '1.0.0' },
    genre: '复查意见书',
    number: facts.number ?? '',
    bureau: facts.bureau,
    head: { kind: 'form', bureau: facts.bureau, number: facts.number ?? pending('编号') },
    title: ['安全隐患整改复查意见书'],
    blocks: [
      { kind: 'addressee', names: [facts.unit] },
      body(
        `我局于${dayOrPending(facts.noticeDay, '填通知日期')}向你单位发出安全隐患整改通知书（${facts.noticeNumber === '' ? pending('填通知书文号') : facts.noticeNumber}）。${paperDay(facts.recheckedDay)}，${recheckers}对整改情况进行了复查，意见如下：`,
      ),
      itemTable(facts.items),
      { kind: 'choice', ticked: all, text: '全部整改到位，予以销号。' },
      {
        kind: 'choice',
        ticked: partly,
        text: partly
          ? `第${open.map(({ no }) => no).join('、')}项未整改到位，限${again}前完成。`
          : '第　　项未整改到位，限　　年　　月　　日前完成。',
      },
      { kind: 'choice', ticked: facts.refused, text: '未整改，依法处理或者移送主管部门。' },
      { kind: 'signature', by: facts.bureau, day: facts.issuedDay },
      {
        kind: 'box',
        rows: [
          ['复查人签名', ''],
          ['单位负责人签名', '　　　　　签收时间：　　　年　　月　　日　　时'],
        ],
      },
    ],
    meta: facts.meta,
  };
}

/** 复查意见书 as .docx. */
export async function buildRecheckOpinion(facts: RecheckOpinionFacts): Promise<Uint8Array> {
  return writePaper(recheckOpinionPaper(facts));
}

function itemTable(items: readonly RecheckedItem[]): Block {
  return {
    kind: 'table',
    columns: [
      { heading: '序号', mm: 12, centred: true },
      { heading: '隐患编号', mm: 32, centred: true },
      { heading: '原问题', mm: 38 },
      { heading: '整改情况', mm: 37 },
      { heading: '复查结论', mm: 20, centred: true },
      { heading: '照片号', mm: 17, centred: true },
    ],
    rows: items.map((item, index) => [
      String(index + 1),
      item.code,
      item.problem,
      item.result,
      item.conclusion,
      item.photo || '—',
    ]),
  };
}
