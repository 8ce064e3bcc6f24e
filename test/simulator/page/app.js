import { drawCard, el, formValues } from '/card.js';
import { END, STEPS } from '/tour.js';

const $ = (id) => document.getElementById(id);
const ROLES = [
  '刘小燕',
  '王芳',
  '赵淑兰',
  '孙强',
  '李敏',
  '周建国',
  '陈静',
  '何伟',
  '马秀英',
  '郭军',
  '田亮',
  '许倩',
];
let state;
let as = '';
let chatId = '';
let photo;
let step = Number(sessionStorage.getItem('step') ?? 0);
let drawn = '';
let drawnFor = '';
let loads = 0;
let latest;

const post = (path, body) =>
  fetch(path, { method: 'POST', body: JSON.stringify(body) }).then((response) => response.json());

/** Loads and paints; a load that was overtaken ends with the one that overtook it. */
function load() {
  loads += 1;
  latest = loadOnce(loads);
  return latest;
}

async function loadOnce(mine) {
  if (as === '')
    as = (await fetch('/_sim/state').then((r) => r.json())).people.find(
      (person) => person.name === '刘小燕',
    ).openId;
  const fresh = await fetch(`/_sim/state?as=${as}`).then((response) => response.json());
  // An answer that was overtaken (another person, another click) would show the wrong chats.
  if (mine !== loads) return latest;
  state = fresh;
  if (!state.chats.some((chat) => chat.chatId === chatId))
    chatId = state.chats.find((chat) => chat.name === STEPS[step]?.chat)?.chatId ?? state.chats[0].chatId;
  if (step < STEPS.length && STEPS[step].done(state)) setStep(step + 1);
  paint();
}

function setStep(n) {
  step = n;
  sessionStorage.setItem('step', String(n));
}

function paint() {
  paintTop();
  paintTour();
  $('people').replaceChildren(
    ...ROLES.flatMap((name) => {
      const person = state.people.find((one) => one.name === name);
      return person === undefined ? [] : [face(person)];
    }),
  );
  $('chats').replaceChildren(
    ...state.chats.map((chat) =>
      el(
        'button',
        { class: chat.chatId === chatId ? 'row on' : 'row', onclick: () => open(chat.chatId) },
        el('b', {}, chat.name),
        el('small', {}, preview(chat)),
        chat.unread > 0 ? el('i', { class: 'unread' }, String(chat.unread)) : undefined,
      ),
    ),
  );
  paintChat();
  paintPanel();
}

function face(person) {
  return el(
    'button',
    {
      class: person.openId === as ? 'face on' : 'face',
      title: `${person.name} ${person.title}`,
      onclick: () => become(person.openId),
    },
    el('span', { class: 'avatar' }, person.name.slice(-2)),
    el('small', {}, person.title),
    person.unread > 0 ? el('i', { class: 'unread' }, String(person.unread)) : undefined,
  );
}

async function become(openId, chatName) {
  as = openId;
  chatId = '';
  drawn = '';
  await load();
  // What waits in the private chat with the bot is this person's own step.
  const own = state.chats.find((chat) => chat.mode === 'p2p');
  const wanted =
    chatName ??
    (own.unread > 0 || own.messages.length > 0
      ? own.name
      : (state.chats.find((chat) => chat.unread > 0)?.name ?? state.chats[0].name));
  await open(state.chats.find((chat) => chat.name === wanted)?.chatId ?? state.chats[0].chatId);
}

async function open(id) {
  chatId = id;
  drawn = '';
  await post('/_sim/read', { as, chatId });
  await load();
}

const preview = (chat) => {
  const last = chat.messages.at(-1);
  if (last === undefined) return '';
  return last.card?.header?.title?.content ?? textOf(last).slice(0, 24);
};

function textOf(message) {
  try {
    const content = JSON.parse(message.content);
    if (content.text !== undefined) return content.text.replaceAll('@_user_1', '@安全助手');
    if (Array.isArray(content.content))
      return content.content
        .flat()
        .map((part) => (part.tag === 'at' ? '@安全助手' : (part.text ?? '')))
        .join('');
    return content.file_key === undefined ? '' : '［文件］';
  } catch {
    return message.content;
  }
}

const imagesOf = (message) =>
  [...(message.content.matchAll(/"image_key":"([^"]+)"/g) ?? [])].map((match) => match[1]);

function paintChat() {
  const chat = state.chats.find((one) => one.chatId === chatId);
  // Redrawing over a half-filled form would lose what was typed: only when something changed.
  const mark = JSON.stringify([
    chatId,
    as,
    chat.messages.map((message) => [message.id, message.urgent, message.card]),
  ]);
  if (mark === drawn) return;
  drawn = mark;
  // A new message must not take away what is being typed here.
  const typed = drawnFor === `${as}|${chatId}` ? $('text')?.value : undefined;
  drawnFor = `${as}|${chatId}`;
  const focused = document.activeElement;
  const list = el(
    'div',
    { class: 'messages', role: 'log' },
    chat.messages.map((message) => messageNode(chat, message)),
  );
  $('chat').replaceChildren(el('h2', {}, chat.name), list, composer(chat));
  if (typed !== undefined && typed !== '') $('text').value = typed;
  if (focused?.id === 'text') $('text').focus();
  else if (focused?.closest('.messages') && focused.isConnected) focused.focus();
  list.scrollTop = list.scrollHeight;
}

const nodes = new Map();

/** A message that has not changed keeps its node, and with it what is half-filled in its form. */
function messageNode(chat, message) {
  const key = `${as}|${message.id}`;
  const mark = JSON.stringify([message.at, message.urgent, message.content, message.card]);
  if (nodes.get(key)?.mark !== mark) nodes.set(key, { mark, node: drawMessage(chat, message) });
  return nodes.get(key).node;
}

function drawMessage(chat, message) {
  const parent = chat.messages.find((one) => one.id === message.parentId);
  const env = { names: state.names, act: (element, node) => act(message, element, node) };
  return el(
    'div',
    { class: message.mine ? 'msg mine' : 'msg' },
    el(
      'span',
      { class: message.bot ? 'avatar bot' : 'avatar' },
      message.bot ? '安全' : message.sender.slice(-2),
    ),
    el(
      'div',
      { class: 'content' },
      el(
        'small',
        {},
        `${message.sender} ${clock(message.at)}`,
        message.bot ? el('em', {}, '机器人') : undefined,
        message.urgent ? el('em', { class: 'urgent' }, '加急') : undefined,
      ),
      parent === undefined
        ? undefined
        : el('div', { class: 'quote' }, `回复 ${parent.sender}：${textOf(parent).slice(0, 40)}`),
      message.card === undefined
        ? el(
            'div',
            { class: 'bubble' },
            textOf(message),
            imagesOf(message).map((key) =>
              el('img', { class: 'photo', src: `/_sim/image/${key}`, alt: '照片' }),
            ),
          )
        : drawCard(message.card, env),
    ),
  );
}

function composer(chat) {
  const fill = STEPS[step]?.who === state.names[as] ? STEPS[step]?.fill : undefined;
  const text = el('input', {
    type: 'text',
    id: 'text',
    placeholder: chat.mode === 'group' ? '@安全助手 写地点和情况' : '写给安全助手',
    'aria-label': '消息',
  });
  if (fill !== undefined && photo === undefined) {
    text.value = fill.text;
    photo = fill.photo;
  }
  const at = el('input', { type: 'checkbox', id: 'at' });
  at.checked = true;
  const send = async () => {
    const body = { as, chatId, text: text.value, at: chat.mode === 'group' && at.checked };
    const chosen = photo;
    photo = undefined;
    text.value = '';
    await post('/_sim/say', {
      ...body,
      ...(chosen === undefined
        ? {}
        : chosen.startsWith('data:')
          ? { picture: chosen.split(',')[1] }
          : { photo: chosen }),
    });
    await load();
  };
  text.addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && send());
  const samples = el(
    'div',
    { class: 'samples' },
    state.samples.map((name) => sample(name)),
  );
  return el(
    'div',
    { class: 'composer' },
    chat.mode === 'group' ? el('label', { class: 'at' }, at, '@安全助手') : undefined,
    text,
    samples,
    el('button', { class: 'btn primary_filled', id: 'send', onclick: send }, '发送'),
  );
}

function sample(name) {
  const node = el(
    'button',
    { class: photo === name ? 'sample on' : 'sample', title: `样例照片 ${name}` },
    el('img', { src: `/_sim/sample/${name}`, alt: name }),
  );
  node.addEventListener('click', () => {
    photo = photo === name ? undefined : name;
    node.parentElement
      .querySelectorAll('.sample')
      .forEach((other) => other.classList.toggle('on', other === node && photo === name));
  });
  return node;
}

async function act(message, element, node) {
  if (element.confirm !== undefined && !(await asked(element.confirm))) return;
  node.setAttribute('aria-busy', 'true');
  const value = element.behaviors?.[0]?.value;
  const form = element.form_action_type === 'submit' ? formValues(node) : undefined;
  const result = await post('/_sim/click', {
    as,
    messageId: message.id,
    value,
    name: element.name,
    ...(form === undefined ? {} : { form }),
  });
  node.removeAttribute('aria-busy');
  if (result.error !== undefined) toast(`出错了，请稍后重试 code: ${result.error}`, 'error');
  else if (result.toast !== undefined) toast(result.toast.content, result.toast.type);
  await load();
}

function asked(confirm) {
  const dialog = $('confirm');
  return new Promise((resolve) => {
    const end = (yes) => {
      dialog.close();
      resolve(yes);
    };
    dialog.replaceChildren(
      el('h3', {}, confirm.title.content),
      el('p', {}, confirm.text.content),
      el(
        'div',
        { class: 'two' },
        el('button', { class: 'btn default', onclick: () => end(false) }, '取消'),
        el('button', { class: 'btn primary_filled', onclick: () => end(true) }, '确定'),
      ),
    );
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

let timer;
function toast(words, type) {
  $('toast').className = `show ${type}`;
  $('toast').textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => ($('toast').className = ''), 3500);
}

const zone = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const clock = (at) => zone.format(new Date(at));
const dayKey = (at) => new Date(at + 8 * 3600e3).toISOString().slice(0, 10);

function paintTop() {
  const move = (to) => post('/_sim/clock', { to }).then(load);
  const next = dayKey(state.now + 86400e3);
  const date = el('input', { type: 'date', 'aria-label': '拨到日期' });
  date.value = dayKey(state.now);
  date.addEventListener('change', () => date.value !== '' && move(`${date.value} 09:00`));
  if ($('top').contains(document.activeElement) && document.activeElement.type === 'date') return;
  $('top').replaceChildren(
    el('strong', {}, '安全助手演示'),
    el('span', { class: 'now' }, clock(state.now)),
    el('button', { class: 'btn default', onclick: () => move(`${next} 09:00`) }, '拨到明天09:00'),
    date,
    el(
      'button',
      {
        class: 'btn default',
        onclick: () =>
          post('/_sim/reset', {}).then(() => {
            setStep(0);
            as = '';
            chatId = '';
            drawn = '';
            return load();
          }),
      },
      '重新开始',
    ),
  );
}

function paintTour() {
  const now = STEPS[step];
  const person = now === undefined ? undefined : state.people.find((one) => one.name === now.who);
  $('tour').replaceChildren(
    el('span', { class: 'no' }, now === undefined ? '✓' : `${step + 1}/${STEPS.length}`),
    el(
      'div',
      {},
      el('b', {}, now?.zh ?? END),
      el('small', {}, now === undefined ? '' : `${now.en}　${now.notice}`),
    ),
    now === undefined
      ? undefined
      : el(
          'button',
          { class: 'btn primary_filled', id: 'go', onclick: () => become(person.openId, now.chat) },
          `换成${now.who}`,
        ),
    now === undefined
      ? undefined
      : el(
          'button',
          {
            class: 'btn text',
            onclick: () => {
              setStep(step + 1);
              paint();
            },
          },
          '下一步',
        ),
  );
}

function paintPanel() {
  const opened = new Set([...$('panel').querySelectorAll('details[open]')].map((node) => node.dataset.key));
  const item = (key, title, value) => {
    const node = el(
      'details',
      { 'data-key': key, open: opened.has(key) },
      el('summary', {}, title),
      el('pre', {}, JSON.stringify(value, undefined, 1)),
    );
    return node;
  };
  $('panel').replaceChildren(
    el('h2', {}, '背后发生了什么'),
    el('h4', {}, '隐患和它的历史'),
    ...state.hazards
      .slice(0, 4)
      .map((hazard) => item(hazard._id, `${hazard.code} ${hazard.status} v${hazard.version}`, hazard)),
    el('h4', {}, '收到的事件'),
    ...state.events
      .slice(0, 8)
      .map((event, index) => item(`e${index}${event.at}`, `${event.type} → ${event.status}`, event.envelope)),
    el('h4', {}, '机器人的调用'),
    ...state.calls
      .slice(0, 10)
      .map((call, index) =>
        item(
          `c${index}${call.at}`,
          `${call.method} ${call.path.replace('/open-apis', '')} → ${call.status}/${call.code}`,
          call.body,
        ),
      ),
    el('h4', {}, '待发和已发'),
    ...state.outbox
      .slice(0, 10)
      .map((row) => item(row._id, `${row.state} ${row.kind} ${row.notice?.type ?? ''}`, row)),
  );
}

let waiting;
new EventSource('/_sim/stream').onmessage = () => {
  clearTimeout(waiting);
  waiting = setTimeout(load, 150);
};
await load();
