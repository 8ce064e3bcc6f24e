import { DISPLAY } from './display.js';
import { checkBehaviors, checkConfirm, INTERACTION } from './interactive.js';
import { CODE, isNode, type Node, type Report } from './report.js';
import { COMMON, INTERACTIVE, KEYS, ROOT_ONLY } from './schema.js';
import { checkIcon, checkText } from './texts.js';
import { checkBox, checkColour, checkNumber, checkWidth, type Styles } from './values.js';

const DEEPEST = 5;

/** What is known while a card is walked. */
export interface Walk {
  readonly styles: Styles;
  readonly report: Report;
  readonly names: Set<string>;
  readonly ids: Set<string>;
}

interface Around {
  readonly parent: string;
  readonly form: boolean;
  readonly depth: number;
}

export const ROOT: Around = { parent: 'body', form: false, depth: 1 };

/** One element and everything in it: tag, keys, place, names, values (contract §8.4–8.8). */
export function checkElement(element: unknown, path: string, around: Around, walk: Walk): void {
  const { report, styles } = walk;
  if (!isNode(element) || typeof element['tag'] !== 'string')
    return report.need(false, path, 'an element has a tag');
  const tag = element['tag'];
  const at = `${path}(tag: ${tag})`;
  const keys = Object.hasOwn(KEYS, tag) ? KEYS[tag] : undefined;
  if (keys === undefined)
    return report.fail(
      CODE.tag,
      at,
      `cards of schema V2 no longer support this capability; unsupported tag ${tag}`,
    );
  report.only(element, [...COMMON, ...keys], at);
  checkPlace(tag, at, around, report);
  checkNames(element, tag, at, around, walk);
  checkBox(element, at, report);
  for (const key of ['background_style', 'background_color', 'border_color'])
    checkColour(element, key, at, styles, report);
  DISPLAY[tag]?.(element, at, styles, report);
  INTERACTION[tag]?.(element, at, styles, report, around);
  checkBehaviors(element['behaviors'], at, report);
  checkConfirm(element['confirm'], at, styles, report);
  report.flag(element, ['disabled', 'required', 'expanded', 'has_border'], at);
  checkContainer(element, tag, at, styles, report);
  checkChildren(element, tag, at, around, walk);
  return undefined;
}

function checkPlace(tag: string, path: string, { parent, depth }: Around, report: Report): void {
  report.need(depth <= DEEPEST + 1, path, 'containers are nested deeper than five');
  if (ROOT_ONLY.has(tag))
    report.need(parent === 'body', path, `type of element is not supported tag: ${tag}`);
  report.need(
    (tag === 'column') === (parent === 'column_set'),
    path,
    'a column_set holds columns, nothing else does',
  );
}

function checkNames(element: Node, tag: string, path: string, { form }: Around, walk: Walk): void {
  const { element_id: id, name } = element;
  if (id !== undefined) {
    if (typeof id !== 'string' || !/^[A-Za-z]\w{0,19}$/u.test(id))
      walk.report.fail(CODE.elementId, path, `invalid element_id ${String(id)}`);
    else if (walk.ids.has(id)) walk.report.fail(CODE.elementId, path, `element_id ${id} is used twice`);
    else walk.ids.add(id);
  }
  const named = INTERACTIVE.has(tag) || tag === 'form';
  if ((tag === 'form' || (form && INTERACTIVE.has(tag))) && (typeof name !== 'string' || name === ''))
    walk.report.fail(CODE.name, path, `${tag} has no name`);
  if (!named || typeof name !== 'string') return;
  if (walk.names.has(name)) walk.report.fail(CODE.name, path, `name ${name} is used twice`);
  walk.names.add(name);
}

function checkContainer(element: Node, tag: string, path: string, styles: Styles, report: Report): void {
  switch (tag) {
    case 'column_set':
      report.oneOf(element, 'flex_mode', ['none', 'stretch', 'flow', 'bisect', 'trisect'], path);
      break;
    case 'column':
      checkWidth(element, ['auto', 'weighted'], [16, 600], path, report);
      checkNumber(element, 'weight', [1, 5], path, report);
      break;
    case 'interactive_container':
      report.need(element['behaviors'] !== undefined, path, 'behaviors is required');
      checkWidth(element, ['fill', 'auto'], [16, 999], path, report);
      break;
    case 'collapsible_panel':
      checkPanelHeader(element['header'], `${path}.header`, styles, report);
      break;
    case 'form':
      // Counted in the words, since a submit button may sit in columns.
      report.need(
        JSON.stringify(element['elements'] ?? []).includes('"form_action_type":"submit"'),
        path,
        'a form needs a submit button',
      );
      break;
    default:
  }
}

function checkPanelHeader(header: unknown, path: string, styles: Styles, report: Report): void {
  if (!isNode(header)) return report.need(false, path, 'header is required');
  const keys = [
    'title',
    'background_color',
    'width',
    'vertical_align',
    'padding',
    'icon',
    'icon_position',
    'icon_expanded_angle',
  ];
  report.only(header, keys, path);
  checkText(header['title'], `${path}.title`, styles, report, { needed: true, markdown: true });
  checkIcon(header['icon'], `${path}.icon`, styles, report);
  checkColour(header, 'background_color', path, styles, report);
  report.oneOf(header, 'width', ['fill', 'auto', 'auto_when_fold'], path);
  report.oneOf(header, 'icon_position', ['left', 'right', 'follow_text'], path);
  // One or four values, unlike anywhere else (contract §8.4).
  const parts = String(header['padding'] ?? '0px').split(' ').length;
  report.need(parts === 1 || parts === 4, path, 'invalid panel header padding');
  return undefined;
}

function checkChildren(element: Node, tag: string, path: string, around: Around, walk: Walk): void {
  const key = tag === 'column_set' ? 'columns' : 'elements';
  if (tag === 'table' || KEYS[tag]?.includes(key) !== true) return;
  const list = element[key];
  const needed = tag !== 'column';
  if (!Array.isArray(list))
    return walk.report.need(list === undefined && !needed, `${path}.${key}`, `${key} is a list`);
  const inner: Around = {
    parent: tag,
    form: around.form || tag === 'form',
    depth: around.depth + (tag === 'column' ? 0 : 1),
  };
  for (const [index, child] of (list as unknown[]).entries())
    checkElement(child, `${path} -> ${key} -> [${index}]`, inner, walk);
  return undefined;
}
