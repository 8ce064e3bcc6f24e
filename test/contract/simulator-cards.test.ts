import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { card, GROUP, idOf, LIU, open, openHook, until, WANG, ZHOU, type Setup } from './simulator-setup.js';

let it_: Setup;
beforeEach(async () => {
  it_ = await open();
});
afterEach(() => it_.stop());

const DAY = 24 * 3_600_000;

describe('PATCH of a card (contract §4.3)', () => {
  const patch = (id: string, words = '新') =>
    it_.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(card(words)) });

  test('everybody sees the new card; the old versions are kept for the side panel', async () => {
    const id = idOf(await it_.sendCard(GROUP, card('旧')));
    expect((await patch(id)).data).toEqual({});
    expect(it_.sim.people.message(WANG, id)).toMatchObject({ words: '新', version: 2 });
    expect(it_.sim.people.message(LIU, id)?.card).toEqual(card('新'));
  });

  test('no card 230001, somebody else’s 230027, recalled 230011, after 14 days 230031 (row 16)', async () => {
    const text = idOf(await it_.send(GROUP, { text: 'x' }));
    expect((await patch(text)).code).toBe(230001);
    const theirs = await it_.sim.client.says(LIU, GROUP, {
      raw: { type: 'interactive', content: card('x') },
    });
    it_.sim.state.messages.forEach((one) => one === theirs && (one.card = { schema: '2.0' }));
    expect((await patch(theirs.messageId)).code).toBe(230027);
    const id = idOf(await it_.sendCard(GROUP, card('x')));
    await it_.sim.clock.advance(14 * DAY - 60_000);
    expect((await patch(id)).code).toBe(0);
    await it_.sim.clock.advance(2 * 60_000);
    expect((await patch(id)).code).toBe(230031);
    const other = idOf(await it_.sendCard(GROUP, card('x')));
    await it_.call('DELETE', `/im/v1/messages/${other}`);
    expect((await patch(other)).code).toBe(230011);
  });

  test('five a second per message', async () => {
    const id = idOf(await it_.sendCard(GROUP, card('x')));
    const codes = await Promise.all(Array.from({ length: 6 }, () => patch(id)));
    expect(codes.map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 230020]);
  });

  test('while a click is under way the card is locked (11310), then free again', async () => {
    const hook = await openHook(it_.sim);
    const id = idOf(await it_.sendCard(GROUP, card('x')));
    let release = (): void => undefined;
    hook.answer = () => new Promise((resolve) => (release = () => resolve({ status: 200, body: {} })));
    const clicked = it_.sim.client.click(LIU, id, { value: { a: 1 } });
    await until(() => hook.heard.length > 0);
    const locked = await patch(id);
    expect(locked.code).toBe(230099);
    expect(locked.msg).toContain('11310; ErrMsg: card action is lock');
    release();
    expect(await clicked).toEqual({});
    expect((await patch(id)).code).toBe(0);
    await hook.stop();
  });

  test.each([
    ['not JSON', '{', '200621'],
    ['an unknown tag', JSON.stringify({ schema: '2.0', body: { elements: [{ tag: 'note' }] } }), '200861'],
    [
      '201 elements (row 13)',
      JSON.stringify({
        schema: '2.0',
        body: { elements: Array.from({ length: 201 }, () => ({ tag: 'hr' })) },
      }),
      '11310',
    ],
    [
      'a picture that was not put up',
      JSON.stringify({
        schema: '2.0',
        body: { elements: [{ tag: 'img', img_key: 'img_v3_x', alt: { tag: 'plain_text', content: '' } }] },
      }),
      '200570',
    ],
    ['an unknown person', JSON.stringify(card('<at id=ou_nobody></at>')), '100290'],
  ])('%s: 230099 with its sub-code, sent or patched', async (_what, content, sub) => {
    const body = { receive_id: GROUP, msg_type: 'interactive', content };
    const sent = await it_.call('POST', '/im/v1/messages', body, { receive_id_type: 'chat_id' });
    expect(sent).toMatchObject({ status: 400, code: 230099 });
    expect(sent.msg).toContain(`ErrCode: ${sub};`);
    const id = idOf(await it_.sendCard(GROUP, card('x')));
    expect((await it_.call('PATCH', `/im/v1/messages/${id}`, { content })).msg).toContain(`ErrCode: ${sub};`);
    expect(it_.sim.state.violations).toHaveLength(2);
  });

  test('over 30 KB: 230025', async () => {
    expect((await it_.sendCard(GROUP, card('长'.repeat(9000)))).code).toBe(230025);
    expect(it_.sim.state.violations[0]).toContain('over 30 KB');
  });
});

describe('urgent, read status, reactions (contract §5.5, §5.6, §5.8)', () => {
  test('urgent to people in the chat; some invalid ids are told, all invalid are refused', async () => {
    const id = idOf(await it_.sendCard(GROUP, card('急')));
    const urge = (ids: string[], to = id) =>
      it_.call(
        'PATCH',
        `/im/v1/messages/${to}/urgent_app`,
        { user_id_list: ids },
        { user_id_type: 'open_id' },
      );
    expect((await urge([LIU, ZHOU])).data).toEqual({ invalid_user_id_list: [ZHOU] });
    expect(it_.sim.people.message(LIU, id)?.urgent).toBe(true);
    expect(it_.sim.people.chats(LIU).find((chat) => chat.chatId === GROUP)?.urgent).toBe(true);
    expect((await urge([ZHOU])).code).toBe(230001);
    const own = await it_.sim.client.says(LIU, GROUP, { text: 'x' });
    expect((await urge([WANG], own.messageId)).code).toBe(230012);
    expect((await it_.call('PATCH', `/im/v1/messages/${id}/urgent_sms`, { user_id_list: [LIU] })).code).toBe(
      99991672,
    );
    await it_.sim.client.reads(LIU, GROUP);
    expect(it_.sim.people.message(LIU, id)?.urgent).toBe(false);
  });

  test('who has read; a sign under a message', async () => {
    const id = idOf(await it_.send(GROUP, { text: 'x' }));
    await it_.sim.client.reads(WANG, GROUP);
    const read = await it_.call('GET', `/im/v1/messages/${id}/read_users`, undefined, {
      user_id_type: 'open_id',
    });
    expect(read.data['items']).toMatchObject([{ user_id: WANG }]);
    const react = (emoji: string) =>
      it_.call('POST', `/im/v1/messages/${id}/reactions`, { reaction_type: { emoji_type: emoji } });
    expect((await react('OK')).data).toMatchObject({ reaction_type: { emoji_type: 'OK' } });
    expect((await react('NOPE')).code).toBe(231001);
    expect(it_.sim.people.message(LIU, id)?.reactions).toEqual([{ emoji: 'OK', by: ['安全助手'] }]);
  });
});
