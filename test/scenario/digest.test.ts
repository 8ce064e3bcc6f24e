import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCalendar } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { idOf } from '../harness/acts.js';
import { lastPaper } from '../harness/acts.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

/* 09:00 and the ladder (domain.md §9, experience.md §3 l): who hears what, when, and when it is silent. */

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-09-29 10:00');
});
afterEach(() => world.stop());

const id = (name: string): Promise<string> => idOf(world, name);
const digests = (name: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.title.startsWith('今天有'));
const last = (name: string): string => digests(name).at(-1)?.text ?? '';
/** Who hears of it in the digest of this day (`10月9日`). */
const heard = (title: string, day: string): string =>
  ['田亮', '郭军', '马秀英', '李敏', '周建国', '陈静']
    .filter((name) => last(name).includes(title) && digests(name).at(-1)?.title.includes(`（${day}`))
    .join('、');

async function handedOver(title: string, level: 'ordinary' | 'major' = 'ordinary'): Promise<Hazard> {
  await world.group(GROUPS.home2).says('谢娜', `二楼${title}`);
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title,
    level: 'ordinary',
    manner: 'days7',
    rectifier: await id('田亮'),
    measures: '换新的',
  });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
  const hazard = await world.hazard();
  const due = createCalendar().onDay('2026-10-08', '2026-09-28');
  await world.temp.store
    .collection<Hazard>('hazards')
    .change({ _id: hazard._id }, { $set: { level, due, stepDue: due, dueDay: due.day } });
  return hazard;
}

test('an ordinary one climbs: 安全员 on the day, 院长 after 1, 李敏 after 3, 周建国 after 7, 陈静 after 15 working days', async () => {
  await handedOver('消防水带接口漏水');
  const climbed: Record<string, string> = {};
  for (const day of [8, 9, 12, 16, 28]) {
    await world.at(`2026-10-${String(day).padStart(2, '0')} 09:00`);
    climbed[`10月${day}日`] = heard('消防水带接口漏水', `10月${day}日`);
  }
  expect(climbed).toEqual({
    '10月8日': '田亮、郭军',
    '10月9日': '田亮、郭军、马秀英',
    '10月12日': '田亮、郭军、马秀英、李敏',
    '10月16日': '田亮、郭军、马秀英、李敏、周建国',
    '10月28日': '田亮、郭军、马秀英、李敏、周建国、陈静',
  });
});

test('T+7 names the meeting on whose agenda it stands; moved, it is named by its new day', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-10-12 09:00');
  expect(last('李敏')).not.toContain('已列入');
  await world.at('2026-10-16 09:00');
  expect(last('周建国')).toContain(
    '已过7个工作日，田亮还没有写原因，已列入11月3日（周二）安委会，督办函草稿已备好。10月28日（周三）仍未改好，由安委会研究约谈。',
  );
  const zhou = world.person('周建国');
  const letter = await zhou.clicks(digests('周建国').at(-1)!, '看督办函');
  expect(letter.toast?.content).toBe('文件做好后私聊发给您');
  expect(lastPaper(world).name).toMatch(/^督办函（样稿）YH-2026-\d+\.docx$/u);
  // Who has it to mend is told the same, without the letter.
  expect(last('田亮')).toContain('已列入11月3日（周二）安委会。');
  expect(
    digests('田亮')
      .at(-1)
      ?.buttons.map(({ label }) => label),
  ).not.toContain('看督办函');
  await world.at('2026-10-21 15:00');
  const jing = world.person('陈静');
  await jing.says('改期');
  await jing.clicks(jing.sees('改期：11月安委会'), '改期', { newDay: '2026-11-05 +0800' });
  await world.at('2026-10-22 09:00');
  expect(last('周建国')).toContain('已列入11月5日（周四）安委会');
});

test('a major one is told to 院长, 分管领导 and 局长 together on the first working day late', async () => {
  await handedOver('消防水带接口漏水', 'major');
  await world.at('2026-10-09 09:00');
  expect(heard('消防水带接口漏水', '10月9日')).toBe('田亮、郭军、马秀英、李敏、周建国');
  expect(last('周建国')).toContain('10月10日（周六）仍未改好，须写明原因。');
});

test('the people of the day: a new 院长 hears at the next rung, the old one does not; a substitute hears too', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-10-09 09:00');
  expect(last('马秀英')).toContain('消防水带接口漏水');
  const ma = digests('马秀英').length;
  const unit = (await world.app().people.org()).units.find((one) => one.name === '二号养老院');
  await world.app().people.changeUnit(unit?._id ?? '', 'head', await id('赵淑兰'), await id('何伟'));
  await world.person('李敏').says('请假 10月12日到10月14日 赵国庆代');
  await world.at('2026-10-12 09:00');
  expect(last('赵淑兰')).toContain('已过3个工作日');
  expect(digests('马秀英')).toHaveLength(ma);
  expect(last('李敏')).toContain('已过3个工作日');
  expect(last('赵国庆')).toContain('已过3个工作日');
});

test('T+3: no reason yet is said, 李敏 asks for it, 田亮 writes it, and it is said no more', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-10-12 09:00');
  expect(last('李敏')).toContain(
    '原定10月8日（周四），已过3个工作日，田亮还没有写原因。10月16日（周五）仍未改好，报局长并列入安委会。',
  );
  const min = world.person('李敏');
  const asked = await min.clicks(digests('李敏').at(-1)!, '请他写原因');
  expect(asked.toast?.content).toBe('已转达田亮');
  const tian = world.person('田亮');
  expect(tian.sees('请写原因').text).toContain('李敏请您今天写明原因和预计日期。');
  await tian.clicks(tian.sees('请写原因'), '写原因');
  const form = tian.inbox().find((card) => card.message.messageId === tian.sees('进展').message.messageId);
  await tian.clicks(form!, form!.buttons.find((one) => one.submit)?.label ?? '', {
    note: '等配件，10月15日到货',
  });
  await world.at('2026-10-13 09:00');
  expect(last('李敏')).not.toContain('还没有写原因');
  const notes = (await world.hazard()).history.map((entry) => entry.note ?? '');
  expect(notes).toContain('请田亮写明原因和预计日期');
  expect(notes).toContain('等配件，10月15日到货');
});

test('who stands below may not ask for a reason', async () => {
  await handedOver('消防水带接口漏水');
  await world.at('2026-10-12 09:00');
  expect(
    digests('郭军')
      .at(-1)
      ?.buttons.map((one) => one.label),
  ).toEqual(['打开', '都知道了']);
  expect(
    digests('田亮')
      .at(-1)
      ?.buttons.map((one) => one.label),
  ).toEqual(['打开', '写原因', '都知道了']);
});

describe('steps in other hands (own rungs after domain.md §9)', () => {
  test('not verified within 24 hours: 院长 hears the next morning, 李敏 after three working days', async () => {
    await world.group(GROUPS.home2).says('谢娜', '二楼消防水带接口漏水');
    await world.at('2026-09-30 09:00');
    expect(last('郭军')).toContain('请核实');
    expect(last('马秀英')).toBe('');
    await world.at('2026-10-08 09:00');
    expect(last('马秀英')).toContain(
      '还没有核实，原定9月30日（周三）10:00前，已过。10月10日（周六）仍未办，报分管领导李敏。',
    );
    await world.at('2026-10-10 09:00');
    expect(last('李敏')).toContain('还没有核实');
  });

  test('an approval that waits: 安委办 hears after a working day, then 局长', async () => {
    await world.group(GROUPS.home2).says('谢娜', '二楼消防水带接口漏水');
    const guo = world.person('郭军');
    await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
      title: '消防水带接口漏水',
      level: 'ordinary',
      manner: 'days15',
      rectifier: await id('田亮'),
      measures: '换垫圈',
    });
    await world.at('2026-09-30 09:00');
    expect(last('李敏')).toContain('请审批：消防水带接口漏水');
    await world.at('2026-10-08 09:00');
    expect(last('陈静')).toContain('方案还没有审批');
    expect(last('周建国')).toBe('');
    await world.at('2026-10-10 09:00');
    expect(last('周建国')).toContain('方案还没有审批');
  });
});

test('one digest a person and day, whatever happens in it; nothing on rest days and at night', async () => {
  await handedOver('消防水带接口漏水');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  const times = ['00:30', '07:59', '09:00', '09:20', '12:00', '17:59', '20:30', '23:59'];
  for (const day of ['2026-10-03', '2026-10-08', '2026-10-11']) {
    const before = ['田亮', '王芳', '郭军'].map((name) => digests(name).length);
    for (const time of times) await world.at(`${day} ${time}`);
    const after = ['田亮', '王芳', '郭军'].map((name) => digests(name).length);
    const each = day === '2026-10-08' ? 1 : 0;
    expect(after.map((n, index) => n - (before[index] ?? 0))).toEqual([each, each, each]);
  }
});
