import type ExcelJS from 'exceljs';
import { isDay, type Day } from '../../calendar.js';
import type { PaperMeta, PaperPhoto } from '../facts.js';
import { clean, halfWidths } from '../text.js';

/** What a cell may hold: text stays text whatever it begins with, a day is a real date, nothing is a formula. */
export type CellValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly n: number; readonly format?: string }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'photo'; readonly photo: PaperPhoto }
  | { readonly kind: 'empty' };

export interface Column {
  readonly heading: string;
  /** Narrowest and widest in half signs; the longest cell decides between them. */
  readonly width: readonly [least: number, most: number];
  readonly centred?: boolean;
  /** Only these values can be chosen in the sheet. */
  readonly choices?: readonly string[];
}

export interface SheetPlan {
  /** 汉字 only, at most 31. */
  readonly name: string;
  readonly title: string;
  readonly underTitle: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly paper: 'A3-landscape' | 'A4-landscape' | 'A4-portrait';
  /** Columns that stay in sight. */
  readonly frozenColumns: number;
  /** Height of a row with photos, in points. */
  readonly photoRowHeight?: number;
}

export interface WorkbookPlan {
  readonly title: string;
  readonly creator: string;
  /** Stands in the file as the time it was made. */
  readonly at: Date;
  /** Absent for a listing that is no stored paper. */
  readonly meta?: PaperMeta | undefined;
  readonly sheets: readonly SheetPlan[];
}

const HEAD_ROWS = 3;
const PAPER_SIZE = { 'A3-landscape': 8, 'A4-landscape': 9, 'A4-portrait': 9 } as const;
const LINE = { style: 'thin', color: { argb: 'FF7F7F7F' } } as const;
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE } as const;

export const text = (value: string): CellValue =>
  value === '' ? { kind: 'empty' } : { kind: 'text', text: value };
export const day = (value: Day | undefined): CellValue =>
  value === undefined ? { kind: 'empty' } : { kind: 'day', day: value };
export const count = (n: number): CellValue => ({ kind: 'number', n });

/**
 * Draws the sheets: row 1 the title over all columns, row 2 who fills it in and the cut-off, row 3 the headings,
 * then data without a merged cell, wrapped, one page wide in print with the three head rows on each page
 * (papers.md §4, cases.md 78 and 83).
 * @returns the bytes of an .xlsx
 * @throws RangeError for a number that is not finite or a day that does not exist: a mistake of the caller
 */
export async function writeWorkbook(plan: WorkbookPlan): Promise<Uint8Array> {
  // Heavy, and most runs of the bot write no sheet for hours: loaded with the first one.
  const { default: excel } = await import('exceljs');
  const book: ExcelJS.Workbook = new excel.Workbook();
  book.title = clean(plan.title);
  book.creator = clean(plan.creator);
  book.lastModifiedBy = clean(plan.creator);
  if (plan.meta !== undefined)
    book.keywords = `RecordId=${plan.meta.recordId};RecordVersion=${plan.meta.recordVersion}`;
  book.created = plan.at;
  book.modified = plan.at;
  for (const sheet of plan.sheets) draw(book, sheet);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function draw(book: ExcelJS.Workbook, plan: SheetPlan): void {
  const last = plan.columns.length;
  const sheet = book.addWorksheet(plan.name, {
    views: [{ state: 'frozen', xSplit: plan.frozenColumns, ySplit: HEAD_ROWS }],
    pageSetup: {
      paperSize: PAPER_SIZE[plan.paper] as ExcelJS.PaperSize,
      orientation: plan.paper.endsWith('landscape') ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
      printTitlesRow: `1:${HEAD_ROWS}`,
    },
    headerFooter: { oddFooter: '第 &P 页 共 &N 页' },
  });
  const widths = plan.columns.map((column, index) =>
    widthOf(
      column,
      plan.rows.map((row) => row[index]),
    ),
  );
  sheet.columns = widths.map((width) => ({ width }));

  sheet.mergeCells(1, 1, 1, last);
  put(sheet.getCell(1, 1), text(plan.title), { size: 16, bold: true });
  sheet.getCell(1, 1).alignment = { horizontal: 'center', vertical: 'middle' };
  sheet.getRow(1).height = 30;
  sheet.mergeCells(2, 1, 2, last);
  put(sheet.getCell(2, 1), text(plan.underTitle), { size: 10 });
  sheet.getCell(2, 1).alignment = { horizontal: 'left', vertical: 'middle' };
  sheet.getRow(2).height = 20;
  plan.columns.forEach((column, index) => {
    const cell = sheet.getCell(HEAD_ROWS, index + 1);
    put(cell, text(column.heading), { size: 10, bold: true });
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEFEFEF' } };
    cell.border = BOX;
  });
  sheet.getRow(HEAD_ROWS).height = 32;

  plan.rows.forEach((row, at) => {
    const line = sheet.getRow(HEAD_ROWS + 1 + at);
    let lines = 1;
    plan.columns.forEach((column, index) => {
      const value = row[index] ?? { kind: 'empty' };
      const cell = line.getCell(index + 1);
      if (value.kind === 'photo')
        place(
          book,
          sheet,
          value.photo,
          HEAD_ROWS + at,
          index,
          widths[index] ?? 10,
          plan.photoRowHeight ?? 120,
        );
      else put(cell, value, { size: 10 });
      cell.border = BOX;
      cell.alignment = {
        vertical: 'middle',
        wrapText: true,
        horizontal: column.centred === true ? 'center' : 'left',
      };
      if (column.choices !== undefined)
        cell.dataValidation = { type: 'list', allowBlank: true, formulae: [`"${column.choices.join(',')}"`] };
      lines = Math.max(lines, linesOf(value, widths[index] ?? 10));
    });
    // Excel shows rows up to 409 points.
    line.height = plan.photoRowHeight ?? Math.min(409, lines * 13 + 6);
  });
  sheet.pageSetup.printArea = `A$1:${letters(last)}$${HEAD_ROWS + Math.max(1, plan.rows.length)}`;
}

function put(
  cell: ExcelJS.Cell,
  value: CellValue,
  font: { readonly size: number; readonly bold?: boolean },
): void {
  cell.font = { name: '宋体', family: 3, charset: 134, ...font };
  if (value.kind === 'text') {
    // A plain string is written as a shared string: office programs never run it (papers.md §6.12).
    cell.value = clean(value.text);
    cell.numFmt = '@';
  } else if (value.kind === 'number') {
    if (!Number.isFinite(value.n)) throw new RangeError(`not a number for a cell: ${value.n}`);
    cell.value = value.n;
    if (value.format !== undefined) cell.numFmt = value.format;
  } else if (value.kind === 'day') {
    if (!isDay(value.day)) throw new RangeError(`not a day for a cell: ${value.day}`);
    // exceljs reads the UTC wall clock of a Date: midnight UTC of the Shanghai day is that day's serial.
    cell.value = new Date(`${value.day}T00:00:00Z`);
    cell.numFmt = 'yyyy-mm-dd';
  }
}

/** Puts a photo inside one cell. exceljs' fractional anchors are wrong: native offsets and a size in pixels. */
function place(
  book: ExcelJS.Workbook,
  sheet: ExcelJS.Worksheet,
  photo: PaperPhoto,
  row: number,
  column: number,
  width: number,
  height: number,
): void {
  const imageId = book.addImage({
    buffer: Buffer.from(photo.bytes) as unknown as ExcelJS.Buffer,
    extension: photo.kind,
  });
  const boxWidth = width * 7 - 6;
  const boxHeight = (height * 96) / 72 - 8;
  const scale = Math.min(boxWidth / 4, boxHeight / 3);
  const anchor = { nativeCol: column, nativeColOff: 30_000, nativeRow: row, nativeRowOff: 40_000 };
  sheet.addImage(imageId, {
    tl: anchor as unknown as ExcelJS.Anchor,
    ext: { width: scale * 4, height: scale * 3 },
    editAs: 'oneCell',
  });
}

function widthOf(column: Column, values: readonly (CellValue | undefined)[]): number {
  const [least, most] = column.width;
  let width = least;
  for (const value of values)
    if (value?.kind === 'text')
      for (const line of value.text.split('\n')) width = Math.max(width, halfWidths(line) + 2);
  return Math.min(width, most);
}

function linesOf(value: CellValue, width: number): number {
  if (value.kind !== 'text') return 1;
  return value.text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(halfWidths(line) / Math.max(1, width - 2))), 0);
}

function letters(column: number): string {
  return column <= 26
    ? String.fromCodePoint(64 + column)
    : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1);
}
