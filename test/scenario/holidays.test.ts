import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-12-14 10:00');
});
afterEach(() => world.stop());

const id = (name: string): Promise<string> => idOf(world, name);
const ENTER = '节假日 2027年 放假 1月1日至1月3日，2月5日至2月13日 上班 2月14日，2月20日';

/** 15 days from 14 December end on Tuesday 29 December, in the week that the 2027 notice rules. */
async function fifteenDays(): Promise<void> {
  await world.group(GROUPS.home2).says('谢娜', '二楼消防水带接口漏水');
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title: '消防水带接口漏水',
    level: 'ordinary',
    manner: 'days15',
    rectifier: await id('田亮'),
    measures: '换垫圈',
  });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
}

test('节假日: only an administrator; what is known, how to enter it; what was understood is read back', async () => {
  await world.person('王芳').says(ENTER);
  expect(world.person('王芳').inbox().at(-1)?.text).toContain('何伟');
  const he = world.person('何伟');
  await he.says('节假日');
  expect(he.sees('节假日').text).toContain('节假日安排到2026年为止是齐的。');
  await he.says(ENTER);
  expect(he.sees('节假日').text).toContain('已录入2027年节假日：放假12天，调休上班2天。');
  expect(he.sees('节假日').text).toContain('放假：2027年1月1日至2027年1月3日、2027年2月5日至2027年2月13日');
});

describe('a wrong entry is refused with its day, the old data stay in force (case 66)', () => {
  test.each([
    ['dates of 2026 for 2027', '节假日 2027年 放假 2026年10月1日至10月7日', '2026年10月1日不是2027年的日期'],
    [
      'a Saturday off and working',
      '节假日 2027年 放假 2月5日至2月13日 上班 2月13日',
      '2月13日同时写成放假和上班',
    ],
    ['40 days off', '节假日 2027年 放假 1月1日至2月9日', '放假天数过多，请核对'],
    ['a working Monday', '节假日 2027年 放假 1月1日 上班 1月4日', '上班日应当是周六或周日'],
    ['31 February', '节假日 2027年 放假 2月31日', '不是日期'],
  ])('%s', async (_what, text, why) => {
    const he = world.person('何伟');
    await he.says(text);
    const answer = he.sees('节假日').text;
    expect(answer).toContain('没有录入，原来的数据不变');
    expect(answer).toContain(why);
    expect(await world.app().people.setting('holidays')).toBeUndefined();
  });
});

test('deadlines over New Year are counted again when the notice is entered: history keeps the old day, the holder is told (case 65)', async () => {
  await fifteenDays();
  const before = await world.hazard();
  expect(before.due).toMatchObject({ day: '2026-12-29', announced: false });
  expect(world.person('田亮').sees('请整改').text).toContain('2027年节假日安排待公布');
  const he = world.person('何伟');
  await he.says('节假日 2027年 放假 2026年12月26日至2027年1月3日，2月5日至2月13日 上班 2月14日');
  await world.settle();
  const after = await world.hazard();
  expect(after).toMatchObject({ dueDay: '2027-01-04', firstDueDay: '2027-01-04', due: { announced: true } });
  const entry = after.history.find((one) => one.command === 'recount');
  expect(entry).toMatchObject({ by: 'bot', before: { due: '2026-12-29' }, after: { due: '2027-01-04' } });
  expect(world.person('田亮').sees('期限有变化').text).toContain(
    '按新公布的节假日，期限改为2027年1月4日（周一）24时前。',
  );
  expect(he.sees('期限已重算').text).toContain('改了1件在办的期限');
  expect(world.person('田亮').sees('请整改').text).not.toContain('待公布');
});

test('an arrangement that is taken back moves the deadline back; the same calendar twice changes nothing', async () => {
  await fifteenDays();
  const he = world.person('何伟');
  const entered = '节假日 2027年 放假 2026年12月26日至2027年1月3日';
  await he.says(entered);
  await he.says(entered);
  await world.settle();
  const recounts = async (): Promise<number> =>
    (await world.hazard()).history.filter((one) => one.command === 'recount').length;
  expect(await recounts()).toBe(1);
  await world.restart();
  await world.settle();
  expect(await recounts()).toBe(1);
  await he.says('节假日 2027年 取消');
  await world.settle();
  expect((await world.hazard()).due).toMatchObject({ day: '2026-12-29', announced: false });
  expect(await recounts()).toBe(2);
});

test('a notice that confirms the day tells nobody, the card only loses its 待公布', async () => {
  await fifteenDays();
  const tian = world.person('田亮').inbox().length;
  await world.person('何伟').says(ENTER);
  await world.settle();
  expect((await world.hazard()).due).toMatchObject({ day: '2026-12-29', announced: true });
  expect(world.person('田亮').inbox()).toHaveLength(tian);
  expect(world.person('田亮').sees('请整改').text).not.toContain('待公布');
});

test('hours and a day that somebody chose do not move', async () => {
  await world.at('2026-12-30 16:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  const before = await world.hazard();
  await world.person('何伟').says('节假日 2027年 放假 2026年12月31日至2027年1月3日');
  await world.settle();
  const after = await world.hazard();
  expect(after.stepDue).toEqual(before.stepDue);
  expect(after.history).toHaveLength(before.history.length);
});

test('the bot dies while it counts: what is left is counted after the restart, nothing twice', async () => {
  await fifteenDays();
  await world.sim.client.says(openIdOf('何伟'), world.sim.state.p2p(openIdOf('何伟')).chatId, {
    text: '节假日 2027年 放假 2026年12月26日至2027年1月3日',
  });
  await world.app().drain();
  // The calendar is entered, nothing has been counted yet.
  await world.restart();
  await world.settle();
  const { history, dueDay } = await world.hazard();
  expect(dueDay).toBe('2027-01-04');
  expect(history.filter((one) => one.command === 'recount')).toHaveLength(1);
});

test('from 1 November an administrator is reminded weekly until the year is there, and not before (case 70)', async () => {
  await world.stop();
  world = await createWorld('2026-10-19 08:00');
  const he = world.person('何伟');
  const reminders = (): number =>
    he.inbox().filter((card) => card.text.includes('2027年节假日安排还没有录入')).length;
  await world.at('2026-10-26 09:15');
  expect(reminders()).toBe(0);
  await world.at('2026-11-02 09:15');
  expect(reminders()).toBe(1);
  await world.at('2026-11-03 09:15');
  expect(reminders()).toBe(1);
  await world.at('2026-11-09 09:15');
  expect(reminders()).toBe(2);
  await he.says(ENTER);
  await world.at('2026-11-16 09:15');
  expect(reminders()).toBe(2);
});
