import { CODE, isNode, lengthOf, type Node, type Report } from './report.js';
import { BUTTON_TYPES } from './schema.js';
import { checkIcon, checkImageKey, checkText } from './texts.js';
import { checkNumber, checkWidth, type Styles } from './values.js';

export interface Place {
  readonly form: boolean;
}
type Check = (node: Node, path: string, styles: Styles, report: Report, place: Place) => void;

const WORDS = 100;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;

/** What interactive components must hold (contract §8.8). */
export const INTERACTION: Readonly<Record<string, Check>> = {
  button: (node, path, styles, report, { form }) => {
    report.need(
      node['text'] !== undefined || node['icon'] !== undefined,
      path,
      'a button has a text or an icon',
    );
    checkText(node['text'], `${path}.text`, styles, report, { plain: true, most: WORDS, filled: true });
    report.oneOf(node, 'type', BUTTON_TYPES, path);
    report.oneOf(node, 'size', ['tiny', 'small', 'medium', 'large'], path);
    report.oneOf(node, 'form_action_type', ['submit', 'reset'], path);
    checkWidth(node, ['default', 'fill'], [100, 9999], path, report);
    checkIcon(node['icon'], `${path}.icon`, styles, report);
    const action = node['form_action_type'];
    report.need(action === undefined || form, path, 'form_action_type outside a form');
    report.need(
      action !== undefined || node['behaviors'] !== undefined,
      path,
      'a button without behaviors does nothing',
    );
  },
  input: (node, path, styles, report) => {
    checkText(node['placeholder'], `${path}.placeholder`, styles, report, { plain: true, most: WORDS });
    checkText(node['label'], `${path}.label`, styles, report);
    report.oneOf(node, 'label_position', ['top', 'left'], path);
    report.oneOf(node, 'input_type', ['text', 'multiline_text', 'password'], path);
    checkNumber(node, 'max_length', [1, 1000], path, report);
    report.flag(node, ['auto_resize', 'show_icon', 'required'], path);
    const preset = node['default_value'];
    if (preset === undefined) return;
    if (typeof preset !== 'string')
      return report.need(false, `${path}.default_value`, 'default_value is a string');
    const most = typeof node['max_length'] === 'number' ? node['max_length'] : 1000;
    report.need(lengthOf(preset) <= most, `${path}.default_value`, 'default_value is longer than max_length');
    return undefined;
  },
  select_static: (node, path, styles, report) => {
    const values = checkOptions(node, path, styles, report);
    const index = node['initial_index'];
    if (index !== undefined) checkNumber(node, 'initial_index', [1, values.length], path, report);
    checkChosen(node, values, path, report);
  },
  multi_select_static: (node, path, styles, report) => {
    checkSelected(node, checkOptions(node, path, styles, report), path, report);
  },
  select_person: (node, path, styles, report) => {
    const values = checkPeople(node, path, styles, report);
    if (values.length > 0) checkChosen(node, values, path, report);
  },
  multi_select_person: (node, path, styles, report) => {
    const values = checkPeople(node, path, styles, report);
    if (values.length > 0) checkSelected(node, values, path, report);
  },
  date_picker: (node, path, styles, report) =>
    checkPicker(node, 'initial_date', (text) => DATE.test(text), path, styles, report),
  picker_time: (node, path, styles, report) =>
    checkPicker(node, 'initial_time', (text) => TIME.test(text), path, styles, report),
  picker_datetime: (node, path, styles, report) =>
    checkPicker(
      node,
      'initial_datetime',
      (text) => {
        const [day = '', time = ''] = text.split(' ');
        return DATE.test(day) && TIME.test(time);
      },
      path,
      styles,
      report,
    ),
  select_img: (node, path, _styles, report, { form }) => {
    const options = Array.isArray(node['options']) ? (node['options'] as unknown[]) : [];
    report.need(options.length > 0, `${path}.options`, 'options is a list');
    for (const option of options) checkImageKey(isNode(option) ? option['img_key'] : undefined, path, report);
    report.need(node['multi_select'] !== true || form, path, 'multi_select is for forms');
    report.oneOf(node, 'layout', ['stretch', 'bisect', 'trisect'], path);
  },
  checker: (node, path, styles, report) => {
    checkText(node['text'], `${path}.text`, styles, report, { needed: true });
    report.flag(node, ['checked', 'overall_checkable'], path);
    const buttons = isNode(node['button_area']) ? node['button_area']['buttons'] : [];
    report.need(
      !Array.isArray(buttons) || buttons.length <= 3,
      `${path}.button_area`,
      'more than three buttons',
    );
  },
  overflow: (node, path, styles, report) => {
    const options = node['options'];
    if (!Array.isArray(options) || options.length === 0)
      return report.need(false, `${path}.options`, 'options is a list');
    for (const option of options as unknown[])
      checkText(isNode(option) ? option['text'] : undefined, `${path}.options`, styles, report, {
        needed: true,
        most: WORDS,
      });
    return undefined;
  },
};

function checkPicker(
  node: Node,
  key: string,
  holds: (text: string) => boolean,
  path: string,
  styles: Styles,
  report: Report,
): void {
  const initial = node[key];
  if (initial !== undefined)
    report.need(typeof initial === 'string' && holds(initial), `${path}.${key}`, `invalid ${key}`);
  checkText(node['placeholder'], `${path}.placeholder`, styles, report, { plain: true, most: WORDS });
}

function checkOptions(node: Node, path: string, styles: Styles, report: Report): readonly string[] {
  const options = node['options'];
  checkText(node['placeholder'], `${path}.placeholder`, styles, report, { plain: true, most: WORDS });
  report.oneOf(node, 'type', ['default', 'text'], path);
  if (!Array.isArray(options) || options.length === 0) {
    report.need(false, `${path}.options`, 'options is a list with entries');
    return [];
  }
  const values = (options as unknown[]).map((option, index) => {
    const at = `${path}.options -> [${index}]`;
    if (!isNode(option)) {
      report.need(false, at, 'an option is an object');
      return '';
    }
    report.only(option, ['text', 'value', 'icon'], at);
    checkText(option['text'], `${at}.text`, styles, report, { needed: true, plain: true, filled: true });
    report.need(typeof option['value'] === 'string' && option['value'] !== '', at, 'value is a string');
    return String(option['value']);
  });
  report.need(new Set(values).size === values.length, `${path}.options`, 'option values repeat');
  return values;
}

function checkPeople(node: Node, path: string, styles: Styles, report: Report): readonly string[] {
  checkText(node['placeholder'], `${path}.placeholder`, styles, report, { plain: true, most: WORDS });
  const options = node['options'] ?? [];
  if (!Array.isArray(options)) {
    report.need(false, `${path}.options`, 'options is a list');
    return [];
  }
  return (options as unknown[]).map((option) => {
    const value = isNode(option) ? option['value'] : undefined;
    if (typeof value !== 'string' || value === '')
      report.fail(CODE.person, `${path}.options`, 'person id is invalid');
    return String(value);
  });
}

function checkChosen(node: Node, values: readonly string[], path: string, report: Report): void {
  const initial = node['initial_option'];
  report.need(
    initial === undefined || values.includes(String(initial)),
    `${path}.initial_option`,
    'is not an option',
  );
}

function checkSelected(node: Node, values: readonly string[], path: string, report: Report): void {
  const selected = node['selected_values'];
  if (selected === undefined) return;
  const ok = Array.isArray(selected) && selected.every((value) => values.includes(String(value)));
  report.need(ok, `${path}.selected_values`, 'are not options');
}

/** A callback carries an object; a link an address (contract §8.8, trap 24). */
export function checkBehaviors(behaviors: unknown, path: string, report: Report): void {
  if (behaviors === undefined) return;
  if (!Array.isArray(behaviors) || behaviors.length === 0)
    return report.need(false, `${path}.behaviors`, 'behaviors is a list with entries');
  for (const behavior of behaviors as unknown[]) {
    if (!isNode(behavior)) report.need(false, `${path}.behaviors`, 'a behavior is an object');
    else if (behavior['type'] === 'callback') {
      report.only(behavior, ['type', 'value'], `${path}.behaviors`);
      report.need(isNode(behavior['value']), `${path}.behaviors`, 'the value of a callback is an object');
    } else if (behavior['type'] === 'open_url') {
      report.only(behavior, ['type', 'default_url', 'pc_url', 'ios_url', 'android_url'], `${path}.behaviors`);
      report.need(
        /^https?:|^lark:/u.test(String(behavior['default_url'])),
        `${path}.behaviors`,
        'default_url',
      );
    } else report.need(false, `${path}.behaviors`, `unknown type ${String(behavior['type'])}`);
  }
  return undefined;
}

export function checkConfirm(confirm: unknown, path: string, styles: Styles, report: Report): void {
  if (confirm === undefined) return;
  if (!isNode(confirm)) return report.need(false, `${path}.confirm`, 'confirm is an object');
  report.only(confirm, ['title', 'text'], `${path}.confirm`);
  checkText(confirm['title'], `${path}.confirm.title`, styles, report, { needed: true, plain: true });
  checkText(confirm['text'], `${path}.confirm.text`, styles, report, { needed: true, plain: true });
  return undefined;
}
