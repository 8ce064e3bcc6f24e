import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, samplePhoto, type World } from '../harness/world.js';

/** 灯已换 with a picture, from somebody who has several things to mend: asked, never guessed, never lost. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const ASKS = '这是哪一件的？';
const labels = (name: string): readonly string[] =>
  world
    .person(name)
    .sees(ASKS)
    .buttons.map((one) => one.label);

test('the question names code, place and what it is; the chosen one gets picture and words, the other nothing', async () => {
  const lamp = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const tap = await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const qiang = world.person('孙强');
  await qiang.says('灯已换', { images: [await samplePhoto(), await samplePhoto()] });
  expect(await world.hazards()).toHaveLength(2);
  expect(labels('孙强').toSorted()).toEqual(
    [
      `${lamp.code.slice(-4)} ${lamp.title}`,
      `${tap.code.slice(-4)} ${tap.title}`,
      '都不是，是新隐患',
    ].toSorted(),
  );
  expect(qiang.sees(ASKS).text).toContain('您发的：灯已换（照片2张）');
  const clicked = await qiang.clicks(qiang.sees(ASKS), `${lamp.code.slice(-4)} ${lamp.title}`);
  expect(clicked.toast?.content).toBe('已记下');
  const mended = await world.hazard(lamp.code);
  expect(mended.photos.map(({ stage }) => stage)).toEqual(['after', 'after']);
  expect(mended.history.filter(({ note }) => note === '灯已换')).toHaveLength(1);
  expect((await world.hazard(tap.code)).photos).toEqual([]);
  // The question has become the answer: nothing is left to be clicked twice.
  expect(qiang.sees('已记下').buttons.map(({ label }) => label)).toEqual(['打开这一件']);
  expect(qiang.sees('请整改：二楼走廊').text).toContain('整改后');
  // Long after, it is not registered either.
  await world.at('2026-10-20 14:00');
  expect(await world.hazards()).toHaveLength(2);
});

test('都不是 registers it with its picture; a second click registers nothing more', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const qiang = world.person('孙强');
  await qiang.says('灯已换', { images: [await samplePhoto()] });
  const question = qiang.sees(ASKS);
  expect((await qiang.clicks(question, '都不是，是新隐患')).toast?.content).toBe('已登记');
  const made = await world.hazard();
  expect(made).toMatchObject({ text: '灯已换', source: { channel: 'private' } });
  expect(made.photos).toHaveLength(1);
  expect((await qiang.clicks(question, '都不是，是新隐患')).toast?.content).toBe('这条已经记过了');
  await world.at('2026-10-20 14:00');
  expect(await world.hazards()).toHaveLength(3);
});

test('nobody answers: after two hours it is a report like any other; at night it waits for the morning', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const qiang = world.person('孙强');
  await qiang.says('灯已换', { images: [await samplePhoto()] });
  // A restart in between forgets nothing and registers nothing early.
  await world.restart();
  await world.at('2026-10-20 11:55');
  expect(await world.hazards()).toHaveLength(2);
  await world.at('2026-10-20 12:01');
  expect(await world.hazard()).toMatchObject({ text: '灯已换', status: 'verifying' });
  expect((await world.hazard()).photos).toHaveLength(1);
  await world.at('2026-10-20 19:00');
  await qiang.says('灯已换', { images: [await samplePhoto()] });
  await world.at('2026-10-20 21:30');
  expect(await world.hazards()).toHaveLength(3);
  await world.at('2026-10-21 08:01');
  expect(await world.hazards()).toHaveLength(4);
});

test('what was closed meanwhile takes nothing in: the words stay, another one can be chosen', async () => {
  const lamp = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const tap = await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const qiang = world.person('孙强');
  await qiang.says('灯已换', { images: [await samplePhoto()] });
  await world.temp.store
    .collection('hazards')
    .change({ _id: lamp._id } as never, { $set: { status: 'closed', open: false } } as never);
  const question = qiang.sees(ASKS);
  const refused = await qiang.clicks(question, `${lamp.code.slice(-4)} ${lamp.title}`);
  expect(refused.toast?.content).toBe('这件现在不能补充，请另选一件');
  await qiang.clicks(question, `${tap.code.slice(-4)} ${tap.title}`);
  expect((await world.hazard(tap.code)).photos).toHaveLength(1);
});

test('taken back before the answer: it is not registered behind its author’s back', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const qiang = world.person('孙强');
  const message = await qiang.says('灯已换', { images: [await samplePhoto()] });
  await world.sim.client.recall(message.messageId);
  await world.settle();
  await world.at('2026-10-20 14:00');
  expect(await world.hazards()).toHaveLength(2);
});

test('said in a group: asked in private, and the group hears no code', async () => {
  const lamp = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const group = world.group(GROUPS.home1);
  await group.says('孙强', '灯已换', { images: [await samplePhoto()] });
  expect(group.last().text).toContain('我私聊问您');
  const qiang = world.person('孙强');
  await qiang.clicks(qiang.sees(ASKS), `${lamp.code.slice(-4)} ${lamp.title}`);
  expect((await world.hazard(lamp.code)).photos.map(({ stage }) => stage)).toEqual(['after']);
  await group.says('孙强', '灯已换', { images: [await samplePhoto()] });
  await qiang.clicks(qiang.sees(ASKS), '都不是，是新隐患');
  expect(await world.hazard()).toMatchObject({ source: { channel: 'group', chatId: GROUPS.home1 } });
});

test('a new fault with a picture is registered at once, whatever else waits', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await playedTo(world, 'rectifying', '一楼水房的龙头漏水');
  const before = (await reported(world, '三楼窗户关不上')).code;
  await world.person('孙强').says('厨房灭火器没压力了', { images: [await samplePhoto()] });
  const made = await world.hazard();
  expect(made.code > before).toBe(true);
  expect(made.text).toBe('厨房灭火器没压力了');
});
