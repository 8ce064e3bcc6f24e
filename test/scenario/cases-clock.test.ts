import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { command as jobsCommand } from '../../src/cli/jobs.js';
import { createCalendar } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { listOf } from '../../src/store/collection.js';
import type { JobRun } from '../../jobs/run.js';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, moment, until, type Seen, type World } from '../harness/world.js';

/* Schedule and time as they went wrong elsewhere: cases.md 42, 51-62, 67, in the words of their inputs. */

let world: World;
const starts = async (at: string): Promise<void> => {
  world = await createWorld(at);
};
afterEach(() => world.stop());

const id = (name: string): Promise<string> => idOf(world, name);
const digests = (name: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.title.startsWith('今天有'));
const runs = async (job: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await listOf(world.temp.store.collection<JobRun>('jobRuns').find({ job }))).map((run) => [
      run.slot,
      run.state,
    ]),
  );
/** Time passes while the bot is down. */
const downUntil = async (when: string): Promise<void> => {
  await world.sim.clock.set(moment(when));
  await world.restart();
  await world.settle();
};

/** Reported in the group of the second home and handed to Tian Liang; due by the calendar. */
async function handedOver(title: string, manner = 'days7'): Promise<Hazard> {
  await world.group(GROUPS.home2).says('谢娜', `二楼${title}`);
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title,
    level: 'ordinary',
    manner,
    rectifier: await id('田亮'),
    measures: '换新的',
  });
  await world.person('李敏').clicks(world.person('李敏').sees('请审批'), '同意');
  return world.hazard();
}

/** As if it had been due on that day: the ladder is computed from the date. */
async function dueOn(hazard: Hazard, day: string): Promise<void> {
  const due = createCalendar().onDay(day, day);
  await world.temp.store
    .collection<Hazard>('hazards')
    .change({ _id: hazard._id }, { $set: { due, stepDue: due, dueDay: day } });
}

describe('down over 09:00 (case 54)', () => {
  beforeEach(async () => {
    await starts('2026-10-08 08:00');
    await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
    await world.at('2026-10-08 10:31');
  });

  test('down 08:50-11:20: the nag once at 11:20', async () => {
    const before = digests('王芳').length;
    await world.at('2026-10-09 08:50');
    await downUntil('2026-10-09 11:20');
    await world.at('2026-10-09 11:21');
    expect(digests('王芳')).toHaveLength(before + 1);
  });

  test('down 08:50-19:00: no nag, a "missed" row and a line to the administrator', async () => {
    const before = digests('王芳').length;
    await world.at('2026-10-09 08:50');
    await downUntil('2026-10-09 19:00');
    await world.at('2026-10-09 19:10');
    expect(digests('王芳')).toHaveLength(before);
    expect((await runs('morning-digest'))['2026-10-09']).toBe('missed');
    const notes = world
      .person('何伟')
      .inbox()
      .filter((card) => card.title === '有几件定时的事没有做' && card.text.includes('早上的提醒'));
    expect(notes).toHaveLength(1);
    expect(notes[0]?.text).toContain('早上的提醒没有按时做：10月9日。');
  });

  test('three weeks down: one digest for the newest slot, one note for the rest (case 55)', async () => {
    const before = digests('王芳').length;
    await downUntil('2026-10-29 10:30');
    await world.at('2026-10-29 10:31');
    expect(digests('王芳')).toHaveLength(before + 1);
    const notes = world
      .person('何伟')
      .inbox()
      .filter((card) => card.title === '有几件定时的事没有做' && card.text.includes('早上的提醒'));
    expect(notes).toHaveLength(1);
    expect(notes[0]?.text).toContain(
      '早上的提醒没有按时做：10月9日、10月10日……10月27日、10月28日（共15次）。',
    );
  });
});

test('SIGSTOP from 08:59:30 to 09:00:20: the nag runs once at the next tick (case 52)', async () => {
  await starts('2026-10-08 18:30');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.sim.clock.set(new Date(moment('2026-10-09 08:59').getTime() + 30_000));
  await world.settle();
  expect(digests('王芳')).toHaveLength(0);
  await world.sim.clock.set(new Date(moment('2026-10-09 09:00').getTime() + 20_000));
  await world.settle();
  await world.settle();
  expect(digests('王芳')).toHaveLength(1);
});

test('the platform takes the first nag call and never answers: later ticks run, the call ends after 8 s, the digest arrives once (case 51)', async () => {
  await starts('2026-10-08 18:30');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  world.sim.faults.next({ match: /POST .*\/messages/u, kind: 'timeout' });
  await world.sim.clock.set(moment('2026-10-09 09:00'));
  const calls = world.sim.state.calls.length;
  await world.app().tick({ wait: false });
  await until(() => world.sim.state.calls.length > calls);
  // It hangs now. The clock goes on all the same.
  await world.sim.clock.set(moment('2026-10-09 09:21'));
  await world.app().tick({ wait: false });
  expect((await runs('auditor'))['2026-10-09']).toBe('done');
  expect(digests('王芳')).toHaveLength(0);
  await world.app().tick();
  await world.settle();
  await world.at('2026-10-09 09:30');
  expect(digests('王芳')).toHaveLength(1);
});

describe('what was done a moment before, or while the digest waits to be sent (case 56)', () => {
  const tian = (): string => digests('田亮').at(-1)?.text ?? '';
  let hazards: readonly Hazard[];
  beforeEach(async () => {
    await starts('2026-09-29 10:00');
    const made = [
      await handedOver('消防水带接口漏水'),
      await handedOver('灭火器没有压力'),
      await handedOver('库房门锁坏'),
    ];
    for (const hazard of made) await dueOn(hazard, '2026-10-09');
    hazards = made;
    await world.at('2026-10-10 08:50');
  });

  /** One passes its re-check, one is extended, one is handed to another person. */
  async function changes(): Promise<void> {
    const [passed, extended, moved] = hazards;
    const store = world.temp.store.collection<Hazard>('hazards');
    await store.change({ _id: passed?._id ?? '' }, { $set: { status: 'closed', open: false } });
    await dueOn(extended ?? hazards[0]!, '2026-10-30');
    await store.change({ _id: moved?._id ?? '' }, { $set: { rectifierId: await id('谢娜') } });
  }

  test('08:59:57 passed, 08:59:58 extended, 08:59:59 handed to another: only the other sees the third', async () => {
    await changes();
    await world.at('2026-10-10 09:00');
    expect(digests('田亮')).toHaveLength(0);
    expect(digests('谢娜').at(-1)?.title).toContain('今天有1件事');
    expect(digests('谢娜').at(-1)?.text).toContain('库房门锁坏');
  });

  test('the same between the sweep and the sending: nothing untrue is sent', async () => {
    world.sim.faults.push({ match: /POST .*\/messages/u, kind: '429', wait: 20, times: 30 });
    await world.sim.clock.set(moment('2026-10-10 09:00'));
    await world.app().tick();
    expect(digests('田亮')).toHaveLength(0);
    await changes();
    world.sim.faults.clear();
    await world.at('2026-10-10 09:05');
    expect(tian()).toBe('');
    expect(digests('马秀英').at(-1)?.text ?? '').not.toContain('消防水带');
  });
});

test('approved at 21:40, an item due on 30 September, gas at 02:10 on 1 October (case 57)', async () => {
  await starts('2026-09-29 10:00');
  const due = await handedOver('消防水带接口漏水');
  await dueOn(due, '2026-09-30');
  await world.group(GROUPS.home2).says('谢娜', '库房门锁坏了');
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title: '库房门锁坏',
    level: 'ordinary',
    manner: 'days7',
    rectifier: await id('田亮'),
    measures: '换锁',
  });
  const min = world.person('李敏');
  await world.at('2026-09-29 21:40');
  await min.clicks(min.sees('请审批'), '同意');
  const assigned = (): number =>
    world
      .person('田亮')
      .inbox()
      .filter((card) => card.title === '请整改：库房门锁坏').length;
  expect(assigned()).toBe(0);
  await world.at('2026-09-30 07:59');
  expect(assigned()).toBe(0);
  await world.at('2026-09-30 08:00');
  await world.at('2026-09-30 08:30');
  expect(assigned()).toBe(1);
  await world.at('2026-10-01 02:10');
  await world.group(GROUPS.home1).says('刘小燕', '厨房闻到煤气味了');
  expect(world.person('王芳').sees('紧急').message.createdAt).toBeLessThan(
    moment('2026-10-01 02:12').getTime(),
  );
  const nags = digests('田亮').length;
  await world.at('2026-10-02 09:01');
  await world.at('2026-10-07 09:01');
  expect(digests('田亮')).toHaveLength(nags);
  await world.at('2026-10-08 09:01');
  expect(digests('田亮').at(-1)?.text).toContain('原定9月30日（周三），已过1个工作日');
});

test('T0, T+1, T+3 and T+7 in one digest: each line says its own days and next step, the header counts the lines (case 59)', async () => {
  await starts('2026-10-19 10:00');
  const days = {
    消防水带接口漏水: '2026-10-20',
    灭火器没有压力: '2026-10-19',
    库房门锁坏: '2026-10-15',
    应急灯不亮: '2026-10-09',
  };
  for (const [title, day] of Object.entries(days)) await dueOn(await handedOver(title, 'days15'), day);
  await world.at('2026-10-20 09:01');
  const card = digests('田亮').at(-1);
  expect(card?.title).toBe('今天有4件事（10月20日 周二）');
  expect(card?.colour).toBe('red');
  const lines = (card?.text ?? '').split('\n');
  const after = (title: string): string => lines[lines.findIndex((line) => line.startsWith(title)) + 1] ?? '';
  expect(after('消防水带接口漏水')).toBe('今天到期。改好请发照片；今天改不好，请写原因和预计日期。');
  expect(after('灭火器没有压力')).toBe(
    '原定10月19日（周一），已过1个工作日。10月22日（周四）仍未改好，报分管领导李敏。',
  );
  expect(after('库房门锁坏')).toBe(
    '原定10月15日（周四），已过3个工作日，您还没有写原因。10月26日（周一）仍未改好，报局长并列入安委会。',
  );
  expect(after('应急灯不亮')).toBe(
    '原定10月9日（周五），已过8个工作日，您还没有写原因，已列入11月3日（周二）安委会。10月29日（周四）仍未改好，由安委会研究约谈。',
  );
  // Others read whose word is missing.
  expect(digests('马秀英').at(-1)?.text).toContain('已过3个工作日，田亮还没有写原因');
  // 我的待办 says which of them are late.
  const liang = world.person('田亮');
  await liang.says('我的待办');
  const todos = liang.sees('我的待办（4件）').text;
  expect(todos).toContain('现由田亮 · 原定10月9日（周五），已过8个工作日');
  expect(todos).toContain('现由田亮 · 今天24时前');
});

test('due on 9 October: not overdue at 00:01, 09:00, 23:59; the nag comes on Saturday the 10th, a working day (case 62)', async () => {
  await starts('2026-09-29 10:00');
  await dueOn(await handedOver('消防水带接口漏水'), '2026-10-09');
  for (const time of ['00:01', '09:00', '23:59']) {
    await world.at(`2026-10-09 ${time}`);
    expect(
      world
        .person('田亮')
        .inbox()
        .map((card) => card.text)
        .join(),
    ).not.toContain('已过');
  }
  expect(digests('马秀英')).toHaveLength(0);
  await world.at('2026-10-10 00:01');
  expect(digests('马秀英')).toHaveLength(0);
  await world.at('2026-10-10 09:00');
  expect(digests('马秀英').at(-1)?.text).toContain('原定10月9日（周五），已过1个工作日');
});

test('nags on Sun 09-20, Sat 10-10 and Sat 05-09, none on Fri 09-25 and Mon 02-16; a restart at 09:00:30 adds none (case 67)', async () => {
  await starts('2026-02-13 10:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  const on = async (day: string): Promise<number> => {
    await world.at(`${day} 08:58`);
    const before = digests('王芳').length;
    await world.at(`${day} 09:00`);
    await downUntil(`${day} 09:01`);
    return digests('王芳').length - before;
  };
  expect(await on('2026-02-16')).toBe(0);
  expect(await on('2026-05-09')).toBe(1);
  expect(await on('2026-09-20')).toBe(1);
  expect(await on('2026-09-25')).toBe(0);
  expect(await on('2026-10-10')).toBe(1);
});

test('started 2026-11-30 20:00; at 00:05 on 1 December 本月 is December and empty, 上月 is November (case 60)', async () => {
  await starts('2026-11-30 20:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.at('2026-12-01 00:05');
  const fang = world.person('王芳');
  await fang.says('本月统计');
  expect(fang.sees('12月统计').text).toContain('登记　0件');
  await fang.says('上月统计');
  expect(fang.sees('11月统计').text).toContain('登记　1件');
});

describe('都知道了 (case 42)', () => {
  test('a second before the digest: not for those items until the next rung, the others come as usual, T+3 comes even so', async () => {
    await starts('2026-09-29 10:00');
    await dueOn(await handedOver('消防水带接口漏水'), '2026-10-08');
    await world.at('2026-10-09 09:01');
    const tian = world.person('田亮');
    await dueOn(await handedOver('库房门锁坏'), '2026-10-09');
    await world.sim.clock.set(new Date(moment('2026-10-10 08:59').getTime() + 58_000));
    await tian.clicks(digests('田亮').at(-1)!, '都知道了');
    await world.at('2026-10-10 09:01');
    expect(digests('田亮').at(-1)?.title).toBe('今天有1件事（10月10日 周六）');
    expect(digests('田亮').at(-1)?.text).toContain('库房门锁坏');
    await world.at('2026-10-12 09:01');
    expect(digests('田亮').at(-1)?.text).toContain('消防水带接口漏水');
  });

  test('yesterday’s card tapped after today’s digest silences yesterday’s items only', async () => {
    await starts('2026-09-29 10:00');
    await dueOn(await handedOver('消防水带接口漏水'), '2026-10-08');
    await world.at('2026-10-09 09:01');
    const old = digests('田亮').at(-1)!;
    await dueOn(await handedOver('库房门锁坏'), '2026-10-09');
    await world.at('2026-10-10 09:01');
    await world.person('田亮').clicks(old, '都知道了');
    await dueOn(await world.hazard(), '2026-10-09');
    await world.at('2026-10-11 09:01');
    await world.at('2026-10-12 09:01');
    expect(digests('田亮').at(-1)?.text).toContain('库房门锁坏');
  });

  test('while it is being sent: nothing comes any more for what was known', async () => {
    await starts('2026-09-29 10:00');
    await dueOn(await handedOver('消防水带接口漏水'), '2026-10-08');
    await world.at('2026-10-09 09:01');
    const first = digests('田亮').at(-1)!;
    const n = digests('田亮').length;
    world.sim.faults.push({ match: /POST .*\/messages/u, kind: '429', wait: 20, times: 30 });
    await world.sim.clock.set(moment('2026-10-10 09:00'));
    await world.app().tick();
    await world.person('田亮').clicks(first, '都知道了');
    world.sim.faults.clear();
    await world.at('2026-10-10 09:05');
    expect(digests('田亮')).toHaveLength(n);
  });
});

describe('the clock of the machine', () => {
  test('two hours ahead of the store: no job begins, the administrator hears once, reports are taken; put right, all goes on', async () => {
    await starts('2026-10-08 18:30');
    await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
    let ahead = 2 * 3_600_000;
    await world.restart({
      storeNow: () => Promise.resolve(new Date(world.sim.clock.now().getTime() - ahead)),
    });
    await world.at('2026-10-09 09:01');
    await world.at('2026-10-09 09:40');
    expect(digests('王芳')).toHaveLength(0);
    const alarms = (): number =>
      world
        .person('何伟')
        .inbox()
        .filter((card) => card.title === '机器的时间不准').length;
    expect(alarms()).toBe(1);
    expect(world.person('何伟').sees('机器的时间不准').text).toContain('快了2小时');
    await world.group(GROUPS.home1).says('刘小燕', '二楼走廊灭火器没压力了');
    expect(await world.hazards()).toHaveLength(2);
    ahead = 20_000;
    await world.at('2026-10-09 09:50');
    expect(digests('王芳')).toHaveLength(1);
    expect(alarms()).toBe(1);
  });

  test('ten minutes ahead of Feishu: a click is refused, the administrator hears once why', async () => {
    await starts('2026-10-09 10:00');
    await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
    const card = world.person('王芳').sees('请核实');
    await world.restart({ clock: { now: () => new Date(world.sim.clock.now().getTime() + 600_000) } });
    for (let n = 0; n < 2; n += 1) await world.person('王芳').clicks(card, '核实属实，交办');
    await world.settle();
    expect((await world.hazard()).status).toBe('verifying');
    const alarms = world
      .person('何伟')
      .inbox()
      .filter((one) => one.title === '机器的时间不准');
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.text).toContain('有人点按钮没有成功');
  });

  test('a store that answers slowly is no wrong clock', async () => {
    await starts('2026-10-09 08:00');
    await world.restart({
      storeNow: async () => {
        const at = world.sim.clock.now();
        await world.sim.clock.advance(90_000);
        return at;
      },
    });
    await world.at('2026-10-09 09:01');
    expect(world.person('何伟').inbox()).toEqual([]);
  });
});

test('the auditor at 09:20: a digest that another instance has not finished is told to the administrator', async () => {
  await starts('2026-10-08 09:30');
  await world.at('2026-10-09 08:59');
  await world.temp.store.collection<JobRun>('jobRuns').insert({
    _id: 'morning-digest:2026-10-09',
    job: 'morning-digest',
    slot: '2026-10-09',
    state: 'running',
    startedAt: moment('2026-10-09 09:00'),
    leaseUntil: moment('2026-10-09 09:30'),
    token: 'another instance',
  });
  await world.at('2026-10-09 09:21');
  expect(world.person('何伟').sees('助手自查有问题').text).toContain('今天早上的提醒还没有做完');
  await world.at('2026-10-09 09:31');
  expect((await runs('morning-digest'))['2026-10-09']).toBe('done');
});

test('jobs list, history and run --slot beside the running bot', async () => {
  await starts('2026-10-08 08:00');
  await world.group(GROUPS.home1).says('刘小燕', '三楼西侧应急灯不亮');
  await world.at('2026-10-08 19:00');
  const cli = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const env = { DATA_DIR: world.temp.dataDir, MONGODB_URI: '' };
    const code = await jobsCommand.run(args, { stdin: new PassThrough(), stdout, stderr, env });
    return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
  };
  const list = await cli('list');
  expect(list.out).toContain(
    'morning-digest: 09:00 on each workday, caught up until 18:00, quiet hours: hold',
  );
  expect(list.out).toContain('weekly-summary: 09:30 on each monday, caught up within 48 h');
  expect((await cli('history', 'morning-digest')).out).toMatch(/2026-10-08 morning-digest {3}missed/u);
  expect(await cli('run', 'morning-digest')).toMatchObject({ code: 2 });
  expect((await cli('run', 'nothing', '--slot', '2026-10-08')).err).toContain(
    'no such job; there are: clean-up',
  );
  expect(await cli('run', 'weekly-summary', '--slot', '2026-09-28')).toMatchObject({ code: 0 });
  await world.settle();
  expect((await cli('history', 'weekly-summary')).out).toMatch(/2026-09-28 weekly-summary {3}done/u);
});
