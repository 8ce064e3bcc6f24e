import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Gateway } from '../../src/delivery/gateway-port.js';
import { emits, idOf, mentioning } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;
const group = (): ReturnType<World['group']> => world.group(home);
const post = (content: unknown, at = true): { raw: { type: string; content: unknown }; at: boolean } => ({
  raw: { type: 'post', content },
  at,
});
const AT = { tag: 'at', user_id: '@_user_1', user_name: '安全助手' };

/** The same gateway, each call taking a while: the platform is far away. */
function slow(gateway: Gateway, ms: number): Gateway {
  return new Proxy(gateway, {
    get: (target, key) => {
      const verb: unknown = Reflect.get(target, key);
      if (typeof verb !== 'function') return verb;
      return async (...args: unknown[]): Promise<unknown> => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return Reflect.apply(verb, target, args) as unknown;
      };
    },
  });
}

test('case 3: fifteen reports by three people within 40 seconds, the platform slow and pushing again: fifteen hazards, fifteen receipts under their own messages, in order', async () => {
  await world.restart({ gateway: (gateway) => slow(gateway, 50) });
  const people = ['刘小燕', '孙强', '金凤'];
  const said: string[] = [];
  for (let n = 1; n <= 15; n += 1) {
    const message = await world.sim.client.says(openIdOf(people[n % 3] ?? ''), home, {
      text: `${n}号房间的应急灯不亮`,
      at: true,
    });
    said.push(message.messageId);
    if (n % 4 === 0)
      await world.sim.engine.emit('im.message.receive_v1', world.sim.client.messageEvent(message, true));
    await world.sim.clock.advance(2500);
  }
  for (let round = 0; round < 6; round += 1) await world.settle();
  const made = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code));
  expect(made.map((hazard) => hazard.source.messageId)).toEqual(said);
  expect(new Set(made.map((hazard) => hazard.code)).size).toBe(15);
  expect(
    group()
      .messages()
      .map((one) => one.message.parentId),
  ).toEqual(said);
});

test('case 4: a picture pasted as rich text without words, in private; the sentence comes three minutes later: one hazard with both', async () => {
  const liu = world.person('刘小燕');
  await liu.says('', { images: [await samplePhoto()], at: true });
  expect(liu.inbox().at(-1)?.text).toContain('请再写一句');
  expect(await world.hazards()).toHaveLength(0);
  await world.at('2026-10-20 10:03');
  await liu.says('一楼开水器漏水');
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made).toMatchObject({ text: '一楼开水器漏水', source: { channel: 'private' } });
  expect(made?.photos).toHaveLength(1);
});

test('case 5: an @ with words and three pictures: the card shows three photos and asks for none', async () => {
  const photo = await samplePhoto();
  const said = await group().says('刘小燕', '二楼开水间插座烧黑', { images: [photo, photo, photo] });
  // A group shows no photos (experience.md §1.8): they stand on the officer's card.
  const card = world.person('王芳').sees('请核实');
  const hazard = await world.hazard();
  expect(hazard.photos.map((one) => one.state)).toEqual(['kept', 'kept', 'kept']);
  expect(JSON.stringify(card.message.card).match(/"img_key"/gu)).toHaveLength(3);
  expect(card.text).not.toMatch(/请再发|照片没/u);
  const fetched = world.sim.state.calls.filter((call) => call.path.includes('/resources/'));
  expect(fetched).toHaveLength(3);
  expect(fetched.every((call) => call.path.includes(said.messageId))).toBe(true);
});

test('case 6: rich text in its three shapes, and a title alone: each is a hazard with the whole text', async () => {
  const inner = { title: '三楼西侧', content: [[AT, { tag: 'text', text: ' 应急灯不亮' }]] };
  for (const content of [{ post: { zh_cn: inner } }, { zh_cn: inner }, inner])
    await group().says('刘小燕', '', post(content));
  await group().says('刘小燕', '', post({ title: '@_user_1 厨房后门的锁坏了', content: [] }));
  const texts = (await world.hazards()).map((hazard) => hazard.text);
  expect(texts).toHaveLength(4);
  expect(texts.filter((text) => /^三楼西侧\s+应急灯不亮$/u.test(text))).toHaveLength(3);
  expect(new Set(texts).size).toBe(2);
  expect(texts).toContain('厨房后门的锁坏了');
  expect(group().messages()).toHaveLength(4);
});

test('case 7: words in an md element count; a sticker and a video in private are answered, never met with silence', async () => {
  await group().says(
    '刘小燕',
    '',
    post({ title: '', content: [[AT], [{ tag: 'md', text: '**四楼** 护栏松动' }]] }),
  );
  expect((await world.hazard()).text).toBe('四楼 护栏松动');
  const liu = world.person('刘小燕');
  await liu.says('', { raw: { type: 'sticker', content: { file_key: 'f1' } } });
  expect(liu.inbox().at(-1)?.text).toContain('报隐患请写地点和情况');
  await liu.says('', {
    raw: { type: 'media', content: { file_key: 'f2', image_key: 'i', file_name: 'a.mp4' } },
  });
  expect(liu.inbox().at(-1)?.text).toContain('我听不了语音和视频，请打一行字或发照片');
  const before = liu.inbox().length;
  await liu.says('上面视频里是三楼水房');
  expect(liu.inbox().length).toBeGreaterThan(before);
});

test('case 8: a merged forward is no hazard with its English placeholder; the answer says what to do', async () => {
  const forward = { raw: { type: 'merge_forward', content: 'Merged and Forwarded Message' } };
  await world.person('刘小燕').says('', forward);
  await group().says('刘小燕', '', forward);
  for (const answer of [world.person('刘小燕').inbox().at(-1), group().last()])
    expect(answer?.text).toContain('请写一句话说明地点和情况');
  expect(await world.hazards()).toHaveLength(0);
});

test('case 9: ou_li answers ou_sun’s photo with an @: the photo is fetched by the parent, ou_li reports, the photographer is named', async () => {
  // Reading what was said before without an @ takes this scope (contract §5.1); without it: rights-and-words.test.ts.
  world.sim.console.publish({ scopes: [...world.sim.console.live.scopes, 'im:message.group_msg'] });
  const photo = await world.sim.client.says(openIdOf('孙强'), home, { images: [await samplePhoto()] });
  await group().says('刘小燕', '这个插座一股糊味 二楼洗衣房', { replyTo: photo.messageId });
  const hazard = await world.hazard();
  expect(hazard.reporterId).toBe(await idOf(world, '刘小燕'));
  expect(hazard.photos[0]).toMatchObject({
    messageId: photo.messageId,
    byId: await idOf(world, '孙强'),
    state: 'kept',
  });
  const fetched = world.sim.state.calls.filter((call) => call.path.includes('/resources/'));
  expect(fetched.map((call) => call.path.includes(photo.messageId))).toEqual([true]);
  await world.person('王芳').says('隐患 0001');
  expect(world.person('王芳').inbox().at(-1)?.text).toMatch(/照片来自\s*孙强/u);
});

test('case 10: the message is edited without an event; the reporter taps 更正: the new place counts, the old one stays in the history', async () => {
  await group().says('刘小燕', '三楼东侧安全出口锁了');
  const liu = world.person('刘小燕');
  expect(
    group()
      .last()
      .buttons.map((button) => button.label),
  ).toContain('更正');
  await liu.clicks(group().last(), '更正');
  await liu.clicks(liu.sees('更正：三楼东侧'), '保存更正', { kind: 'FIRE', place: '二楼东侧安全出口' });
  const hazard = await world.hazard();
  expect(hazard.place).toBe('二楼东侧安全出口');
  expect(hazard.history.at(-1)).toMatchObject({
    command: 'correct',
    before: { place: expect.stringContaining('三楼') },
  });
  await liu.says('帮助');
  expect(liu.inbox().at(-1)?.text).toContain('改过的消息我收不到');
});

test('case 12: a voice message is answered with a friendly line, and the text after it is handled as ever', async () => {
  const liu = world.person('刘小燕');
  await liu.says('', { raw: { type: 'audio', content: { file_key: 'file_v3_x', duration: 2000 } } });
  expect(liu.inbox().at(-1)?.text).toContain('请打一行字或发照片');
  await liu.says('三楼水房地滑');
  expect(await world.hazard()).toMatchObject({ text: '三楼水房地滑', status: 'verifying' });
  expect(world.sim.state.calls.filter((call) => call.path.includes('/resources/'))).toEqual([]);
});

test.each(['private', 'group'])(
  'case 13: a photo, then a command, then words (%s): the to-dos come at once, the photo goes to the words',
  async (where) => {
    const liu = world.person('刘小燕');
    const says = (text: string): Promise<unknown> =>
      where === 'group' ? group().says('刘小燕', text) : liu.says(text);
    await (where === 'group' ? group().says('刘小燕', '', { images: [await samplePhoto()] }) : liu.sends(1));
    await world.at('2026-10-20 10:00:30');
    await says('我的待办');
    expect(liu.sees('我的待办').title).toContain('我的待办');
    await world.at('2026-10-20 10:01');
    await says('这个灯罩要掉了');
    const [made, ...more] = await world.hazards();
    expect(more).toEqual([]);
    expect(made?.text).toBe('这个灯罩要掉了');
    expect(made?.photos).toHaveLength(1);
  },
);

test('case 14: three messages of two people within two seconds: the photo joins its own sender’s words only', async () => {
  const { client } = world.sim;
  await client.says(openIdOf('孙强'), home, { images: [await samplePhoto()], at: true });
  await client.says(openIdOf('刘小燕'), home, { text: '一楼大厅玻璃裂了', at: true });
  await client.says(openIdOf('孙强'), home, { text: '二楼的', at: true });
  await world.settle();
  const by = async (name: string): Promise<unknown> => {
    const id = await idOf(world, name);
    return (await world.hazards()).filter((hazard) => hazard.reporterId === id);
  };
  expect(await by('刘小燕')).toMatchObject([{ text: '一楼大厅玻璃裂了', photos: [] }]);
  expect(await by('孙强')).toMatchObject([{ text: '二楼的', photos: [{ stage: 'before' }] }]);
});

test('case 15: in topics and under a colleague’s message: each receipt answers the reporting message, no new topic, nothing at the top', async () => {
  const colleague = await world.sim.client.says(openIdOf('孙强'), home, { text: '大家注意安全' });
  const said: string[] = [];
  for (const [text, more] of [
    ['三楼西侧应急灯不亮', { thread_id: 'omt_1' }],
    [
      '二楼水房地砖松了',
      { thread_id: 'omt_1', root_id: colleague.messageId, parent_id: colleague.messageId },
    ],
    ['厨房后门的锁坏了', { root_id: colleague.messageId, parent_id: colleague.messageId }],
  ] as const) {
    const message = await world.sim.client.says(openIdOf('刘小燕'), home, { text });
    const event = world.sim.client.messageEvent(message, true);
    Object.assign(event['message'] as object, {
      ...more,
      content: JSON.stringify({ text: `@_user_1 ${text}` }),
    });
    await emits(world, 'im.message.receive_v1', event);
    said.push(message.messageId);
  }
  expect(
    group()
      .messages()
      .map((one) => one.message.parentId),
  ).toEqual(said);
  const sent = world.sim.state.calls.filter((call) => call.path.endsWith('/reply'));
  expect(sent).toHaveLength(3);
  for (const call of sent) expect(call.body).not.toMatchObject({ reply_in_thread: true });
});

test('case 17: commands behind mentions, full-width signs and doubled names are understood; a report that looks like one is a report', async () => {
  await group().says('王芳', '／台账 一院');
  const fang = world.person('王芳');
  expect(fang.inbox().some((one) => one.message.type === 'file')).toBe(true);
  await mentioning(world, '王芳', home, '@_user_1 @_user_2 帮助', ['李敏', 'bot']);
  expect(group().last().title).toBe('怎么用');
  await fang.says('＠安全助手　我的待办');
  expect(fang.inbox().at(-1)?.title).toContain('我的待办');
  await group().says('刘小燕', '厨房后门的锁坏了');
  await mentioning(world, '王芳', home, '@_user_1@_user_2 隐患 yh－2026－0001', ['bot', 'bot']);
  expect(fang.inbox().at(-1)?.title).toContain('厨房后门的锁坏了');
  expect(await world.hazards()).toHaveLength(1);
  await mentioning(world, '刘小燕', home, '@_user_1 @_user_2三楼走廊应急灯不亮，请看 @_user_2', [
    'bot',
    '王芳',
  ]);
  const lamp = await world.hazard();
  expect(lamp.title).toBe('三楼走廊应急灯不亮');
  expect(lamp.text).toBe('@王芳 三楼走廊应急灯不亮，请看 @王芳');
  await group().says('刘小燕', '1/2 楼都停水了 灭火水压没有');
  expect((await world.hazard()).text).toBe('1/2 楼都停水了 灭火水压没有');
});
