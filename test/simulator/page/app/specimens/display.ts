/** Words, pictures, boxes and buttons, figures. */
import { button, card, column, md, plain } from './kit.js';

export const WORDS = card('文字：标题、列表、引用、表格和自己的标签', 'blue', [
  md('### 三级标题\n**粗体**、*斜体*、~~删去~~、`代码`、[链接](https://example.com)\n换一行'),
  md(
    "人：<person id='ou_wang' show_name=true show_avatar=true style='normal'></person> 和 <person id='ou_none'></person>，<at id=ou_wang></at>，<text_tag color='red'>逾期</text_tag> <number_tag>3</number_tag> <font color='red'>红字**粗**</font>",
  ),
  md(
    '> 《消防法》第二十八条：不得占用、堵塞、封闭疏散通道、安全出口\n\n1. 打开锁\n2. 派人看着\n    - 白天\n    - 夜里',
  ),
  md(
    '| 单位 | 登记 | 销号 |\n|---|---|---|\n| 一号养老院 | 12 | 9 |\n| 二号养老院 | 7 | 7 |\n| 救助站 | 3 | 2 |\n| 殡仪馆 | 4 | 4 |\n| 福利院 | 2 | 1 |\n| 机关 | 1 | 1 |',
  ),
  md('```json\n{ "schema": "2.0", "body": { "elements": [] } }\n```'),
  md('走失的 </font> 标签 <b>和HTML</b> https://example.com/' + 'a'.repeat(90)),
  { tag: 'hr' },
  {
    tag: 'div',
    text: { tag: 'lark_md', content: '**期限**　10月8日（周四）24时' },
    icon: { tag: 'standard_icon', token: 'time_outlined', color: 'orange' },
    fields: [
      { is_short: true, text: { tag: 'lark_md', content: '**单位**\n一号养老院' } },
      { is_short: true, text: { tag: 'lark_md', content: '**类别**\n防火' } },
    ],
  },
  {
    tag: 'person_list',
    persons: [{ id: 'ou_wang' }, { id: 'ou_li' }, { id: 'ou_zhou' }],
    show_name: false,
    show_avatar: true,
    size: 'small',
  },
  { tag: 'person', user_id: 'ou_li', show_name: true, style: 'capsule', size: 'small' },
]);

export const PICTURES = card('请复查：二楼东头灭火器失压', 'turquoise', [
  {
    tag: 'column_set',
    flex_mode: 'bisect',
    columns: [
      column([
        md('**整改前**'),
        { tag: 'img', img_key: 'img_gauge', alt: plain('整改前'), scale_type: 'fit_horizontal' },
      ]),
      column([
        md('**整改后**'),
        { tag: 'img', img_key: 'img_renewed', alt: plain('整改后'), scale_type: 'fit_horizontal' },
      ]),
    ],
  },
  { tag: 'img', img_key: 'img_exit', alt: plain('出口'), size: 'medium' },
  { tag: 'img', img_key: 'img_missing', alt: plain('没有这张') },
  {
    tag: 'img_combination',
    combination_mode: 'triple',
    img_list: [{ img_key: 'img_gauge' }, { img_key: 'img_exit' }, { img_key: 'img_boxes' }],
  },
]);

export const BOXES = card('容器：折叠、可点的盒子、各种按钮', 'purple', [
  {
    tag: 'collapsible_panel',
    header: { title: plain('办理过程'), icon_position: 'follow_text' },
    expanded: true,
    elements: [
      md('**今天10:00 李敏**　同意方案'),
      {
        tag: 'collapsible_panel',
        header: { title: plain('更早的') },
        border: { color: 'grey' },
        elements: [md('里面')],
      },
    ],
  },
  {
    tag: 'interactive_container',
    has_border: true,
    corner_radius: '8px',
    background_style: 'grey-50',
    behaviors: [{ type: 'callback', value: { a: 'box' } }],
    elements: [md('**消防水带接口漏水** · 田亮\n原定10月8日（周四），已过1个工作日')],
  },
  {
    tag: 'column_set',
    flex_mode: 'flow',
    columns: [
      'default',
      'primary',
      'danger',
      'primary_filled',
      'danger_filled',
      'laser',
      'text',
      'primary_text',
      'danger_text',
    ].map((type) => ({ tag: 'column', width: 'auto', elements: [button(type, { type })] })),
  },
  {
    tag: 'column_set',
    flex_mode: 'none',
    columns: ['tiny', 'small', 'medium', 'large'].map((size) => ({
      tag: 'column',
      width: 'auto',
      elements: [button(size, { size })],
    })),
  },
  button('四十个字的按钮文字也要放得下不能伸出卡片的边缘所以在这里换行再换行直到放下', { width: 'fill' }),
  button('停用的', { disabled: true, disabled_tips: plain('现由王芳办理，您不用操作') }),
  { tag: 'no_such_tag' },
]);

export const NUMBERS = card('5月统计', 'blue', [
  {
    tag: 'column_set',
    flex_mode: 'none',
    background_style: 'grey',
    columns: ['登记|12', '销号|9', '逾期|1'].map((pair) => {
      const [label = '', n = ''] = pair.split('|');
      return column(
        [md(n, { text_size: 'heading-1', text_align: 'center' }), md(label, { text_align: 'center' })],
        { padding: '8px' },
      );
    }),
  },
  {
    tag: 'chart',
    aspect_ratio: '16:9',
    chart_spec: {
      type: 'bar',
      title: { text: '各类隐患' },
      data: [
        {
          id: 'd',
          values: [
            ['通道堆物', 4],
            ['灭火器', 3],
            ['用电', 3],
            ['燃气', 1],
            ['其他', 1],
          ].map(([kind, n]) => ({ kind, n })),
        },
      ],
      xField: 'kind',
      yField: 'n',
      label: { visible: true },
    },
  },
  {
    tag: 'chart',
    chart_spec: {
      type: 'pie',
      data: [
        {
          id: 'd',
          values: [
            { kind: '已销号', n: 9 },
            { kind: '整改中', n: 2 },
            { kind: '待核实', n: 1 },
          ],
        },
      ],
      categoryField: 'kind',
      valueField: 'n',
      outerRadius: 0.8,
      innerRadius: 0.5,
      legends: { visible: true, orient: 'right' },
    },
  },
  {
    tag: 'table',
    page_size: 5,
    header_style: { background_style: 'grey', bold: true },
    freeze_first_column: true,
    columns: [
      { name: 'code', display_name: '编号', data_type: 'text' },
      { name: 'state', display_name: '状态', data_type: 'options' },
      { name: 'who', display_name: '现由', data_type: 'persons' },
      {
        name: 'cost',
        display_name: '花费',
        data_type: 'number',
        format: { symbol: '¥', precision: 2, separator: true },
      },
      { name: 'due', display_name: '期限', data_type: 'date', date_format: 'YYYY-MM-DD' },
    ],
    rows: Array.from({ length: 7 }, (_, i) => ({
      code: `YH-2026-014${i}`,
      state: [{ text: i % 2 === 0 ? '待核实' : '整改中', color: i % 2 === 0 ? 'orange' : 'blue' }],
      who: ['ou_wang'],
      cost: 1234.5 * (i + 1),
      due: Date.UTC(2026, 4, 25 + i),
    })),
  },
]);
