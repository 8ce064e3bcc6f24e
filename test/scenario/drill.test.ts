import { afterEach, expect, test } from '@jest/globals';
import { checks, table } from '../drill/report.js';
import { drill, type DrillResult } from '../drill/run.js';

let office: DrillResult['office'] | undefined;
afterEach(() => office?.stop());

test('a month of the whole bureau: both transports, two bots, restarts; every promise of the year holds', async () => {
  const result = await drill({
    from: '2026-06-01',
    to: '2026-06-30',
    hazards: 14,
    seed: 7,
    arrangement: (day) => ({
      transport: day < '2026-06-16' ? 'webhook' : 'websocket',
      bots: day >= '2026-06-10' && day < '2026-06-23' ? 2 : 1,
    }),
    opened: (opened) => (office = opened),
    restartOn: (day) => ['2026-06-05', '2026-06-18', '2026-06-29'].includes(day),
  });
  const broken = checks(result).filter(({ ok }) => !ok);
  expect({ broken, told: broken.length === 0 ? '' : table(result) }).toEqual({ broken: [], told: '' });
  // The month was a real one: hazards went the whole way, people were reminded.
  expect(result.hazards.some((hazard) => hazard.status === 'closed')).toBe(true);
  expect(result.tally.kinds.get('digest')).toBeGreaterThan(10);
  expect(result.posts.some((post) => post.status === 'posted')).toBe(true);
  expect(result.tasks.length).toBeGreaterThan(0);
}, 180_000);
