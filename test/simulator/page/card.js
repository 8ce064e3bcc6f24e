// Draws a card of JSON 2.0. Text from cards only ever becomes text nodes or known tags: no innerHTML from outside.
const el = (tag, attrs = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attrs)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined));
  return node;
};
export { el };

const decode = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/** The subset of markdown that our cards use: bold, <br>, <font>, <person>. */
export function markdown(content, env) {
  const root = el('div', { class: 'md' });
  const stack = [root];
  for (const part of content.split(
    /(<br>|\*\*|<font color='\w+'>|<\/font>|<person id='[^']*'[^>]*><\/person>)/,
  )) {
    const top = stack.at(-1);
    if (part === '') continue;
    if (part === '<br>') top.append(el('br'));
    else if (part === '**') {
      if (top.tagName === 'B') stack.pop();
      else {
        const bold = el('b');
        top.append(bold);
        stack.push(bold);
      }
    } else if (part.startsWith('<font')) {
      const span = el('span', { class: `c-${/color='(\w+)'/.exec(part)[1]}` });
      top.append(span);
      stack.push(span);
    } else if (part === '</font>') stack.pop();
    else if (part.startsWith('<person'))
      top.append(el('span', { class: 'at' }, env.names[/id='([^']*)'/.exec(part)[1]] ?? '未知用户'));
    else top.append(document.createTextNode(decode(part)));
  }
  return root;
}

const TAGS = {
  markdown: (e, env) => {
    const node = markdown(e.content, env);
    if (String(e.text_size ?? '').startsWith('heading')) node.classList.add('big');
    return node;
  },
  hr: () => el('hr'),
  img: (e) => el('img', { class: 'photo', src: `/_sim/image/${e.img_key}`, alt: e.alt?.content ?? '' }),
  column_set: (e, env) =>
    el(
      'div',
      { class: 'columns' },
      (e.columns ?? []).map((column) =>
        el(
          'div',
          { class: 'column' },
          (column.elements ?? []).map((child) => draw(child, env)),
        ),
      ),
    ),
  collapsible_panel: (e, env) =>
    el(
      'details',
      { open: e.expanded },
      el('summary', {}, e.header?.title?.content ?? ''),
      el(
        'div',
        { class: 'stack' },
        (e.elements ?? []).map((child) => draw(child, env)),
      ),
    ),
  form: (e, env) =>
    el(
      'form',
      { class: 'stack', onsubmit: (event) => event.preventDefault() },
      (e.elements ?? []).map((child) => draw(child, env)),
    ),
  input: (e) => {
    const lines = e.input_type === 'multiline_text';
    const field = el(lines ? 'textarea' : 'input', {
      name: e.name,
      placeholder: e.placeholder?.content ?? '',
      maxlength: e.max_length ?? 1000,
      ...(lines ? { rows: 2 } : { type: 'text' }),
    });
    field.value = e.default_value ?? '';
    return el('label', { class: 'field' }, el('span', {}, e.label?.content ?? ''), field);
  },
  select_static: (e) => {
    const field = el(
      'select',
      { name: e.name, 'aria-label': e.name },
      el('option', { value: '' }, e.placeholder?.content ?? '请选择'),
      (e.options ?? []).map((option) => el('option', { value: option.value }, option.text?.content ?? '')),
    );
    field.value = e.initial_option ?? '';
    return field;
  },
  date_picker: (e) => {
    const field = el('input', { type: 'date', name: e.name, 'aria-label': e.name });
    field.value = e.initial_date ?? '';
    return field;
  },
  checker: (e) =>
    el(
      'label',
      { class: 'tick' },
      el('input', { type: 'checkbox', name: e.name }),
      el('span', {}, e.text?.content ?? ''),
    ),
  chart: (e) => bars(e.chart_spec),
  button: (e, env) => {
    const node = el(
      'button',
      { type: 'button', class: `btn ${e.type ?? 'default'} ${e.width === 'fill' ? 'fill' : ''}` },
      e.text?.content ?? '',
    );
    node.addEventListener('click', () => env.act(e, node));
    return node;
  },
};

/** A plain bar chart of the VChart spec's values. */
function bars(spec) {
  const values = spec?.data?.[0]?.values ?? [];
  const max = Math.max(1, ...values.map((value) => value[spec.yField]));
  return el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, spec?.title?.text ?? ''),
    values.map((value) =>
      el(
        'div',
        { class: 'bar' },
        el('span', {}, String(value[spec.xField])),
        el('i', { style: `width:${(value[spec.yField] / max) * 60}%` }),
        el('b', {}, String(value[spec.yField])),
      ),
    ),
  );
}

function draw(e, env) {
  const tag = TAGS[e.tag];
  return tag === undefined ? el('div', { class: 'unknown' }, `（${e.tag}）`) : tag(e, env);
}

export function drawCard(card, env) {
  const header = card.header ?? {};
  return el(
    'article',
    { class: 'card', 'aria-label': `卡片：${header.title?.content ?? ''}` },
    el(
      'header',
      { class: `head h-${header.template ?? 'default'}` },
      el('h3', {}, header.title?.content ?? ''),
      header.subtitle === undefined ? undefined : el('p', {}, header.subtitle.content),
      el(
        'div',
        { class: 'tags' },
        (header.text_tag_list ?? []).map((tag) =>
          el('span', { class: `tag t-${tag.color}` }, tag.text.content),
        ),
      ),
    ),
    el(
      'div',
      { class: 'body stack' },
      (card.body?.elements ?? []).map((element) => draw(element, env)),
    ),
  );
}

/** What the form around a button holds, as the client sends it. */
export function formValues(node) {
  const form = node.closest('form');
  if (form === null) return undefined;
  const values = {};
  for (const field of form.querySelectorAll('input,textarea,select')) {
    if (field.type === 'checkbox') values[field.name] = field.checked;
    else
      values[field.name] = field.type === 'date' && field.value !== '' ? `${field.value} +0800` : field.value;
  }
  return values;
}
