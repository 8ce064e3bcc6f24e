import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Hazard } from '../../src/hazards/hazard.js';
import { listOf, type Store } from '../../src/store/collection.js';
import { openStore } from '../../src/store/open.js';
import { createPeopleStore } from '../../src/store/people.js';
import { onlookersOf, type Onlookers } from '../harness/process-people.js';
import { botProcess, type BotProcess } from '../harness/process.js';
import { freshDatabase } from '../harness/store.js';
import { GROUPS, moment, nameGroups, openIdOf, until } from '../harness/world.js';
import { exampleBureau } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

/*
 * The service twice, each a process of its own, on one server that speaks MongoDB's protocol: two people at once, one to
 * each; then one of the two is killed. Where no server is (MONGODB_URI), two-instances.test.ts plays it in one process.
 */
const uri = process.env['MONGODB_URI'];
const suite = uri === undefined ? describe.skip : describe;

suite('two processes on one store', () => {
  let sim: Simulator;
  let bots: readonly BotProcess[] = [];
  let store: Store;
  let people: Onlookers;
  const mongodbUri = freshDatabase(uri ?? 'mongodb://127.0.0.1/');
  const urls: string[] = [];
  const ahead = (): number => sim.clock.now().getTime() - Date.now();
  /** What comes next goes to that one. */
  const to = (n: number): void => sim.connect(urls[n] ?? '');
  const idOf = async (name: string): Promise<string> =>
    (await listOf(store.collection<{ _id: string; name: string }>('people').find())).find(
      (person) => person.name === name,
    )?._id ?? '';
  const hazards = (): Promise<readonly Hazard[]> => listOf(store.collection<Hazard>('hazards').find());

  beforeAll(async () => {
    sim = await startSimulator({ ...(await exampleBureau()), start: moment('2026-10-20 10:00') });
    people = onlookersOf(sim);
    const env = (): NodeJS.ProcessEnv => ({ AHEAD_MS: String(ahead()), MONGODB_URI: mongodbUri });
    const script = 'test/harness/dying-service.ts';
    bots = [
      await botProcess(sim, { basePort: 8800, script, env }),
      await botProcess(sim, { basePort: 9300, script, env }),
    ];
    store = await openStore({ dataDir: bots[0]?.dataDir ?? '', mongodbUri });
    await nameGroups(
      createPeopleStore(
        store,
        () => sim.clock.now(),
        () => 'group',
      ),
    );
    for (const bot of bots) {
      await bot.start();
      urls.push(sim.webhookUrl());
    }
  });
  afterAll(async () => {
    for (const bot of bots) await bot.end('SIGKILL');
    await sim.stop();
    await store.close();
    for (const bot of bots) await bot.cleanUp();
    const connection = await mongoose.createConnection(mongodbUri).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });

  test('two people report and two decide at the same instant, one at each: all is told once, one decision counts', async () => {
    to(0);
    await sim.client.tells(openIdOf('周建国'), { text: '请假 10月20日到10月23日 李敏代' });
    const said = ['一楼走廊的灯坏了', '四楼安全出口被锁住了'].map((text, n) => {
      to(n);
      return sim.client.says(openIdOf(n === 0 ? '孙强' : '刘小燕'), GROUPS.home1, { text, at: true });
    });
    await Promise.all(said);
    await people.sees('王芳', '请核实：一楼走廊');
    const review = await people.sees('王芳', '请核实：四楼安全出口');
    to(1);
    await people.clicks('王芳', review, '核实属实，交办', {
      level: 'major',
      rectifier: await idOf('赵淑兰'),
      interim: '已开锁，专人看守',
    });
    to(0);
    await people.clicks('赵淑兰', await people.sees('赵淑兰', '请报方案'), '报周建国审批', {
      goal: '常开',
      measures: '拆锁换推杠锁',
      funds: '300元',
      people: '赵淑兰',
      schedule: '三天',
      safety: '专人看守到改好为止',
      finish: '2026-10-23 +0800',
    });
    const [mins, zhous] = [await people.sees('李敏', '请审批'), await people.sees('周建国', '请审批')];
    to(0);
    const one = people.clicks('李敏', mins, '同意');
    to(1);
    const other = people.clicks('周建国', zhous, '退回', { reason: '钱从哪来' });
    const words = (await Promise.all([one, other])).map(({ toast }) => toast?.content ?? '');
    expect(
      words.filter((text) => /^(?:李敏|周建国)已于10:\d\d(?:同意，退回|退回，同意)没有生效$/u.test(text)),
    ).toHaveLength(1);
    const all = await hazards();
    expect(all.map((hazard) => hazard.code).toSorted()).toEqual(['YH-2026-0001', 'YH-2026-0002']);
    const major = all.find((hazard) => hazard.level === 'major');
    const decided = major?.history.filter(({ command }) => /^(?:approve|return)Plan$/u.test(command));
    expect(decided).toHaveLength(1);
    const next = decided?.[0]?.command === 'approvePlan' ? '请整改' : '请改方案';
    await people.sees('赵淑兰', next);
    expect(people.titled('赵淑兰', next)).toHaveLength(1);
  });

  test('the one that sends is killed after Feishu took the message: the other takes over, nothing is seen twice', async () => {
    // Whoever has the sender's lease dies of it; the report comes to the first.
    for (const bot of bots) await bot.orders({ dieAt: 'sent' });
    to(0);
    const message = await sim.client.says(openIdOf('刘小燕'), GROUPS.home1, {
      text: '五楼露台的灯不亮',
      at: true,
    });
    const died = async (): Promise<number> => Promise.race(bots.map((bot, n) => bot.dead().then(() => n)));
    const gone = await died();
    const left = 1 - gone;
    await bots[left]?.orders({});
    to(left);
    // The dead one's leases run out.
    await sim.clock.advance(60_000);
    await bots[left]?.orders({ aheadMs: ahead() });
    await people.sees('王芳', '请核实：五楼露台');
    await until(
      async () =>
        (await store.collection<{ _id: string; open: boolean }>('outbox').count({ open: true })) === 0,
      60_000,
    );
    expect(sim.state.repliesOf(message.messageId)).toHaveLength(1);
    expect(people.titled('王芳', '请核实：五楼露台')).toHaveLength(1);
    expect(sim.state.violations).toEqual([]);
  }, 180_000);
});
