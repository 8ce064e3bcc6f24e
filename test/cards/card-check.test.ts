import { describe, expect, test } from '@jest/globals';
import { checkCard } from '../simulator/card-check/index.js';

type Node = Record<string, unknown>;

const plain = (content: string): Node => ({ tag: 'plain_text', content });
const md = (content: string): Node => ({ tag: 'markdown', content });
const call: Node = { type: 'callback', value: { act: 'x' } };
const button = (more: Node = {}): Node => ({ tag: 'button', text: plain('好'), behaviors: [call], ...more });
const submit = (more: Node = {}): Node => button({ name: 'go', form_action_type: 'submit', ...more });
const form = (...elements: Node[]): Node => ({ tag: 'form', name: 'f', elements: [...elements, submit()] });
const card = (...elements: Node[]): Node => ({ schema: '2.0', body: { elements } });
const columns = (...elements: Node[]): Node => ({
  tag: 'column_set',
  columns: [{ tag: 'column', elements }],
});
const panel = (...elements: Node[]): Node => ({
  tag: 'collapsible_panel',
  header: { title: plain('更多') },
  elements,
});
const box = (...elements: Node[]): Node => ({ tag: 'interactive_container', behaviors: [call], elements });
const img = (more: Node = {}): Node => ({ tag: 'img', img_key: 'img_v3_x', alt: plain('图'), ...more });
const select = (more: Node = {}): Node => ({
  tag: 'select_static',
  options: [
    { text: plain('一'), value: '1' },
    { text: plain('二'), value: '2' },
  ],
  ...more,
});
const table = (more: Node = {}): Node => ({
  tag: 'table',
  columns: [
    { name: 'a', data_type: 'text' },
    { name: 'n', data_type: 'number' },
    { name: 'd', data_type: 'date' },
  ],
  rows: [{ a: '甲', n: 1, d: 1767225600000 }],
  ...more,
});
const header = (more: Node = {}): Node => ({ ...card(md('x')), header: { title: plain('题'), ...more } });
const config = (more: Node): Node => ({ ...card(md('x')), config: more });
const markdownTable = '|甲|乙|\n|---|---|\n|1|2|';
const deep = (levels: number): Node => (levels === 0 ? md('x') : panel(deep(levels - 1)));

describe('valid cards', () => {
  const GOOD: readonly (readonly [string, Node])[] = [
    ['the smallest', card(md('x'))],
    [
      'header with everything',
      header({
        subtitle: plain('副'),
        template: 'orange',
        padding: '12px',
        icon: { tag: 'standard_icon', token: 'warning_outlined', color: 'red' },
        text_tag_list: [{ tag: 'text_tag', text: plain('重大'), color: 'red' }],
      }),
    ],
    [
      'config with everything',
      config({
        update_multi: true,
        width_mode: 'fill',
        enable_forward: true,
        summary: { content: 's' },
        style: {
          text_size: { mine: { default: 'normal' } },
          color: { c: { light_mode: 'rgba(1,2,3,1)', dark_mode: 'rgba(1,2,3,1)' } },
        },
      }),
    ],
    [
      'names from config.style',
      {
        ...config({ style: { text_size: { mine: { default: 'normal', pc: 'normal', mobile: 'heading' } } } }),
        body: { elements: [{ ...md('x'), text_size: 'mine' }] },
      },
    ],
    [
      'a form with every field',
      card(
        form(
          { tag: 'input', name: 'i', input_type: 'multiline_text', max_length: 500, default_value: '已填' },
          select({ name: 's', initial_option: '2' }),
          {
            tag: 'multi_select_static',
            name: 'm',
            options: [{ text: plain('一'), value: '1' }],
            selected_values: ['1'],
          },
          { tag: 'select_person', name: 'p', options: [{ value: 'ou_x' }] },
          { tag: 'date_picker', name: 'd', initial_date: '2026-10-08' },
          { tag: 'picker_time', name: 't', initial_time: '09:00' },
          { tag: 'picker_datetime', name: 'dt', initial_datetime: '2026-10-08 09:00' },
          { tag: 'checker', name: 'c', text: plain('是') },
        ),
      ),
    ],
    ['a form in columns', card({ tag: 'form', name: 'f', elements: [columns(submit())] })],
    ['five panels', card(deep(5))],
    ['a table and its kinds', card(table())],
    ['five tables', card(table(), table(), md(markdownTable), md(markdownTable), md(markdownTable))],
    [
      'chart, pictures, people',
      card(
        { tag: 'chart', chart_spec: { type: 'bar', data: [] } },
        img(),
        {
          tag: 'img_combination',
          combination_mode: 'double',
          img_list: [{ img_key: 'img_a' }, { img_key: 'img_b' }],
        },
        { tag: 'person', user_id: 'ou_x' },
        { tag: 'person_list', persons: [{ id: 'ou_x' }] },
        { tag: 'hr' },
      ),
    ],
    [
      'a link and a callback',
      card(button({ behaviors: [call, { type: 'open_url', default_url: 'https://example.cn' }] })),
    ],
    ['exactly 200 elements', card(...Array.from({ length: 200 }, () => md('x')))],
  ];
  test.each(GOOD)('%s', (_what, given) => {
    expect(checkCard(given)).toEqual([]);
  });
});

/** What is wrong, the code that names it, the card. */
const BAD: readonly (readonly [string, number, unknown])[] = [
  ['no object', 200621, 'x'],
  ['a list', 200621, []],
  ['no schema', 200621, { body: { elements: [] } }],
  ['JSON 1.0', 200621, { schema: '1.0', body: { elements: [] } }],
  ['1.0 elements at the root', 200621, { schema: '2.0', elements: [], body: { elements: [] } }],
  ['i18n_elements', 200621, { ...card(), i18n_elements: {} }],
  ['no body', 200621, { schema: '2.0' }],
  ['elements is no list', 200621, { schema: '2.0', body: { elements: {} } }],
  ['unknown key in body', 200621, { schema: '2.0', body: { elements: [], gap: '1px' } }],
  ['wide_screen_mode of 1.0', 200621, config({ wide_screen_mode: true })],
  ['unknown width_mode', 200621, config({ width_mode: 'wide' })],
  ['update_multi off', 300302, config({ update_multi: false })],
  ['summary is no object', 200621, config({ summary: 'x' })],
  [
    'custom colour in hex',
    200621,
    config({ style: { color: { c: { light_mode: '#fff', dark_mode: '#000' } } } }),
  ],
  ['card_link for one platform', 200621, { ...card(), card_link: { pc_url: 'https://x' } }],
  ['header without title', 200621, { ...card(), header: {} }],
  ['empty title', 200621, header({ title: plain('') })],
  ['title of markdown', 200621, header({ title: md('x') })],
  ['unknown template', 200621, header({ template: 'pink' })],
  ['template in hex', 200621, header({ template: '#ff0000' })],
  [
    'four suffix tags',
    200621,
    header({
      text_tag_list: Array.from({ length: 4 }, () => ({ tag: 'text_tag', text: plain('x'), color: 'red' })),
    }),
  ],
  [
    'suffix tag of an unknown colour',
    200621,
    header({ text_tag_list: [{ tag: 'text_tag', text: plain('x'), color: 'grey' }] }),
  ],
  ['icon without token', 200621, header({ icon: { tag: 'standard_icon' } })],
  ['note of 1.0', 200861, card({ tag: 'note', elements: [] })],
  ['action of 1.0', 200861, card({ tag: 'action', actions: [] })],
  ['a tag that never was', 200861, card({ tag: 'slider' })],
  ['a tag named like a method', 200861, card({ tag: 'constructor' })],
  ['plain_text as an element', 200861, card(plain('x'))],
  ['unknown tag deep inside', 200861, card(panel(columns({ tag: 'note' })))],
  ['no tag', 200621, card({ content: 'x' })],
  ['unknown key of an element', 200621, card({ ...md('x'), bold: true })],
  ['1.0 value on a button', 200621, card(button({ value: { a: 1 } }))],
  ['1.0 url on a button', 200621, card(button({ url: 'https://x' }))],
  ['img.mode of 1.0', 200621, card(img({ mode: 'fit' }))],
  ['form in a column', 200621, card(columns(form()))],
  ['form in a form', 200621, card(form({ tag: 'form', name: 'g', elements: [submit({ name: 'h' })] }))],
  ['form in a panel', 200621, card(panel(form()))],
  ['form in an interactive container', 200621, card(box(form()))],
  ['table in a column', 200621, card(columns(table()))],
  ['table in a panel', 200621, card(panel(table()))],
  ['table in a form', 200621, card(form(table()))],
  ['column outside a set', 200621, card({ tag: 'column', elements: [] })],
  ['other than columns in a set', 200621, card({ tag: 'column_set', columns: [md('x')] })],
  ['six levels', 200621, card(deep(6))],
  ['panel without header', 200621, card({ tag: 'collapsible_panel', elements: [] })],
  [
    'panel header padding of two values',
    200621,
    card({ ...panel(), header: { title: plain('x'), padding: '4px 8px' } }),
  ],
  ['container without behaviors', 200621, card({ tag: 'interactive_container', elements: [] })],
  ['form without name', 200530, card({ tag: 'form', elements: [submit()] })],
  ['form without submit', 200621, card({ tag: 'form', name: 'f', elements: [button({ name: 'b' })] })],
  ['field without name', 200530, card(form({ tag: 'input' }))],
  ['field with an empty name', 200530, card(form({ tag: 'input', name: '' }))],
  [
    'button without name in a form',
    200530,
    card({ tag: 'form', name: 'f', elements: [submit({ name: undefined })] }),
  ],
  ['two fields of one name', 200530, card(form({ tag: 'input', name: 'a' }, select({ name: 'a' })))],
  ['field named like another form', 200530, card(form({ tag: 'input', name: 'f' }))],
  ['element_id with a digit first', 300301, card({ ...md('x'), element_id: '1a' })],
  ['element_id of 21 characters', 300301, card({ ...md('x'), element_id: 'a'.repeat(21) })],
  ['element_id with a hyphen', 300301, card({ ...md('x'), element_id: 'a-b' })],
  [
    'one element_id twice',
    300301,
    card({ ...md('x'), element_id: 'a' }, columns({ ...md('x'), element_id: 'a' })),
  ],
  ['submit outside a form', 200621, card(button({ form_action_type: 'submit' }))],
  ['a button that does nothing', 200621, card({ tag: 'button', text: plain('x') })],
  ['button text of 101 characters', 200621, card(button({ text: plain('长'.repeat(101)) }))],
  ['unknown button type', 200621, card(button({ type: 'success' }))],
  ['button narrower than 100 px', 200621, card(button({ width: '80px' }))],
  ['callback with a text as value', 200621, card(button({ behaviors: [{ type: 'callback', value: 'x' }] }))],
  ['unknown behaviour', 200621, card(button({ behaviors: [{ type: 'open_app' }] }))],
  [
    'link without scheme',
    200621,
    card(button({ behaviors: [{ type: 'open_url', default_url: 'example.cn' }] })),
  ],
  ['confirm without text', 200621, card(button({ confirm: { title: plain('x') } }))],
  ['max_length 1001', 200621, card(form({ tag: 'input', name: 'i', max_length: 1001 }))],
  [
    'default_value over max_length',
    200621,
    card(form({ tag: 'input', name: 'i', max_length: 2, default_value: '三个字' })),
  ],
  ['unknown input_type', 200621, card(form({ tag: 'input', name: 'i', input_type: 'number' }))],
  ['select without options', 200621, card(select({ options: [] }))],
  [
    'option values repeat',
    200621,
    card(
      select({
        options: [
          { text: plain('a'), value: '1' },
          { text: plain('b'), value: '1' },
        ],
      }),
    ),
  ],
  ['option with a number as value', 200621, card(select({ options: [{ text: plain('a'), value: 1 }] }))],
  ['initial_option is none of them', 200621, card(select({ initial_option: '3' }))],
  ['initial_index is 0', 200621, card(select({ initial_index: 0 }))],
  [
    'selected_values are none of them',
    200621,
    card({ ...select({ selected_values: ['9'] }), tag: 'multi_select_static' }),
  ],
  ['person option without id', 100290, card({ tag: 'select_person', options: [{ value: '' }] })],
  ['date in another form', 200621, card({ tag: 'date_picker', initial_date: '2026/10/08' })],
  ['a 13th month', 200621, card({ tag: 'date_picker', initial_date: '2026-13-01' })],
  ['24:00', 200621, card({ tag: 'picker_time', initial_time: '24:00' })],
  ['date and time with a T', 200621, card({ tag: 'picker_datetime', initial_datetime: '2026-10-08T09:00' })],
  [
    'four buttons on a checker',
    200621,
    card({ tag: 'checker', text: plain('x'), button_area: { buttons: [1, 2, 3, 4] } }),
  ],
  ['picture without alt', 200621, card({ tag: 'img', img_key: 'img_v3_x' })],
  ['picture by address', 200570, card(img({ img_key: 'https://x/y.png' }))],
  ['unknown scale_type', 200621, card(img({ scale_type: 'cover' }))],
  [
    'three pictures for double',
    200621,
    card({
      tag: 'img_combination',
      combination_mode: 'double',
      img_list: [1, 2, 3].map((n) => ({ img_key: `img_${n}` })),
    }),
  ],
  ['markdown without content', 200621, card({ tag: 'markdown' })],
  ['HTML in markdown', 200621, card(md('<div>x</div>'))],
  ['script link in markdown', 200621, card(md('[x](javascript:alert(1))'))],
  ['everybody is pinged', 100290, card(md('<at id=all></at>'))],
  ['unknown text_size', 200621, card({ ...md('x'), text_size: 'huge' })],
  ['colour in hex', 200621, card({ tag: 'div', text: { ...plain('x'), text_color: '#ff0000' } })],
  ['spacing of 100 px', 200621, { schema: '2.0', body: { elements: [], vertical_spacing: '100px' } }],
  ['negative padding', 200621, { schema: '2.0', body: { elements: [], padding: '-4px' } }],
  ['div without text', 200621, card({ tag: 'div' })],
  ['person without id', 100290, card({ tag: 'person' })],
  ['chart without type', 200550, card({ tag: 'chart', chart_spec: {} })],
  ['chart spec as text', 200550, card({ tag: 'chart', chart_spec: '{}' })],
  ['voice without file', 300220, card({ tag: 'audio' })],
  ['table without columns', 200621, card(table({ columns: [] }))],
  ['eleven rows a page', 200621, card(table({ page_size: 11 }))],
  ['row key is no column', 200915, card(table({ rows: [{ b: 'x' }] }))],
  ['rows is no list', 200914, card(table({ rows: {} }))],
  ['number as text', 200914, card(table({ rows: [{ n: '1' }] }))],
  ['date as text', 200914, card(table({ rows: [{ d: '2026-10-08' }] }))],
  ['column name twice', 200621, card(table({ columns: [{ name: 'a' }, { name: 'a' }] }))],
  ['six tables', 11310, card(...Array.from({ length: 6 }, () => table()))],
  [
    'six tables, one in markdown in a closed panel',
    11310,
    card(...Array.from({ length: 5 }, () => table()), panel(md(markdownTable))),
  ],
  ['201 elements', 11310, card(...Array.from({ length: 201 }, () => md('x')))],
  ['over 30 KB', 230025, card(...Array.from({ length: 8 }, () => md('长'.repeat(1300))))],
];

test(`there are at least 60 invalid cards (${BAD.length})`, () => {
  expect(BAD.length).toBeGreaterThanOrEqual(60);
  expect(new Set(BAD.map(([what]) => what)).size).toBe(BAD.length);
});

test.each(BAD)('%s is refused with %i', (_what, code, given) => {
  expect(checkCard(given)[0]?.code).toBe(code);
});

test('the first fault is the one that the platform names: unknown tag before structure before size', () => {
  const given = card({ ...md('长'.repeat(9000)), bold: true }, md('长'.repeat(2000)), { tag: 'note' });
  expect(checkCard(given).map(({ code }) => code)).toEqual([200861, 200621, 230025]);
});

test('the path leads to the element', () => {
  expect(checkCard(card(md('x'), columns(md('y'), { tag: 'note' })))[0]?.path).toBe(
    'body -> elements -> [1](tag: column_set) -> columns -> [0](tag: column) -> elements -> [1](tag: note)',
  );
});
