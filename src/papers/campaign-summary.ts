import type { Day } from '../calendar.js';
import type { ActivityRow } from './activity-ledger.js';
import { writePaper } from './docx/load.js';
import type { PaperMeta } from './facts.js';
import { body, heading, signatures, type Block, type Paper } from './model.js';
import { paperDay, pending, shortDay } from './text.js';

export interface CampaignSummaryFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  readonly year: number;
  /** 安全生产月 */
  readonly name: string;
  /** The filed numbers, one sentence each, `标签：内容`. */
  readonly lines: readonly string[];
  readonly activities: readonly ActivityRow[];
  /** The day up to which the numbers count. */
  readonly cutoff: Day;
  readonly filledBy: string;
}

/** 宣传活动小结 for the file (domain.md §14: the scoring sheet wants it): the filed numbers, then what a person writes. */
export function campaignSummaryPaper(facts: CampaignSummaryFacts): Paper {
  return {
    template: { id: 'campaign-summary', version: '1.0.0' },
    genre: '小结',
    number: '',
    bureau: facts.bureau,
    head: { kind: 'form', bureau: facts.bureau, number: `统计截止：${paperDay(facts.cutoff)}` },
    title: [`${facts.year}年${facts.name}宣传活动小结`],
    blocks: [
      heading('一、开展情况'),
      ...facts.lines.map(body),
      heading('二、活动清单'),
      ...(facts.activities.length === 0 ? [body('没有登记活动。')] : [table(facts.activities)]),
      heading('三、存在问题和下步安排'),
      body(pending('写存在问题和下步安排')),
      signatures(facts.filledBy),
    ],
    meta: facts.meta,
  };
}

/** 宣传活动小结 as .docx. */
export async function buildCampaignSummary(facts: CampaignSummaryFacts): Promise<Uint8Array> {
  return writePaper(campaignSummaryPaper(facts));
}

function table(rows: readonly ActivityRow[]): Block {
  return {
    kind: 'table',
    columns: [
      { heading: '序号', mm: 12, centred: true },
      { heading: '主题', mm: 46 },
      { heading: '时间', mm: 24, centred: true },
      { heading: '形式', mm: 20, centred: true },
      { heading: '人数', mm: 16, centred: true },
      { heading: '组织单位', mm: 36 },
    ],
    rows: rows.map((row, index) => [
      String(index + 1),
      row.topic,
      shortDay(row.day),
      row.form,
      String(row.people),
      row.unit,
    ]),
  };
}
