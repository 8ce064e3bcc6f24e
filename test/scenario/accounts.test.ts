import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { StoredPerson } from '../../src/people/import-org.js';
import { createWorld, openIdOf, type World } from '../harness/world.js';

/** Who is who in Feishu is looked up when the organisation file is read, and again if that could not be answered. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const LOOK_UP = 'batch_get_id';
const asked = () => world.sim.state.calls.filter((call) => call.path.endsWith(LOOK_UP));
const stored = () => world.temp.store.collection<StoredPerson>('people');
const unknown = () => stored().count({ openId: { $exists: false } });
async function later(minutes: number): Promise<void> {
  await world.sim.clock.advance(minutes * 60_000);
  await world.settle();
}

test('without its scope the bot starts, asks once in a while, and knows everybody soon after it was granted', async () => {
  const { scopes } = world.sim.console.live;
  world.sim.console.publish({ scopes: scopes.filter((scope) => scope !== 'contact:user.id:readonly') });
  await stored().changeMany({}, { $unset: { openId: true }, $set: { unresolved: 'pending' } });
  const before = asked().length;
  await world.restart();
  expect(asked().slice(before)).toMatchObject([{ code: 99991672 }]);
  await later(6);
  await later(6);
  expect(asked().slice(before)).toHaveLength(3);
  expect(await unknown()).toBe(await stored().count());
  world.sim.console.publish({ scopes });
  await later(6);
  expect(await unknown()).toBe(0);
  await world.person('王芳').says('我的待办');
  expect(world.person('王芳').sees('我的待办').text).not.toContain('还不认识您');
});

test('who gets an account later is found within a day, without a question every five minutes', async () => {
  const wang = world.sim.state.people.get(openIdOf('王芳'));
  if (wang === undefined) throw new Error('王芳 is in the bureau');
  world.sim.state.people.delete(wang.openId);
  await stored().change(
    { openId: wang.openId },
    { $unset: { openId: true }, $set: { unresolved: 'not-found' } },
  );
  await world.restart();
  const answered = () => asked().filter((call) => call.code === 0).length;
  const before = answered();
  for (let hour = 0; hour < 4; hour += 1) await later(60);
  expect(answered()).toBe(before);
  world.sim.state.people.set(wang.openId, wang);
  for (let hour = 0; hour < 21; hour += 3) await later(180);
  expect(answered()).toBe(before + 1);
  expect(await unknown()).toBe(0);
});
