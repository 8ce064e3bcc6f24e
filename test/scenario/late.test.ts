import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CampaignPost } from '../../src/campaigns/post.js';
import type { OutboxRow } from '../../src/delivery/rows.js';
import { listOf } from '../../src/store/collection.js';
import { createWorld, GROUPS, moment, type Seen, type World } from '../harness/world.js';

/* Feishu can't be reached for hours: what has a day of its own is not said on another one, and people hear of it. */

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-12-03 08:30');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const POST = 'constitution-day:2026:co-day';
const EVERYTHING = /POST .*\/messages/u;
/** Nothing can have gone out: the whole app is refused. */
const shutOut = (): void => {
  world.sim.faults.push({ match: EVERYTHING, kind: 'code', code: 99991662, times: 100_000 });
};
/** Nobody knows what went out: no answer that says so. */
const unsure = (): void => {
  world.sim.faults.push({ match: EVERYTHING, kind: '500', times: 100_000 });
};
const back = (): void => world.sim.faults.clear();
const inGroup = (chatId: string): readonly Seen[] =>
  world
    .group(chatId)
    .messages()
    .filter((seen) => seen.title.includes('宪法日'));
const notes = (name: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((seen) => seen.title === '有消息过了时间没有发出');
const post = async (): Promise<CampaignPost | null> =>
  world.temp.store.collection<CampaignPost>('campaignPosts').get(POST);

/** The clock goes on while nothing can be sent: what waits behind something that was tried stays due. */
async function passes(when: string): Promise<void> {
  await world.sim.clock.set(moment(when));
  await world.app().tick();
}

async function approved(): Promise<void> {
  await world.at('2026-12-03 10:00');
  const jing = world.person('陈静');
  const sent = await jing.clicks(jing.sees('请看推送预览：今天是国家宪法日'), '同意推送');
  expect(sent.toast?.content).toBe('已同意，12月4日09:30发');
}

describe('a post of the day (design §5.3, Feishu down for hours)', () => {
  test('down from 9:00 to 21:00: the post is not sent, 安委办 and the administrator hear of it, and it can go out with the right words', async () => {
    await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
    await approved();
    shutOut();
    for (const time of ['09:00', '09:30', '12:00', '19:50']) await passes(`2026-12-04 ${time}`);
    expect((await post())?.status).toBe('posted');
    await passes('2026-12-04 20:30');
    back();
    await world.at('2026-12-04 21:00');
    for (const chatId of [GROUPS.bureau, GROUPS.home1, GROUPS.home2]) expect(inGroup(chatId)).toEqual([]);
    expect(await post()).toMatchObject({ status: 'unsent', chatIds: [] });

    // Not at night and not at the week-end.
    expect(notes('陈静')).toEqual([]);
    await world.at('2026-12-07 08:00');
    const line = '宣传推送“今天是国家宪法日”没有发到：民政安全群、一号养老院群、二号养老院工作群。';
    expect(notes('陈静')).toHaveLength(1);
    expect(notes('陈静')[0]?.text).toContain(line);
    expect(notes('陈静')[0]?.text).not.toContain('早上的提醒');
    const told = notes('何伟')
      .map(({ text }) => text)
      .join('\n');
    expect(told).toContain(line);
    expect(told).toMatch(/早上的提醒（12月4日）：\d+人没有收到。/u);
    expect(notes('刘小燕')).toEqual([]);

    const jing = world.person('陈静');
    const preview = jing.sees('没有发出去：今天是国家宪法日');
    expect(preview.text).toContain('那天连不上飞书');
    await world.at('2026-12-07 09:40');
    expect((await jing.clicks(preview, '还是要发')).toast?.content).toBe('已同意，发到3个群');
    expect(inGroup(GROUPS.bureau)).toHaveLength(1);
    expect(inGroup(GROUPS.bureau)[0]?.text).toContain('12月4日是国家宪法日');
    await world.at('2026-12-07 12:00');
    expect(notes('陈静')).toHaveLength(1);
  });

  test('one group only could not be reached: the post counts as sent, the group is named', async () => {
    await approved();
    shutOut();
    await world.at('2026-12-04 09:30');
    const rows = world.temp.store.collection<OutboxRow>('outbox');
    const stuck = `campaign-post:post:${POST}:${GROUPS.home2}`;
    await rows.change({ _id: stuck }, { $set: { wakeAt: new Date('2026-12-04T20:10:00+08:00') } });
    back();
    await world.at('2026-12-04 11:00');
    expect(inGroup(GROUPS.bureau)).toHaveLength(1);
    await world.at('2026-12-04 20:15');
    expect(await rows.get(stuck)).toMatchObject({ state: 'skipped', error: 'expired' });
    await world.at('2026-12-07 08:00');
    expect(notes('陈静')[0]?.text).toContain('没有发到：二号养老院工作群。');
    expect(await post()).toMatchObject({ status: 'posted', chatIds: [GROUPS.bureau, GROUPS.home1] });
  });

  test('killed between the note and the mark: told once', async () => {
    await approved();
    shutOut();
    await world.at('2026-12-04 09:30');
    back();
    await world.at('2026-12-04 20:30');
    const rows = world.temp.store.collection<OutboxRow>('outbox');
    const late = await listOf(rows.find({ state: 'skipped' }));
    // The last of them had not been marked yet.
    const [first] = late.filter(({ error }) => error === 'expired').toReversed();
    await rows.change({ _id: first?._id ?? '' }, { $set: { untold: true } });
    await world.restart();
    await world.at('2026-12-07 08:00');
    expect(notes('何伟')).toHaveLength(1);
    expect((await post())?.history.filter(({ command }) => command === 'miss')).toHaveLength(1);
  });
});

test('no answer for an hour: nobody knows whether the digests arrived, and the administrator is told so', async () => {
  unsure();
  for (const time of ['09:00', '09:01', '09:10', '09:40', '10:05']) await passes(`2026-12-03 ${time}`);
  back();
  await world.at('2026-12-03 10:10');
  expect(notes('何伟')).toHaveLength(1);
  expect(notes('何伟')[0]?.text).toMatch(/早上的提醒（12月3日）：\d+人不知道收到没有。/u);
});

test('the reminder two hours before a meeting that has begun: 安委办 hears how many did not get it', async () => {
  await world.stop();
  world = await createWorld('2026-11-26 15:00');
  await world.settle();
  await world.at('2026-12-01 12:00');
  shutOut();
  await world.at('2026-12-01 13:00');
  back();
  await world.at('2026-12-01 15:05');
  expect(
    world
      .person('郑红')
      .inbox()
      .some(({ title }) => title === '今天15:00安委会'),
  ).toBe(false);
  expect(notes('陈静')[0]?.text).toMatch(/会议提醒（12月1日）：\d+人没有收到。/u);
});
