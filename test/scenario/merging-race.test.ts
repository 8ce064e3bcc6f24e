import { afterEach, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import type { Collection, Store } from '../../src/store/collection.js';
import type { CollectionName } from '../../src/store/models.js';
import { idOf, reported } from '../harness/acts.js';
import { withRandomTurns } from '../harness/store.js';
import { createWorld, GROUPS, openIdOf, type Seen, type World } from '../harness/world.js';

/* Two people, two hazards, one instant: 并入 in both directions, and one after the other. */
let world: World;
afterEach(() => world.stop());

/** Holds each write that merges a hazard until so many are about to be made: nobody has seen the other's. */
function mergesTogether(n: number): (store: Store) => Store {
  let waiting = 0;
  return (store) => ({
    ...withRandomTurns(store),
    collection: <T extends { readonly _id: string }>(name: CollectionName): Collection<T> =>
      new Proxy(withRandomTurns(store).collection<T>(name), {
        get: (target, key) => {
          const verb: unknown = Reflect.get(target, key);
          if (name !== 'hazards' || key !== 'change' || typeof verb !== 'function') return verb;
          return async (...args: unknown[]): Promise<unknown> => {
            if ((args[1] as { $set?: Partial<Hazard> }).$set?.status === 'merged') {
              waiting += 1;
              while (waiting < n) await new Promise((resolve) => setImmediate(resolve));
            }
            return Reflect.apply(verb, target, args) as unknown;
          };
        },
      }),
  });
}

async function opens(name: string, title: string): Promise<Seen> {
  const who = world.person(name);
  await who.clicks(who.sees(`请核实：${title}`), '并入已有');
  return who.sees(`并入已有：${title}`);
}

/** 王芳 hands in both forms at once, as two people at two telephones do. */
async function atOnce(
  forms: readonly { readonly form: Seen; readonly code: string }[],
): Promise<readonly string[]> {
  const answers = await Promise.all(
    forms.map(({ form, code }) => {
      const button = form.buttons.find(({ label }) => label === '并入');
      return world.sim.client.click(openIdOf('王芳'), form.message.messageId, {
        value: button?.value,
        name: button?.name ?? '',
        form: { to: '', code },
      });
    }),
  );
  await world.settle();
  return answers.map(({ toast }) => toast?.content ?? '');
}

test('A into B and B into A at the same instant: one is heard, the other is told, nobody is merged away', async () => {
  world = await createWorld('2026-10-20 10:00', 'webhook', mergesTogether(2));
  const lamp = await reported(world, '二楼走廊的灯坏了');
  await world.group(GROUPS.home1).says('孙强', '三楼水房的水龙头漏水');
  const tap = await world.hazard();
  const said = await atOnce([
    { form: await opens('王芳', '二楼走廊'), code: tap.code },
    { form: await opens('王芳', '三楼水房'), code: lamp.code },
  ]);
  expect(said.toSorted()).toEqual(['已并入', '那件已是“已合并”，不能并入，请照常核实这件']);
  const [open, ...others] = (await world.hazards()).filter((hazard) => hazard.open);
  expect(others).toEqual([]);
  // The one that stays has the other's reporter and can be verified.
  const other = open?._id === lamp._id ? '孙强' : '刘小燕';
  expect(open?.alsoReporterIds).toEqual([await idOf(world, other)]);
  expect(
    world
      .person('王芳')
      .sees(`请核实：${open?.title ?? ''}`)
      .buttons.map(({ label }) => label),
  ).toContain('核实属实，交办');
});

test('A into B while B goes into C: who reported A hears from C', async () => {
  world = await createWorld('2026-10-20 10:00', 'webhook', mergesTogether(2));
  await world.group(GROUPS.home1).says('孙强', '三楼水房的水龙头漏水');
  const lamp = await reported(world, '二楼走廊的灯坏了');
  const rail = await reported(world, '四楼阳台的扶手松了');
  const said = await atOnce([
    { form: await opens('王芳', '三楼水房'), code: lamp.code },
    { form: await opens('王芳', '二楼走廊'), code: rail.code },
  ]);
  expect(said).toEqual(['已并入', '已并入']);
  const [end, ...others] = (await world.hazards()).filter((hazard) => hazard.open);
  expect(others).toEqual([]);
  expect(end).toMatchObject({ code: rail.code, alsoReporterIds: [await idOf(world, '孙强')] });
});
