import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { addToBank } from '../../src/campaigns/bank.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { buildActivityLedger } from '../../src/papers/activity-ledger.js';
import { unfilled } from '../../src/papers/model.js';
import {
  buildPeriodReport,
  periodReportPaper,
  type PeriodReportFacts,
  type ReportRow,
} from '../../src/papers/period-report.js';
import { unzip } from '../../src/papers/reading/zip.js';
import {
  buildTransferLetter,
  transferLetterPaper,
  type TransferLetterFacts,
} from '../../src/papers/transfer-letter.js';

const meta = { recordId: 'rec-2', recordVersion: 1, at: new Date('2026-11-05T02:00:00Z') };
const xmlOf = (bytes: Uint8Array): string =>
  unzip(bytes, () => true)
    .get('word/document.xml')
    ?.toString('utf8') ?? '';

describe('移送函', () => {
  const facts: TransferLetterFacts = {
    meta,
    bureau: '安平县民政局',
    receiver: '县消防救援大队',
    code: 'YH-2026-0151',
    unit: '一号养老院',
    foundDay: '2026-10-12',
    place: '三楼东侧安全出口',
    problem: '安全出口上锁',
    reason: '该问题需要由消防救援机构依法处理',
    interim: '锁已打开，专人看守',
    attachments: ['检查记录1份', '照片2张'],
    contact: '陈静',
    phone: '0000-1234567',
    issuedDay: '2026-10-16',
  };
  test('who, what, why not we, what was done, what is asked', async () => {
    const text = JSON.stringify(transferLetterPaper(facts));
    for (const words of [
      '县消防救援大队',
      '超出我局职责范围',
      '《安全生产法》第六十九条',
      '临时管控措施：锁已打开',
      '书面告知我局',
    ])
      expect(text).toContain(words);
    expect(unfilled(transferLetterPaper(facts))).toEqual(['【待编号】']);
    expect(xmlOf(await buildTransferLetter(facts))).toContain('附件：1.检查记录1份');
  });
});

describe('月报', () => {
  const row = (name: string, change: Partial<ReportRow> = {}): ReportRow => ({
    name,
    reported: 6,
    closed: 5,
    open: 3,
    late: 0,
    major: 0,
    onTimePercent: 90,
    onTheSpot: 2,
    ...change,
  });
  const facts: PeriodReportFacts = {
    meta,
    bureau: '安平县民政局',
    period: '2026年10月',
    genre: '月报',
    from: '2026-10-01',
    to: '2026-10-31',
    cutoff: '2026年10月31日24时',
    total: row('合计', { reported: 12 }),
    byUnit: [row('一号养老院'), row('二号养老院', { reported: 0, onTimePercent: undefined })],
    byKind: [row('防火'), row('防盗'), row('防毒'), row('防暴')],
    items: [],
    meetings: 1,
    trainings: 0,
    drills: 1,
    activities: 2,
    rewards: 0,
    problems: [],
    next: ['（一）检查冬季取暖。'],
    filledBy: '陈静',
  };
  test('zero is 0, unknown is a dash, and what a person must write is asked for', async () => {
    const paper = periodReportPaper(facts);
    expect(unfilled(paper)).toEqual(['【待写存在问题】']);
    const tables = paper.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables[0]?.rows[1]).toEqual(['二号养老院', '0', '5', '3', '0', '0', '—', '2']);
    expect(tables[0]?.rows.at(-1)?.[0]).toBe('合计');
    expect(tables.map(({ columns }) => columns.reduce((sum, { mm }) => sum + mm, 0))).toEqual([156, 156]);
    expect(xmlOf(await buildPeriodReport(facts))).not.toMatch(/undefined|NaN/u);
  });
});

describe('宣传活动台账', () => {
  test('the columns of domain.md §8.10', async () => {
    const book = new ExcelJS.Workbook();
    const bytes = await buildActivityLedger({
      bureau: '安平县民政局',
      scope: '2026年6月',
      cutoff: new Date('2026-06-30T09:00:00Z'),
      rows: [
        {
          topic: '=夜间疏散演练',
          day: '2026-06-16',
          form: '演练',
          people: 36,
          materials: '方案',
          effect: '用时6分钟',
          unit: '一号养老院',
          photos: 3,
        },
      ],
    });
    await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
    const sheet = book.worksheets[0];
    expect([2, 3, 4, 5, 6, 7].map((column) => sheet?.getCell(3, column).value)).toEqual([
      '主题',
      '时间',
      '形式',
      '人数',
      '材料',
      '效果',
    ]);
    expect(sheet?.getCell('B4').value).toBe('=夜间疏散演练');
    expect(sheet?.getCell('C4').value).toEqual(new Date('2026-06-16T00:00:00Z'));
    expect(sheet?.getCell('A2').value).toContain('2026年6月30日17:00');
  });
});

describe('questions added by upload', () => {
  test('known ones are left, new ones get numbers that were never used', () => {
    const { quiz } = loadCampaignData();
    const offer = (row: number, question: string) => ({
      row,
      question,
      options: ['甲', '乙'],
      answer: 1,
      source: '',
    });
    const change = addToBank(
      quiz,
      [offer(2, ' 全国消防日是哪一天? '), offer(3, '新题一'), offer(4, '新题二')],
      7,
    );
    expect(change.known).toEqual([2]);
    expect(change.added).toBe(2);
    expect(change.bank.slice(-2).map(({ id }) => id)).toEqual(['u0008', 'u0009']);
  });
});
