import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GROUP, LIU, openWithHook, TOPICS, WANG, type Heard } from './simulator-setup.js';

let it_: Awaited<ReturnType<typeof openWithHook>>;
beforeEach(async () => {
  it_ = await openWithHook();
});
afterEach(() => it_.stop());

const say = (text = '灯坏了') => it_.sim.client.says(LIU, GROUP, { text, at: true });
describe('Appendix A server 6: what people do becomes events (contract §3)', () => {
  const last = (): Heard['envelope'] | undefined => it_.hook.heard.at(-1)?.envelope;
  const message = (): Record<string, unknown> => (last()?.event['message'] ?? {}) as Record<string, unknown>;

  test('private: no @ is needed and mentions is absent; a picture alone is an image', async () => {
    await it_.sim.client.tells(LIU, { text: '您好' });
    expect(message()).toMatchObject({ chat_type: 'p2p', message_type: 'text' });
    expect(message()).not.toHaveProperty('mentions');
    await it_.sim.client.tells(LIU, { images: [Buffer.from('x')] });
    expect(message()['message_type']).toBe('image');
  });

  test('a group: without @ nothing arrives; with pictures it is a post; an answer has root and parent', async () => {
    const quiet = await it_.sim.client.says(LIU, GROUP, { text: '自己人说话' });
    expect(it_.hook.heard).toHaveLength(0);
    await it_.sim.client.says(WANG, GROUP, {
      text: '看看',
      at: true,
      mentions: [LIU],
      images: [Buffer.from('x'), Buffer.from('y')],
      replyTo: quiet.messageId,
    });
    expect(message()).toMatchObject({
      message_type: 'post',
      root_id: quiet.messageId,
      parent_id: quiet.messageId,
    });
    expect((message()['mentions'] as { name: string }[]).map(({ name }) => name)).toEqual([
      '安全助手',
      '刘小燕',
    ]);
    const content = JSON.parse(String(message()['content'])) as { content: { tag: string }[][] };
    expect(content.content.map((line) => line.map(({ tag }) => tag))).toEqual([
      ['at', 'at', 'text'],
      ['img'],
      ['img'],
    ]);
    await it_.sim.client.says(LIU, TOPICS, { text: '话题里', at: true });
    expect(message()).toMatchObject({ message_type: 'post', chat_type: 'group' });
  });

  test('@所有人 in its three variants (row 17)', async () => {
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'text' });
    expect(message()['content']).toBe('{"text":"@_all 开会"}');
    expect(message()).not.toHaveProperty('mentions');
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'mention' });
    expect(message()['mentions']).toMatchObject([{ key: '@_all', id: { open_id: '' } }]);
    const before = it_.hook.heard.length;
    await it_.sim.client.says(LIU, GROUP, { text: '开会', atAll: 'silent' });
    expect(it_.hook.heard).toHaveLength(before);
  });

  test('recall, edit (no event), reaction, menu in seconds, entering, the bot moved, group dissolved', async () => {
    const said = await say();
    it_.sim.client.edit(said.messageId, '改了');
    expect(it_.hook.heard).toHaveLength(1);
    await it_.sim.client.recall(said.messageId);
    expect(last()?.event).toMatchObject({
      message_id: said.messageId,
      chat_id: GROUP,
      recall_type: 'message_owner',
    });
    await it_.sim.client.reacts(LIU, said.messageId, 'OK');
    expect(last()?.event).toMatchObject({ reaction_type: { emoji_type: 'OK' }, operator_type: 'user' });
    await it_.sim.client.menu(LIU, 'report_hazard');
    expect(last()?.event).toMatchObject({
      event_key: 'report_hazard',
      timestamp: Math.floor(it_.sim.clock.now().getTime() / 1000),
    });
    expect(last()?.event).not.toHaveProperty('chat_id');
    await it_.sim.client.enterPrivate(LIU);
    expect(last()?.header['event_type']).toBe('im.chat.access_event.bot_p2p_chat_entered_v1');
    await it_.sim.client.removeBot(WANG, GROUP);
    expect(last()?.event).toMatchObject({
      chat_id: GROUP,
      name: '一号养老院群',
      operator_id: { open_id: WANG },
      external: false,
    });
    await it_.sim.client.addBot(WANG, GROUP);
    expect(last()?.header['event_type']).toBe('im.chat.member.bot.added_v1');
    await it_.sim.client.dissolve(WANG, GROUP);
    expect(last()?.header['event_type']).toBe('im.chat.disbanded_v1');
  });

  test('people: only the changed fields are named; who leaves is gone for the bot', async () => {
    await it_.sim.client.updatesPerson(LIU, { title: '安全员' });
    expect(last()?.event).toMatchObject({
      object: { open_id: LIU, job_title: '安全员', name: '刘小燕' },
      old_object: { job_title: '护理员' },
    });
    expect(last()?.event['old_object']).not.toHaveProperty('name');
    await it_.sim.client.leavesCompany(LIU);
    expect(last()?.header['event_type']).toBe('contact.user.deleted_v3');
    expect(it_.sim.people.people().find(({ openId }) => openId === LIU)?.left).toBe(true);
  });
});
