import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, playedTo } from '../harness/acts.js';
import { createWorld, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-08 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const last = (name: string): string => world.person(name).inbox().at(-1)?.text ?? '';

test('leave in plain words: stored, both are told; back earlier, both are told again', async () => {
  const min = world.person('李敏');
  await min.says('我下周一到周三休假，赵国庆代');
  expect(last('李敏')).toContain('已设置：10月12日到10月14日由赵国庆代办。');
  expect(world.person('赵国庆').sees('请您代办').text).toContain('李敏10月12日到10月14日请假，由您代办');
  // Not begun yet: nothing is the substitute's.
  const hazard = await playedTo(world, 'approving', '二楼走廊的灯坏了');
  expect(() => world.person('赵国庆').sees('请审批')).toThrow();
  await world.at('2026-10-12 09:30');
  await world.person('赵国庆').says('我的待办');
  expect(world.person('赵国庆').sees('我的待办').text).toContain(hazard.title);
  await min.says('我回来了');
  expect(last('李敏')).toContain('已提前结束');
  expect(world.person('赵国庆').sees('代办结束').text).toContain('李敏已销假');
  await world.person('赵国庆').says('同意');
  expect((await world.hazard(hazard.code)).status).toBe('approving');
  await min.says('销假');
  expect(last('李敏')).toContain('您现在没有设代办');
});

test('what is missing is asked for on the form, with what was said filled in', async () => {
  const min = world.person('李敏');
  await min.says('请假到周五');
  const form = min.sees('请假代办');
  expect(JSON.stringify(form.message.card)).toContain('"2026-10-09"');
  await min.clicks(form, '保存', { person: await idOf(world, '赵国庆') });
  expect((await world.app().people.org()).people.find((one) => one.name === '李敏')?.leave).toEqual({
    from: '2026-10-08',
    to: '2026-10-09',
    substituteId: await idOf(world, '赵国庆'),
  });
  // Somebody of another unit, named in words, stands in the list too.
  await world.person('孙强').says('明天请假，高小明代');
  expect(
    world
      .person('孙强')
      .inbox()
      .some((one) => one.text.includes('名册里没有“高小明”')),
  ).toBe(true);
  await world.person('孙强').says('请假，高翔代');
  expect(JSON.stringify(world.person('孙强').sees('请假代办').message.card)).toContain('高翔');
});

test('a new leave says what it replaces; the end before the beginning, a day gone by and oneself are refused', async () => {
  const min = world.person('李敏');
  await min.says('请假 10月8日到10月10日 赵国庆代');
  await min.says('请假 11月2日到11月3日 周建国代');
  expect(last('李敏')).toContain('原来10月8日到10月10日由赵国庆代办的，已改掉');
  await min.says('请假 10月16日到10月12日 赵国庆代');
  expect(last('李敏')).toContain('结束日期在开始日期之前');
  await min.says('请假 10月2日到10月3日 赵国庆代');
  expect(last('李敏')).toContain('日期要晚于今天');
  await min.says('请假 明天 李敏代');
  expect(last('李敏')).toContain('代办人不能是自己');
});

test('who is away can’t stand in; who goes away while standing in is pointed out to whom they stand in for', async () => {
  await world.person('李敏').says('请假 10月12日到10月16日 赵国庆代');
  await world.person('周建国').says('请假 10月14日到10月20日 李敏代');
  expect(last('周建国')).toContain('李敏那几天也请假，请另选');
  await world.person('赵国庆').says('请假 10月15日到10月15日 周建国代');
  expect(world.person('李敏').sees('代办人也请假').text).toContain('赵国庆10月15日也请假');
  // On other days it is nobody's business.
  await world.person('赵国庆').says('请假 10月19日到10月20日 周建国代');
  expect(
    world
      .person('李敏')
      .inbox()
      .filter((one) => one.title === '代办人也请假'),
  ).toHaveLength(1);
});
