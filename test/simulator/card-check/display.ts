import { CODE, isNode, type Node, type Report } from './report.js';
import { DATA_TYPES } from './schema.js';
import { checkIcon, checkImageKey, checkMarkdown, checkText } from './texts.js';
import { checkColour, checkNumber, checkWidth, type Styles } from './values.js';

type Check = (node: Node, path: string, styles: Styles, report: Report) => void;

const COMBINATIONS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  double: [2, 2],
  triple: [3, 3],
  bisect: [1, 6],
  trisect: [1, 9],
};
const PERSON_SIZES = ['extra_small', 'small', 'medium', 'large'];

/** What display components must hold (contract §8.6). */
export const DISPLAY: Readonly<Record<string, Check>> = {
  markdown: checkMarkdown,
  div: (node, path, styles, report) => {
    report.need(node['text'] !== undefined || node['fields'] !== undefined, path, 'div without text');
    checkText(node['text'], `${path}.text`, styles, report);
    checkIcon(node['icon'], `${path}.icon`, styles, report);
    checkWidth(node, ['fill', 'auto'], [16, 999], path, report);
    const fields = node['fields'] ?? [];
    if (!Array.isArray(fields)) return report.need(false, `${path}.fields`, 'fields is a list');
    for (const field of fields as unknown[])
      checkText(isNode(field) ? field['text'] : undefined, `${path}.fields`, styles, report, {
        needed: true,
      });
    return undefined;
  },
  img: (node, path, styles, report) => {
    checkImageKey(node['img_key'], path, report);
    checkText(node['alt'], `${path}.alt`, styles, report, { needed: true, plain: true });
    checkText(node['title'], `${path}.title`, styles, report);
    report.oneOf(node, 'scale_type', ['crop_center', 'crop_top', 'fit_horizontal'], path);
    const size = node['size'];
    const named = ['stretch', 'stretch_without_padding', 'large', 'medium', 'small', 'tiny'];
    const fits =
      size === undefined || named.includes(String(size)) || /^\d{1,4}px \d{1,4}px$/u.test(String(size));
    report.need(fits, `${path}.size`, 'invalid size');
    report.flag(node, ['transparent', 'preview'], path);
  },
  img_combination: (node, path, _styles, report) => {
    const [least, most] = COMBINATIONS[String(node['combination_mode'])] ?? [0, -1];
    report.need(most > 0, `${path}.combination_mode`, 'double, triple, bisect or trisect');
    const list = Array.isArray(node['img_list']) ? (node['img_list'] as unknown[]) : [];
    report.need(list.length >= least && list.length <= most, `${path}.img_list`, 'number of pictures');
    for (const image of list) checkImageKey(isNode(image) ? image['img_key'] : undefined, path, report);
  },
  person: (node, path, _styles, report) => {
    checkPerson(node['user_id'], path, report);
    report.oneOf(node, 'size', PERSON_SIZES, path);
    report.oneOf(node, 'style', ['normal', 'capsule'], path);
    report.flag(node, ['show_avatar', 'show_name'], path);
  },
  person_list: (node, path, _styles, report) => {
    const list = node['persons'];
    if (!Array.isArray(list)) return report.need(false, `${path}.persons`, 'persons is a list');
    report.oneOf(node, 'size', PERSON_SIZES, path);
    if (node['drop_invalid_user_id'] === true) return undefined;
    for (const person of list as unknown[])
      checkPerson(isNode(person) ? person['id'] : undefined, path, report);
    return undefined;
  },
  chart: (node, path, _styles, report) => {
    const spec = node['chart_spec'];
    if (!isNode(spec) || typeof spec['type'] !== 'string')
      report.fail(CODE.chart, path, 'chart_spec is a VChart object with a type');
    report.oneOf(node, 'aspect_ratio', ['1:1', '2:1', '4:3', '16:9'], path);
    const height = node['height'];
    const fits = height === undefined || height === 'auto' || /^[1-9]\d{0,2}px$/u.test(String(height));
    report.need(fits, `${path}.height`, 'invalid height');
  },
  audio: (node, path, _styles, report) => {
    if (typeof node['file_key'] !== 'string' || !node['file_key'].startsWith('file_'))
      report.fail(CODE.audio, path, 'file_key is invalid');
  },
  table: checkTable,
};

function checkPerson(id: unknown, path: string, report: Report): void {
  if (typeof id !== 'string' || id === '') report.fail(CODE.person, path, 'person id is invalid');
}

/** Columns, then rows whose keys are columns and whose values fit (200914, 200915). */
function checkTable(node: Node, path: string, styles: Styles, report: Report): void {
  const { columns, rows } = node;
  if (!Array.isArray(columns) || columns.length === 0 || columns.length > 50)
    return report.need(false, `${path}.columns`, 'columns has 1 to 50 entries');
  checkNumber(node, 'page_size', [1, 10], path, report);
  const height = String(node['row_height'] ?? 'low');
  const fits = ['low', 'middle', 'high', 'auto'].includes(height) || between(height, 32, 124);
  report.need(fits, `${path}.row_height`, 'invalid row_height');
  const types = new Map<string, string>();
  for (const [index, column] of (columns as unknown[]).entries()) {
    const at = `${path}.columns -> [${index}]`;
    if (!isNode(column) || typeof column['name'] !== 'string' || column['name'] === '') {
      report.need(false, at, 'a column has a name');
      continue;
    }
    const known = [
      'name',
      'display_name',
      'data_type',
      'width',
      'horizontal_align',
      'vertical_align',
      'format',
      'date_format',
    ];
    report.only(column, known, at);
    report.oneOf(column, 'data_type', DATA_TYPES, at);
    report.need(!types.has(column['name']), at, 'column name is used twice');
    types.set(column['name'], String(column['data_type'] ?? 'text'));
  }
  checkHeaderStyle(node['header_style'], `${path}.header_style`, styles, report);
  if (!Array.isArray(rows)) return report.fail(CODE.rows, `${path}.rows`, 'rows is a list');
  for (const [index, row] of (rows as unknown[]).entries())
    checkRow(row, types, `${path}.rows -> [${index}]`, report);
  return undefined;
}

function checkHeaderStyle(style: unknown, path: string, styles: Styles, report: Report): void {
  if (style === undefined) return;
  if (!isNode(style)) return report.need(false, path, 'header_style is an object');
  report.only(style, ['text_align', 'text_size', 'background_style', 'text_color', 'bold', 'lines'], path);
  report.oneOf(style, 'background_style', ['none', 'grey'], path);
  checkColour(style, 'text_color', path, styles, report);
  return undefined;
}

function checkRow(row: unknown, types: ReadonlyMap<string, string>, path: string, report: Report): void {
  if (!isNode(row)) return report.fail(CODE.rows, path, 'a row is an object');
  for (const [key, value] of Object.entries(row)) {
    const type = types.get(key);
    if (type === undefined) report.fail(CODE.rowKey, path, `row key ${key} is no column`);
    else if ((type === 'number' || type === 'date') && typeof value !== 'number')
      report.fail(CODE.rows, `${path}.${key}`, `${type} is a number`);
    else if (['text', 'lark_md', 'markdown'].includes(type) && typeof value !== 'string')
      report.fail(CODE.rows, `${path}.${key}`, `${type} is a string`);
  }
  return undefined;
}

function between(text: string, least: number, most: number): boolean {
  const pixels = /^\d{1,3}px$/u.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  return pixels >= least && pixels <= most;
}
