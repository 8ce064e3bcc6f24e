import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, GROUPS, openIdOf, until, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00', 'websocket');
  // Told with the next connection: no random waits.
  Object.assign(world.sim.socket.manners.config, { ReconnectNonce: 0, ReconnectInterval: 1 });
  await world.restart();
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const says = (text: string): Promise<unknown> =>
  world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text, at: true });
const connected = (): boolean => world.sim.socket.connected() > 0;

/** What Feishu keeps and sends again after 15 s and after 5 min. */
async function feishuTriesAgain(): Promise<void> {
  await world.sim.clock.advance(15_500);
  await world.settle();
  await world.sim.clock.advance(300_500);
  await world.settle();
}

async function allArrivedOnce(texts: readonly string[]): Promise<void> {
  expect((await world.hazards()).map((hazard) => hazard.text).toSorted()).toEqual(texts.toSorted());
  expect(world.group(GROUPS.home1).messages()).toHaveLength(texts.length);
}

test('Feishu closes the connection: it is opened again, what was written in between comes by the retries, once', async () => {
  await says('一楼开水器漏水');
  await world.settle();
  for (const text of ['二楼应急灯不亮', '三楼窗户关不上']) {
    world.sim.socket.cut();
    await says(text);
    expect(world.sim.people.events().at(-1)?.status).toBe('lost');
    await until(connected, 10_000);
  }
  await feishuTriesAgain();
  await allArrivedOnce(['一楼开水器漏水', '二楼应急灯不亮', '三楼窗户关不上']);
  // And clicks work over the new connection.
  const click = await world.person('刘小燕').clicks(world.group(GROUPS.home1).last(), '查看进展');
  expect(click.toast?.content).toBe('进展已私聊发给您');
});

test('the address is refused when the connection is made anew (system busy): tried again until it is given, nothing is lost', async () => {
  const { socket } = world.sim;
  const given = socket.endpoint;
  let asked = 0;
  socket.endpoint = () => {
    asked += 1;
    return { code: 1, msg: 'system busy', data: {} };
  };
  socket.cut();
  await says('四楼护栏松动');
  await until(() => asked > 0, 10_000);
  await until(() => world.lines.some((line) => line.includes('refused the long connection')), 5000);
  const before = asked;
  // Not stormed: nothing is asked before its time, then once.
  await world.app().tick();
  expect(asked).toBe(before);
  await world.sim.clock.advance(10_500);
  await world.app().tick();
  await until(() => asked > before, 5000);
  expect(asked).toBe(before + 1);
  expect(connected()).toBe(false);
  socket.endpoint = given;
  await world.sim.clock.advance(61_000);
  await world.app().tick();
  await until(connected, 10_000);
  await says('五楼地砖翘起');
  await feishuTriesAgain();
  await allArrivedOnce(['四楼护栏松动', '五楼地砖翘起']);
});

test('half open: pings are answered, nothing else comes; after half an hour the connection is made anew and brings what was kept', async () => {
  const { engine } = world.sim;
  const through = engine.transport;
  if (through === undefined) throw new Error('not connected');
  // The old connection swallows every event; a new one works.
  const old = world.sim.socket.received.length;
  engine.transport = {
    ...through,
    event: (envelope) =>
      world.sim.socket.received.length > old ? through.event(envelope) : Promise.resolve('lost'),
  };
  await says('六楼水管渗水');
  await world.sim.clock.advance(31 * 60_000);
  await world.app().tick();
  await until(() => world.sim.socket.received.length > old, 10_000);
  await feishuTriesAgain();
  await world.sim.clock.advance(3_600_000);
  await world.settle();
  await allArrivedOnce(['六楼水管渗水']);
});
