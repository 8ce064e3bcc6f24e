import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  card,
  ELSEWHERE,
  GROUP,
  idOf,
  LIU,
  open,
  openHook,
  TOPICS,
  WANG,
  ZHOU,
  type Setup,
} from './simulator-setup.js';

let it_: Setup;
beforeEach(async () => {
  it_ = await open();
});
afterEach(() => it_.stop());

describe('Appendix A server 4: sending (contract §5.2)', () => {
  test('the reply holds message, chat and sender; a private chat is made at the first', async () => {
    const sent = await it_.send(LIU, { text: '您好' });
    expect(sent.data).toMatchObject({
      message_id: expect.stringMatching(/^om_/u) as unknown,
      chat_id: expect.stringMatching(/^oc_/u) as unknown,
      msg_type: 'text',
      sender: {
        id: it_.sim.app.appId,
        id_type: 'app_id',
        sender_type: 'app',
        tenant_key: it_.sim.app.tenantKey,
      },
      body: { content: '{"text":"您好"}' },
      deleted: false,
    });
    expect((await it_.send(String(sent.data['chat_id']), { text: '再' })).data['chat_id']).toBe(
      sent.data['chat_id'],
    );
    expect(it_.sim.people.chats(LIU).find((chat) => chat.mode === 'p2p')).toMatchObject({
      name: '安全助手',
      unread: 2,
    });
  });

  test('ids: unknown person, group, message; another app’s; a wrong shape', async () => {
    it_.sim.state.foreignIds.add('ou_foreign');
    expect((await it_.send('ou_nobody', { text: 'x' })).code).toBe(99992351);
    expect((await it_.send('oc_nowhere', { text: 'x' })).code).toBe(99992356);
    expect((await it_.send('ou_foreign', { text: 'x' })).code).toBe(99992361);
    expect((await it_.send('zhang', { text: 'x' })).code).toBe(230034);
    expect(
      (await it_.call('POST', '/im/v1/messages/om_none/reply', { msg_type: 'text', content: '{"text":"x"}' }))
        .code,
    ).toBe(99992354);
  });

  test('by e-mail and union id as well', async () => {
    const by = (type: string, id: string) =>
      it_.call(
        'POST',
        '/im/v1/messages',
        { receive_id: id, msg_type: 'text', content: '{"text":"x"}' },
        { receive_id_type: type },
      );
    expect((await by('email', 'liu@example.com')).code).toBe(0);
    expect((await by('union_id', `on_${LIU}`)).code).toBe(0);
    expect((await by('phone', '1')).code).toBe(99992402);
  });

  test('the bot is not in the chat 230002 (row 11), only administrators speak 230018, dissolved 232009', async () => {
    expect((await it_.send(ELSEWHERE, { text: 'x' })).code).toBe(230002);
    const group = it_.sim.state.chats.get(GROUP);
    if (group !== undefined) group.moderated = true;
    expect((await it_.send(GROUP, { text: 'x' })).code).toBe(230018);
    await it_.sim.client.dissolve(WANG, GROUP);
    expect((await it_.send(GROUP, { text: 'x' })).code).toBe(232009);
  });

  test('resigned 230029, out of reach 230013, stopped the bot 230053 (row 12)', async () => {
    await it_.sim.client.leavesCompany(LIU);
    expect((await it_.send(LIU, { text: 'x' })).code).toBe(230029);
    it_.sim.state.change(WANG, { unavailable: true });
    expect((await it_.send(WANG, { text: 'x' })).code).toBe(230013);
    it_.sim.state.change(ZHOU, { stoppedBot: true });
    expect((await it_.send(ZHOU, { text: 'x' })).code).toBe(230053);
  });

  test('one message for one uuid within an hour, another one after it; 50 characters at most', async () => {
    const first = await it_.send(GROUP, { text: 'x' }, { uuid: 'u' });
    const second = await it_.send(GROUP, { text: 'x' }, { uuid: 'u' });
    expect(idOf(second)).toBe(idOf(first));
    expect(it_.sim.state.messages).toHaveLength(1);
    await it_.sim.clock.advance(3_600_001);
    expect(idOf(await it_.send(GROUP, { text: 'x' }, { uuid: 'u' }))).not.toBe(idOf(first));
    expect((await it_.send(GROUP, { text: 'x' }, { uuid: 'u'.repeat(51) })).code).toBe(99992402);
  });

  test('five a second to one chat: 230020, and other chats are free (row 9)', async () => {
    const codes = async (to: string, n: number): Promise<number[]> =>
      (await Promise.all(Array.from({ length: n }, () => it_.send(to, { text: 'x' })))).map(
        ({ code }) => code,
      );
    expect((await codes(GROUP, 7)).filter((code) => code === 230020)).toHaveLength(2);
    expect(await codes(LIU, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(await codes(LIU, 1)).toEqual([230020]);
    await it_.sim.clock.advance(1001);
    expect(await codes(GROUP, 1)).toEqual([0]);
  });

  test.each([
    ['content is no JSON', 'text', '您好', 230001],
    ['empty text', 'text', '{"text":""}', 230001],
    ['unknown type', 'poem', '{}', 230001],
    ['text over 150 KB', 'text', JSON.stringify({ text: 'x'.repeat(160_000) }), 230025],
    ['post without a locale', 'post', '{"title":"x","content":[]}', 230001],
    [
      'md beside other things',
      'post',
      '{"zh_cn":{"content":[[{"tag":"md","text":"x"},{"tag":"text","text":"y"}]]}}',
      230001,
    ],
    ['somebody else’s picture', 'image', '{"image_key":"img_v3_other"}', 230017],
    ['a file never put up', 'file', '{"file_key":"file_v3_x"}', 230017],
    ['sharing a private chat', 'share_chat', '{"chat_id":"oc_p2p_x"}', 230001],
  ])('%s is refused', async (_what, type, content, code) => {
    const body = { receive_id: GROUP, msg_type: type, content };
    expect(await it_.call('POST', '/im/v1/messages', body, { receive_id_type: 'chat_id' })).toMatchObject({
      status: 400,
      code,
    });
  });

  test('a post with a locale and an @all in a text go through as they are (row 14)', async () => {
    const content = {
      zh_cn: { title: '题', content: [[{ tag: 'text', text: '一' }], [{ tag: 'md', text: '**二**' }]] },
    };
    const body = { receive_id: GROUP, msg_type: 'post', content: JSON.stringify(content) };
    expect((await it_.call('POST', '/im/v1/messages', body, { receive_id_type: 'chat_id' })).code).toBe(0);
    await it_.send(GROUP, { text: '&lt;at id=all&gt;&lt;/at&gt;' });
    expect(it_.sim.people.messages(LIU, GROUP).map(({ words }) => words)).toEqual([
      '题 一 **二**',
      '&lt;at id=all&gt;&lt;/at&gt;',
    ]);
    expect((await it_.sendCard(GROUP, card('<at id=all></at>'))).msg).toContain('100290');
  });
});

describe('replies, edits, recalls (contract §5.3, §5.4)', () => {
  test('root, parent and thread; a topic group answers in the thread whatever is asked', async () => {
    const text = { msg_type: 'text', content: '{"text":"x"}' };
    const root = idOf(await it_.send(GROUP, { text: 'x' }));
    const first = await it_.call('POST', `/im/v1/messages/${root}/reply`, text);
    expect(first.data).toMatchObject({ root_id: root, parent_id: root });
    expect(first.data).not.toHaveProperty('thread_id');
    const second = await it_.call('POST', `/im/v1/messages/${idOf(first)}/reply`, {
      ...text,
      reply_in_thread: true,
    });
    expect(second.data).toMatchObject({
      root_id: root,
      parent_id: idOf(first),
      thread_id: expect.stringMatching(/^omt_/u) as unknown,
    });
    const topic = await it_.sim.client.says(LIU, TOPICS, { text: '看', at: true });
    expect(topic.type).toBe('post');
    const answer = await it_.call('POST', `/im/v1/messages/${topic.messageId}/reply`, text);
    expect(answer.data['thread_id']).toMatch(/^omt_/u);
    expect(it_.sim.people.thread(LIU, root)).toHaveLength(3);
  });

  test('no reply to a recalled message 230011; a second recall is 230110', async () => {
    const id = idOf(await it_.send(GROUP, { text: 'x' }));
    expect((await it_.call('DELETE', `/im/v1/messages/${id}`)).code).toBe(0);
    expect((await it_.call('DELETE', `/im/v1/messages/${id}`)).code).toBe(230110);
    expect(
      (await it_.call('POST', `/im/v1/messages/${id}/reply`, { msg_type: 'text', content: '{"text":"x"}' }))
        .code,
    ).toBe(230011);
    const own = await it_.sim.client.says(LIU, GROUP, { text: 'x' });
    expect((await it_.call('DELETE', `/im/v1/messages/${own.messageId}`)).code).toBe(230026);
  });

  test('text can be edited 20 times, cards never that way (trap 33)', async () => {
    const id = idOf(await it_.send(GROUP, { text: 'x' }));
    const edit = (to: string, type = 'text') =>
      it_.call('PUT', `/im/v1/messages/${to}`, { msg_type: type, content: '{"text":"y"}' });
    for (let n = 0; n < 20; n += 1) expect((await edit(id)).code).toBe(0);
    expect((await edit(id)).code).toBe(230072);
    expect((await edit(id, 'interactive')).code).toBe(230001);
  });

  test('reading a group needs the sensitive scope (230027), and with it everything said there arrives', async () => {
    const hook = await openHook(it_.sim);
    const said = await it_.sim.client.says(LIU, GROUP, { text: '没有叫机器人' });
    expect(hook.heard).toHaveLength(0);
    expect((await it_.call('GET', `/im/v1/messages/${said.messageId}`)).code).toBe(230027);
    it_.sim.console.configure({ scopes: [...it_.sim.console.live.scopes, 'im:message.group_msg'] });
    it_.sim.console.publish();
    const read = await it_.call('GET', `/im/v1/messages/${said.messageId}`);
    expect(read.data['items']).toMatchObject([
      {
        message_id: said.messageId,
        sender: { id: LIU, sender_type: 'user' },
        body: { content: '{"text":"没有叫机器人"}' },
      },
    ]);
    await it_.sim.client.says(LIU, GROUP, { text: '还是没有' });
    expect(hook.heard).toHaveLength(1);
    await hook.stop();
  });

  test('a list of messages, in pages, by seconds; a card comes back in its lossy form', async () => {
    it_.sim.limits.on = false;
    const sent = await it_.sendCard(LIU, card('卡'));
    for (let n = 0; n < 4; n += 1) await it_.send(LIU, { text: String(n) });
    const container_id = String(sent.data['chat_id']);
    const list = (more: object) =>
      it_.call('GET', '/im/v1/messages', undefined, {
        container_id_type: 'chat',
        container_id,
        page_size: 2,
        ...more,
      });
    const first = await list({});
    expect(first.data).toMatchObject({ has_more: true });
    expect((first.data['items'] as unknown[])[0]).toMatchObject({
      body: { content: '{"title":"卡","elements":[[{"tag":"text","text":"卡"}]]}' },
    });
    const next = await list({ page_token: first.data['page_token'] });
    expect(next.data['items'] as unknown[]).toHaveLength(2);
    expect((await list({ page_token: 'x' })).code).toBe(230001);
    expect((await list({ page_size: 51 })).code).toBe(230001);
    expect((await list({ end_time: '1' })).data['items']).toEqual([]);
    const raw = await it_.call('GET', `/im/v1/messages/${idOf(sent)}`, undefined, {
      card_msg_content_type: 'user_card_content',
    });
    expect((raw.data['items'] as { body: { content: string } }[])[0]?.body.content).toContain(
      '"schema":"2.0"',
    );
  });
});
