import { CODE, isNode, lengthOf, type Node, type Report } from './report.js';
import { checkColour, checkTextSize, type Styles } from './values.js';

const TEXT_KEYS = [
  'tag',
  'content',
  'i18n_content',
  'text_size',
  'text_color',
  'text_align',
  'lines',
  'element_id',
];
/** Beyond this a markdown element is not shown to its end (contract appendix B 12). */
const MARKDOWN_LENGTH = 10_000;

export interface TextRule {
  readonly needed?: boolean;
  /** Not the empty string. */
  readonly filled?: boolean;
  readonly most?: number;
  /** plain_text only. */
  readonly plain?: boolean;
  readonly markdown?: boolean;
}

/** A text object: plain_text or lark_md with a string (contract §8.4). */
export function checkText(
  text: unknown,
  path: string,
  styles: Styles,
  report: Report,
  rule: TextRule = {},
): void {
  if (text === undefined) return report.need(rule.needed !== true, path, 'text is required');
  if (!isNode(text)) return report.need(false, path, 'text is an object');
  const tags = [
    'plain_text',
    ...(rule.plain === true ? [] : ['lark_md']),
    ...(rule.markdown === true ? ['markdown'] : []),
  ];
  report.need(tags.includes(String(text['tag'])), `${path}.tag`, `tag is ${tags.join(' or ')}`);
  const keys = text['tag'] === 'markdown' ? [...TEXT_KEYS, 'icon'] : TEXT_KEYS;
  report.only(text, keys, path);
  const content = text['content'];
  if (typeof content !== 'string')
    report.need(text['i18n_content'] !== undefined, path, 'content is a string');
  else {
    if (rule.most !== undefined)
      report.need(lengthOf(content) <= rule.most, path, `longer than ${rule.most} characters`);
    if (rule.filled === true) report.need(content !== '', path, 'content is empty');
  }
  checkTextSize(text, path, styles, report);
  checkColour(text, 'text_color', path, styles, report);
  report.oneOf(text, 'text_align', ['left', 'center', 'right'], path);
  return undefined;
}

/** standard_icon with a token, or custom_icon with a picture. */
export function checkIcon(icon: unknown, path: string, styles: Styles, report: Report): void {
  if (icon === undefined) return;
  if (!isNode(icon)) return report.need(false, path, 'icon is an object');
  report.only(icon, ['tag', 'token', 'color', 'img_key', 'size'], path);
  if (icon['tag'] === 'standard_icon')
    report.need(typeof icon['token'] === 'string' && icon['token'] !== '', path, 'icon without token');
  else if (icon['tag'] === 'custom_icon') checkImageKey(icon['img_key'], path, report);
  else report.need(false, `${path}.tag`, 'standard_icon or custom_icon');
  checkColour(icon, 'color', path, styles, report);
  return undefined;
}

export function checkImageKey(key: unknown, path: string, report: Report): void {
  if (typeof key !== 'string' || !/^img_[\w-]+$/u.test(key))
    report.fail(CODE.image, path, 'image key is invalid');
}

/** Markdown: a string, no HTML blocks, nobody pings everybody (contract §8.9). */
export function checkMarkdown(element: Node, path: string, styles: Styles, report: Report): void {
  const content = element['content'];
  checkTextSize(element, path, styles, report);
  report.oneOf(element, 'text_align', ['left', 'center', 'right'], path);
  checkIcon(element['icon'], `${path}.icon`, styles, report);
  if (typeof content !== 'string') return report.need(false, path, 'markdown without content');
  report.need(lengthOf(content) <= MARKDOWN_LENGTH, path, 'longer than is shown');
  report.need(
    !/<(?:div|table|script|img|iframe|style)\b/iu.test(content),
    path,
    'HTML blocks are not supported',
  );
  if (/<at\s+id\s*=\s*["']?all/iu.test(content)) report.fail(CODE.person, path, 'at all is not permitted');
  for (const [, target = ''] of content.matchAll(/\]\(([^)\s]*)\)/gu))
    report.need(
      /^(?:https?:|tel:|lark:|img_|\$)/u.test(target),
      path,
      `link is not http or https: ${target}`,
    );
  return undefined;
}

/** How many tables the markdown holds: a line of dashes between pipes under a line with pipes. */
export function tablesIn(content: string): number {
  const lines = content.split('\n');
  return lines.filter(
    (line, index) =>
      index > 0 &&
      /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/u.test(line) &&
      (lines[index - 1] ?? '').includes('|'),
  ).length;
}
