import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCardAction } from '../../src/feishu/click.js';
import { readEnvelope, type Envelope } from '../../src/feishu/inbound.js';
import { createLog } from '../../src/log.js';
import type { InboxRow, OutboxRow } from '../../src/delivery/rows.js';
import type { Store } from '../../src/store/collection.js';
import { idOf } from '../harness/acts.js';
import { startBot, type Bot } from '../harness/bot.js';
import { withRandomTurns } from '../harness/store.js';
import { createWorld, GROUPS, moment, openIdOf, type World } from '../harness/world.js';

/*
 * Two bots on one store: side by side on the built-in one in every run, and with two connections of their own on a
 * server that speaks MongoDB's protocol (TEST_STORE=mongo).
 */
let world: World;
let second: Bot;
let itsStore: Store;

async function startSecond(crash?: (point: string) => void): Promise<void> {
  itsStore = (await world.temp.again?.()) ?? world.temp.store;
  second = await startBot(
    world.sim,
    withRandomTurns(itsStore),
    world.temp.dataDir,
    createLog('silent'),
    'webhook',
    crash === undefined ? {} : { crash },
  );
}

beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00', 'webhook', withRandomTurns);
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await second.stop();
  if (itsStore !== world.temp.store) await itsStore.close();
  await world.stop();
});

const id = (name: string): Promise<string> => idOf(world, name);
const titles = (name: string, part: string): readonly string[] =>
  world
    .person(name)
    .inbox()
    .map((card) => card.title)
    .filter((title) => title.includes(part));

function enveloped(type: string, event: Record<string, unknown>): Envelope {
  const envelope = readEnvelope(world.sim.engine.envelope(type, event, world.sim.state.id('ev_')));
  if (envelope === undefined) throw new Error('not an event');
  return envelope;
}

/** Somebody writes in the group; the event is still on its way. */
async function says(name: string, text: string): Promise<Envelope> {
  const message = await world.sim.client.says(openIdOf(name), GROUPS.home1, { text });
  return enveloped('im.message.receive_v1', world.sim.client.messageEvent(message, true));
}

/** Somebody writes in the group; Feishu brings it to both instances at the same instant. */
async function saysToBoth(name: string, text: string): Promise<void> {
  const envelope = await says(name, text);
  await Promise.all([world.app(), second.app].map((app) => app.onEvent(envelope, JSON.stringify(envelope))));
}

/** Both at once, whichever of them has the sender's lease, until nothing is due. */
async function bothWork(): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await Promise.all([world.app().tick(), second.app.tick()]);
    const now = world.sim.clock.now();
    const due = await world.temp.store
      .collection<OutboxRow>('outbox')
      .count({ open: true, wakeAt: { $lte: now } });
    const waiting = await world.temp.store.collection<InboxRow>('inbox').count({ state: 'new' });
    if (due + waiting === 0 && round > 1) return;
    // Refreshes wait for two seconds, the platform's rates for less.
    await world.sim.clock.advance(2500);
  }
  throw new Error('something stays due');
}

test('events to both: one hazard each, one receipt in the thread, one card for the officer', async () => {
  await startSecond();
  for (const n of [1, 2, 3, 4, 5]) await saysToBoth('刘小燕', `${n}号房间的应急灯不亮`);
  await bothWork();
  const hazards = await world.hazards();
  expect(hazards.map((one) => one.text).toSorted()).toEqual(
    [1, 2, 3, 4, 5].map((n) => `${n}号房间的应急灯不亮`),
  );
  expect(new Set(hazards.map((one) => one.code)).size).toBe(5);
  expect(world.group(GROUPS.home1).messages()).toHaveLength(5);
  expect(titles('王芳', '请核实')).toHaveLength(5);
});

test('two ticks at 09:00: one digest a person; both notice an emergency nobody takes, each is alerted once', async () => {
  await startSecond();
  await saysToBoth('刘小燕', '三楼西侧应急灯不亮');
  await bothWork();
  await world.sim.clock.set(moment('2026-10-21 09:00'));
  await bothWork();
  expect(titles('王芳', '10月21日')).toHaveLength(1);
  await saysToBoth('刘小燕', '厨房好大煤气味');
  await bothWork();
  await world.sim.clock.set(moment('2026-10-21 09:04'));
  await bothWork();
  await world.sim.clock.set(moment('2026-10-21 09:12'));
  await bothWork();
  for (const name of ['李敏', '赵淑兰', '王芳', '陈静', '周建国'])
    expect(titles(name, '紧急：')).toHaveLength(1);
});

test('two first words of one fire at the same instant, one to each: one record, both kept, one card', async () => {
  await startSecond();
  for (const [round, floor] of ['三', '四', '五', '六'].entries()) {
    // Each of them an hour after the last: nothing is there to join.
    await world.sim.clock.set(moment(`2026-10-2${round + 1} 10:00`));
    const [a, b] = [await says('刘小燕', `${floor}楼着火了`), await says('金凤', `${floor}楼全是黑烟`)];
    await Promise.all([world.app().onEvent(a, JSON.stringify(a)), second.app.onEvent(b, JSON.stringify(b))]);
    await bothWork();
    expect(await world.hazards()).toHaveLength(round + 1);
    const fire = await world.hazard();
    expect(fire.history.filter(({ command }) => command === 'joinEmergency')).toHaveLength(1);
    const words = [fire.text, ...fire.history.flatMap(({ note }) => note ?? [])];
    expect(words.toSorted()).toEqual([`${floor}楼全是黑烟`, `${floor}楼着火了`].toSorted());
    expect(titles('赵淑兰', '紧急：')).toHaveLength(round + 1);
    expect(titles('赵淑兰', '又有人报')).toHaveLength(round + 1);
  }
});

test('the same decision and its opposite clicked on both at the same instant: one is taken, the other is told', async () => {
  await startSecond();
  for (const [round, answers] of [
    ['一', ['approve', 'approve']],
    ['二', ['approve', 'return']],
    ['三', ['return', 'approve']],
  ] as const) {
    await saysToBoth('刘小燕', `${round}号仓库的门锁坏了`);
    await bothWork();
    const review = world.person('王芳').sees(`请核实：${round}号`);
    await world.sim.client.click(openIdOf('王芳'), review.message.messageId, {
      value: review.buttons.find((one) => one.label === '核实属实，交办')?.value,
      form: { level: 'ordinary', manner: 'days7', rectifier: await id('孙强'), measures: '换锁' },
    });
    await bothWork();
    const card = world.person('李敏').sees(`请审批：${round}号`);
    const button = (label: string): unknown => card.buttons.find((one) => one.label === label)?.value;
    const click = (what: 'approve' | 'return'): Envelope =>
      enveloped('card.action.trigger', {
        operator: { open_id: openIdOf('李敏') },
        token: 'c-1',
        action: {
          tag: 'button',
          value: button(what === 'approve' ? '同意' : '退回'),
          form_value: { reason: '先问价' },
        },
        context: { open_message_id: card.message.messageId, open_chat_id: card.message.chatId },
      });
    const [a, b] = answers.map(click);
    if (a === undefined || b === undefined) throw new Error('two clicks are needed');
    expect(readCardAction(a)?.openId).toBe(openIdOf('李敏'));
    const toasts = (await Promise.all([world.app().onCallback(a), second.app.onCallback(b)])).map(
      (answer) => (answer as { toast?: { content: string } }).toast?.content ?? '',
    );
    await bothWork();
    const hazard = await world.hazard();
    const decisions = hazard.history.filter(
      ({ command }) => command === 'approvePlan' || command === 'returnPlan',
    );
    expect(decisions).toHaveLength(1);
    expect(toasts.filter((words) => /^李敏已于10:\d\d(?:同意|退回)/u.test(words))).toHaveLength(1);
    const approved = decisions[0]?.command === 'approvePlan';
    expect(titles('孙强', `请整改：${round}号`)).toHaveLength(approved ? 1 : 0);
    if (!approved) expect(hazard.status).toBe('planning');
  }
});

test.each(['before-send', 'sent'])(
  'one is killed at %s while it holds the sender’s lease: the other takes over, every notice is seen exactly once',
  async (point) => {
    let armed = true;
    await startSecond((here) => {
      if (!armed || here !== point) return;
      armed = false;
      throw new Error(`killed at ${point}`);
    });
    const message = await world.sim.client.says(openIdOf('刘小燕'), GROUPS.home1, {
      text: '二楼灭火器没压力了',
    });
    const envelope = enveloped('im.message.receive_v1', world.sim.client.messageEvent(message, true));
    // The first one has let go of the lease by its own time; the second takes it, and dies.
    await world.sim.clock.advance(20_000);
    await second.app.onEvent(envelope, JSON.stringify(envelope));
    await second.app.tick();
    expect(armed).toBe(false);
    // The dead one's leases run out: 15 s the sender's, 30 s its row, 60 s its event.
    await world.sim.clock.advance(61_000);
    await world.settle();
    expect(await world.hazards()).toHaveLength(1);
    expect(world.group(GROUPS.home1).messages()).toHaveLength(1);
    expect(titles('王芳', '请核实')).toHaveLength(1);
  },
);
