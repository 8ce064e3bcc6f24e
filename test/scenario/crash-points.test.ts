import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { idOf, playedTo } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;
const titled = (name: string, start: string): number =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.title.startsWith(start)).length;

/** The process dies at a point, once; what was acknowledged and what was not comes as it does after a real death. */
async function dyingAt(
  point: string,
  act: () => Promise<unknown>,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  let armed = true;
  await world.restart({
    crash: (here) => {
      if (!armed || here !== point) return;
      armed = false;
      throw new Error(`killed at ${point}`);
    },
  });
  await act();
  await world.app().tick();
  expect(armed).toBe(false);
  await meanwhile();
  await world.restart();
  // Leases of the dead process run out; the platform sends what was not acknowledged again.
  for (const ms of [20_000, 70_000, 300_000]) {
    await world.sim.clock.advance(ms);
    await world.settle();
  }
}

const POINTS = ['stored', 'relayed', 'before-send', 'sent', 'marked'] as const;

describe('a report', () => {
  test.each(['inbox-inserted', ...POINTS])(
    'the process dies at %s: one hazard, one receipt, one card for the officer',
    async (point) => {
      await dyingAt(point, () =>
        world.sim.client.says(openIdOf('刘小燕'), home, { text: '二楼走廊灭火器没压力了', at: true }),
      );
      expect(await world.hazards()).toHaveLength(1);
      expect(world.group(home).messages()).toHaveLength(1);
      expect(titled('王芳', '请核实')).toBe(1);
    },
  );
});

describe('a second message about a fire', () => {
  test.each(['inbox-inserted', ...POINTS])(
    'the process dies at %s: it joins once, its writer has one answer, those on duty one card and one ping',
    async (point) => {
      await world.group(home).says('刘小燕', '十一楼有烧塑料的味');
      await dyingAt(point, () =>
        world.sim.client.says(openIdOf('金凤'), home, { text: '十五楼楼道纸箱子烧起来了', at: true }),
      );
      const [fire, ...more] = await world.hazards();
      expect(more).toEqual([]);
      expect(fire?.history.filter(({ command }) => command === 'joinEmergency')).toHaveLength(1);
      // While the store was down a plain text may have said to call.
      expect(
        world
          .group(home)
          .messages()
          .filter(({ title }) => title.startsWith('紧急：')),
      ).toHaveLength(2);
      expect(titled('赵淑兰', '紧急：')).toBe(1);
      expect(titled('赵淑兰', '又有人报')).toBe(1);
    },
  );
});

describe('a click that moves a hazard on', () => {
  test.each(POINTS)(
    'the process dies at %s: moved once, told once, and the second click of somebody impatient changes nothing',
    async (point) => {
      const hazard = await playedTo(world, 'approving', '二楼走廊的灯坏了');
      const card = world.person('李敏').sees('请审批');
      const value = card.buttons.find((button) => button.label === '同意')?.value;
      const press = (): ReturnType<World['sim']['client']['click']> =>
        world.sim.client.click(openIdOf('李敏'), card.message.messageId, { value, name: 'b', form: {} });
      await dyingAt(point, press);
      const after = await world.hazard(hazard.code);
      expect(after.status).toBe('rectifying');
      expect(titled('孙强', '请整改')).toBe(1);
      const again = await press();
      await world.settle();
      expect(again.toast?.content).toMatch(/李敏已于10:0\d同意，不用再点/u);
      const last = await world.hazard(hazard.code);
      expect(last.history.filter((entry) => entry.command === 'approvePlan')).toHaveLength(1);
      expect(titled('孙强', '请整改')).toBe(1);
      const shown = world
        .person('李敏')
        .inbox()
        .find((one) => one.message.messageId === card.message.messageId);
      expect(shown?.buttons.map((button) => button.label)).not.toContain('同意');
    },
  );
});

describe('a decision typed in private', () => {
  test.each(POINTS)(
    'the process dies at %s: what waited is decided once and said once; what came to wait meanwhile is not decided by the same words',
    async (point) => {
      const later = await playedTo(world, 'approving', '三楼水房的水龙头漏水');
      const rows = world.temp.store.collection<Hazard>('hazards');
      const waitsFor = async (name: string): Promise<void> =>
        void (await rows.change({ _id: later._id }, { $set: { approverId: await idOf(world, name) } }));
      await waitsFor('周建国');
      const first = await playedTo(world, 'approving', '二楼走廊的灯坏了');
      await dyingAt(
        point,
        () => world.sim.client.tells(openIdOf('李敏'), { text: '同意' }),
        () => waitsFor('李敏'),
      );
      const answers = world
        .person('李敏')
        .inbox()
        .filter(({ title }) => title === '已同意');
      expect(answers).toHaveLength(1);
      expect((await world.hazard(first.code)).status).toBe('rectifying');
      expect(titled('孙强', '请整改')).toBe(1);
      expect((await world.hazard(later.code)).status).toBe('approving');
    },
  );
});

describe('events as the platform may send them', () => {
  test('twice, and once more a day later: one hazard, one receipt', async () => {
    world.sim.engine.next({ kind: 'duplicate', type: 'im.message.receive_v1' });
    const message = await world.group(home).says('刘小燕', '二楼走廊灭火器没压力了');
    await world.at('2026-10-21 10:00');
    await world.sim.engine.emit('im.message.receive_v1', world.sim.client.messageEvent(message, true));
    await world.settle();
    expect(await world.hazards()).toHaveLength(1);
    expect(world.group(home).messages()).toHaveLength(1);
  });

  test('out of order: the words before the photo, the recall before its message', async () => {
    const { client, engine } = world.sim;
    const chat = world.sim.state.p2p(openIdOf('刘小燕')).chatId;
    engine.next({ kind: 'hold', type: 'im.message.receive_v1', times: 2 });
    await client.says(openIdOf('刘小燕'), chat, { images: [await samplePhoto()] });
    await client.says(openIdOf('刘小燕'), chat, { text: '一楼开水器漏水' });
    await engine.release('reversed');
    await world.settle();
    const [made, ...more] = await world.hazards();
    expect(more).toEqual([]);
    expect(made?.photos).toHaveLength(1);

    engine.next({ kind: 'hold' });
    const message = await client.says(openIdOf('孙强'), home, { text: '二楼走廊灭火器没压力了', at: true });
    await client.recall(message.messageId);
    await engine.release('reversed');
    await world.settle();
    // Safety first: what was said is registered, though its message is gone by now.
    expect(await world.hazards()).toHaveLength(2);
    expect(titled('王芳', '请核实：二楼走廊')).toBe(1);
  });

  test('hours late: taken as what it is, and everybody is told once', async () => {
    world.sim.engine.next({ kind: 'lose', type: 'im.message.receive_v1' });
    const real = world.sim.engine.transport;
    if (real === undefined) throw new Error('not connected');
    await world.sim.client.says(openIdOf('刘小燕'), home, { text: '二楼走廊灭火器没压力了', at: true });
    world.sim.engine.transport = { ...real, event: () => Promise.resolve('lost' as const) };
    await world.at('2026-10-20 11:00');
    expect(await world.hazards()).toHaveLength(0);
    world.sim.engine.transport = real;
    await world.at('2026-10-20 11:06');
    await world.settle();
    expect(await world.hazards()).toHaveLength(1);
    expect(world.group(home).messages()).toHaveLength(1);
  });

  test('the token runs out on the way: every notice arrives once', async () => {
    await world.at('2026-10-20 12:10');
    await world.group(home).says('刘小燕', '二楼走廊灭火器没压力了');
    world.sim.faults.push({ match: /POST .*\/messages/u, kind: 'expired-token', times: 2 });
    await world.group(home).says('孙强', '三楼水房的灯坏了');
    await world.at('2026-10-20 12:12');
    expect(await world.hazards()).toHaveLength(2);
    expect(world.group(home).messages()).toHaveLength(2);
    expect(titled('王芳', '请核实')).toBe(2);
  });
});
