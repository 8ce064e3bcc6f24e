import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CallRecord, ChatView, EventRecord, MessageView, PersonView } from '../simulator/client-api.js';
import { exampleBureau, GROUPS, openIdOf } from '../simulator/bureau.js';
import { startSimulator } from '../simulator/index.js';
import { card, GROUP, idOf, LIU, openWithHook, until, WANG } from './simulator-setup.js';

let it_: Awaited<ReturnType<typeof openWithHook>>;
beforeEach(async () => {
  it_ = await openWithHook();
});
afterEach(() => it_.stop());

const get = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${it_.sim.baseUrl}/_sim${path}`)).json()) as T;
const post = async <T>(path: string, body: object): Promise<T> => {
  const response = await fetch(`${it_.sim.baseUrl}/_sim${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
};

describe('what a person sees', () => {
  test('people with faces and units; chats with unread, the newest first', async () => {
    const [zhou, wang] = it_.sim.people.people();
    expect(zhou).toMatchObject({ name: '周建国', title: '局长', departments: ['民政局'], unread: 0 });
    expect(wang?.departments).toEqual(['一号养老院', '安委办']);
    expect(decodeURIComponent(zhou?.avatar ?? '')).toContain('建国');
    await it_.send(GROUP, { text: '一' });
    await it_.sim.clock.advance(1000);
    await it_.send(LIU, { text: '二' });
    const chats = it_.sim.people.chats(LIU);
    expect(chats.map(({ name, unread }) => [name, unread])).toEqual([
      ['安全助手', 1],
      ['一号养老院群', 1],
      ['话题群', 0],
    ]);
    expect(chats[0]?.last).toMatchObject({ sender: '安全助手', words: '二' });
    expect(it_.sim.people.people().find(({ openId }) => openId === LIU)?.unread).toBe(2);
    await it_.sim.client.reads(LIU, GROUP);
    expect(it_.sim.people.chats(LIU).find(({ chatId }) => chatId === GROUP)?.unread).toBe(0);
  });

  test('messages: words with names, pictures, files, cards by their summary, replies counted', async () => {
    const said = await it_.sim.client.says(LIU, GROUP, {
      text: '看这里',
      at: true,
      mentions: [WANG],
      images: [Buffer.from('x')],
    });
    await it_.call('POST', `/im/v1/messages/${said.messageId}/reply`, {
      msg_type: 'interactive',
      content: JSON.stringify(card('收到')),
    });
    await it_.sim.client.says(WANG, GROUP, { asFile: { name: '方案.pdf', bytes: Buffer.from('%PDF') } });
    const [post_, reply, file] = it_.sim.people.messages(LIU, GROUP);
    expect(post_).toMatchObject({ mine: true, words: '@安全助手@王芳 看这里 [图片]', replies: 1 });
    expect(post_?.images[0]?.url).toMatch(/^\/_sim\/blobs\/img_v3_/u);
    expect(reply).toMatchObject({
      sender: { name: '安全助手', bot: true },
      words: '收到',
      rootId: said.messageId,
      card: card('收到'),
    });
    expect(file).toMatchObject({
      words: '[文件] 方案.pdf',
      files: [{ name: '方案.pdf', size: 4 }],
      images: [],
    });
    expect(it_.sim.people.messages(LIU, GROUP, { limit: 1, before: file?.messageId ?? '' })).toMatchObject([
      { messageId: reply?.messageId },
    ]);
    await it_.sim.client.recall(said.messageId);
    expect(it_.sim.people.message(WANG, said.messageId)).toMatchObject({
      recalled: true,
      words: '此消息已撤回',
    });
  });
});

describe('the same over HTTP', () => {
  test('says, sees, clicks, moves the clock, sets a fault, asks for calls and events', async () => {
    const people = await get<PersonView[]>('/people');
    expect(people).toHaveLength(3);
    const { imageKey } = await post<{ imageKey: string }>('/images', {
      as: LIU,
      bytes: Buffer.from('jpeg').toString('base64'),
    });
    const said = await post<MessageView>('/says', {
      as: LIU,
      chatId: GROUP,
      text: '坏了',
      at: true,
      imageKeys: [imageKey],
    });
    expect(said).toMatchObject({ mine: true, type: 'post' });
    const bytes = await fetch(`${it_.sim.baseUrl}${said.images[0]?.url ?? ''}`);
    expect(await bytes.text()).toBe('jpeg');
    expect((await get<MessageView[]>(`/chats/${GROUP}/messages?as=${WANG}`))[0]?.mine).toBe(false);
    expect(await post<MessageView>('/says', { as: LIU, text: '私聊' })).toMatchObject({ type: 'text' });
    const id = idOf(await it_.sendCard(GROUP, card('旧')));
    it_.hook.answer = () => ({ status: 200, body: { toast: { type: 'info', content: '好' } } });
    expect(await post('/click', { as: LIU, messageId: id, value: { a: 1 }, form: { note: 'x' } })).toEqual({
      toast: { type: 'info', content: '好' },
    });
    expect(await get('/toasts?as=' + LIU)).toEqual([{ toast: { type: 'info', content: '好' } }]);
    const events = await get<EventRecord[]>('/events');
    expect(events.map(({ type }) => type)).toEqual([
      'im.message.receive_v1',
      'im.message.receive_v1',
      'card.action.trigger',
    ]);
    expect(events[2]?.answer).toEqual({ toast: { type: 'info', content: '好' } });
    const calls = await get<CallRecord[]>('/calls');
    expect(calls.map(({ path, body }) => [path, typeof body])).toContainEqual([
      '/open-apis/im/v1/messages',
      'object',
    ]);
    expect(JSON.stringify(calls)).not.toContain(it_.sim.app.appSecret);
    expect(await get(`/calls?after=${calls.at(-1)?.n}`)).toEqual([]);
    const { now } = await post<{ now: number }>('/clock', { set: '2026-10-01T09:00:00+08:00' });
    expect(new Date(now).toISOString()).toMatch(/^2026-10-01T01:00:0/u);
    await post('/clock', { advance: 60_000 });
    await post('/faults', { match: '/bot/v3/info', kind: 'code', code: 99991403 });
    expect((await it_.call('GET', '/bot/v3/info')).code).toBe(99991403);
    await post('/read', { as: LIU, chatId: GROUP });
    expect((await get<ChatView[]>(`/chats?as=${LIU}`)).find(({ chatId }) => chatId === GROUP)?.unread).toBe(
      0,
    );
    for (const [path, body] of [
      ['/menu', { as: LIU, key: 'k' }],
      ['/enter', { as: LIU }],
      ['/react', { as: LIU, messageId: id, emoji: 'OK' }],
      ['/bot', { as: LIU, chatId: GROUP, inside: false }],
      ['/person', { openId: WANG, left: true }],
      ['/recall', { messageId: said.messageId }],
    ] as const)
      expect(await post(path, body)).toEqual({});
    expect(await get('/violations')).toEqual([]);
  });

  test('a wrong body is 400 and says why', async () => {
    const response = await fetch(`${it_.sim.baseUrl}/_sim/says`, { method: 'POST', body: '{"text":1}' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('as');
    expect((await fetch(`${it_.sim.baseUrl}/_sim/messages/om_none?as=${LIU}`)).status).toBe(404);
  });

  test('a stream tells what changed, as it changes', async () => {
    const stop = new AbortController();
    const response = await fetch(`${it_.sim.baseUrl}/_sim/stream`, { signal: stop.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? [])
        text += Buffer.from(chunk as Uint8Array).toString('utf8');
    })().catch(() => undefined);
    await until(() => text.includes('hello'));
    const id = idOf(await it_.sendCard(LIU, card('一')));
    await it_.sim.client.click(LIU, id, { value: {} });
    await it_.sim.clock.advance(1000);
    await until(() => text.includes('event: clock'));
    const kinds = [...text.matchAll(/^event: (\w+)$/gmu)].map((match) => match[1]);
    expect(new Set(kinds)).toEqual(new Set(['call', 'message', 'event', 'toast', 'clock']));
    expect(text).toContain(`"messageId":"${id}"`);
    stop.abort();
    await reading;
  });
});

test('the whole bureau of org.example.yaml with its three groups; two simulators have two apps', async () => {
  const bureau = await exampleBureau();
  const [one, two] = await Promise.all([startSimulator(bureau), startSimulator(bureau)]);
  expect(one.app.appId).not.toBe(two.app.appId);
  expect(one.app.appId).toMatch(/^cli_[0-9a-f]{16}$/u);
  const names = one.people.people().map(({ name }) => name);
  for (const name of [
    '周建国',
    '李敏',
    '陈静',
    '张磊',
    '赵淑兰',
    '王芳',
    '孙强',
    '刘小燕',
    '马秀英',
    '郭军',
    '田亮',
    '何伟',
  ])
    expect(names).toContain(name);
  expect(one.people.chats(openIdOf('王芳')).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['民政安全群', '一号养老院群', '安全助手']),
  );
  expect(one.people.chats(openIdOf('郭军')).map(({ chatId }) => chatId)).toContain(GROUPS.home2);
  await Promise.all([one.stop(), two.stop()]);
});
