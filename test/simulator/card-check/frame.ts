import { CODE, isNode, type Node, type Report } from './report.js';
import { HEADER_COLOURS, TAG_COLOURS } from './schema.js';
import { checkIcon, checkText } from './texts.js';
import { checkBox, type Styles } from './values.js';

const CONFIG = [
  'update_multi',
  'streaming_mode',
  'streaming_config',
  'width_mode',
  'enable_forward',
  'enable_forward_interaction',
  'summary',
  'locales',
  'use_custom_translation',
  'style',
];
const MOST_TAGS = 3;
const NO_STYLES: Styles = { sizes: new Set(), colours: new Set() };

/** `config` (contract §8.2). @returns the names that components may use */
export function checkConfig(config: unknown, report: Report): Styles {
  if (config === undefined) return NO_STYLES;
  if (!isNode(config)) {
    report.need(false, 'config', 'config is an object');
    return NO_STYLES;
  }
  report.only(config, CONFIG, 'config');
  if (config['update_multi'] === false)
    report.fail(CODE.notShared, 'config.update_multi', 'update_multi is always true in JSON 2.0');
  report.oneOf(config, 'width_mode', ['default', 'compact', 'fill'], 'config');
  const flags = [
    'update_multi',
    'streaming_mode',
    'enable_forward',
    'enable_forward_interaction',
    'use_custom_translation',
  ];
  report.flag(config, flags, 'config');
  const { summary, style, locales } = config;
  if (summary !== undefined) {
    if (isNode(summary)) {
      report.only(summary, ['content', 'i18n_content'], 'config.summary');
      report.need(typeof summary['content'] === 'string', 'config.summary', 'content is a string');
    } else report.need(false, 'config.summary', 'summary is an object');
  }
  report.need(locales === undefined || Array.isArray(locales), 'config.locales', 'locales is a list');
  return stylesOf(style, report);
}

function stylesOf(style: unknown, report: Report): Styles {
  if (style === undefined) return NO_STYLES;
  if (!isNode(style)) {
    report.need(false, 'config.style', 'style is an object');
    return NO_STYLES;
  }
  report.only(style, ['text_size', 'color'], 'config.style');
  const names = (value: unknown): Set<string> => new Set(isNode(value) ? Object.keys(value) : []);
  for (const [name, value] of Object.entries(isNode(style['color']) ? style['color'] : {})) {
    const modes = isNode(value) ? [value['light_mode'], value['dark_mode']] : [undefined];
    report.need(
      modes.every((mode) => typeof mode === 'string' && /^rgba\([\d., ]+\)$/u.test(mode)),
      `config.style.color.${name}`,
      'light_mode and dark_mode are rgba()',
    );
  }
  return { sizes: names(style['text_size']), colours: names(style['color']) };
}

/** `card_link`: one address or one for each platform. */
export function checkLink(link: unknown, report: Report): void {
  if (link === undefined) return;
  if (!isNode(link)) return report.need(false, 'card_link', 'card_link is an object');
  report.only(link, ['url', 'pc_url', 'ios_url', 'android_url'], 'card_link');
  const all = ['pc_url', 'ios_url', 'android_url'].every((key) => typeof link[key] === 'string');
  report.need(typeof link['url'] === 'string' || all, 'card_link', 'url, or pc_url, ios_url and android_url');
  return undefined;
}

/** `header` (contract §8.3). */
export function checkHeader(header: unknown, styles: Styles, report: Report): void {
  if (header === undefined) return;
  if (!isNode(header)) return report.need(false, 'header', 'header is an object');
  const keys = ['title', 'subtitle', 'text_tag_list', 'i18n_text_tag_list', 'template', 'icon', 'padding'];
  report.only(header, keys, 'header');
  checkText(header['title'], 'header.title', styles, report, { needed: true, filled: true });
  checkText(header['subtitle'], 'header.subtitle', styles, report);
  report.oneOf(header, 'template', HEADER_COLOURS, 'header');
  checkIcon(header['icon'], 'header.icon', styles, report);
  checkBox(header, 'header', report);
  checkTags(header['text_tag_list'], styles, report);
  return undefined;
}

function checkTags(list: unknown, styles: Styles, report: Report): void {
  if (list === undefined) return;
  const path = 'header.text_tag_list';
  if (!Array.isArray(list)) return report.need(false, path, 'text_tag_list is a list');
  report.need(list.length <= MOST_TAGS, path, 'more than three');
  for (const [index, tag] of (list as unknown[]).entries())
    checkTag(tag, `${path} -> [${index}]`, styles, report);
  return undefined;
}

function checkTag(tag: unknown, path: string, styles: Styles, report: Report): void {
  if (!isNode(tag) || tag['tag'] !== 'text_tag') return report.need(false, path, 'not a text_tag');
  const node: Node = tag;
  report.only(node, ['tag', 'text', 'color', 'element_id'], path);
  report.oneOf(node, 'color', TAG_COLOURS, path);
  checkText(node['text'], `${path}.text`, styles, report, { needed: true, plain: true });
  return undefined;
}
