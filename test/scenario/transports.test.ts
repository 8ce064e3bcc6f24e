import { afterEach, expect, test } from '@jest/globals';
import { playedTo } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type World } from '../harness/world.js';

let world: World | undefined;
afterEach(() => world?.stop());

/** One eventful day: everything that Feishu sends by itself and by clicks, with what goes wrong on the way. */
async function day(bureau: World): Promise<object> {
  const { sim } = bureau;
  const liu = openIdOf('刘小燕');
  await playedTo(bureau, 'closed', '洗衣房插座烧黑了');
  sim.engine.next({ kind: 'duplicate' });
  const said = await bureau.group(GROUPS.home1).says('刘小燕', '二楼走廊堆了纸箱');
  sim.engine.next({ kind: 'lose' });
  await bureau.person('王芳').says('一楼开水器漏水');
  await bureau.at('2026-10-20 14:31');
  sim.engine.next({ kind: 'hold', times: 2 });
  await sim.client.says(liu, GROUPS.home1, { text: '三楼应急灯不亮', at: true });
  await sim.client.says(liu, GROUPS.home1, { text: '厨房后门的锁坏了', at: true });
  await sim.engine.release('reversed');
  await bureau.settle();
  await sim.client.recall(said.messageId);
  await sim.client.menu(liu, 'my_reports');
  await sim.client.enterPrivate(openIdOf('孙强'));
  await bureau.group(GROUPS.home1).says('刘小燕', '一楼有煤气味，好多人头晕');
  await sim.client.removeBot(openIdOf('王芳'), GROUPS.home2);
  await sim.client.addBot(openIdOf('王芳'), GROUPS.home2);
  await sim.client.leavesCompany(openIdOf('王芳'));
  await bureau.settle();
  const others = await bureau.person('许倩').clicks(bureau.group(GROUPS.home1).last(), '我来处理');
  const groups = Object.values(GROUPS).map((id) =>
    bureau
      .group(id)
      .messages()
      .map(({ title }) => title),
  );
  const people = ['刘小燕', '王芳', '赵淑兰', '孙强', '李敏', '何伟', '周建国'];
  return {
    events: sim.state.events.map(({ type, status, tries }) => [type, status, tries]),
    hazards: (await bureau.hazards())
      .map(({ text, status, history }) => ({ text, status, commands: history.map(({ command }) => command) }))
      .toSorted((a, b) => a.text.localeCompare(b.text)),
    groups,
    inboxes: people.map((name) =>
      bureau
        .person(name)
        .inbox()
        .map(({ title }) => title),
    ),
    toast: others.toast,
    violations: sim.state.violations,
  };
}

test('the same day by webhook and by long connection: the same hazards, messages and answers', async () => {
  world = await createWorld('2026-10-20 14:00', 'webhook');
  const byWebhook = await day(world);
  await world.stop();
  world = await createWorld('2026-10-20 14:00', 'websocket');
  expect(await day(world)).toEqual(byWebhook);
  expect(byWebhook).toMatchObject({ violations: [], hazards: Array.from({ length: 6 }, () => ({})) });
});
