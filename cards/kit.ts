import type { ActionId, FieldName } from './actions.js';
import type { Card, CardNode } from './card.js';
import { escaped } from './escape.js';

export type Colour =
  | 'blue'
  | 'wathet'
  | 'turquoise'
  | 'green'
  | 'orange'
  | 'red'
  | 'carmine'
  | 'violet'
  | 'purple'
  | 'grey'
  | 'neutral';

export interface Tag {
  readonly text: string;
  readonly colour: Colour;
}

/** A whole card. The title must make sense alone: old clients and the chat list show nothing else. */
export function card(
  head: { title: string; subtitle?: string; colour: Colour; tags?: readonly Tag[] },
  elements: readonly CardNode[],
): Card {
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      width_mode: 'fill',
      enable_forward_interaction: false,
      summary: { content: head.title },
    },
    header: {
      title: plain(head.title),
      ...(head.subtitle === undefined ? {} : { subtitle: plain(head.subtitle) }),
      template: head.colour === 'neutral' ? 'default' : head.colour,
      ...(head.tags === undefined || head.tags.length === 0
        ? {}
        : {
            text_tag_list: head.tags
              .slice(0, 3)
              .map((tag) => ({ tag: 'text_tag', text: plain(tag.text), color: tag.colour })),
          }),
    },
    body: { elements: uniquelyNamed(elements, new Map()), vertical_spacing: 'medium' },
  };
}

/**
 * Feishu refuses a whole card in which two buttons have one name: a list may name a matter twice, two ids may have one
 * hash. Fields of forms keep their names, what is filled in is read by them.
 */
function uniquelyNamed(nodes: readonly CardNode[], seen: Map<string, number>): readonly CardNode[] {
  return nodes.map((node): CardNode => {
    const { name, elements, columns } = node;
    if (node['tag'] === 'button' && typeof name === 'string') {
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return before === 0 ? node : { ...node, name: `${name}_${before + 1}` };
    }
    return {
      ...node,
      ...(Array.isArray(elements) ? { elements: uniquelyNamed(elements as readonly CardNode[], seen) } : {}),
      ...(Array.isArray(columns) ? { columns: uniquelyNamed(columns as readonly CardNode[], seen) } : {}),
    };
  });
}

export const plain = (content: string): CardNode => ({ tag: 'plain_text', content });

/** Our own markdown; people's words in it have been escaped. */
export const md = (content: string): CardNode => ({ tag: 'markdown', content });

/** Large text: deadlines and first lines. */
export const big = (content: string): CardNode => ({ tag: 'markdown', content, text_size: 'heading' });

/** `**情况**  …`: bold label of two to four signs and the value on one line; the value is people's text. */
export const field = (label: string, value: string): CardNode => md(`**${label}**　${escaped(value)}`);

/** The 期限 line: larger than the rest. */
export const deadlineField = (label: string, value: string): CardNode =>
  big(`**${label}**　${escaped(value)}`);

/** Small grey hint. */
export const hint = (text: string): CardNode => ({
  tag: 'markdown',
  content: `<font color='grey'>${text}</font>`,
});

export interface ButtonOptions {
  readonly hazardId?: string;
  readonly stage?: number;
  readonly extra?: string;
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly confirm?: string;
  /** Inside a form: what was filled in goes along. */
  readonly submit?: boolean;
}

/** A button. Every one has a name and a callback with an object (contract §8.8, "safe choice"). */
export function button(text: string, action: ActionId, options: ButtonOptions = {}): CardNode {
  const value: CardNode = {
    a: action,
    ...(options.hazardId === undefined ? {} : { h: options.hazardId }),
    ...(options.stage === undefined ? {} : { s: options.stage }),
    ...(options.extra === undefined ? {} : { x: options.extra }),
  };
  return {
    tag: 'button',
    name: `b_${action.replaceAll('-', '_')}${options.extra === undefined ? '' : `_${hash(options.extra)}`}`,
    text: plain(text),
    type:
      options.kind === 'main' || options.kind === undefined
        ? 'primary_filled'
        : options.kind === 'plain'
          ? 'default'
          : 'text',
    width: options.kind === 'quiet' ? 'default' : 'fill',
    size: options.kind === 'quiet' ? 'small' : 'large',
    behaviors: [{ type: 'callback', value }],
    ...(options.submit === true ? { form_action_type: 'submit' } : {}),
    ...(options.confirm === undefined
      ? {}
      : { confirm: { title: plain(text), text: plain(options.confirm) } }),
  };
}

/** A short stable name part: a button keeps its name however often its card is drawn. */
function hash(text: string): string {
  let n = 7;
  for (const sign of text) n = (n * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003;
  return n.toString(36);
}

/** 更多: the rarer actions, folded. */
export function more(buttons: readonly CardNode[], title = '更多'): readonly CardNode[] {
  return buttons.length === 0 ? [] : [folded(title, buttons)];
}

/** A folded part; never holds a form. */
export function folded(title: string, elements: readonly CardNode[]): CardNode {
  return {
    tag: 'collapsible_panel',
    expanded: false,
    header: {
      title: { tag: 'plain_text', content: title },
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'follow_text',
      icon_expanded_angle: -180,
    },
    vertical_spacing: 'small',
    elements,
  };
}

/** A form: only at the root of the body, one a card. */
export const form = (name: string, elements: readonly CardNode[]): CardNode => ({
  tag: 'form',
  name,
  elements,
  vertical_spacing: 'medium',
});

export interface InputOptions {
  readonly value?: string | undefined;
  readonly example?: string;
  readonly lines?: boolean;
  readonly required?: boolean;
  readonly max?: number;
}

/** A text field: the placeholder is an example, what is known is filled in. */
export function input(name: FieldName, label: string, options: InputOptions = {}): CardNode {
  return {
    tag: 'input',
    name,
    label: plain(options.required === true ? `${label}*` : label),
    label_position: 'top',
    input_type: options.lines === true ? 'multiline_text' : 'text',
    ...(options.lines === true ? { rows: 2, auto_resize: true } : {}),
    max_length: options.max ?? 1000,
    placeholder: plain((options.example ?? '').slice(0, 100)),
    ...(options.value === undefined || options.value === ''
      ? {}
      : { default_value: [...options.value].slice(0, 1000).join('') }),
    width: 'fill',
  };
}

export interface Choice {
  readonly text: string;
  readonly value: string;
}

/** Selects and pickers have no label of their own; the star stands outside the bold, or it would be read as markup. */
function labelOf(label: string): CardNode {
  const [, words = label, star = ''] = /^([^*]*)(\*)?/u.exec(label) ?? [];
  const rest = label.slice(words.length + star.length);
  return md(`**${words}**${star === '' ? '' : "<font color='red'>*</font>"}${rest}`);
}

/** A select with its label above (selects have none of their own). */
export function select(
  name: FieldName,
  label: string,
  choices: readonly Choice[],
  initial?: string,
): readonly CardNode[] {
  const known = choices.some((choice) => choice.value === initial);
  return [
    labelOf(label),
    {
      tag: 'select_static',
      name,
      placeholder: plain('请选择'),
      width: 'fill',
      options: choices.slice(0, 100).map((choice) => ({ text: plain(choice.text), value: choice.value })),
      ...(known && initial !== undefined ? { initial_option: initial } : {}),
    },
  ];
}

export function datePicker(name: FieldName, label: string, initial?: string): readonly CardNode[] {
  return [
    labelOf(label),
    {
      tag: 'date_picker',
      name,
      placeholder: plain('请选择日期'),
      width: 'fill',
      ...(initial === undefined ? {} : { initial_date: initial }),
    },
  ];
}

export function tick(name: FieldName, text: string, checked = false): CardNode {
  return { tag: 'checker', name, text: plain(text), checked };
}

/** Before and after side by side: the only columns a card has. */
export function photoPair(before: readonly string[], after: readonly string[]): CardNode {
  const side = (title: string, keys: readonly string[], none: string): CardNode => ({
    tag: 'column',
    width: 'weighted',
    weight: 1,
    elements: [md(`**${title}**`), ...(keys.length === 0 ? [hint(none)] : keys.slice(0, 2).map(picture))],
  });
  return {
    tag: 'column_set',
    flex_mode: 'bisect',
    horizontal_spacing: 'medium',
    columns: [side('整改前', before, '没有照片'), side('整改后', after, '还没有，请直接发到这里')],
  };
}

export function picture(key: string): CardNode {
  return {
    tag: 'img',
    img_key: key,
    alt: plain('现场照片'),
    scale_type: 'fit_horizontal',
    corner_radius: '4px',
    preview: true,
  };
}
