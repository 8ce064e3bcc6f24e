import type { Day } from '../calendar.js';
import { writePaper } from './docx/load.js';
import type { PaperMeta } from './facts.js';
import { body, heading, signatures, type Block, type Paper, type PaperColumn } from './model.js';
import { paperDay, pending, shortDay } from './text.js';

/** Counts of one unit or kind in the period. Undefined = not known, printed 「—」; zero is printed 0. */
export interface ReportRow {
  readonly name: string;
  readonly reported: number;
  readonly closed: number;
  readonly open: number;
  readonly late: number;
  readonly major: number;
  /** 按期整改率 in percent, by first approved dates; undefined when nothing fell due. */
  readonly onTimePercent?: number | undefined;
  /** 立行立改: stands apart, since it would hide delays (domain.md §13.3). */
  readonly onTheSpot: number;
}

export interface PeriodReportFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  /** `2026年10月`, `2026年第三季度`, `2026年`. */
  readonly period: string;
  readonly genre: '月报' | '季报' | '年报';
  readonly from: Day;
  readonly to: Day;
  /** Cut-off in words: `2026年10月31日24时`. */
  readonly cutoff: string;
  readonly total: ReportRow;
  readonly byUnit: readonly ReportRow[];
  readonly byKind: readonly ReportRow[];
  /** Each major or late hazard: one sentence. */
  readonly items: readonly string[];
  readonly meetings: number;
  /** Undefined = no ledger of them: a person enters it. */
  readonly trainings?: number | undefined;
  readonly drills: number;
  readonly activities: number;
  readonly rewards: number;
  /** Written by a person; without them the report can't be issued. */
  readonly problems: readonly string[];
  readonly next: readonly string[];
  readonly filledBy: string;
}

const NUMBERS: readonly PaperColumn[] = [
  { heading: '新增', mm: 15, centred: true },
  { heading: '销号', mm: 15, centred: true },
  { heading: '存量', mm: 15, centred: true },
  { heading: '逾期', mm: 15, centred: true },
  { heading: '重大', mm: 15, centred: true },
  { heading: '按期整改率', mm: 25, centred: true },
  { heading: '立行立改', mm: 20, centred: true },
];

/** 月报, 季报 or 年报 in the order of papers.md §3.7, figures by the formulas of domain.md §13.3 only. */
export function periodReportPaper(facts: PeriodReportFacts): Paper {
  const { total } = facts;
  return {
    template: { id: 'period-report', version: '1.0.0' },
    genre: facts.genre,
    number: '',
    bureau: facts.bureau,
    head: { kind: 'form', bureau: facts.bureau, number: `统计截止：${facts.cutoff}` },
    title: [`${facts.period}安全隐患排查治理${facts.genre}`],
    blocks: [
      heading('一、概况'),
      body(
        `${paperDay(facts.from)}至${shortDay(facts.to)}，新登记隐患${total.reported}件，销号${total.closed}件；截至统计时，在办${total.open}件，其中逾期${total.late}件、重大${total.major}件。按期整改率${percent(total)}，立行立改${total.onTheSpot}件。`,
      ),
      heading('二、隐患排查治理'),
      body('表1　按单位'),
      table('单位', facts.byUnit, total),
      body('表2　按类别'),
      table('类别', facts.byKind, total),
      body('按期整改率为按首次批准的期限销号的件数除以本期到期的件数，不含立行立改；本期没有到期的记“—”。'),
      heading('三、重大隐患和逾期隐患'),
      ...(facts.items.length === 0 ? [body('无。')] : facts.items.map(body)),
      heading('四、会议、培训、演练、宣传和举报奖励'),
      body(
        `召开安委会${facts.meetings}次，培训${facts.trainings ?? pending('填培训')}次，演练${facts.drills}次，宣传活动${facts.activities}次，举报奖励${facts.rewards}件。`,
      ),
      heading('五、存在问题'),
      ...(facts.problems.length === 0 ? [body(pending('写存在问题'))] : facts.problems.map(body)),
      heading('六、下步安排'),
      ...(facts.next.length === 0 ? [body(pending('写下步安排'))] : facts.next.map(body)),
      signatures(facts.filledBy),
    ],
    meta: facts.meta,
  };
}

/** 月报, 季报 or 年报 as .docx. */
export async function buildPeriodReport(facts: PeriodReportFacts): Promise<Uint8Array> {
  return writePaper(periodReportPaper(facts));
}

function table(first: string, rows: readonly ReportRow[], total: ReportRow): Block {
  return {
    kind: 'table',
    columns: [{ heading: first, mm: 36 }, ...NUMBERS],
    rows: [...rows, { ...total, name: '合计' }].map((row) => [
      row.name,
      ...[row.reported, row.closed, row.open, row.late, row.major].map(String),
      percent(row),
      String(row.onTheSpot),
    ]),
  };
}

function percent({ onTimePercent }: ReportRow): string {
  return onTimePercent === undefined ? '—' : `${onTimePercent}%`;
}
