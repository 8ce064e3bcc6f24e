import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { listOf, type Store } from '../../src/store/collection.js';
import { openStore } from '../../src/store/open.js';
import { createPeopleStore } from '../../src/store/people.js';
import type { Orders } from '../harness/dying-service.js';
import { onlookersOf, type Onlookers } from '../harness/process-people.js';
import { botProcess, type BotProcess } from '../harness/process.js';
import { GROUPS, moment, nameGroups, openIdOf, seen, until } from '../harness/world.js';
import type { ClickResult } from '../simulator/client.js';
import { exampleBureau } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

/*
 * The real service, killed by SIGKILL in the middle of what a click or the clock has set going: what its own hook
 * names (dying-service.ts) is where it dies. The store is read beside it, as the operator's command line does.
 */
let sim: Simulator;
let bot: BotProcess;
let store: Store;
let people: Onlookers;
const ahead = (): number => sim.clock.now().getTime() - Date.now();

/** What is prepared before anybody dies: each round has a hazard of its own. */
const ROUNDS = [
  { point: 'clicked', place: '一楼走廊' },
  { point: 'stored', place: '二楼水房' },
  { point: 'relayed', place: '三楼西侧' },
  { point: 'sent', place: '四楼阳台' },
] as const;
const MAJORS = [{ point: 'sent', time: 2, place: '五楼东侧安全出口上锁' }] as const;
const said = new Map<string, string>();

beforeAll(async () => {
  sim = await startSimulator({ ...(await exampleBureau()), start: moment('2026-10-20 10:00') });
  people = onlookersOf(sim);
  bot = await botProcess(sim, {
    basePort: 8300,
    script: 'test/harness/dying-service.ts',
    env: () => ({ AHEAD_MS: String(ahead()) }),
  });
  const before = await openStore({ dataDir: bot.dataDir });
  await nameGroups(
    createPeopleStore(
      before,
      () => sim.clock.now(),
      () => 'group',
    ),
  );
  await before.close();
  await bot.start();
  store = await openStore({ dataDir: bot.dataDir, beside: true });
  for (const { place } of ROUNDS) {
    await reports(place, `${place}的灯坏了`);
    await people.clicks('王芳', await people.sees('王芳', `请核实：${place}`), '核实属实，交办', {
      level: 'ordinary',
      manner: 'days7',
      rectifier: await idOf('孙强'),
      measures: '今天换新的',
    });
    await people.sees('李敏', `请审批：${place}`);
  }
  for (const { place } of MAJORS) {
    await reports(place, place);
    await people.sees('王芳', `请核实：${place}`);
  }
  await quiet();
});
afterAll(async () => {
  await bot.end('SIGKILL');
  await sim.stop();
  await store.close();
  await bot.cleanUp();
});

async function reports(place: string, text: string): Promise<void> {
  const message = await sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text, at: true });
  said.set(place, message.messageId);
}

async function hazardOf(place: string): Promise<Hazard> {
  const rows = await listOf(store.collection<Hazard>('hazards').find());
  const found = rows.find((hazard) => hazard.source.messageId === said.get(place));
  if (found === undefined) throw new Error('the report is lost');
  return found;
}

async function idOf(name: string): Promise<string> {
  const people = await listOf(store.collection<{ _id: string; name: string }>('people').find());
  return people.find((person) => person.name === name)?._id ?? '';
}

/** Nothing is left to be told, sent or patched. */
const quiet = (): Promise<void> =>
  until(async () => {
    const unsent = await store.collection<{ _id: string; open: boolean }>('outbox').count({ open: true });
    return unsent + (await store.collection<Hazard>('hazards').count({ relayPending: true })) === 0;
  });

const entries = (hazard: Hazard, command: string): number =>
  hazard.history.filter((entry) => entry.command === command).length;

/** The process dies of a click; back again, the same person clicks once more. @returns what they are told then */
async function clicksTwiceAround(death: Orders, click: () => Promise<ClickResult>): Promise<ClickResult> {
  await bot.orders(death);
  await click();
  await bot.dead();
  await bot.start();
  return click();
}

test.each(ROUNDS)(
  'a leader clicks 同意 and the process is killed at “$point”: approved once, and the second click says so',
  async ({ point, place }) => {
    const card = await people.sees('李敏', `请审批：${place}`);
    const again = await clicksTwiceAround({ dieAt: point }, () => people.clicks('李敏', card, '同意'));
    expect(again.toast?.content).toMatch(
      point === 'clicked' ? /^已同意，孙强开始整改$/u : /^李敏已于10:\d\d同意，不用再点$/u,
    );
    const hazard = await hazardOf(place);
    expect(hazard.status).toBe('rectifying');
    expect(entries(hazard, 'approvePlan')).toBe(1);
    await people.sees('孙强', `请整改：${place}`);
  },
  60_000,
);

test.each(MAJORS)(
  'a major hazard is verified, told to four people, and the process is killed at “$point”: each hears of it once',
  async ({ point, time, place }) => {
    const card = await people.sees('王芳', `请核实：${place}`);
    const form = { level: 'major', interim: '锁已打开，专人看守', rectifier: await idOf('赵淑兰') };
    const again = await clicksTwiceAround({ dieAt: point, time }, () =>
      people.clicks('王芳', card, '核实属实，交办', form),
    );
    expect(again.toast?.content).toMatch(/^王芳已于10:\d\d核实属实，交办，不用再点$/u);
    expect(entries(await hazardOf(place), 'verify')).toBe(1);
    await people.sees('赵淑兰', `请报方案：${place}`);
  },
  60_000,
);

test('when all is quiet every notice was seen exactly once, and every copy of a card shows how things are', async () => {
  await quiet();
  for (const { place } of ROUNDS) {
    expect(people.titled('孙强', `请整改：${place}`)).toHaveLength(1);
    expect(
      [...people.inbox('李敏'), ...people.inbox('王芳')].filter((card) => card.title.includes(place)),
    ).toHaveLength(2);
    const [receipt, ...more] = sim.state.repliesOf(said.get(place) ?? '').map(seen);
    expect(receipt?.title).toBe(`整改中：${place}的灯坏了`);
    expect(more).toEqual([]);
  }
  for (const { place } of MAJORS) {
    expect(people.titled('赵淑兰', place)).toHaveLength(1);
    for (const leader of ['周建国', '李敏', '陈静'])
      expect(
        people.inbox(leader).filter((card) => card.text.includes(place) || card.title.includes(place)),
      ).toHaveLength(1);
  }
  const open = people.inbox('李敏').filter((card) => card.buttons.some((one) => one.label === '同意'));
  expect(open.map((card) => card.title)).toEqual([]);
});

test('the process is killed in the middle of the morning digest: everybody gets exactly one', async () => {
  await bot.orders({ dieAt: 'told', time: 2 });
  await sim.clock.set(moment('2026-10-28 09:00'));
  await bot.orders({ dieAt: 'told', time: 2, aheadMs: ahead() });
  await bot.dead();
  const runs = store.collection<{ _id: string; state: string }>('jobRuns');
  expect((await runs.get('morning-digest:2026-10-28'))?.state).toBe('running');
  await bot.start();
  await until(async () => (await runs.get('morning-digest:2026-10-28'))?.state === 'done', 15_000);
  await quiet();
  const digests = [...sim.state.people.values()].map(({ name }) => [
    name,
    people.titled(name, '今天有').length,
  ]);
  expect(digests.filter(([, n]) => n !== 0)).toEqual([
    ['周建国', 1],
    ['李敏', 1],
    ['陈静', 1],
    ['孙强', 1],
    ['赵淑兰', 1],
    ['王芳', 1],
  ]);
  expect(sim.state.violations).toEqual([]);
});
