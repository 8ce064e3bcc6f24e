import { beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import sharp from 'sharp';
import { buildLedger, LEDGER_COLUMNS, type LedgerRow } from '../../src/papers/ledger.js';

const COLUMNS =
  '序号 · 编号 · 排查时间 · 排查单位/人员 · 隐患所在单位 · 部位 · 隐患描述 · 类别 · 等级(一般/重大) · 依据(条款) · 照片(前) · 整改措施 · 整改资金(万元) · 责任单位 · 责任人 · 整改期限 · 临时管控/应急措施 · 完成时间 · 整改情况 · 照片(后) · 复查人 · 复查时间 · 复查意见 · 是否销号 · 备注';

function row(no: number, change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    code: `YH-2026-${String(no).padStart(4, '0')}`,
    foundDay: '2026-09-29',
    foundBy: '刘小燕',
    unit: '一号养老院',
    place: '二楼东头',
    text: '二楼东头灭火器指针在红的地方 3个',
    kind: '防火',
    level: '一般',
    basis: '',
    photoBefore: '1张',
    measures: '送检充装，先换备用的',
    dutyUnit: '一号养老院',
    dutyPerson: '孙强',
    dueDay: '2026-10-08',
    interim: '',
    doneDay: '2026-09-30',
    result: '3具已充装，指针在绿区',
    photoAfter: '1张',
    rechecker: '王芳',
    recheckDay: '2026-09-30',
    recheckOpinion: '现场看过，已改好',
    closed: true,
    note: '',
    ...change,
  };
}

const CUTOFF = new Date('2026-10-31T15:50:00Z');

async function read(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  return book;
}

const ODD = [
  '=HYPERLINK("http://x","看图")',
  '-3℃的冷柜升到12℃',
  '@安全员 三楼灯坏',
  '+86电话没人接',
  '=1+1',
  '３楼<机房>`插座`冒火星 2>1 & **加粗** <at id=all></at>',
];
const LONG = `第一行\n第二行\n第三行\n${'很长的描述'.repeat(120)}`;
const UNITS = ['一号养老院', '二号养老院', '救助站'];

describe('隐患排查治理台账', () => {
  let book: ExcelJS.Workbook;
  let sheet: ExcelJS.Worksheet;
  beforeAll(async () => {
    const photo = new Uint8Array(
      await sharp({ create: { width: 320, height: 240, channels: 3, background: '#c33' } })
        .jpeg()
        .toBuffer(),
    );
    const rows = UNITS.flatMap((unit, u) =>
      Array.from({ length: 40 }, (_unused, i) => row(u * 40 + i + 1, { unit, dutyUnit: unit })),
    );
    ODD.forEach((text, index) => (rows[index] = row(index + 1, { text })));
    rows[10] = row(11, {
      text: LONG,
      moneyWan: 2.4,
      level: '重大',
      before: { bytes: photo, kind: 'jpeg' },
      after: { bytes: photo, kind: 'jpeg' },
    });
    rows[11] = row(12, {
      text: '响铃\u0007和\uFFFF坏\uD800字',
      doneDay: undefined,
      recheckDay: undefined,
      closed: false,
      moneyWan: 0,
    });
    book = await read(
      await buildLedger({
        bureau: '安平县民政局',
        scope: '2026年10月',
        cutoff: CUTOFF,
        exportedBy: '陈静',
        rows,
      }),
    );
    const found = book.getWorksheet('隐患排查治理台账');
    if (found === undefined) throw new Error('no sheet');
    sheet = found;
  });

  test('the columns are those of the form, in its order', () => {
    const headings = (sheet.getRow(3).values as unknown[]).slice(1);
    expect(headings.join(' · ')).toBe(COLUMNS);
    expect(LEDGER_COLUMNS).toHaveLength(25);
    expect(sheet.getCell('A1').value).toBe('2026年10月隐患排查治理台账');
    expect(sheet.getCell('A2').value).toBe(
      '填报单位：安平县民政局　　统计截止：2026年10月31日23:50　　导出：陈静',
    );
  });
  test('what people typed is text, sign by sign, never a formula (cases.md 78)', () => {
    ODD.forEach((text, index) => {
      const cell = sheet.getCell(index + 4, 7);
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(cell.value).toBe(text);
      expect(cell.formula).toBeUndefined();
    });
  });
  test('signs that would break the file are gone', () => {
    expect(sheet.getCell(15, 7).value).toBe('响铃和坏\uFFFD字');
  });
  test('a long text is wrapped and whole, with its line breaks', () => {
    const cell = sheet.getCell(14, 7);
    expect(cell.value).toBe(LONG);
    expect(cell.alignment.wrapText).toBe(true);
    expect(sheet.getRow(14).height).toBeGreaterThan(300);
  });
  test('only the two title rows are merged, no data cell (cases.md 83)', () => {
    expect((sheet.model as unknown as { merges: string[] }).merges.toSorted()).toEqual(['A1:Y1', 'A2:Y2']);
    expect(sheet.rowCount).toBe(123);
  });
  test('days are real dates of the Shanghai day, money a number, blanks empty', () => {
    expect(sheet.getCell(4, 3).value).toEqual(new Date('2026-09-29T00:00:00Z'));
    expect(sheet.getCell(4, 3).numFmt).toBe('yyyy-mm-dd');
    expect(sheet.getCell(14, 13).value).toBe(2.4);
    expect(sheet.getCell(15, 13).value).toBe(0);
    expect(sheet.getCell(4, 13).value).toBeNull();
    expect(sheet.getCell(15, 18).value).toBeNull();
  });
  test('prints one page wide on A3 landscape with the head rows on each page', () => {
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 8,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    });
    expect(sheet.pageSetup.printTitlesRow).toBe('1:3');
    const width = LEDGER_COLUMNS.reduce(
      (sum, _column, index) => sum + (sheet.getColumn(index + 1).width ?? 0),
      0,
    );
    expect(width).toBeLessThanOrEqual(270);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 3 });
  });
  test('the short sheet and the photo sheet', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(['隐患排查治理台账', '台账简表', '整改前后对照']);
    expect(book.getWorksheet('台账简表')?.columnCount).toBe(14);
    expect(book.getWorksheet('整改前后对照')?.getImages()).toHaveLength(2);
  });
  test('an empty ledger is still a form', async () => {
    const empty = await read(
      await buildLedger({ bureau: '安平县民政局', scope: '', cutoff: CUTOFF, rows: [] }),
    );
    expect(empty.worksheets[0]?.rowCount).toBe(3);
  });
});
