import { writePaper } from './docx/load.js';
import type { FoundProblem, RectificationNoticeFacts } from './facts.js';
import { body, type Block, type Paper } from './model.js';
import { bare, contactLine, paperDay, pending } from './text.js';

/**
 * 安全隐患整改通知书, 内部版 (papers.md §3.2): for the bureau's own offices and units, and where the bureau has no
 * power to enforce. It names no remedy and threatens no penalty; 责令限期改正通知书 is another paper that the legal
 * office must approve first.
 */
export function rectificationNoticePaper(facts: RectificationNoticeFacts): Paper {
  const interim = facts.problems.filter((problem) => problem.interim !== '');
  const major = facts.problems.some((problem) => problem.level === '重大');
  const inspectors =
    facts.inspectors.length >= 2
      ? facts.inspectors.join('、')
      : `${facts.inspectors.join('、')}${pending('补检查人')}`;
  return {
    template: { id: 'rectification-notice', version: '1.0.0' },
    genre: '整改通知书',
    number: facts.number ?? '',
    bureau: facts.bureau,
    head: { kind: 'form', bureau: facts.bureau, number: facts.number ?? pending('编号') },
    title: ['安全隐患整改通知书'],
    blocks: [
      { kind: 'addressee', names: [facts.unit] },
      {
        kind: 'body',
        text: `${paperDay(facts.checkedDay)}，${inspectors}到你单位进行安全检查，${facts.companion === '' ? '' : `${facts.companion}陪同。`}发现以下${facts.problems.length}项安全隐患，请按要求整改：`,
      },
      problemTable(facts.problems),
      body('整改应当做到责任、措施、资金、期限、应急预案五落实。整改人和复查人不得为同一人。'),
      ...(interim.length === 0
        ? []
        : [
            {
              kind: 'body',
              text: `整改完成前，须执行临时管控：${interim.map((problem) => [problem.place, bare(problem.interim)].filter((part) => part !== '').join('，')).join('；')}。`,
            } as const,
          ]),
      ...(major ? [body('重大隐患须先报整改方案，经批准后实施；不能保证安全的，应当停止使用。')] : []),
      body(
        `请于${paperDay(facts.reportBy)}前将整改结果和整改前后照片报我局安委办。需要延期的，应当在期限届满前书面申请，写明原因和延期期间的管控措施。`,
      ),
      body('逾期未整改的，由我局督办并列入安委会议题；需要由有执法权的部门处理的，报告或者移送主管部门。'),
      body(`${contactLine(facts.contact, facts.phone)}。`),
      { kind: 'signature', by: facts.bureau, day: facts.issuedDay },
      {
        kind: 'box',
        rows: [
          ['检查人员签名', ''],
          ['被检查单位负责人签名', '　　　　　签收时间：　　　年　　月　　日　　时'],
          ['备注（拒签情况）', ''],
        ],
      },
    ],
    meta: facts.meta,
  };
}

/** 整改通知书 as .docx. */
export async function buildRectificationNotice(facts: RectificationNoticeFacts): Promise<Uint8Array> {
  return writePaper(rectificationNoticePaper(facts));
}

function problemTable(problems: readonly FoundProblem[]): Block {
  return {
    kind: 'table',
    columns: [
      { heading: '序号', mm: 12, centred: true },
      { heading: '部位', mm: 21 },
      { heading: '存在问题', mm: 36 },
      { heading: '依据', mm: 27 },
      { heading: '等级', mm: 13, centred: true },
      { heading: '整改要求', mm: 24 },
      { heading: '整改期限', mm: 23, centred: true },
    ],
    rows: problems.map((problem, index) => [
      String(index + 1),
      problem.place,
      `${problem.problem}\n${problem.code}`,
      problem.basis || '—',
      problem.level,
      problem.demand,
      paperDay(problem.dueDay).replace('年', '年\n'),
    ]),
  };
}
