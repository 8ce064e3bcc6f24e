import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { PaperColumn } from '../model.js';
import { FONT, mm, SIZE } from './measures.js';
import { runs } from './paragraphs.js';

const CELL_MARGIN = { top: 40, bottom: 40, left: 70, right: 70 };
const ROW_LINE = 340;

/** A table of 小四/5号 text whose headings repeat on each page and whose rows are not torn apart. */
export function table(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): Table {
  const widths = columns.map((column) => mm(column.mm));
  const cell = (text: string, index: number, head: boolean): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: CELL_MARGIN,
      verticalAlign: VerticalAlign.CENTER,
      children: [cellText(text, head || columns[index]?.centred === true, head)],
    });
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ heading }, index) => cell(heading, index, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((_column, index) => cell(row[index] ?? '', index, false)),
          }),
      ),
    ],
  });
}

/** A box of label and value with room to sign by hand. */
export function box(rows: readonly (readonly [label: string, value: string])[]): Table {
  const widths = [mm(46), mm(110)];
  return new Table({
    width: { size: mm(156), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: rows.map(
      ([label, value]) =>
        new TableRow({
          cantSplit: true,
          height: { value: mm(12), rule: 'atLeast' },
          children: [label, value].map(
            (text, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                margins: CELL_MARGIN,
                verticalAlign: VerticalAlign.CENTER,
                children: [cellText(text, index === 0, false)],
              }),
          ),
        }),
    ),
  });
}

function cellText(text: string, centred: boolean, head: boolean): Paragraph {
  return new Paragraph({
    widowControl: false,
    alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: { line: ROW_LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    children: runs(text, { font: head ? FONT.hei : FONT.fang, size: SIZE.smallFour, spacing: 0 }),
  });
}
