/** One thing that Feishu would refuse, with the sub-code it would give (feishu-contract §5.2, §8.11). */
export interface CardFault {
  readonly code: number;
  readonly path: string;
  readonly problem: string;
}

type Node = Record<string, unknown>;

const COMMON = ['tag', 'element_id', 'margin'];
/** Keys of each tag (contract §8.6–8.8); everything else is refused in JSON 2.0. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  markdown: ['content', 'text_size', 'text_align', 'icon'],
  div: ['text', 'icon', 'width', 'fields'],
  img: ['img_key', 'alt', 'title', 'scale_type', 'size', 'corner_radius', 'transparent', 'preview'],
  hr: [],
  person: ['user_id', 'size', 'show_avatar', 'show_name', 'style'],
  person_list: ['persons', 'show_name', 'show_avatar', 'size', 'lines', 'drop_invalid_user_id'],
  chart: ['chart_spec', 'aspect_ratio', 'color_theme', 'height', 'preview'],
  table: [
    'columns',
    'rows',
    'page_size',
    'row_height',
    'row_max_height',
    'freeze_first_column',
    'header_style',
  ],
  column_set: [
    'columns',
    'flex_mode',
    'horizontal_spacing',
    'horizontal_align',
    'background_style',
    'action',
  ],
  column: [
    'elements',
    'width',
    'weight',
    'direction',
    'padding',
    'vertical_spacing',
    'horizontal_spacing',
    'vertical_align',
    'horizontal_align',
    'background_style',
    'action',
  ],
  collapsible_panel: [
    'header',
    'expanded',
    'background_color',
    'border',
    'padding',
    'vertical_spacing',
    'elements',
    'direction',
  ],
  interactive_container: [
    'elements',
    'behaviors',
    'width',
    'height',
    'direction',
    'padding',
    'background_style',
    'has_border',
    'border_color',
    'corner_radius',
    'disabled',
    'disabled_tips',
    'hover_tips',
    'confirm',
  ],
  form: ['name', 'elements', 'direction', 'padding', 'vertical_spacing', 'horizontal_spacing'],
  button: [
    'text',
    'type',
    'size',
    'width',
    'icon',
    'form_action_type',
    'behaviors',
    'name',
    'confirm',
    'disabled',
    'disabled_tips',
    'hover_tips',
  ],
  input: [
    'name',
    'placeholder',
    'default_value',
    'label',
    'label_position',
    'input_type',
    'rows',
    'auto_resize',
    'max_rows',
    'max_length',
    'show_icon',
    'required',
    'width',
    'disabled',
    'behaviors',
    'confirm',
  ],
  select_static: [
    'name',
    'options',
    'initial_option',
    'initial_index',
    'type',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  multi_select_static: [
    'name',
    'options',
    'selected_values',
    'type',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  select_person: [
    'name',
    'options',
    'initial_option',
    'type',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  date_picker: [
    'name',
    'initial_date',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  picker_time: [
    'name',
    'initial_time',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  picker_datetime: [
    'name',
    'initial_datetime',
    'placeholder',
    'width',
    'required',
    'disabled',
    'behaviors',
    'confirm',
  ],
  checker: [
    'name',
    'text',
    'checked',
    'overall_checkable',
    'button_area',
    'checked_style',
    'behaviors',
    'padding',
    'disabled',
    'confirm',
  ],
  overflow: ['options', 'confirm', 'width', 'behaviors', 'name', 'disabled'],
};
const INTERACTIVE = new Set([
  'button',
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
]);
const COLOURS = [
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
  'default',
];
const TAG_COLOURS = [
  'neutral',
  'blue',
  'turquoise',
  'lime',
  'orange',
  'violet',
  'indigo',
  'wathet',
  'green',
  'yellow',
  'red',
  'purple',
  'carmine',
];
const BUTTON_TYPES = [
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
];
const LIMIT_BYTES = 30 * 1024;

/** Everything about a card that Feishu would refuse; empty = it is taken. */
export function checkCard(card: unknown): readonly CardFault[] {
  const faults: CardFault[] = [];
  const fail = (code: number, path: string, problem: string): void =>
    void faults.push({ code, path, problem });
  if (!isNode(card)) return [{ code: 200621, path: 'ROOT', problem: 'not an object' }];
  if (card['schema'] !== '2.0') fail(200621, 'ROOT', 'schema is not "2.0"');
  only(card, ['schema', 'config', 'card_link', 'header', 'body'], 'ROOT', fail);
  if (isNode(card['config'])) checkConfig(card['config'], fail);
  if (card['header'] !== undefined) checkHeader(card['header'], fail);
  const body = card['body'];
  if (!isNode(body) || !Array.isArray(body['elements'])) fail(200621, 'body', 'no elements');
  else {
    only(
      body,
      [
        'direction',
        'padding',
        'horizontal_spacing',
        'vertical_spacing',
        'horizontal_align',
        'vertical_align',
        'elements',
      ],
      'body',
      fail,
    );
    const seen: Seen = { names: new Set(), ids: new Set() };
    body['elements'].forEach((element, index) =>
      checkElement(element, `body.elements[${index}]`, { parents: [], form: false, depth: 1 }, seen, fail),
    );
  }
  const tags = countTags(card);
  if (tags > 200) fail(11310, 'ROOT', `element exceeds the limit: ${tags}`);
  if (Buffer.byteLength(JSON.stringify(card)) > LIMIT_BYTES) fail(230025, 'ROOT', 'over 30 KB');
  return faults;
}

type Fail = (code: number, path: string, problem: string) => void;
interface Seen {
  readonly names: Set<string>;
  readonly ids: Set<string>;
}
interface Around {
  readonly parents: readonly string[];
  readonly form: boolean;
  readonly depth: number;
}

function checkConfig(config: Node, fail: Fail): void {
  only(
    config,
    [
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
    ],
    'config',
    fail,
  );
  if (config['update_multi'] === false) fail(300302, 'config.update_multi', 'must be true');
  if (
    config['width_mode'] !== undefined &&
    !['default', 'compact', 'fill'].includes(String(config['width_mode']))
  )
    fail(200621, 'config.width_mode', 'unknown value');
}

function checkHeader(header: unknown, fail: Fail): void {
  if (!isNode(header)) return fail(200621, 'header', 'not an object');
  only(
    header,
    ['title', 'subtitle', 'text_tag_list', 'i18n_text_tag_list', 'template', 'icon', 'padding'],
    'header',
    fail,
  );
  checkText(header['title'], 'header.title', fail, true);
  if (header['subtitle'] !== undefined) checkText(header['subtitle'], 'header.subtitle', fail, true);
  if (header['template'] !== undefined && !COLOURS.includes(String(header['template'])))
    fail(200621, 'header.template', 'unknown colour');
  const list = header['text_tag_list'];
  if (list === undefined) return;
  if (!Array.isArray(list)) return fail(200621, 'header.text_tag_list', 'not a list');
  if (list.length > 3) fail(200621, 'header.text_tag_list', 'more than three');
  list.forEach((tag, index) => {
    if (!isNode(tag) || tag['tag'] !== 'text_tag')
      return fail(200621, `header.text_tag_list[${index}]`, 'not a text_tag');
    only(tag, ['tag', 'text', 'color', 'element_id'], `header.text_tag_list[${index}]`, fail);
    if (!TAG_COLOURS.includes(String(tag['color'])))
      fail(200621, `header.text_tag_list[${index}].color`, 'unknown colour');
    checkText(tag['text'], `header.text_tag_list[${index}].text`, fail, true);
  });
}

function checkElement(element: unknown, path: string, around: Around, seen: Seen, fail: Fail): void {
  if (!isNode(element) || typeof element['tag'] !== 'string') return fail(200621, path, 'not an element');
  const tag = element['tag'];
  const keys = KEYS[tag];
  if (keys === undefined)
    return fail(200861, path, `cards of schema V2 no longer support this capability; unsupported tag ${tag}`);
  only(element, [...COMMON, ...keys], path, fail);
  if (around.depth > 5) fail(200621, path, 'nested deeper than five');
  if ((tag === 'form' || tag === 'table') && around.parents.length > 0)
    fail(200621, path, `${tag} stands only at the root`);
  if (tag === 'column' && around.parents.at(-1) !== 'column_set')
    fail(200621, path, 'column outside a column_set');
  checkIds(element, tag, path, around, seen, fail);
  checkDetails(element, tag, path, around, fail);
  const inner: Around = {
    parents: [...around.parents, tag],
    form: around.form || tag === 'form',
    depth: around.depth + 1,
  };
  for (const key of ['elements', 'columns'] as const) {
    const list = element[key];
    if (tag === 'table' || list === undefined) continue;
    if (!Array.isArray(list)) fail(200621, `${path}.${key}`, 'not a list');
    else list.forEach((child, index) => checkElement(child, `${path}.${key}[${index}]`, inner, seen, fail));
  }
  if (tag === 'form' && !JSON.stringify(element['elements'] ?? []).includes('"form_action_type":"submit"'))
    fail(200621, path, 'a form needs a submit button');
}

function checkIds(element: Node, tag: string, path: string, around: Around, seen: Seen, fail: Fail): void {
  const id = element['element_id'];
  if (id !== undefined) {
    if (typeof id !== 'string' || !/^[A-Za-z]\w{0,19}$/u.test(id)) fail(300301, path, 'bad element_id');
    else if (seen.ids.has(id)) fail(300301, path, 'duplicate element_id');
    else seen.ids.add(id);
  }
  const name = element['name'];
  if (around.form && INTERACTIVE.has(tag) && (typeof name !== 'string' || name === ''))
    fail(200530, path, 'no name inside a form');
  if (typeof name === 'string' && (INTERACTIVE.has(tag) || tag === 'form')) {
    if (seen.names.has(name)) fail(200530, path, `name ${name} is used twice`);
    seen.names.add(name);
  }
}

function checkDetails(element: Node, tag: string, path: string, around: Around, fail: Fail): void {
  if (tag === 'markdown') {
    const content = element['content'];
    if (typeof content !== 'string') fail(200621, path, 'markdown without content');
    else if ([...content].length > 10_000) fail(200621, path, 'longer than is shown');
    else if (/<at id=all>/u.test(content)) fail(230099, path, 'pings everybody');
  }
  if (tag === 'img' && (typeof element['img_key'] !== 'string' || !element['img_key'].startsWith('img_')))
    fail(200570, path, 'bad image key');
  if (tag === 'img') checkText(element['alt'], `${path}.alt`, fail, true);
  if (tag === 'button') {
    checkText(element['text'], `${path}.text`, fail, true);
    if (element['type'] !== undefined && !BUTTON_TYPES.includes(String(element['type'])))
      fail(200621, path, 'unknown button type');
    if (element['form_action_type'] !== undefined && !around.form)
      fail(200621, path, 'form_action_type outside a form');
    if (!around.form && element['behaviors'] === undefined) fail(200621, path, 'a button that does nothing');
    checkBehaviors(element['behaviors'], path, fail);
  }
  if (tag === 'input') {
    const max = element['max_length'];
    if (max !== undefined && (typeof max !== 'number' || max < 1 || max > 1000))
      fail(200621, path, 'max_length is 1 to 1000');
    const preset = element['default_value'];
    if (typeof preset === 'string' && typeof max === 'number' && [...preset].length > max)
      fail(200621, path, 'default_value is longer than max_length');
  }
  if (tag === 'select_static' || tag === 'multi_select_static') checkOptions(element, path, fail);
  if (
    tag === 'date_picker' &&
    element['initial_date'] !== undefined &&
    !/^\d{4}-\d{2}-\d{2}$/u.test(String(element['initial_date']))
  )
    fail(200621, path, 'bad date');
  if (tag === 'chart' && !isNode(element['chart_spec'])) fail(200550, path, 'no chart spec');
}

function checkOptions(element: Node, path: string, fail: Fail): void {
  const options = element['options'];
  if (!Array.isArray(options)) return fail(200621, path, 'no options');
  const values = options.map((option) => (isNode(option) ? String(option['value']) : ''));
  if (new Set(values).size !== values.length) fail(200621, path, 'option values repeat');
  const initial = element['initial_option'];
  if (initial !== undefined && !values.includes(String(initial)))
    fail(200621, path, 'initial_option is not an option');
}

function checkBehaviors(behaviors: unknown, path: string, fail: Fail): void {
  if (behaviors === undefined) return;
  if (!Array.isArray(behaviors)) return fail(200621, path, 'behaviors is not a list');
  for (const behavior of behaviors) {
    if (!isNode(behavior) || !['callback', 'open_url'].includes(String(behavior['type'])))
      fail(200621, path, 'unknown behavior');
    else if (behavior['type'] === 'callback' && !isNode(behavior['value']))
      fail(200621, path, 'a callback value is an object');
  }
}

function checkText(text: unknown, path: string, fail: Fail, needed: boolean): void {
  if (!isNode(text)) return needed ? fail(200621, path, 'no text') : undefined;
  if (text['tag'] !== 'plain_text' && text['tag'] !== 'lark_md') fail(200621, path, 'not a text');
  if (typeof text['content'] !== 'string') fail(200621, path, 'text without content');
}

function only(node: Node, keys: readonly string[], path: string, fail: Fail): void {
  for (const key of Object.keys(node))
    if (!keys.includes(key) && node[key] !== undefined) fail(200621, `${path}.${key}`, 'unknown property');
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTags(item), 0);
  if (!isNode(value)) return 0;
  const own = typeof value['tag'] === 'string' ? 1 : 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'chart_spec' ? 0 : countTags(inner)),
    own,
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
