import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { InboxRow, OutboxRow } from '../../src/delivery/rows.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { listOf } from '../../src/store/collection.js';
import { ACTIONS, FIELDS } from '../../cards/actions.js';
import { playedTo } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, type Seen, type World } from '../harness/world.js';

let world: World;
let before: readonly Hazard[];
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'verifying', '一楼大厅的灯坏了');
  await playedTo(world, 'approving', '二楼走廊的灯坏了');
  await playedTo(world, 'approving', '三楼东侧安全出口锁了', 'major');
  await playedTo(world, 'rectifying', '四楼水房的地砖松了');
  await playedTo(world, 'rechecking', '五楼楼梯的扶手松了');
  await playedTo(world, 'closed', '六楼阳台的护栏松了');
  await world.group(GROUPS.home2).says('田亮', '厨房后门的锁坏了');
  before = await world.hazards();
  expect(before).toHaveLength(7);
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const RUNS = 100;
/** Texts that have broken programs: markup, pings, zero-width and half signs, pictures, far too much. */
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '　',
    '<at id=all></at>',
    '**[点](http://x)**<script>1</script>',
    '\u200B\u200D\uFEFF',
    '\uD83D',
    '👨‍👩‍👧‍👦🔥',
    '很长的经过'.repeat(4000),
    '{"$gt":""}',
    '../../etc/passwd',
    '__proto__',
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const anything = fc.oneof(
  nasty,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nasty, { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
);

function valueOf(): fc.Arbitrary<unknown> {
  const ids = before.map((hazard) => hazard._id);
  const action = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ACTIONS) }, nasty);
  const id = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ids) },
    fc.constantFrom('__proto__', 'constructor', 'toString', ids.join()),
    anything,
  );
  const stage = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -1, max: 12 }) }, anything);
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record(
        { a: action, h: id, s: stage, x: fc.oneof(id, anything) },
        { requiredKeys: ['a'] },
      ),
    },
    anything,
  );
}

const formOf = (): fc.Arbitrary<Record<string, unknown>> =>
  fc.dictionary(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...FIELDS) },
      fc.constantFrom('status', '__proto__', 'constructor'),
    ),
    fc.oneof(anything, fc.constantFrom(...before.map((hazard) => hazard._id))),
    { maxKeys: 8 },
  );

/** Notices that the clicks asked for are of no interest; what is stored about hazards is. */
async function unchanged(): Promise<void> {
  await world.temp.store.collection<OutboxRow>('outbox').remove({ open: true });
  const now = new Map((await world.hazards()).map((hazard) => [hazard._id, hazard]));
  for (const hazard of before) expect(now.get(hazard._id)).toEqual(hazard);
}

const cardsOf = (name: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.message.card !== undefined);

test('whatever a forged click says: a stranger and another unit’s staff get an answer, and no hazard changes', async () => {
  const [card] = cardsOf('王芳');
  if (card === undefined) throw new Error('no card');
  await fc.assert(
    fc.asyncProperty(valueOf(), formOf(), fc.constantFrom('许倩', '谢娜'), async (value, form, name) => {
      const answer = await world.sim.client.click(openIdOf(name), card.message.messageId, {
        value,
        name: 'b',
        form,
      });
      expect(answer.error).toBeUndefined();
      expect(answer.toast ?? answer.card).toBeDefined();
    }),
    { numRuns: RUNS },
  );
  await unchanged();
});

test('every button with every other hazard’s id, another stage, a wrong type: an answer each time, and neither a closed hazard nor another unit’s moves', async () => {
  const ids = before.map((hazard) => hazard._id);
  const away = before.filter((hazard) => !hazard.open || hazard.source.chatId === GROUPS.home2);
  expect(away).toHaveLength(2);
  const tried = new Set<string>();
  for (const name of ['王芳', '孙强', '刘小燕'])
    for (const card of cardsOf(name))
      for (const button of card.buttons) {
        const value = button.value as { a?: string; h?: string; s?: number } | undefined;
        if (value?.a === undefined || tried.has(`${name}:${value.a}`)) continue;
        tried.add(`${name}:${value.a}`);
        for (const forged of [
          ...away.map((hazard) => ({ ...value, h: hazard._id, s: hazard.stageSeq })),
          ...ids.slice(0, 2).map((h) => ({ ...value, h, s: 99 })),
          { ...value, h: 7, s: 'x' },
          { ...value, h: null },
        ]) {
          const answer = await world.sim.client.click(openIdOf(name), card.message.messageId, {
            value: forged,
            name: 'b',
            form: { note: 'x', reason: 'x', opinion: 'x', measures: 'x', level: 'ordinary', to: ids[0] },
          });
          expect([value.a, answer.error]).toEqual([value.a, undefined]);
        }
      }
  // 18 as a rule; a random click of the test before may have turned the first card over.
  expect(tried.size).toBeGreaterThan(10);
  await world.temp.store.collection<OutboxRow>('outbox').remove({ open: true });
  const now = new Map((await world.hazards()).map((hazard) => [hazard._id, hazard]));
  for (const hazard of away) expect(now.get(hazard._id)).toEqual(hazard);
  before = (await world.hazards()).filter((hazard) => ids.includes(hazard._id));
});

test('whatever an event holds: it is acknowledged, put aside, and the next message is taken as ever', async () => {
  const { engine, client, app } = world.sim;
  const types = [
    'im.message.receive_v1',
    'im.message.recalled_v1',
    'im.chat.member.bot.added_v1',
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    'application.bot.menu_v6',
    'contact.user.deleted_v3',
    'contact.user.updated_v3',
    'some.event.of.tomorrow_v9',
  ];
  const message = fc.record(
    {
      message_id: fc.oneof(nasty, anything),
      chat_id: fc.oneof(fc.constant(GROUPS.home1), anything),
      chat_type: fc.oneof(fc.constantFrom('p2p', 'group', 'topic'), anything),
      message_type: fc.oneof(
        fc.constantFrom('text', 'post', 'image', 'file', 'interactive', 'todo'),
        anything,
      ),
      content: fc.oneof(fc.json(), nasty, anything),
      mentions: fc.oneof(
        fc.array(fc.record({ key: anything, id: anything, name: anything }), { maxLength: 2 }),
        anything,
      ),
      create_time: anything,
      parent_id: anything,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.record({
      message,
      sender: fc.oneof(fc.record({ sender_id: fc.record({ open_id: nasty }) }), anything),
    }),
    fc.dictionary(
      fc.constantFrom('chat_id', 'operator_id', 'message_id', 'object', 'event_key', '__proto__'),
      anything,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...types), body, async (type, event) => {
      const envelope = engine.envelope(type, event as Record<string, unknown>, world.sim.state.id('ev_'));
      expect(await engine.again(envelope as never)).toBe(200);
    }),
    { numRuns: RUNS, examples: [['im.chat.member.bot.added_v1', { chat_id: '\ud800' }]] },
  );
  expect(app.appId).not.toBe('');
  await world.app().tick();
  await unchanged();
  const rows = await listOf(world.temp.store.collection<InboxRow>('inbox').find());
  expect(rows.filter((row) => row.state !== 'done').map((row) => `${row._id} ${row.error ?? ''}`)).toEqual(
    [],
  );
  const n = (await world.hazards()).length;
  await client.says(openIdOf('刘小燕'), GROUPS.home1, { text: '九楼水房的灯坏了', at: true });
  await world.settle();
  expect(await world.hazards()).toHaveLength(n + 1);
});

test('half signs, zero-width signs, pictures and 20,000 characters: stored readable, answered, shown', async () => {
  const n = (await world.hazards()).length;
  const texts = [
    '\uD83D七楼水房的灯坏了',
    '八楼\u200B水房\u200D的灯\uFEFF坏了',
    '🔥👨‍👩‍👧‍👦十楼水房的插座松了👍🏽',
    `十一楼水房的插座松了${'很长的经过'.repeat(4000)}`,
  ];
  for (const text of texts) await world.group(GROUPS.home1).says('刘小燕', text);
  const made = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code)).slice(n);
  expect(made).toHaveLength(4);
  expect(made[0]?.text).toBe('\uFFFD七楼水房的灯坏了');
  expect(made[1]?.text).toBe('八楼水房的灯坏了');
  expect(made[2]?.text).toContain('十楼水房的插座松了👍🏽');
  expect(made[3]?.text).toHaveLength((texts[3] ?? '').length);
  for (const hazard of made)
    expect(
      world
        .person('王芳')
        .inbox()
        .some((card) => card.title === `请核实：${hazard.title}`),
    ).toBe(true);
  const liu = world.person('刘小燕');
  await liu.says('\u200B\uFEFF');
  expect(liu.inbox().at(-1)?.text).toContain('请写清地点和情况');
  expect(await world.hazards()).toHaveLength(n + 4);
});
