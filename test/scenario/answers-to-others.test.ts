import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';
import type { Saying } from '../simulator/client.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
  // Reading what was said before without an @ takes this scope (contract §5.1).
  world.sim.console.publish({ scopes: [...world.sim.console.live.scopes, 'im:message.group_msg'] });
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;
/** One post of 刘小燕's in the group: the bot is addressed, words, and these pictures. */
const postsWith = (text: string, imageKeys: readonly string[]): Promise<unknown> =>
  world.group(home).says('刘小燕', '', {
    at: true,
    raw: {
      type: 'post',
      content: {
        title: '',
        content: [
          [
            { tag: 'at', user_id: '@_user_1' },
            { tag: 'text', text },
          ],
          imageKeys.map((image_key) => ({ tag: 'img', image_key })),
        ],
      },
    },
  });
const bySun = async (said: Saying): Promise<string> => {
  const message = await world.sim.client.says(openIdOf('孙强'), home, said);
  await world.settle();
  return message.messageId;
};

test.each(['上报', '这个登记一下', '报一下', '请把这条登记一下', '麻烦上报一下', ' '])(
  'somebody answers a colleague’s words with an @ and “%s”: the colleague’s words are registered',
  async (words) => {
    const parent = await bySun({ text: '三楼西侧应急灯不亮' });
    await world.group(home).says('刘小燕', words, { replyTo: parent });
    expect(await world.hazard()).toMatchObject({
      text: '三楼西侧应急灯不亮',
      reporterId: await idOf(world, '刘小燕'),
    });
    expect(world.group(home).last().title).toContain('三楼西侧应急灯不亮');
    await world.group(home).says('金凤', '这个登记一下', { replyTo: parent });
    expect(await world.hazards()).toHaveLength(2);
  },
);

test('a colleague’s photo answered with 上报: the place is asked for, and the next words get the photo', async () => {
  const parent = await bySun({ images: [await samplePhoto()] });
  await world.group(home).says('刘小燕', '上报', { replyTo: parent });
  expect(world.group(home).last().text).toContain('请再写一句');
  await world.group(home).says('刘小燕', '二楼开水间的插座烧黑了');
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made?.photos).toMatchObject([{ messageId: parent, state: 'kept', byId: expect.any(String) }]);
});

test('what was registered already is not registered again; chatter under a bare @ is no hazard', async () => {
  const own = await world.group(home).says('孙强', '三楼西侧应急灯不亮');
  await world.group(home).says('刘小燕', '上报', { replyTo: own.messageId });
  expect(world.group(home).last().text).toContain('这条已登记，编号 YH-2026-0001');
  const chatter = await bySun({ text: '大家辛苦了' });
  await world.group(home).says('刘小燕', ' ', { replyTo: chatter });
  expect(await world.hazards()).toHaveLength(1);
});

test.each([
  ['a video', 'media', { file_key: 'f2', image_key: 'i', file_name: 'a.mp4' }],
  ['a voice message', 'audio', { file_key: 'f4', duration: 2000 }],
  ['a file', 'file', { file_key: 'f3', file_name: '清单.docx' }],
  ['a forward', 'merge_forward', 'Merged and Forwarded Message'],
])(
  'an answer to %s: the words are registered, and the reporter is asked for a photo in private',
  async (_what, type, content) => {
    const parent = await bySun({ raw: { type, content } });
    const liu = world.person('刘小燕');
    await world.group(home).says('刘小燕', '二楼开水间漏水', { replyTo: parent });
    expect((await world.hazard()).text).toBe('二楼开水间漏水');
    expect(liu.sees('照片我看不到').text).toContain('请在这里发');
    await liu.sends(1);
    expect((await world.hazard()).photos).toHaveLength(1);
    await world.group(home).says('金凤', '上报', { replyTo: parent });
    expect(world.group(home).last().text).toContain('请写清地点和情况');
  },
);

test('an answer to a sticker or to a card of somebody else is just a report', async () => {
  for (const [type, content] of [
    ['sticker', { file_key: 'f5' }],
    ['interactive', { header: { title: { content: '别的机器人' } } }],
  ] as const) {
    const parent = await bySun({ raw: { type, content } });
    await world.group(home).says('刘小燕', '二楼开水间漏水', { replyTo: parent });
  }
  expect(await world.hazards()).toHaveLength(2);
  expect(world.person('刘小燕').inbox()).toEqual([]);
});

test('the answered message was withdrawn: 上报 says so, words of one’s own are taken', async () => {
  const parent = await bySun({ images: [await samplePhoto()] });
  await world.sim.client.recall(parent);
  await world.group(home).says('刘小燕', '上报', { replyTo: parent });
  expect(world.group(home).last().text).toContain('您回复的那条消息我看不到');
  await world.group(home).says('刘小燕', '二楼开水间漏水', { replyTo: parent });
  expect((await world.hazard()).text).toBe('二楼开水间漏水');
});

test('@所有人 beside the bot: a report is a report, a command a command; the bot’s name typed by hand is chatter', async () => {
  await world.group(home).says('刘小燕', '六楼走廊的灯坏了', { atAll: 'text' });
  expect((await world.hazard()).title).toBe('六楼走廊的灯坏了');
  await world.group(home).says('刘小燕', '我上报的', { atAll: 'text' });
  expect(world.person('刘小燕').sees('我上报的（1件）').text).toContain('六楼走廊的灯坏了');
  const n = world.group(home).messages().length;
  await world.group(home).says('刘小燕', '@安全助手 七楼走廊的灯坏了', { at: false });
  expect(world.group(home).messages()).toHaveLength(n);
});

test('in the group of another unit it is that unit’s; the reporter may look, their own officer does not hear of it', async () => {
  await world.group(GROUPS.home2).says('刘小燕', '你们大厅的门把手掉了');
  expect(world.person('郭军').sees('请核实').text).toContain('你们大厅的门把手掉了');
  expect(() => world.person('王芳').sees('请核实')).toThrow();
  await world.person('刘小燕').clicks(world.group(GROUPS.home2).last(), '查看进展');
  expect(world.person('刘小燕').sees('待核实').text).toContain('你们大厅的门把手掉了');
});

test('a group that was not set up yet, nobody known, a photo only, then words: 安委办 names the unit', async () => {
  world.sim.state.chats.set('oc_new', {
    chatId: 'oc_new',
    name: '新群',
    mode: 'group',
    members: new Set([openIdOf('许倩')]),
    botInside: true,
  });
  await world.group('oc_new').says('许倩', '', { images: [await samplePhoto()] });
  await world.group('oc_new').says('许倩', '一楼大厅玻璃裂了');
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({ status: 'reported', photos: [{ state: 'kept' }] });
  expect(world.group('oc_new').last().text).toContain('安委办（陈静）');
  expect(world.person('陈静').sees('请指定单位').text).toContain('一楼大厅玻璃裂了');
});

test('three pictures, one of them gone: the two stand on the card, and the officer sees that one is missing', async () => {
  const key = async (): Promise<string> => world.sim.client.upload(openIdOf('刘小燕'), await samplePhoto());
  const pictures = [await key(), 'img_gone', await key()];
  await postsWith('五楼走廊的门坏了', pictures);
  const review = world.person('王芳').sees('请核实：五楼走廊的门坏了');
  expect(review.text).toContain('照片还没取到，文字已登记，正在重试');
  await world.at('2026-10-20 11:30');
  await world.settle();
  expect((await world.hazard()).photos.map((photo) => photo.state)).toEqual(['kept', 'failed', 'kept']);
  const after = world.person('王芳').sees('请核实：五楼走廊的门坏了');
  expect(after.text).toContain('有1张照片没取到，请再发');
  expect(JSON.stringify(after.message.card).match(/"img_key"/gu)).toHaveLength(2);
});

test('a picture that can not be read is said at once, not after an hour of trying', async () => {
  const key = world.sim.client.upload(openIdOf('刘小燕'), Buffer.from('no picture at all'));
  await postsWith('六楼阳台护栏松动', [key]);
  expect((await world.hazard()).photos.map((photo) => photo.state)).toEqual(['failed']);
  expect(world.person('王芳').sees('请核实：六楼阳台护栏松动').text).toContain('有1张照片没取到，请再发');
});
