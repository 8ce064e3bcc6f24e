import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { card, GROUP, idOf, LIU, openWithHook, until, WANG } from './simulator-setup.js';

let it_: Awaited<ReturnType<typeof openWithHook>>;
let id: string;
beforeEach(async () => {
  it_ = await openWithHook();
  id = idOf(await it_.sendCard(GROUP, card('旧')));
});
afterEach(() => it_.stop());

const click = (who = LIU) => it_.sim.client.click(who, id, { value: { act: 'x', v: 1 }, name: 'go' });
const answer = (body: unknown, status = 200): void => {
  it_.hook.answer = () => ({ status, body });
};
const raw = (data: unknown): object => ({ card: { type: 'raw', data } });

describe('Appendix A server 7: clicks (contract §3.7, §4)', () => {
  test('what the bot gets: who, which component, which message, a token; microseconds', async () => {
    await it_.sim.client.click(LIU, id, {
      name: 'submit',
      value: { act: 'x' },
      form: { note: '好', due: '2026-10-08 +0800', tags: ['a', 'b'] },
    });
    expect(it_.hook.heard[0]?.envelope).toMatchObject({
      header: {
        event_type: 'card.action.trigger',
        create_time: expect.stringMatching(/^\d{16}$/u) as unknown,
      },
      event: {
        operator: { open_id: LIU, tenant_key: it_.sim.app.tenantKey },
        token: expect.stringMatching(/^c-/u) as unknown,
        action: {
          tag: 'button',
          name: 'submit',
          value: { act: 'x' },
          timezone: 'Asia/Shanghai',
          form_value: { note: '好', due: '2026-10-08 +0800', tags: ['a', 'b'] },
        },
        host: 'im_message',
        context: { open_message_id: id, open_chat_id: GROUP },
      },
    });
    await it_.sim.client.click(LIU, id, { tag: 'select_static', option: '2' });
    expect(it_.hook.heard[1]?.envelope.event['action']).toMatchObject({ tag: 'select_static', option: '2' });
    await it_.sim.client.click(LIU, id, { tag: 'checker', checked: true });
    expect(it_.hook.heard[2]?.envelope.event['action']).toMatchObject({ checked: true });
  });

  test('toast and card are shown, to everybody', async () => {
    answer({ toast: { type: 'success', content: '已提交' }, ...raw(card('新')) });
    expect(await click()).toEqual({ toast: { type: 'success', content: '已提交' }, card: card('新') });
    expect(it_.sim.people.message(WANG, id)?.words).toBe('新');
    expect(it_.sim.people.toasts(LIU)).toHaveLength(1);
    it_.sim.assertClean();
  });

  test('or to the clicker alone, until a patch (unconfirmed in the sources, a switch)', async () => {
    it_.sim.console.configure({ answerCardFor: 'clicker' });
    it_.sim.console.publish();
    answer(raw(card('新')));
    await click();
    expect([LIU, WANG].map((who) => it_.sim.people.message(who, id)?.words)).toEqual(['新', '旧']);
    await it_.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(card('三')) });
    expect([LIU, WANG].map((who) => it_.sim.people.message(who, id)?.words)).toEqual(['三', '三']);
  });

  test.each([
    ['{} leaves the card', {}, 200, undefined],
    ['204', undefined, 204, 200671],
    ['500', {}, 500, 200671],
    ['a redirect', {}, 302, 200671],
    ['a bare card', card('x'), 200, 200672],
    ['a text', 'ok', 200, 200672],
    ['a list', [], 200, 200672],
    ['a toast of an unknown type', { toast: { type: 'ok', content: 'x' } }, 200, 200672],
    ['a toast without words', { toast: { type: 'info' } }, 200, 200672],
    ['a card as text', { card: { type: 'raw', data: JSON.stringify(card('x')) } }, 200, 200672],
    ['a template', { card: { type: 'template', data: {} } }, 200, 200672],
    ['a card of 1.0', raw({ elements: [] }), 200, 200830],
    ['an invalid card', raw({ schema: '2.0', body: { elements: [{ tag: 'note' }] } }), 200, 200673],
    [
      'a card with an unknown picture',
      raw({
        schema: '2.0',
        body: { elements: [{ tag: 'img', img_key: 'img_v3_no', alt: { tag: 'plain_text', content: '' } }] },
      }),
      200,
      200673,
    ],
  ] as const)('%s', async (_what, body, status, code) => {
    answer(body, status);
    const result = await click();
    expect(result.error).toBe(code);
    expect(result.errorText).toBe(code === undefined ? undefined : `出错了，请稍后重试 code: ${code}`);
    expect(it_.sim.people.message(LIU, id)?.words).toBe('旧');
  });

  test('no answer in time 200341, nobody there 200342, no such host 200343, nothing set up 200340', async () => {
    it_.hook.answer = () => ({});
    it_.sim.connect(it_.hook.url, 200);
    expect((await click()).error).toBe(200341);
    expect(it_.hook.heard).toHaveLength(1);
    await it_.sim.clock.advance(8 * 3_600_000);
    expect(it_.hook.heard).toHaveLength(1);
    it_.sim.connect('http://127.0.0.1:1/');
    expect((await click()).error).toBe(200342);
    it_.sim.connect('http://no-such-host.invalid/');
    expect([200343, 200342, 200341]).toContain((await click()).error);
    it_.sim.engine.transport = undefined;
    expect((await click()).error).toBe(200340);
    it_.sim.connect(it_.hook.url);
    it_.sim.console.configure({ callbacks: false });
    it_.sim.console.publish();
    expect((await click()).error).toBe(200340);
  });

  test('two people at once: both are asked, each gets an answer of their own (row 6)', async () => {
    let first = true;
    it_.hook.answer = () => {
      const toast = first
        ? { type: 'success', content: '已同意' }
        : { type: 'info', content: '已由别人同意' };
      first = false;
      return { status: 200, body: { toast } };
    };
    const results = await Promise.all([click(LIU), click(WANG)]);
    expect(new Set(results.map((result) => result.toast?.type))).toEqual(new Set(['info', 'success']));
  });

  test('a card older than 14 days takes no click (row 7)', async () => {
    await it_.sim.clock.advance(14 * 24 * 3_600_000 + 1000);
    expect((await click()).error).toBe(200080);
    expect(it_.hook.heard).toHaveLength(0);
  });
});

describe('delayed update by token (contract §4.3)', () => {
  const update = (token: string, words = '晚') =>
    it_.call('POST', '/interactive/v1/card/update', { token, card: card(words) });
  const token = (): string => String(it_.hook.heard.at(-1)?.envelope.event['token']);

  test('twice within half an hour, after the answer', async () => {
    await click();
    expect((await update(token(), '一')).code).toBe(0);
    expect((await update(token(), '二')).code).toBe(0);
    expect((await update(token())).code).toBe(300040);
    expect(it_.sim.people.message(WANG, id)?.words).toBe('二');
    expect((await update('c-none')).code).toBe(300020);
    await click();
    await it_.sim.clock.advance(31 * 60_000);
    expect((await update(token())).code).toBe(300030);
  });

  test('before the answer it is refused', async () => {
    let release = (): void => undefined;
    it_.hook.answer = () => new Promise((resolve) => (release = () => resolve({ status: 200, body: {} })));
    const clicked = click();
    await until(() => it_.hook.heard.length > 0);
    expect((await update(token())).code).toBe(10002);
    release();
    await clicked;
    expect((await update(token())).code).toBe(0);
  });
});
