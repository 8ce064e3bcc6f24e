import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { maySee, sightOf } from '../../src/hazards/rules.js';
import { createHazardStore } from '../../src/store/hazards.js';
import { CAST, orgOf, somebody } from '../harness/cast.js';
import { openTempStore, type TempStore } from '../harness/store.js';
import { danger } from '../contract/store-rows.js';

let temp: TempStore;
beforeAll(async () => {
  temp = await openTempStore();
});
afterAll(() => temp.cleanUp());

const org = orgOf(
  [
    CAST.director,
    CAST.office,
    CAST.officer,
    somebody('stranger', 'other'),
    { ...somebody('nobody'), openId: 'ou_late' },
    somebody('stand-in', 'third'),
    {
      ...somebody('away', 'home'),
      leave: { from: '2026-10-01', to: '2026-10-09', substituteId: 'stand-in' },
    },
  ],
  [],
);

test('what the store gives somebody is exactly what the rule lets them see', async () => {
  const parts = [
    {},
    { unitId: 'home' },
    { unitId: 'other' },
    { reporterId: 'stranger', unitId: 'home' },
    { alsoReporterIds: ['nobody'], unitId: 'home' },
    { officerId: 'stranger' },
    { rectifierId: 'nobody', unitId: 'home' },
    { recheckerId: 'away' },
    { approverId: 'away', unitId: 'other' },
    { approverId: 'director' },
    { reporterOpenId: 'ou_late', unitId: 'home' },
    { anonymous: true, text: '', unitId: 'home' },
    { anonymous: true, text: '改写好的话', unitId: 'home' },
  ];
  const rows = temp.store.collection<Hazard>('hazards');
  for (const [index, part] of parts.entries())
    await rows.insert({
      ...(danger(`h${index}`, `c${index}`) as unknown as Hazard),
      alsoReporterIds: [],
      reportedDay: '2026-10-01',
      ...part,
    });
  const store = createHazardStore(temp.store);
  const all = await store.find({});
  expect(all).toHaveLength(parts.length);
  const sizes: number[] = [];
  for (const one of org.people) {
    const seenBy = sightOf(one, org, '2026-10-05');
    const wanted = all.filter((hazard) => maySee(one, hazard, org, '2026-10-05')).map((hazard) => hazard._id);
    expect((await store.find({ seenBy })).map((hazard) => hazard._id)).toEqual(wanted);
    expect(await store.count({ seenBy })).toBe(wanted.length);
    sizes.push(wanted.length);
  }
  expect(sizes).toEqual([13, 13, 6, 4, 3, 2, 8]);
});
