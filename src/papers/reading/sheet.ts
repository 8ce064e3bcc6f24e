import { attribute, elements, unescapeXml, withoutPrefix } from './xml.js';
import { UnreadableFile, unzip } from './zip.js';

export { UnreadableFile } from './zip.js';

/** A cell as it stands in the file: text, a number (also a date's serial), or a truth value. */
export type RawCell = string | number | boolean;

/** One row with the number that the person sees at its left edge, cells by column from 1. Empty cells are absent. */
export interface RawRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, RawCell>;
}

const MOST = { rows: 5000, columns: 60, text: 32_767 } as const;

/**
 * The cells of the first sheet of an .xlsx, without an office library: only values are of interest, and the parts
 * that bring libraries down (merged regions, validations, styles, drawings) are never looked at (papers.md §6).
 * @throws UnreadableFile with words for the sender
 */
export function readFirstSheet(bytes: Uint8Array): readonly RawRow[] {
  const parts = unzip(bytes, (name) =>
    /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/sheet\d+\.xml)$/u.test(
      name,
    ),
  );
  const xml = (name: string): string | undefined => {
    const text = parts.get(name)?.toString('utf8');
    if (text?.includes('<!DOCTYPE') === true) throw new UnreadableFile('文件已损坏，请重新保存再发');
    return text === undefined ? undefined : withoutPrefix(text);
  };
  const sheet = xml(firstSheetName(xml('xl/workbook.xml') ?? '', xml('xl/_rels/workbook.xml.rels') ?? ''));
  if (sheet === undefined) throw new UnreadableFile('没有找到表格，请用Excel或WPS另存为.xlsx再发');
  return rowsOf(
    sheet,
    Array.from(elements(xml('xl/sharedStrings.xml') ?? '', 'si'), ({ inner }) => textOf(inner)),
  );
}

function firstSheetName(workbook: string, relations: string): string {
  const [first] = elements(workbook, 'sheet');
  const id = first === undefined ? undefined : attribute(first.attributes, 'r:id');
  for (const { attributes } of elements(relations, 'Relationship')) {
    if (id === undefined || attribute(attributes, 'Id') !== id) continue;
    const target = attribute(attributes, 'Target') ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  return 'xl/worksheets/sheet1.xml';
}

/** The `<t>` runs of an item; phonetic hints (`<rPh>`) are no text. */
function textOf(xml: string): string {
  let text = '';
  const hints = Array.from(elements(xml, 'rPh'), ({ inner }) => inner);
  const plain = hints.reduce((rest, hint) => rest.replace(hint, ''), xml);
  for (const { inner } of elements(plain, 't')) text += inner;
  return unescapeXml(text).slice(0, MOST.text);
}

function rowsOf(xml: string, strings: readonly string[]): readonly RawRow[] {
  const rows: RawRow[] = [];
  let next = 1;
  for (const { attributes, inner } of elements(xml, 'row')) {
    const row = Number(attribute(attributes, 'r') ?? next);
    next = row + 1;
    const cells = cellsOf(inner, strings);
    if (cells.size === 0) continue;
    if (rows.length >= MOST.rows) throw new UnreadableFile(`超过${MOST.rows}行，请分成几个再发`);
    rows.push({ row, cells });
  }
  return rows;
}

function cellsOf(xml: string, strings: readonly string[]): ReadonlyMap<number, RawCell> {
  const cells = new Map<number, RawCell>();
  let next = 1;
  for (const { attributes, inner } of elements(xml, 'c')) {
    const letters = /^[A-Z]{1,3}/u.exec(attribute(attributes, 'r') ?? '')?.[0];
    const column = letters === undefined ? next : columnOf(letters);
    next = column + 1;
    if (column > MOST.columns) continue;
    const value = valueOf(attribute(attributes, 't') ?? 'n', inner, strings);
    if (value !== undefined && value !== '') cells.set(column, value);
  }
  return cells;
}

function valueOf(type: string, xml: string, strings: readonly string[]): RawCell | undefined {
  if (type === 'inlineStr') return textOf(xml);
  const [found] = elements(xml, 'v');
  if (found === undefined) return undefined;
  const raw = found.inner;
  if (type === 's') return strings[Number(raw)];
  if (type === 'b') return raw === '1';
  if (type === 'str' || type === 'd') return unescapeXml(raw).slice(0, MOST.text);
  // A formula that failed (#REF!) has no value.
  if (type === 'e') return undefined;
  const n = Number(raw);
  return raw !== '' && Number.isFinite(n) ? n : undefined;
}

function columnOf(letters: string): number {
  let n = 0;
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64;
  return n;
}
