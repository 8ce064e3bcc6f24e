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

interface LedgerColumn extends Column {
  readonly value: (row: LedgerRow, no: number) => CellValue;
}

const LEVELS = ['一般', '重大'];
const YES_NO = ['是', '否'];

/** 隐患排查治理台账: the 25 columns of domain.md §8.1, in that order and with those headings. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { heading: '序号', width: [5, 5], centred: true, value: (_row, no) => count(no) },
  { heading: '编号', width: [14, 14], centred: true, value: (row) => text(row.code) },
  { heading: '排查时间', width: [11, 11], centred: true, value: (row) => day(row.foundDay) },
  { heading: '排查单位/人员', width: [8, 12], value: (row) => text(row.foundBy) },
  { heading: '隐患所在单位', width: [8, 12], value: (row) => text(row.unit) },
  { heading: '部位', width: [8, 12], value: (row) => text(row.place) },
  { heading: '隐患描述', width: [16, 28], value: (row) => text(row.text) },
  { heading: '类别', width: [6, 8], centred: true, value: (row) => text(row.kind) },
  {
    heading: '等级(一般/重大)',
    width: [7, 7],
    centred: true,
    choices: LEVELS,
    value: (row) => text(row.level),
  },
  { heading: '依据(条款)', width: [8, 14], value: (row) => text(row.basis) },
  { heading: '照片(前)', width: [6, 6], centred: true, value: (row) => text(row.photoBefore) },
  { heading: '整改措施', width: [12, 22], value: (row) => text(row.measures) },
  { heading: '整改资金(万元)', width: [7, 7], centred: true, value: (row) => money(row.moneyWan) },
  { heading: '责任单位', width: [8, 12], value: (row) => text(row.dutyUnit) },
  { heading: '责任人', width: [7, 8], centred: true, value: (row) => text(row.dutyPerson) },
  { heading: '整改期限', width: [11, 11], centred: true, value: (row) => day(row.dueDay) },
  { heading: '临时管控/应急措施', width: [10, 18], value: (row) => text(row.interim) },
  { heading: '完成时间', width: [11, 11], centred: true, value: (row) => day(row.doneDay) },
  { heading: '整改情况', width: [12, 20], value: (row) => text(row.result) },
  { heading: '照片(后)', width: [6, 6], centred: true, value: (row) => text(row.photoAfter) },
  { heading: '复查人', width: [7, 8], centred: true, value: (row) => text(row.rechecker) },
  { heading: '复查时间', width: [11, 11], centred: true, value: (row) => day(row.recheckDay) },
  { heading: '复查意见', width: [10, 16], value: (row) => text(row.recheckOpinion) },
  {
    heading: '是否销号',
    width: [6, 6],
    centred: true,
    choices: YES_NO,
    value: (row) => text(row.closed ? '是' : '否'),
  },
  { heading: '备注', width: [8, 14], value: (row) => text(row.note) },
];

/** The print sheet for A4: 25 columns would be printed at 42 % there, which nobody can read (papers.md §4). */
const SHORT: readonly LedgerColumn[] = [
  { ...column('序号') },
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

function column(heading: string): LedgerColumn {
  const found = LEDGER_COLUMNS.find((one) => one.heading === heading);
  if (found === undefined) throw new RangeError(`no ledger column ${heading}`);
  return found;
}

function money(wan: number | undefined): CellValue {
  return wan === undefined ? { kind: 'empty' } : { kind: 'number', n: wan, format: '0.00##' };
}

/**
 * 隐患排查治理台账 as .xlsx: the full ledger (A3 landscape), 台账简表 (A4 landscape) and, when a row has photos,
 * 整改前后对照 (A4 portrait). Times of the cut-off are Asia/Shanghai. Made for up to about 5,000 rows.
 * @throws RangeError for a day or number that does not exist
 */
export async function buildLedger(facts: LedgerFacts): Promise<Uint8Array> {
  const title = `${facts.scope}隐患排查治理台账`;
  const underTitle = `填报单位：${facts.bureau}　　统计截止：${paperDay(dayOf(facts.cutoff))}${timeOf(facts.cutoff)}`;
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
    meta: facts.meta,
    sheets: [
      sheet('隐患排查治理台账', LEDGER_COLUMNS, 'A3-landscape'),
      sheet('台账简表', SHORT, 'A4-landscape'),
      ...(pairs.length === 0 ? [] : [photoSheet(pairs, `${facts.scope}整改前后对照`, underTitle)]),
    ],
  });
}

function photoSheet(rows: readonly LedgerRow[], title: string, underTitle: string): SheetPlan {
  return {
    name: '整改前后对照',
    title,
    underTitle,
    columns: [
      { heading: '隐患编号', width: [14, 14], centred: true },
      { heading: '单位和部位', width: [14, 14] },
      { heading: '隐患描述', width: [18, 18] },
      { heading: '整改前', width: [22, 22] },
      { heading: '整改后', width: [22, 22] },
    ],
    rows: rows.map((row) => [
      text(row.code),
      text(`${row.unit}\n${row.place}`),
      text(row.text),
      row.before === undefined ? text('无') : { kind: 'photo', photo: row.before },
      row.after === undefined ? text('无') : { kind: 'photo', photo: row.after },
    ]),
    paper: 'A4-portrait',
    frozenColumns: 0,
    photoRowHeight: 98,
  };
}
