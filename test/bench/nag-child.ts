/* A process of the nag bench: fills a store with open hazards, or sweeps over them once and says what it took. */
import { createCalendar, instantAt } from '../../src/calendar.js';
import { createCampaigns } from '../../src/wiring/campaigns.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import type { HazardDeps } from '../../src/hazards/ports.js';
import { createLog } from '../../src/log.js';
import { readOrgFile } from '../../src/people/org-file.js';
import { DEFAULT_RULE } from '../../src/meetings/date-rule.js';
import { createMeetingStore } from '../../src/store/meetings.js';
import { createDigestSources } from '../../src/screens/digest/sources.js';
import { createHazardStore } from '../../src/store/hazards.js';
import { openStore } from '../../src/store/open.js';
import { createPeopleStore } from '../../src/store/people.js';
import type { Store } from '../../src/store/collection.js';
import type { JobDeps } from '../../jobs/job.js';
import { morningDigest } from '../../jobs/morning-digest.js';
import { readFile } from 'node:fs/promises';
import { full } from '../cards/cases.js';
import { ORG_FILE } from '../simulator/bureau.js';

const TODAY = '2026-11-25';
const now = (): Date => instantAt(TODAY, '09:00');
const calendar = createCalendar();
const CHUNK = 500;
const STATUSES = [
  'rectifying',
  'rectifying',
  'rectifying',
  'verifying',
  'planning',
  'approving',
  'rechecking',
] as const;

async function fill(store: Store, hazards: number): Promise<void> {
  const read = readOrgFile(await readFile(ORG_FILE));
  if (!read.ok) throw new Error('org.example.yaml');
  const people = createPeopleStore(store, now, () => 'x');
  await people.importFile(read.file);
  const org = await people.org();
  const rows = store.collection<Hazard>('hazards');
  for (let from = 0; from < hazards; from += CHUNK)
    await rows.insertAbsent(
      Array.from({ length: Math.min(CHUNK, hazards - from) }, (_, index) => {
        const n = from + index;
        const unit = org.units[n % org.units.length];
        const base = full(STATUSES[n % STATUSES.length] ?? 'rectifying', n % 20 === 0 ? 'major' : 'ordinary');
        const due = calendar.inDays(calendar.addWorkdays(TODAY, -(n % 40) - 5), 3);
        return {
          ...base,
          _id: `h${String(n).padStart(8, '0')}`,
          code: `YH-2026-${String(n).padStart(6, '0')}`,
          source: { channel: 'group' as const, messageId: `m${n}`, index: 0, chatId: 'c' },
          unitId: unit?._id ?? '',
          officerId: unit?.officerId ?? '',
          rectifierId: unit?.headId ?? '',
          recheckerId: unit?.officerId ?? '',
          approverId: unit?.deputyId ?? '',
          due,
          dueDay: due.day,
          stepDue: due,
        };
      }),
    );
}

async function sweep(store: Store, hazards: number): Promise<object> {
  const people = createPeopleStore(store, now, () => 'x');
  const hazardStore = createHazardStore(store);
  const deps = {
    store,
    people,
    hazards: { store: hazardStore } as HazardDeps,
    now,
    calendar: () => Promise.resolve(calendar),
    tell: () => Promise.resolve(),
    log: createLog('fatal'),
    sources: createDigestSources({
      store,
      hazards: hazardStore,
      campaigns: createCampaigns(store, people, hazardStore, now, () => Promise.resolve(calendar)),
      meetings: { store: createMeetingStore(store), rule: () => Promise.resolve(DEFAULT_RULE) },
    }),
  } as unknown as JobDeps;
  await people.org();
  (globalThis as { gc?: () => void }).gc?.();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const started = performance.now();
  const counts = await morningDigest.run(deps, TODAY);
  const ms = performance.now() - started;
  peak = Math.max(peak, process.memoryUsage.rss());
  clearInterval(look);
  return { hazards, ms, ...counts, peakMb: (peak - idle) / 1024 ** 2 };
}

const [what = '', folder = '', count = ''] = process.argv.slice(2);
const store = await openStore({ dataDir: folder });
const line = what === 'fill' ? await fill(store, Number(count)) : await sweep(store, Number(count));
await store.close();
process.send?.(line ?? {}, () => process.disconnect());
