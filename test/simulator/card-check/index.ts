import { checkCounts } from './count.js';
import { checkElement, ROOT, type Walk } from './elements.js';
import { checkConfig, checkHeader, checkLink } from './frame.js';
import { CODE, isNode, Report, type CardFault } from './report.js';
import { checkBox } from './values.js';

export type { CardFault } from './report.js';

const ROOT_KEYS = ['schema', 'config', 'card_link', 'header', 'body'];
const BODY_KEYS = [
  'direction',
  'padding',
  'horizontal_spacing',
  'vertical_spacing',
  'horizontal_align',
  'vertical_align',
  'elements',
];

/** Everything about a card that Feishu would refuse, what it would name first in front; empty = it is taken. */
export function checkCard(card: unknown): readonly CardFault[] {
  const report = new Report();
  if (!isNode(card)) {
    report.fail(CODE.structure, 'ROOT', 'parse card json err');
    return report.sorted();
  }
  // Without it the JSON is read as 1.0 (contract §8.1), and this bot sends one generation only.
  report.need(card['schema'] === '2.0', 'ROOT', 'schema is not "2.0"');
  report.only(card, ROOT_KEYS, 'ROOT');
  const styles = checkConfig(card['config'], report);
  checkLink(card['card_link'], report);
  checkHeader(card['header'], styles, report);
  checkBody(card['body'], { styles, report, names: new Set(), ids: new Set() });
  checkCounts(card, report);
  return report.sorted();
}

function checkBody(body: unknown, walk: Walk): void {
  const { report } = walk;
  if (!isNode(body)) return report.need(false, 'body', 'body is an object');
  report.only(body, BODY_KEYS, 'body');
  checkBox(body, 'body', report);
  if (!Array.isArray(body['elements'])) return report.need(false, 'body -> elements', 'elements is a list');
  for (const [index, element] of (body['elements'] as unknown[]).entries())
    checkElement(element, `body -> elements -> [${index}]`, ROOT, walk);
  return undefined;
}
