import { writePaper } from './docx/load.js';
import type { UrgingLetterFacts } from './facts.js';
import { body, titleLines, type Paper } from './model.js';
import { contactLine, dayOrPending, paperDay, pending } from './text.js';

/**
 * 督办函 in 信函格式 (papers.md §3.4), drafted on the seventh working day late (domain.md §9). It states how late
 * each hazard is and what is asked; it blames nobody.
 */
export function urgingLetterPaper(facts: UrgingLetterFacts): Paper {
  const [first] = facts.hazards;
  const most = Math.max(0, ...facts.hazards.map(({ lateWorkdays }) => lateWorkdays));
  const subject =
    facts.hazards.length === 1
      ? `${first?.place ?? ''}${first?.problem ?? ''}`
      : `${facts.hazards.length}项逾期安全隐患`;
  return {
    template: { id: 'urging-letter', version: '1.0.0' },
    genre: '函',
    number: facts.number ?? '',
    bureau: facts.bureau,
    head: { kind: 'letter', mark: facts.bureau, number: facts.number ?? pending('编号') },
    title: titleLines(`关于督促整改${subject}的函`),
    blocks: [
      { kind: 'addressee', names: [facts.unit] },
      body(
        `${facts.earlier}你单位有${facts.hazards.length}项安全隐患逾期未整改，最长已过${most}个工作日。现将有关事项函告如下：`,
      ),
      {
        kind: 'table',
        columns: [
          { heading: '序号', mm: 12, centred: true },
          { heading: '隐患编号', mm: 33, centred: true },
          { heading: '部位和问题', mm: 44 },
          { heading: '责任人', mm: 18, centred: true },
          { heading: '原定期限', mm: 26, centred: true },
          { heading: '已过', mm: 23, centred: true },
        ],
        rows: facts.hazards.map((hazard, index) => [
          String(index + 1),
          hazard.code,
          `${hazard.place}：${hazard.problem}${hazard.state === '' ? '' : `（${hazard.state}）`}`,
          hazard.person,
          paperDay(hazard.dueDay).replace('年', '年\n'),
          `${hazard.lateWorkdays}个工作日`,
        ]),
      },
      body(
        `一、请于${dayOrPending(facts.newDueDay, '定新期限')}前完成整改，由${facts.leader === '' ? pending('填责任领导') : facts.leader}负责督促落实，整改期间严格执行临时管控措施。`,
      ),
      body(
        `二、请${facts.progress}报送整改进度，并于${dayOrPending(facts.feedbackDay, '定反馈日期')}前书面反馈整改结果。`,
      ),
      body('三、届时仍未完成的，提请安委会研究约谈、通报等措施，并按规定纳入考核。'),
      body(`${contactLine(facts.contact, facts.phone)}。`),
      { kind: 'signature', by: facts.bureau, day: facts.issuedDay },
    ],
    meta: facts.meta,
  };
}

/** 督办函 as .docx. */
export async function buildUrgingLetter(facts: UrgingLetterFacts): Promise<Uint8Array> {
  return writePaper(urgingLetterPaper(facts));
}
