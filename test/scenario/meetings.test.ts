import { afterEach, describe, expect, test } from '@jest/globals';
import type { Meeting } from '../../src/meetings/meeting.js';
import { listOf } from '../../src/store/collection.js';
import type { Task } from '../../src/tasks/task.js';
import { clicksValue, idOf, lastPaper, unitIdOf } from '../harness/acts.js';
import { createWorld, GROUPS, moment, openIdOf, type World } from '../harness/world.js';
import { CALENDAR_SCOPES, DEFAULT_SCOPES } from '../simulator/console.js';

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

type SimEvent = World['sim']['calendar']['events'] extends Map<string, infer E> ? E : never;

describe('a whole month (experience §3 m)', () => {
  test('topics, notice, answers, minutes, decisions, and the next agenda reads them back', async () => {
    world = await createWorld('2026-10-26 15:00');
    await world.settle();
    const [zhou, min, jing, hong] = ['周建国', '李敏', '陈静', '郑红'].map((name) => world.person(name));
    if (!zhou || !min || !jing || !hong) throw new Error('nobody is there');

    await world.at('2026-10-27 09:00');
    const morning = hong.sees('今天有');
    expect(morning.text).toContain(
      '11月安委会请报议题\n11月3日（周二）15:00，局会议室。10月29日（周四）12时前报，没有议题不用报。',
    );
    await hong.clicks(morning, '报议题');
    const ask = hong.sees('11月安委会请报议题');
    expect(ask.text).toContain('11月3日（周二）15:00');
    expect(ask.text).toContain('10月29日（周四）12时前');
    expect((await hong.clicks(ask, '报议题', { text: '安全出口加装联动门禁的经费' })).toast?.content).toBe(
      '议题已收到',
    );
    expect(hong.sees('11月安委会请报议题').text).toContain('1. 安全出口加装联动门禁的经费（郑红）');

    // What no data can know is entered by 安委办, on the card that asks for topics or on the notice.
    expect(ask.buttons.map((button) => button.label)).toEqual(['报议题']);
    await jing.clicks(jing.sees('今天有'), '报议题');
    await jing.clicks(jing.sees('11月安委会请报议题'), '填议程：传达学习、部署下月');
    const form = {
      study: '县安委会第四次全体会议精神\n\n冬春火灾防控工作要求',
      plans: '各机构查一遍取暖设备',
    };
    expect((await jing.clicks(jing.sees('填议程：11月安委会'), '保存', form)).toast?.content).toBe(
      '已保存，会写进议程',
    );
    expect(jing.sees('11月安委会请报议题').buttons.map((button) => button.label)).toContain('改议程');

    // Asked once: not again the next morning, and by no card of its own.
    await world.at('2026-10-27 15:00');
    await world.at('2026-10-28 09:00');
    expect(min.inbox().filter((seen) => seen.text.includes('请报议题'))).toHaveLength(1);
    expect(min.inbox().some((seen) => seen.title.includes('请报议题'))).toBe(false);

    await world.at('2026-10-29 15:00');
    const notice = min.sees('会议通知：11月安委会');
    expect(notice.text).toContain('议程10项');
    expect(notice.text).toContain(
      '1. 传达学习上级精神\n县安委会第四次全体会议精神\n冬春火灾防控工作要求\n2.',
    );
    expect(notice.text).toContain('8. 部署下月工作\n各机构查一遍取暖设备\n宣传：冬季取暖');
    expect(notice.text).toContain('宣传：国家宪法日（12月4日）');
    expect(notice.buttons.map((button) => button.label)).not.toContain('改议程');
    await jing.clicks(jing.sees('会议通知'), '改议程');
    const changed = { ...form, study: '县安委会第四次全体会议精神' };
    await jing.clicks(jing.sees('填议程：11月安委会'), '保存', changed);
    expect(min.sees('会议通知').text).not.toContain('冬春火灾防控');
    await clicksValue(world, '李敏', min.sees('会议通知'), { a: 'meeting-agenda', x: '2026-11' }, form);
    expect((await meeting()).agenda).toEqual(changed);
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
    expect(minutes.text).toContain('传达学习　县安委会第四次全体会议精神');
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

    // The paper itself, numbered and with nothing left to fill in.
    await jing.says('纪要 2026-11');
    const { name, words } = lastPaper(world);
    expect(name).toBe('2026年11月安全工作委员会会议纪要（2026年第1期）.docx');
    for (const part of [
      '安平县民政局安全工作委员会会议纪要',
      '2026年第1期',
      '彻查安全出口',
      '安委纪〔2026〕1-1',
      '夜间巡查不少于2次。',
    ])
      expect(words).toContain(part);
    expect(words).not.toContain('【待');

    // Nagged like a hazard: T-3, T-1, the day, and one circle more with each rung.
    await min.says('我的待办');
    expect(min.sees('我的待办').text).toContain('安委纪〔2026〕1-1 · 李敏 · 11月20日（周五）24时前');
    await world.at('2026-11-17 09:00');
    expect(min.sees('今天有').text).toContain('快到期限');
    await world.at('2026-11-23 09:00');
    expect(hong.sees('今天有').text).toContain('彻查安全出口 · 李敏');
    const late = min.sees('今天有');
    expect(late.text).toContain('原定11月20日（周五），已过1个工作日');
    await min.clicks(late, '打开');
    const task = min.sees('请落实：彻查安全出口');
    expect(task.colour).toBe('red');
    const reported = await min.clicks(task, '报完成', { note: '6家机构全部查过' });
    expect(reported.toast?.content).toBe('已报完成，待安委办确认');
    await jing.clicks(jing.sees('请确认完成：彻查安全出口'), '确认完成');
    expect(min.sees('已完成：彻查安全出口').text).toContain('陈静已确认完成。');

    // December is on record by itself, and its agenda reads the decision back.
    await world.at('2026-11-26 15:00');
    await jing.says('会议');
    const agenda = jing.sees('12月安委会：已发通知').text;
    expect(agenda).toContain('安委纪〔2026〕1-1 彻查安全出口（李敏）：已完成，6家机构全部查过');
    expect((await meeting('2026-12')).day).toBe('2026-12-01');
  });
});

describe('when things go otherwise', () => {
  test('改期 and 取消: everybody is told, answers are asked anew, old reminders say nothing, a month stays a month', async () => {
    world = await createWorld('2026-10-29 15:00');
    await world.settle();
    const [zhou, jing, hong] = [world.person('周建国'), world.person('陈静'), world.person('郑红')];
    const first = hong.sees('会议通知：11月安委会');
    expect((await hong.clicks(first, '参加')).toast?.content).toBe('已答复：参加');
    expect((await hong.clicks(first, '参加')).toast?.content).toBe('和原来一样，没有改动');
    expect((await meeting()).replies).toHaveLength(1);

    await hong.says('改期');
    expect(hong.sees('会议').text).toContain('这一步由陈静、周建国办');
    await jing.says('会议');
    await jing.clicks(jing.sees('11月安委会：已发通知'), '改期或取消');
    const form = jing.sees('改期：11月安委会');
    const past = await jing.clicks(form, '改期', { newDay: '2026-12-03 +0800' });
    expect(past.toast?.content).toBe('最晚到11月30日，请重选');
    const moved = { newDay: '2026-11-10 +0800', time: '9：30', reason: '局长去省里开会' };
    expect((await jing.clicks(form, '改期', moved)).toast?.content).toBe('已改期，正在通知');
    expect(hong.sees('会议改期：11月安委会').text).toContain('11月10日（周二）09:30');
    expect((await meeting()).replies).toEqual([]);

    await world.at('2026-11-03 17:00');
    expect(hong.inbox().some((seen) => seen.title === '今天15:00安委会')).toBe(false);
    expect(jing.inbox().some((seen) => seen.title.includes('开了吗'))).toBe(false);
    await world.at('2026-11-10 07:30');
    expect(hong.sees('今天09:30安委会').text).toContain('局会议室');

    await world.at('2026-11-10 08:30');
    await zhou.says('改期');
    const cancelled = await zhou.clicks(zhou.sees('改期：11月安委会'), '取消本月的会', {
      reason: '防汛应急',
    });
    expect(cancelled.toast?.content).toBe('已取消，请在本月内另定时间');
    expect(hong.sees('11月安委会取消').text).toContain('防汛应急');
    expect((await meeting()).history.map((entry) => entry.command)).toEqual([
      'plan',
      'call',
      'reply',
      'reschedule',
      'cancel',
    ]);
  });

  test('a month without a meeting: warned on the 25th, recorded at its end, only explained', async () => {
    world = await createWorld('2026-11-02 15:00');
    await world.settle();
    const [zhou, jing] = [world.person('周建国'), world.person('陈静')];
    expect((await meeting()).day).toBe('2026-11-03');
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '取消本月的会', { reason: '局长驻点' });
    await world.at('2026-11-25 15:00');
    expect(zhou.sees('11月安委会尚未召开').text).toContain('每月至少召开一次');
    expect(jing.sees('11月安委会尚未召开').text).toContain('原定的会已取消');
    await world.at('2026-11-26 15:00');
    expect(zhou.inbox().filter((seen) => seen.title.includes('尚未召开'))).toHaveLength(1);

    await world.at('2026-12-01 15:00');
    const record = jing.sees('11月安委会没有召开，已记录');
    expect(record.text).toContain('记录不能删除，可以说明原因');
    expect(zhou.sees('11月安委会没有召开，已记录').colour).toBe('red');
    expect((await meeting()).status).toBe('missed');
    for (const label of ['改期', '取消'])
      expect(record.buttons.some((button) => button.label.includes(label))).toBe(false);
    const said = await jing.clicks(record, '说明', { reason: '局长驻点防汛，12月初补开' });
    expect(said.toast?.content).toBe('已记下');
    await clicksValue(
      world,
      '陈静',
      record,
      { a: 'meeting-move', x: '2026-11' },
      { newDay: '2026-11-30 +0800' },
    );
    const stored = await meeting();
    expect(stored).toMatchObject({ status: 'missed', explanation: '局长驻点防汛，12月初补开' });
    expect(stored.history.at(-1)).toMatchObject({ command: 'explain', note: '局长驻点防汛，12月初补开' });
    expect((await meeting('2026-12')).status).toBe('called');
  });

  test('with the calendar’s scopes: an event with its people, moved and taken away; without: cards, and one line in the log', async () => {
    world = await createWorld('2026-10-28 15:00');
    world.sim.console.publish({ scopes: [...DEFAULT_SCOPES, ...CALENDAR_SCOPES] });
    const events = (): readonly SimEvent[] => [...world.sim.calendar.events.values()];
    await world.at('2026-10-29 15:00');
    expect(events()).toHaveLength(1);
    const people = (): readonly string[] => events()[0]?.attendees.map((one) => one.id) ?? [];
    expect(people()).toContain(openIdOf('郑红'));
    const hong = world.person('郑红');
    await hong.clicks(hong.sees('会议通知'), '请假', { person: await idOf(world, '冯军') });
    expect(people()).toContain(openIdOf('冯军'));
    expect(people()).not.toContain(openIdOf('郑红'));
    // Another substitute, and at last she comes herself: the event follows.
    await hong.clicks(hong.sees('会议通知'), '请假', { person: await idOf(world, '刘小燕') });
    expect(people()).not.toContain(openIdOf('冯军'));
    expect(people()).toContain(openIdOf('刘小燕'));
    await hong.clicks(hong.sees('会议通知'), '参加');
    expect(people()).toContain(openIdOf('郑红'));
    expect(people()).not.toContain(openIdOf('刘小燕'));
    expect(new Set(people()).size).toBe(people().length);
    await hong.clicks(hong.sees('会议通知'), '请假', {});
    const jing = world.person('陈静');
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '改期', { newDay: '2026-11-04 +0800' });
    expect(events()).toHaveLength(1);
    // With a new date everybody is asked anew.
    expect(people()).toContain(openIdOf('郑红'));
    expect(events()[0]?.body['start_time']).toMatchObject({
      timestamp: String(moment('2026-11-04 15:00').getTime() / 1000),
    });
    await world.at('2026-11-04 13:00');
    expect(jing.inbox().some((seen) => seen.title === '今天15:00安委会')).toBe(false);
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '取消本月的会', { reason: '停电' });
    expect(events()[0]?.deleted).toBe(true);

    world.sim.console.publish({ scopes: DEFAULT_SCOPES });
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '改期', { newDay: '2026-11-11 +0800' });
    await world.at('2026-11-06 15:00');
    await hong.clicks(hong.sees('会议通知'), '参加');
    await world.at('2026-11-11 13:00');
    expect(jing.sees('今天15:00安委会').text).toContain('局会议室');
    expect(world.lines.filter((line) => line.includes('no calendar event for the meeting'))).toHaveLength(1);
    expect((await meeting()).calendarRefused).toBe(true);
  });

  test('killed while the minutes are being issued: after the restart everything is told and made once', async () => {
    world = await createWorld('2026-11-03 17:30');
    await world.settle();
    const [zhou, jing, min] = [world.person('周建国'), world.person('陈静'), world.person('李敏')];
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '改期', { newDay: '2026-11-04 +0800', time: '09:00' });
    await world.at('2026-11-04 11:00');
    await jing.clicks(jing.sees('11月安委会开了吗？'), '已召开，写纪要');
    await jing.clicks(jing.sees('请写纪要'), '加一项', {
      matter: '彻查安全出口',
      person: await idOf(world, '李敏'),
      newDay: '2026-11-20 +0800',
    });
    await jing.clicks(jing.sees('请写纪要'), '写出席和会议要求');
    await jing.clicks(jing.sees('写纪要：11月安委会'), '保存', { demands: '安全出口不得上锁' });
    await jing.clicks(jing.sees('请写纪要'), '报周建国签发');
    const refused = await jing.clicks(zhou.sees('请签发'), '签发');
    expect(refused.toast?.content).toBe('这一步由周建国办');

    let dead = false;
    await world.restart({
      crash: (point) => {
        if (point !== 'meeting-relayed' || dead) return;
        dead = true;
        throw new Error('killed');
      },
    });
    const sign = zhou.sees('请签发');
    await zhou.clicks(sign, '签发').catch(() => undefined);
    expect(dead).toBe(true);
    await world.restart();
    await world.at('2026-11-04 11:30');
    expect((await zhou.clicks(sign, '签发')).toast?.content).toContain('周建国已于11:0');
    expect(await tasks()).toHaveLength(1);
    expect(min.inbox().filter((seen) => seen.title.startsWith('请落实'))).toHaveLength(1);
    const group = world.group(GROUPS.bureau).messages();
    expect(group.filter((seen) => seen.title.startsWith('第1期会议纪要'))).toHaveLength(1);
    expect(group.filter((seen) => seen.message.type === 'file')).toHaveLength(1);
  });

  test('who is no longer asked to sit in hears it and is not reminded; of two reminders one comes', async () => {
    world = await createWorld('2026-10-29 15:00');
    await world.settle();
    const [hong, feng, liu, jing] = [
      world.person('郑红'),
      world.person('冯军'),
      world.person('刘小燕'),
      world.person('陈静'),
    ];
    const reminders = (who: typeof hong): number =>
      who.inbox().filter(({ title }) => title === '今天15:00安委会').length;
    const leave = async (name: string): Promise<unknown> =>
      hong.clicks(hong.sees('会议通知'), '请假', { person: await idOf(world, name) });
    await leave('冯军');
    expect(feng.sees('会议通知').text).toContain('请您替郑红参会');
    await leave('刘小燕');
    expect(feng.sees('不用您替会了').text).toContain('郑红另请刘小燕替会，您不用去了。');
    await hong.clicks(hong.sees('会议通知'), '参加');
    expect(liu.sees('不用您替会了').text).toContain('郑红自己参加，您不用去了。');
    await leave('冯军');
    expect(feng.inbox().filter(({ title }) => title.startsWith('会议通知'))).toHaveLength(2);

    // Another room, the same hour: who sits in hears it, and is reminded once.
    await jing.says('改期');
    await jing.clicks(jing.sees('改期：11月安委会'), '改期', { place: '三楼会议室' });
    const moved = feng.sees('11月安委会改到11月3日（周二）15:00');
    expect(moved.text).toContain('三楼会议室');
    expect(moved.text).toContain('还是请您替郑红参会。');
    await world.at('2026-11-03 13:00');
    expect([hong, feng, liu, jing].map(reminders)).toEqual([0, 1, 0, 1]);
    await world.at('2026-11-03 17:00');
    expect(jing.inbox().filter(({ title }) => title === '11月安委会开了吗？')).toHaveLength(1);
  });

  test('another hour: who was to sit in hears that it is asked anew; after another room they can still be let off', async () => {
    world = await createWorld('2026-10-29 15:00');
    await world.settle();
    const [hong, feng, jing] = [world.person('郑红'), world.person('冯军'), world.person('陈静')];
    await hong.clicks(hong.sees('会议通知'), '请假', { person: await idOf(world, '冯军') });
    const move = async (form: Record<string, string>): Promise<unknown> => {
      await jing.says('改期');
      return jing.clicks(jing.sees('改期：11月安委会'), '改期', form);
    };
    await move({ place: '三楼会议室' });
    await hong.clicks(hong.sees('会议通知'), '参加');
    expect(feng.sees('不用您替会了').text).toContain('三楼会议室');
    await hong.clicks(hong.sees('会议通知'), '请假', { person: await idOf(world, '冯军') });
    await move({ newDay: '2026-11-05 +0800' });
    expect(feng.sees('11月安委会改到11月5日').text).toContain('是不是还请您替会，由郑红重新答复。');
    expect((await meeting()).replies).toEqual([]);
    // The card that asked him to come answers for nobody any more.
    const labels = feng.inbox().flatMap(({ buttons }) => buttons.map(({ label }) => label));
    expect(labels).toEqual([]);
    await world.at('2026-11-05 13:00');
    expect(feng.inbox().some(({ title }) => title === '今天15:00安委会')).toBe(false);
  });

  test('three weeks down over T-7 and T-3: of the chain only what still makes sense, each once (case 55)', async () => {
    world = await createWorld('2026-10-12 15:00');
    await world.settle();
    await world.sim.clock.set(moment('2026-11-02 10:00'));
    await world.restart();
    await world.settle();
    const hong = world.person('郑红');
    const titles = (): readonly string[] => hong.inbox().map(({ title }) => title);
    await world.at('2026-11-02 15:00');
    await world.at('2026-11-02 15:01');
    expect(titles().filter((title) => title === '会议通知：11月安委会')).toHaveLength(1);
    expect(hong.inbox().some(({ text }) => text.includes('请报议题'))).toBe(false);
    await world.at('2026-11-03 09:00');
    expect(hong.sees('今天有').text).toContain('11月安委会，您参加吗？');
    await world.at('2026-11-03 13:00');
    expect(titles().filter((title) => title === '今天15:00安委会')).toHaveLength(1);
  });

  test('管理员 sets when the committee meets; commands are answered by right', async () => {
    world = await createWorld('2026-10-22 15:00');
    await world.settle();
    const [wei, liu, hong] = [world.person('何伟'), world.person('刘小燕'), world.person('郑红')];
    await liu.says('会议');
    expect(liu.sees('会议').text).toContain('只有安委会成员和替会的人可以用');
    await liu.says('会议设置');
    expect(liu.sees('会议设置').text).toContain('请管理员何伟来选');
    await wei.says('会议设置');
    const saved = await wei.clicks(wei.sees('设置：安委会时间'), '保存', {
      nth: '2',
      weekday: '4',
      time: '9:00',
      place: '三楼会议室',
    });
    expect(saved.toast?.content).toBe('已保存');
    expect(await meeting()).toMatchObject({ day: '2026-11-12', time: '09:00', place: '三楼会议室' });
    await hong.says('下次会议');
    expect(hong.sees('11月安委会：还没有发通知').text).toContain('11月12日（周四）09:00');
    await hong.says('议题：冬季取暖检查');
    expect(hong.sees('议题已收到').text).toContain('冬季取暖检查');
    await hong.says('纪要 2026-10');
    expect(hong.sees('会议纪要').text).toContain('这个月还没有纪要');
    await hong.says('议定事项');
    expect(hong.sees('议定事项（未完成0项）').text).toContain('没有未完成的议定事项');
    await hong.says('帮助');
    expect(hong.sees('怎么用').text).toContain('会议 · 报议题 · 纪要 2026-11 · 议定事项');
  });
});
