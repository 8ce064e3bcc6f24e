import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createGateway } from '../../src/feishu/gateway.js';
import { syncOrg } from '../../src/org-sync.js';
import { idOf, playedTo, reported, unitIdOf } from '../harness/acts.js';
import { createWorld, openIdOf, type World } from '../harness/world.js';
import { ORG_FILE } from '../simulator/bureau.js';

let world: World;
afterEach(() => world.stop());

const leaves = async (name: string): Promise<void> => {
  await world.sim.client.leavesCompany(openIdOf(name));
  await world.settle();
};

/** The organisation file without one line, read as on SIGHUP or by `org import` beside the running bot. */
async function takenOutOfTheFile(name: string): Promise<void> {
  const text = await readFile(ORG_FILE, 'utf8');
  const file = join(world.temp.dataDir, 'org.yaml');
  await writeFile(
    file,
    text
      .split('\n')
      .filter((line) => !line.includes(`name: ${name},`))
      .join('\n'),
  );
  const { app } = world.sim;
  const config = { ...app, baseUrl: world.sim.baseUrl };
  const quiet = { info() {}, warn() {}, error() {}, debug() {}, trace() {} } as never;
  await syncOrg(
    world.app().people,
    createGateway(config as never, quiet, () => world.sim.clock.now()),
    file,
    quiet,
  );
  await world.sim.clock.advance(60_000);
  await world.settle();
}

test('the head leaves between the plan and its approval: the director decides, 安委办 mends it, and somebody else re-checks', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await playedTo(world, 'approving', '三楼东侧安全出口又锁上了', 'major');
  await leaves('赵淑兰');
  expect(await world.hazard(code)).toMatchObject({
    status: 'approving',
    rectifierId: await idOf(world, '陈静'),
    approverId: await idOf(world, '周建国'),
  });
  const zhou = world.person('周建国');
  expect((await zhou.clicks(zhou.sees('请审批'), '同意')).toast?.content).toBe('已同意，陈静开始整改');
  const jing = world.person('陈静');
  await jing.sends(1);
  const done = await jing.clicks(jing.sees('请整改'), '整改完成', { note: '锁已拆' });
  expect(done.toast?.content).toBe('已报复查，现由王芳复查');
});

test('the deputy leaves with a plan and an extension waiting: the director is asked, not the home’s head', async () => {
  world = await createWorld('2026-10-20 10:00');
  const plan = await playedTo(world, 'approving', '二楼走廊扶手松动');
  const asked = await playedTo(world, 'rectifying', '三楼水房地砖翘起');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改：三楼水房地砖翘起'), '申请延期');
  await sun.clicks(sun.sees('申请延期'), '报李敏审批', {
    reason: '缺货',
    interim: '围挡',
    newDay: '2026-10-30 +0800',
  });
  const cards = sun.inbox().length;
  await leaves('李敏');
  const zhou = world.person('周建国');
  expect((await zhou.clicks(zhou.sees('请审批：二楼走廊扶手松动'), '同意')).toast?.content).toContain(
    '已同意',
  );
  expect((await zhou.clicks(zhou.sees('请审批延期'), '同意')).toast?.content).toContain('期限改为10月30日');
  expect((await world.hazard(plan.code)).status).toBe('rectifying');
  expect((await world.hazard(asked.code)).dueDay).toBe('2026-10-30');
  // Whose step goes on unchanged has no second card of it.
  expect(
    sun
      .inbox()
      .slice(cards)
      .map(({ title }) => title),
  ).toEqual(['请整改：二楼走廊扶手松动', expect.stringContaining('期限改为')]);
});

test('another deputy takes the unit over: the old one’s card says so and does not claim a decision', async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'approving', '二楼走廊扶手松动');
  const he = world.person('何伟');
  await he.says('设置');
  await he.clicks(he.sees('设置'), '更换', {
    unit: await unitIdOf(world, '一号养老院'),
    role: 'deputy',
    person: await idOf(world, '赵国庆'),
  });
  const titles = (): readonly string[] =>
    world
      .person('李敏')
      .inbox()
      .map(({ title }) => title);
  expect(titles()).toContain('已转交审批：二楼走廊扶手松动');
  const guo = world.person('赵国庆');
  expect((await guo.clicks(guo.sees('请审批'), '同意')).toast?.content).toContain('已同意');
  await world.settle();
  expect(titles()).toContain('已同意：二楼走廊扶手松动');
});

test('the officer changes: what others mend is not sent to them again', async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  await reported(world, '厨房后门锁坏了');
  const sun = world.person('孙强').inbox().length;
  const he = world.person('何伟');
  await he.says('设置');
  await he.clicks(he.sees('设置'), '更换', {
    unit: await unitIdOf(world, '一号养老院'),
    role: 'officer',
    person: await idOf(world, '金凤'),
  });
  expect(world.person('金凤').sees('请核实').title).toContain('厨房后门锁坏了');
  expect(world.person('孙强').inbox()).toHaveLength(sun);
});

test('taken out of the organisation file: open work moves within a minute', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  await takenOutOfTheFile('孙强');
  expect((await world.hazard(code)).rectifierId).toBe(await idOf(world, '赵淑兰'));
  expect(world.person('赵淑兰').sees('请整改').title).toContain('二楼走廊扶手松动');
});

test('after the officer has left, a report goes to the unit’s head until somebody is named', async () => {
  world = await createWorld('2026-10-20 10:00');
  await leaves('王芳');
  const { code } = await reported(world, '厨房后门锁坏了');
  expect((await world.hazard(code)).officerId).toBe(await idOf(world, '赵淑兰'));
  expect(world.person('赵淑兰').sees('请核实').title).toContain('厨房后门锁坏了');
});

test('marked as having left when the process died: the work moves at the next start', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  await world.app().people.markLeft(await idOf(world, '孙强'));
  await world.restart();
  await world.settle();
  expect((await world.hazard(code)).rectifierId).toBe(await idOf(world, '赵淑兰'));
});
