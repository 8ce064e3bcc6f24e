import { CODE, isNode, type Report } from './report.js';
import { tablesIn } from './texts.js';

const MOST_ELEMENTS = 200;
const MOST_TABLES = 5;
const MOST_BYTES = 30 * 1024;

/**
 * Counts what is limited for a whole card: every object with a tag, tables also in markdown and in closed panels,
 * bytes of the JSON in UTF-8 (contract §8.1, §8.6; how exactly Feishu counts is not documented).
 */
export function checkCounts(card: Readonly<Record<string, unknown>>, report: Report): void {
  const counts = { elements: 0, tables: 0 };
  count(card, counts);
  if (counts.elements > MOST_ELEMENTS) report.fail(CODE.tooMany, 'body', 'element exceeds the limit');
  if (counts.tables > MOST_TABLES) report.fail(CODE.tooMany, 'body', 'card table number over limit');
  if (Buffer.byteLength(JSON.stringify(card)) > MOST_BYTES) report.fail(CODE.size, 'ROOT', 'over 30 KB');
}

function count(value: unknown, counts: { elements: number; tables: number }): void {
  if (Array.isArray(value)) for (const item of value) count(item, counts);
  if (!isNode(value)) return;
  if (typeof value['tag'] === 'string') counts.elements += 1;
  if (value['tag'] === 'table') counts.tables += 1;
  if (value['tag'] === 'markdown' && typeof value['content'] === 'string')
    counts.tables += tablesIn(value['content']);
  // A chart's own data has no elements.
  for (const [key, inner] of Object.entries(value)) if (key !== 'chart_spec') count(inner, counts);
}
