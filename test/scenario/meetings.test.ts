import { afterEach, describe, expect, test } from '@jest/globals';
import type { Meeting } from '../../src/meetings/meeting.js';
import { listOf } from '../../src/store/collection.js';
import type { Task } from '../../src/tasks/task.js';
import { idOf, unitIdOf } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const meeting = async (month = '2026-11'): Promise<Meeting> => {
  const found = await world.temp.store.collection<Meeting>('meetings').get(month);
  if (found === null) throw new Error(`no meeting of ${month} is stored`);
  return found;
};
const tasks = (): Promise<readonly Task[]> =>
  listOf(world.temp.store.collection<Task>('tasks').find({}, { sort: { number: 1 } }));

describe('a whole month (experience §3 m)', () => {
  test('topics, notice, answers, minutes, decisions, and the next agenda reads them back', async () => {
    world = await createWorld('2026-10-26 09:00');
    const [zhou, min, jing, hong] = ['周建国', '李敏', '陈静', '郑红'].map((name) => world.person(name));
    if (!zhou || !min || !jing || !hong) throw new Error('nobody is there');

    await world.at('2026-10-27 15:00');
    const ask = hong.sees('11月安委会请报议题');
    expect(ask.text).toContain('11月3日（周二）15:00');
    expect(ask.text).toContain('10月29日（周四）12时前');
    expect((await hong.clicks(ask, '报议题', { text: '安全出口加装联动门禁的经费' })).toast?.content).toBe(
      '议题已收到',
    );
    expect(hong.sees('11月安委会请报议题').text).toContain('1. 安全出口加装联动门禁的经费（郑红）');

    await world.at('2026-10-29 15:00');
    const notice = min.sees('会议通知：11月安委会');
    expect(notice.text).toContain('议程10项');
    expect(notice.text).toContain('议题1　安全出口加装联动门禁的经费（郑红）');
    expect(notice.text).toContain('冬季取暖');
    expect((await zhou.clicks(zhou.sees('会议通知'), '参加')).toast?.content).toBe('已答复：参加');
    expect((await min.clicks(notice, '请假', { person: await idOf(world, '冯军') })).toast?.content).toBe(
      '已请假，冯军替会',
    );
    expect(min.sees('会议通知').text).toContain('您已答复：请假，冯军替会');
    expect(world.person('冯军').sees('会议通知').text).toContain('请您替李敏参会');

    await world.at('2026-11-02 09:00');
    const digest = hong.sees('今天有');
    expect(digest.text).toContain('11月安委会，您参加吗？');
    expect((await hong.clicks(digest, '参加')).toast?.content).toBe('已答复：参加');
    expect(
      world
        .person('李敏')
        .inbox()
        .some((seen) => seen.text.includes('您参加吗')),
    ).toBe(false);

    await jing.says('会议');
    expect(jing.sees('11月安委会：已发通知').text).toContain('参加3人，请假1人，未答复9人');

    await world.at('2026-11-03 17:00');
    await jing.clicks(jing.sees('11月安委会开了吗？'), '已召开，写纪要');
    const minutes = jing.sees('请写纪要：11月安委会');
    expect(minutes.text).toContain('周建国、冯军（代李敏）、郑红');
    await jing.clicks(minutes, '加一项', {
      matter: '彻查安全出口',
      unit: await unitIdOf(world, '养老服务股'),
      coUnits: '各养老机构',
      person: await idOf(world, '李敏'),
      newDay: '2026-11-20',
      result: '排查表',
    });
    expect((await jing.clicks(jing.sees('请写纪要'), '报周建国签发')).toast?.content).toBe('还差：会议要求');
    await jing.clicks(jing.sees('请写纪要'), '写出席和会议要求');
    await jing.clicks(jing.sees('写纪要：11月安委会'), '保存', {
      demands: '夜间巡查不少于2次\n安全出口不得上锁',
    });
    expect((await jing.clicks(jing.sees('请写纪要'), '报周建国签发')).toast?.content).toBe('已报签发');

    await world.at('2026-11-05 10:00');
    const sign = zhou.sees('请签发：11月安委会纪要（议定事项1项）');
    expect((await zhou.clicks(sign, '签发')).toast?.content).toBe('已签发');
    expect(min.sees('请落实：彻查安全出口').text).toContain('11月20日（周五）24时前');
    expect(
      world
        .group(GROUPS.bureau)
        .messages()
        .some((seen) => seen.title === '第1期会议纪要（议定事项1项）'),
    ).toBe(true);
    expect(
      world
        .group(GROUPS.bureau)
        .messages()
        .some((seen) => seen.message.type === 'file'),
    ).toBe(true);
    expect((await tasks()).map((task) => task.number)).toEqual(['安委纪〔2026〕1-1']);
    expect((await meeting()).status).toBe('issued');
  });
});
