import { dayOf, timeOf } from '../calendar.js';
import type { LedgerFacts, LedgerRow } from './facts.js';
import { paperDay } from './text.js';
import {
  count,
  day,
  text,
  writeWorkbook,
  type CellValue,
  type Column,
  type SheetPlan,
} from './xlsx/sheet.js';

export type { LedgerFacts, LedgerRow } from './facts.js';

interface LedgerColumn extends Column {
  readonly value: (row: LedgerRow, no: number) => CellValue;
}

type Words = { [K in keyof LedgerRow]-?: LedgerRow[K] extends string ? K : never }[keyof LedgerRow];
type Days = 'foundDay' | 'dueDay' | 'doneDay' | 'recheckDay';

/** 隐患排查治理台账: the 25 columns of domain.md §8.1, in that order and with those headings. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { heading: '序号', width: [5, 6], centred: true, value: (_row, no) => count(no) },
  words('编号', 'code', [14, 14], true),
  date('排查时间', 'foundDay'),
  words('排查单位/人员', 'foundBy', [8, 10]),
  words('隐患所在单位', 'unit', [8, 10]),
  words('部位', 'place', [8, 10]),
  words('隐患描述', 'text', [16, 26]),
  words('类别', 'kind', [6, 7], true),
  { ...words('等级(一般/重大)', 'level', [7, 8], true), choices: ['一般', '重大'] },
  words('依据(条款)', 'basis', [8, 12]),
  words('照片(前)', 'photoBefore', [6, 7], true),
  words('整改措施', 'measures', [12, 18]),
  { heading: '整改资金(万元)', width: [7, 8], centred: true, value: (row) => money(row.moneyWan) },
  words('责任单位', 'dutyUnit', [8, 10]),
  words('责任人', 'dutyPerson', [7, 8], true),
  date('整改期限', 'dueDay'),
  words('临时管控/应急措施', 'interim', [10, 15]),
  date('完成时间', 'doneDay'),
  words('整改情况', 'result', [12, 16]),
  words('照片(后)', 'photoAfter', [6, 7], true),
  words('复查人', 'rechecker', [7, 8], true),
  date('复查时间', 'recheckDay'),
  words('复查意见', 'recheckOpinion', [10, 12]),
  {
    heading: '是否销号',
    width: [6, 6],
    centred: true,
    choices: ['是', '否'],
    value: (row) => text(row.closed ? '是' : '否'),
  },
  words('备注', 'note', [8, 11]),
];

/** The print sheet for A4: 25 columns would be printed at 42 % there, which nobody can read (papers.md §4). */
const SHORT: readonly LedgerColumn[] = [
  column('序号'),
  { ...column('编号'), heading: '隐患编号' },
  column('排查时间'),
  column('隐患所在单位'),
  column('部位'),
  { ...column('隐患描述'), width: [16, 26] },
  { ...column('等级(一般/重大)'), heading: '等级' },
  { ...column('整改措施'), width: [12, 18] },
  column('责任人'),
  column('整改期限'),
  column('完成时间'),
  column('复查人'),
  { ...column('复查意见'), width: [8, 12] },
  column('是否销号'),
];

/**
 * 隐患排查治理台账 as .xlsx: the full ledger (A3 landscape), 台账简表 (A4 landscape) and, when a row has photos,
 * 整改前后对照 (A4 portrait). The cut-off is said in Asia/Shanghai. Made for up to about 5,000 rows: more would hold
 * the event loop for seconds.
 * @throws RangeError for a day or number that does not exist
 */
export async function buildLedger(facts: LedgerFacts): Promise<Uint8Array> {
  const title = `${facts.scope}隐患排查治理台账`;
  const underTitle = [
    `填报单位：${facts.bureau}`,
    `统计截止：${paperDay(dayOf(facts.cutoff))}${timeOf(facts.cutoff)}`,
    ...(facts.exportedBy === undefined ? [] : [`导出：${facts.exportedBy}`]),
  ].join('　　');
  const sheet = (name: string, columns: readonly LedgerColumn[], paper: SheetPlan['paper']): SheetPlan => ({
    name,
    title,
    underTitle,
    columns,
    rows: facts.rows.map((row, index) => columns.map((one) => one.value(row, index + 1))),
    paper,
    frozenColumns: 2,
  });
  const pairs = facts.rows.filter((row) => row.before !== undefined || row.after !== undefined);
  return writeWorkbook({
    title,
    creator: facts.bureau,
    at: facts.cutoff,
    meta: facts.meta,
    sheets: [
      sheet('隐患排查治理台账', LEDGER_COLUMNS, 'A3-landscape'),
      sheet('台账简表', SHORT, 'A4-landscape'),
      ...(pairs.length === 0 ? [] : [photoSheet(pairs, underTitle)]),
    ],
  });
}

function photoSheet(rows: readonly LedgerRow[], underTitle: string): SheetPlan {
  return {
    name: '整改前后对照',
    title: '整改前后对照',
    underTitle,
    columns: [
      { heading: '隐患编号', width: [14, 14], centred: true },
      { heading: '单位和部位', width: [14, 14] },
      { heading: '隐患描述', width: [18, 18] },
      { heading: '整改前', width: [22, 22], centred: true },
      { heading: '整改后', width: [22, 22], centred: true },
    ],
    rows: rows.map((row) => [
      text(row.code),
      text(`${row.unit}\n${row.place}`),
      // The row's height is the photo's: a longer text would be cut off anyhow, and stands whole in the ledger.
      text(row.text.length <= 60 ? row.text : `${row.text.slice(0, 60)}…`),
      row.before === undefined ? text('无') : { kind: 'photo', photo: row.before },
      row.after === undefined ? text('无') : { kind: 'photo', photo: row.after },
    ]),
    paper: 'A4-portrait',
    frozenColumns: 0,
    photoRowHeight: 98,
  };
}

function words(heading: string, field: Words, width: Column['width'], centred = false): LedgerColumn {
  return { heading, width, centred, value: (row) => text(row[field]) };
}

function date(heading: string, field: Days): LedgerColumn {
  return { heading, width: [11, 11], centred: true, value: (row) => day(row[field]) };
}

function money(wan: number | undefined): CellValue {
  return wan === undefined ? { kind: 'empty' } : { kind: 'number', n: wan, format: '0.00##' };
}

function column(heading: string): LedgerColumn {
  const found = LEDGER_COLUMNS.find((one) => one.heading === heading);
  if (found === undefined) throw new RangeError(`no ledger column ${heading}`);
  return found;
}
