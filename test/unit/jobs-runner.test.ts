import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCalendar, instantAt } from '../../src/calendar.js';
import { createLog } from '../../src/log.js';
import type { Notice } from '../../src/notices.js';
import { DEFAULT_SETTINGS } from '../../src/people/org.js';
import { listOf } from '../../src/store/collection.js';
import type { PeopleStore } from '../../src/store/people.js';
import type { DigestSource } from '../../src/screens/digest/source.js';
import type { Job } from '../../jobs/job.js';
import { morningDigest } from '../../jobs/morning-digest.js';
import type { JobRun } from '../../jobs/run.js';
import { createJobs, LEASE_MS, type RunnerDeps } from '../../jobs/runner.js';
import { openTempStore, withRandomTurns, type TempStore } from '../harness/store.js';

let temp: TempStore;
let now: Date;
let done: string[];
let told: { cause: string; notice: Notice }[];
beforeEach(async () => {
  temp = await openTempStore();
  now = moment('2026-11-23 08:00');
  done = [];
  told = [];
});
afterEach(() => temp.cleanUp());

function moment(text: string): Date {
  const [day = '', time = ''] = text.split(' ');
  return instantAt(day, time);
}

const nag: Job = {
  name: 'nag',
  title: '早上的提醒',
  schedule: { at: '09:00', on: 'workday' },
  catchUp: { until: '18:00' },
  quiet: 'hold',
  run: (_deps, slot) => {
    done.push(`nag ${slot}`);
    return Promise.resolve({ people: 3 });
  },
};
const weekly: Job = {
  name: 'weekly',
  title: '上周安全情况',
  schedule: { at: '09:30', on: 'monday' },
  catchUp: { hours: 48 },
  quiet: 'hold',
  run: (_deps, slot) => {
    done.push(`weekly ${slot}`);
    return Promise.resolve({});
  },
};

/** One instance of the bot's clock on the shared store. */
function instance(
  jobs: readonly Job[] = [nag, weekly],
  more: Partial<RunnerDeps> = {},
): { tick(): Promise<void> } {
  let n = 0;
  const name = Math.random().toString(36);
  const deps = {
    store: temp.store,
    people: {
      org: () =>
        Promise.resolve({
          people: [{ _id: 'hewei', name: '何伟', post: '管理员', roles: ['admin'], state: 'active' }],
          units: [],
          groups: [],
          settings: DEFAULT_SETTINGS,
        }),
    } as unknown as PeopleStore,
    now: () => now,
    slotTime: () => Promise.resolve(now),
    newToken: () => `${name}${(n += 1)}`,
    calendar: () => Promise.resolve(createCalendar()),
    tell: (cause: string, notice: Notice) => {
      if (!told.some((one) => one.cause === cause)) told.push({ cause, notice });
      return Promise.resolve();
    },
    log: createLog('fatal', { write: () => undefined }),
    ...more,
  } as unknown as RunnerDeps;
  return createJobs(deps, jobs);
}

const at = async (text: string, bot: { tick(): Promise<void> }): Promise<void> => {
  now = moment(text);
  await bot.tick();
};
const runs = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await listOf(temp.store.collection<JobRun>('jobRuns').find())).map((run) => [run._id, run.state]),
  );
const lines = (): readonly string[] => told.flatMap((one) => one.notice.facts?.['lines'] as string[]);

test('every minute of a day: each slot runs once, at its time', async () => {
  const bot = instance();
  for (const time of ['08:59', '09:00', '09:01', '09:29', '09:30', '12:00', '18:30'])
    await at(`2026-11-23 ${time}`, bot);
  expect(done).toEqual(['nag 2026-11-23', 'weekly 2026-11-23']);
  expect(told).toEqual([]);
});

describe('what is over is not asked about again', () => {
  /** The same store; counts what is asked of jobRuns. */
  function counted(): { readonly store: TempStore['store']; reads(): number } {
    let n = 0;
    const store: TempStore['store'] = {
      ...temp.store,
      collection: (name) => {
        const rows = temp.store.collection(name);
        if (name !== 'jobRuns') return rows as never;
        return new Proxy(rows, {
          get: (target, key) => {
            const verb = Reflect.get(target, key) as (...args: unknown[]) => unknown;
            return (...args: unknown[]) => {
              n += 1;
              return Reflect.apply(verb, target, args);
            };
          },
        }) as never;
      },
    };
    return {
      store,
      reads: () => {
        const since = n;
        n = 0;
        return since;
      },
    };
  }

  test('one read a tick once every newest slot has ended; two more a job when a slot comes due or a day begins', async () => {
    const { store, reads } = counted();
    const bot = instance([nag, weekly], { store });
    for (const time of ['09:00', '09:00', '09:01', '09:30', '09:30', '09:31'])
      await at(`2026-11-23 ${time}`, bot);
    reads();
    for (const time of ['09:32', '12:00', '17:59', '19:00']) {
      await at(`2026-11-23 ${time}`, bot);
      expect(reads()).toBe(1);
    }
    await at('2026-11-24 08:00', bot);
    expect(reads()).toBeGreaterThan(1);
    await at('2026-11-24 08:01', bot);
    expect(reads()).toBe(1);
    await at('2026-11-24 09:00', bot);
    expect(done).toEqual(['nag 2026-11-23', 'weekly 2026-11-23', 'nag 2026-11-24']);
  });

  test('an operator’s wish for a slot that is over, begun by an instance that dies: this one takes it over', async () => {
    const bot = instance([nag]);
    for (const time of ['09:00', '09:01', '09:02']) await at(`2026-11-23 ${time}`, bot);
    const rows = temp.store.collection<JobRun>('jobRuns');
    await rows.change({ _id: 'nag:2026-11-23' }, { $set: { state: 'asked' } });
    const dying: Job = { ...nag, run: () => new Promise(() => undefined) };
    void instance([dying]).tick();
    while ((await runs())['nag:2026-11-23'] !== 'running')
      await new Promise((resolve) => setImmediate(resolve));
    await at('2026-11-23 09:03', bot);
    expect(done).toEqual(['nag 2026-11-23']);
    await at('2026-11-23 09:10', bot);
    await at('2026-11-23 09:11', bot);
    expect(done).toEqual(['nag 2026-11-23', 'nag 2026-11-23']);
    expect((await runs())['nag:2026-11-23']).toBe('done');
  });

  test('clock back over the slot and on again: not run twice, the next day runs', async () => {
    const bot = instance([nag]);
    for (const time of ['09:00', '09:01', '08:00', '09:00', '09:02']) await at(`2026-11-23 ${time}`, bot);
    await at('2026-11-24 09:00', bot);
    expect(done).toEqual(['nag 2026-11-23', 'nag 2026-11-24']);
  });
});

describe('down over a slot (case 54)', () => {
  beforeEach(async () => {
    await at('2026-11-20 09:00', instance());
    done = [];
  });

  test('down 08:50-11:20: the nag once at 11:20', async () => {
    const bot = instance();
    await at('2026-11-24 11:20', bot);
    await at('2026-11-24 11:21', bot);
    expect(done.filter((one) => one.startsWith('nag'))).toEqual(['nag 2026-11-24']);
  });

  test('down 08:50-19:00: nothing is sent, the miss is recorded and told', async () => {
    await at('2026-11-23 12:00', instance());
    told = [];
    done = [];
    const bot = instance();
    await at('2026-11-24 19:00', bot);
    await at('2026-11-24 19:05', bot);
    expect(done).toEqual([]);
    expect((await runs())['nag:2026-11-24']).toBe('missed');
    expect(told).toHaveLength(1);
    expect(lines()[0]).toBe('早上的提醒没有按时做：11月24日。');
  });

  test('down Fri 17:00 to Mon 10:30: the weekly report once on Monday, nothing is missed', async () => {
    const bot = instance();
    await at('2026-11-23 10:30', bot);
    await at('2026-11-23 10:31', bot);
    expect(done).toEqual(['nag 2026-11-23', 'weekly 2026-11-23']);
    expect(told).toEqual([]);
  });

  test('three weeks down: the newest slot only, the older ones recorded and told by one note (case 55)', async () => {
    const bot = instance();
    await at('2026-12-14 10:30', bot);
    await at('2026-12-14 10:31', bot);
    expect(done).toEqual(['nag 2026-12-14', 'weekly 2026-12-14']);
    const missed = Object.entries(await runs()).filter(([, state]) => state === 'missed');
    expect(missed).toHaveLength(15 + 3);
    expect(told).toHaveLength(1);
    expect(lines().slice(0, 2)).toEqual([
      '早上的提醒没有按时做：11月23日、11月24日……12月10日、12月11日（共15次）。',
      '上周安全情况没有按时做：11月23日、11月30日、12月7日。',
    ]);
    expect(told[0]?.notice.anyHour).toBe(false);
  });

  test('the note is told although the process dies between recording and telling', async () => {
    const dying = instance([nag], {
      tell: () => Promise.reject(new Error('killed')),
    });
    now = moment('2026-11-25 19:00');
    await expect(dying.tick()).rejects.toThrow('killed');
    await at('2026-11-25 19:01', instance([nag]));
    expect(lines()[0]).toBe('早上的提醒没有按时做：11月23日、11月24日、11月25日。');
  });
});

test('SIGSTOP from 17:59:50 to 18:00:10: nothing is done after 18:00, the miss is recorded (case 52)', async () => {
  await at('2026-11-20 09:00', instance());
  done = [];
  now = new Date(moment('2026-11-23 18:00').getTime() + 10_000);
  await instance([nag]).tick();
  expect(done).toEqual([]);
  expect((await runs())['nag:2026-11-23']).toBe('missed');
});

test('a new installation has missed nothing, also before the first slot of its first day', async () => {
  const daily: Job = { ...nag, name: 'daily', schedule: { at: '09:00', on: 'day' } };
  await at('2026-11-24 08:00', instance([daily]));
  expect(told).toEqual([]);
  expect(await runs()).toEqual({ 'daily:from': 'done' });
  await at('2026-11-24 19:00', instance());
  expect(done).toEqual([]);
  expect(told).toEqual([]);
});

test('two instances tick at the same instant: one of them runs it', async () => {
  temp = { ...temp, store: withRandomTurns(temp.store) };
  now = moment('2026-11-23 09:30');
  await Promise.all([instance(), instance(), instance()].map((bot) => bot.tick()));
  expect(done.toSorted()).toEqual(['nag 2026-11-23', 'weekly 2026-11-23']);
});

test('the process dies in the middle of a run: another takes it over when the lease has ended, once', async () => {
  let begun = 0;
  const stuck: Job = {
    ...nag,
    run: () => {
      begun += 1;
      return begun === 1 ? new Promise(() => undefined) : Promise.resolve({ people: 1 });
    },
  };
  now = moment('2026-11-23 09:00');
  void instance([stuck]).tick();
  while (begun === 0) await new Promise((resolve) => setImmediate(resolve));
  const other = instance([stuck]);
  await at('2026-11-23 09:03', other);
  expect(begun).toBe(1);
  now = new Date(moment('2026-11-23 09:00').getTime() + LEASE_MS + 1000);
  await Promise.all([other.tick(), instance([stuck]).tick()]);
  await at('2026-11-23 09:10', other);
  expect(begun).toBe(2);
  expect((await runs())['nag:2026-11-23']).toBe('done');
});

test('it died in the middle and nobody came back that day: told as missed, never run on another day', async () => {
  const stuck: Job = { ...nag, run: () => new Promise(() => undefined) };
  now = moment('2026-11-23 09:00');
  void instance([stuck]).tick();
  while ((await runs())['nag:2026-11-23'] === undefined)
    await new Promise((resolve) => setImmediate(resolve));
  await at('2026-11-24 10:00', instance([nag]));
  expect(done).toEqual(['nag 2026-11-24']);
  expect((await runs())['nag:2026-11-23']).toBe('missed');
  expect(lines()[0]).toBe('早上的提醒没有按时做：11月23日。');
});

test('a clock that jumps forward and back: each slot once, none again', async () => {
  const bot = instance();
  await at('2026-11-23 10:00', bot);
  await at('2026-11-25 10:00', bot);
  await at('2026-11-23 10:05', bot);
  await at('2026-11-24 10:00', bot);
  await at('2026-11-25 10:05', instance());
  expect(done.toSorted()).toEqual(['nag 2026-11-23', 'nag 2026-11-25', 'weekly 2026-11-23']);
  expect((await runs())['nag:2026-11-24']).toBe('missed');
  expect(lines()[0]).toContain('11月24日');
});

test('a job that fails is tried three times, then given up and told; the others go on', async () => {
  let tries = 0;
  const broken: Job = {
    ...nag,
    run: () => {
      tries += 1;
      return Promise.reject(new Error('no'));
    },
  };
  const bot = instance([broken, weekly]);
  for (const time of ['09:30', '09:32', '09:40', '09:50', '10:30']) await at(`2026-11-23 ${time}`, bot);
  expect(tries).toBe(3);
  expect(done).toEqual(['weekly 2026-11-23']);
  expect((await runs())['nag:2026-11-23']).toBe('failed');
  expect(lines()[0]).toBe('早上的提醒没有做成：11月23日。');
});

test('restarted at 09:00:30 with a changed list of jobs: one nag (case 67)', async () => {
  await at('2026-05-09 09:00', instance([nag]));
  now = new Date(moment('2026-05-09 09:00').getTime() + 30_000);
  await instance([weekly, { ...nag, schedule: { at: '08:45', on: 'workday' } }]).tick();
  expect(done).toEqual(['nag 2026-05-09']);
});

test('what a job tells keeps to its quiet rule', async () => {
  const notice: Notice = {
    type: 'note',
    target: { kind: 'person', personId: 'x' },
    class: 'nag',
    anyHour: true,
  };
  const telling = (quiet: Job['quiet']): Job => ({
    ...nag,
    name: quiet,
    quiet,
    run: async (deps) => {
      await deps.tell(quiet, notice);
      return {};
    },
  });
  const bot = instance(
    ['hold', 'rest-days', 'any-hour', 'silent'].map((quiet) => telling(quiet as Job['quiet'])),
  );
  await at('2026-11-23 09:00', bot);
  expect(told.map(({ cause, notice: { anyHour, restDays } }) => [cause, anyHour, restDays])).toEqual([
    ['hold', false, false],
    ['rest-days', false, true],
    ['any-hour', true, true],
  ]);
  expect((await runs())['silent:2026-11-23']).toBe('running');
});

test('a source of the digest that fails does not keep the others from being told; the run says so', async () => {
  const rungs: [string, string][] = [];
  const source = (
    name: string,
    waiting: () => AsyncIterable<{ personId: string; rung: string }>,
  ): DigestSource => ({
    name,
    waiting,
    lines: () => Promise.resolve([]),
  });
  const sources = [
    source('broken', async function* () {
      yield await Promise.reject<never>(new Error('no'));
    }),
    source('good', async function* () {
      yield await Promise.resolve({ personId: 'hewei', rung: 'a:1' });
    }),
  ];
  const org = {
    people: [{ _id: 'hewei', name: '何伟', post: '', roles: ['admin'], state: 'active' }],
    units: [],
    groups: [],
  };
  const people = {
    org: () => Promise.resolve(org),
    setting: () => Promise.resolve(undefined),
    setSetting: (id: string, value: { rungs: string[] }) => {
      rungs.push([id, value.rungs.join()]);
      return Promise.resolve();
    },
  } as unknown as PeopleStore;
  await at('2026-11-23 09:00', instance([morningDigest], { sources, people }));
  expect(rungs).toEqual([['digest:hewei', 'good/a:1']]);
  const run = await temp.store.collection<JobRun>('jobRuns').get('morning-digest:2026-11-23');
  expect(run).toMatchObject({ state: 'done', counts: { people: 1, broken: 1 } });
});
