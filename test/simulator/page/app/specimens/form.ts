/** Every control in one form. */
import { button, card, column, md, options, plain } from './kit.js';

export const FORM = card('请核实：表单的每一种控件', 'orange', [
  {
    tag: 'form',
    name: 'all',
    elements: [
      {
        tag: 'input',
        name: 'title',
        label: plain('简称*'),
        required: true,
        max_length: 16,
        default_value: '二楼灭火器失压',
      },
      {
        tag: 'input',
        name: 'left',
        label: plain('编号'),
        label_position: 'left',
        placeholder: plain('例：安消〔2026〕3号'),
      },
      md('**等级***'),
      {
        tag: 'select_static',
        name: 'level',
        width: 'fill',
        required: true,
        placeholder: plain('请选择'),
        options: options('一般', '疑似重大'),
      },
      md('**核实人**'),
      { tag: 'select_person', name: 'who', width: 'fill', placeholder: plain('请选择人员') },
      md('**类别**'),
      {
        tag: 'multi_select_static',
        name: 'kinds',
        width: 'fill',
        selected_values: ['防火', '用电'],
        options: options('防火', '用电', '燃气', '食品', '特种设备', '房屋', '防走失', '出行', '汛期'),
      },
      md('**改好日期**'),
      { tag: 'date_picker', name: 'day', width: 'fill', initial_date: '2026-06-01' },
      {
        tag: 'column_set',
        flex_mode: 'stretch',
        columns: [
          column([{ tag: 'picker_time', name: 'time', width: 'fill', placeholder: plain('时间') }]),
          column([
            { tag: 'picker_datetime', name: 'moment', width: 'fill', placeholder: plain('日期和时间') },
          ]),
        ],
      },
      {
        tag: 'input',
        name: 'measures',
        label: plain('整改措施*'),
        input_type: 'multiline_text',
        rows: 2,
        required: true,
        max_length: 200,
        placeholder: plain('例：送检充装，先换备用的'),
      },
      { tag: 'checker', name: 'tick', text: plain('责任已落实') },
      {
        tag: 'select_img',
        name: 'pick',
        layout: 'trisect',
        options: [
          { img_key: 'img_gauge', value: '1' },
          { img_key: 'img_exit', value: '2' },
          { img_key: 'img_boxes', value: '3' },
        ],
      },
      button('核实属实，交办', {
        type: 'primary_filled',
        size: 'large',
        width: 'fill',
        form_action_type: 'submit',
      }),
    ],
  },
  button('复查通过，销号', {
    confirm: { title: plain('复查通过，销号'), text: plain('五落实已核对，销号后不能再改。确定吗？') },
    width: 'fill',
    size: 'large',
  }),
  { tag: 'overflow', name: 'more', options: options('更正', '撤回', '不是隐患') },
]);
