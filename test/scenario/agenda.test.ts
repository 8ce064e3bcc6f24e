import { afterEach, expect, test } from '@jest/globals';
import { createCalendar } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { playedTo } from '../harness/acts.js';
import { createWorld, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

/** As if it had been given until that day. */
async function dueOn(hazard: Hazard, day: string): Promise<void> {
  const due = createCalendar().onDay(day, '2026-09-28');
  await world.temp.store
    .collection<Hazard>('hazards')
    .change({ _id: hazard._id }, { $set: { due, stepDue: due, dueDay: due.day } });
}

test('the agenda is filled from what is stored: figures by unit, what is decided, what comes next month, with a chart', async () => {
  world = await createWorld('2026-10-20 09:10');
  const plan = await playedTo(world, 'approving', '三楼东侧安全出口上锁', 'major');
  const late = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await dueOn(late, '2026-10-15');
  const next = await playedTo(world, 'rectifying', '厨房排风扇油污太多');
  await dueOn(next, '2026-12-10');
  const done = await playedTo(world, 'closed', '一楼水龙头漏水');
  await world.at('2026-10-29 15:00');
  const notice = world.person('李敏').sees('会议通知：11月安委会');
  const item = (no: number): string =>
    new RegExp(`\\n${no}\\. ([^]*?)(?:\\n${no + 1}\\. |$)`, 'u').exec(notice.text)?.[1] ?? '';
  expect(item(3)).toContain('新增4件，销号1件，在办3件，其中逾期1件、重大1件');
  expect(item(4)).toContain('一号养老院：新增4，销号1，在办3（逾期1，重大1）');
  expect(item(5)).toContain(`${plan.code} 一号养老院 ${plan.title}（疑似重大）`);
  expect(item(6)).toContain('冬季取暖');
  expect(item(7)).toContain(`重大隐患整改方案：${plan.code} 一号养老院 ${plan.title}`);
  expect(item(7)).toContain(`逾期：${late.code} 一号养老院 ${late.title}，原定10月15日，已过10个工作日`);
  expect(item(8)).toContain(`12月到期的整改1件\n12月10日到期：${next.code} 一号养老院 ${next.title}（孙强）`);
  expect(item(8)).not.toContain(done.code);
  // No reporter, and the figures by unit as a picture.
  expect(notice.text).not.toContain('刘小燕报');
  expect(JSON.stringify(notice.message.card)).toContain('"tag":"chart"');
});
