import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, playedTo } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type Seen, type World } from '../harness/world.js';

/* One fire, many messages: one record and one card that grows; another danger, another unit stays its own. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-11-18 08:53');
});
afterEach(async () => {
  const { violations } = world.sim.state;
  await world.stop();
  expect(violations).toEqual([]);
});

const DRIPS = '九楼楼梯拐角一直往下滴水';
const SMELLS = '十一楼有烧塑料的味 越来越冲 熏得头疼';
const BURNS = '十五楼楼道纸箱子烧起来了';

const titled = (name: string, part: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((one) => one.title.includes(part));
/** The bot's answers under this message. */
const answers = (messageId: string): readonly Seen[] =>
  world
    .group(GROUPS.home1)
    .messages()
    .filter(({ message }) => message.parentId === messageId);

/** The three messages of cases.md 72, in one group within seven minutes. */
async function oneFire(): Promise<{ drips: string; smells: string; burns: string }> {
  const group = world.group(GROUPS.home1);
  const drips = await group.says('孙强', DRIPS);
  await world.at('2026-11-18 08:56');
  const smells = await group.says('刘小燕', SMELLS);
  await world.at('2026-11-18 09:00');
  const burns = await group.says('许倩', BURNS, { images: [await samplePhoto()] });
  return { drips: drips.messageId, smells: smells.messageId, burns: burns.messageId };
}

test('case 72: one fire in three messages: each is answered with the number, those on duty have one card that grows', async () => {
  const said = await oneFire();
  const all = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code));
  expect(all.map(({ code, text }) => [code, text])).toEqual([
    ['YH-2026-0001', DRIPS],
    ['YH-2026-0002', SMELLS],
  ]);
  const joined = all[1]?.history.find(({ command }) => command === 'joinEmergency');
  expect(joined).toMatchObject({ note: BURNS, by: 'unknown:许倩', after: { place: '十五楼楼道' } });
  expect(joined?.at.toISOString()).toMatch(/^2026-11-18T01:00:0/u);

  // Who writes is answered at once, the number first.
  for (const [messageId, title] of [
    [said.smells, '紧急：十一楼有烧塑料的味 越来越冲'],
    [said.burns, '紧急：十五楼楼道纸箱子烧起来了'],
  ] as const) {
    const [answer] = answers(messageId);
    expect(answer?.title).toBe(title);
    expect(answer?.colour).toBe('red');
    expect(answer?.text).toContain('走楼梯不乘电梯');
    expect(firstLine(answer)).toContain('马上打119。');
  }
  expect(answers(said.burns)[0]?.text).toContain('YH-2026-0002 十一楼有烧塑料的味 越来越冲（08:56报）');
  expect(answers(said.burns)[0]?.buttons).toEqual([]);

  for (const name of ['赵淑兰', '王芳', '李敏']) {
    const [card, ...more] = titled(name, '紧急：');
    expect(more).toEqual([]);
    const text = card?.text ?? '';
    expect(text).toContain('09:00 十五楼楼道');
    expect(text.indexOf(BURNS)).toBeLessThan(text.indexOf(SMELLS));
    expect(text).toContain('可能有关　YH-2026-0001 九楼楼梯拐角一直往下滴水（待核实）');
    expect(card?.buttons.map(({ label }) => label)).toEqual(['我来处理']);
    // The ping is a short answer to that card, and nothing to click.
    const [ping, ...pings] = titled(name, '又有人报');
    expect(pings).toEqual([]);
    expect(ping?.title).toBe('又有人报：十五楼楼道纸箱子烧起来了');
    expect(ping?.message.parentId).toBe(card?.message.messageId);
    expect(ping?.message.urgentFor).toEqual([openIdOf(name)]);
    expect(ping?.buttons).toEqual([]);
  }

  // Nobody answers: whoever is asked next sees all of it, on one card.
  await world.at('2026-11-18 09:07');
  for (const name of ['陈静', '周建国']) {
    const [card, ...more] = titled(name, '紧急：');
    expect(more).toEqual([]);
    for (const words of [SMELLS, BURNS, 'YH-2026-0001']) expect(card?.text).toContain(words);
  }
});

test('the one card settles them all: who is told, who answers, photos, 查询, the check of next morning', async () => {
  const said = await oneFire();
  const head = world.person('赵淑兰');
  const fire = await world.hazard('YH-2026-0002');
  expect(fire.photos).toMatchObject([{ state: 'kept' }]);
  expect(fire.alsoReporterIds).toEqual([]);
  await head.clicks(head.sees('紧急：'), '我来处理');
  for (const id of [said.smells, said.burns]) expect(answers(id)[0]?.text).toContain('已看到，正在处理');
  // A photo sent in private after the message joins the record as well.
  await world.at('2026-11-18 09:05');
  await world.group(GROUPS.home1).says('金凤', '十六楼也全是烟');
  await world.person('金凤').sends(1);
  expect((await world.hazard('YH-2026-0002')).photos).toHaveLength(2);
  expect((await world.hazard('YH-2026-0002')).alsoReporterIds).toEqual([await idOf(world, '金凤')]);
  await head.clicks(head.sees('紧急：'), '险情已排除', { note: '十五楼纸箱烧了，已扑灭' });
  for (const id of [said.smells, said.burns]) expect(answers(id)[0]?.title).toContain('险情已排除（09:05）');
  expect(answers(said.burns)[0]?.title).toContain('十五楼楼道纸箱子烧起来了');
  for (const name of ['赵淑兰', '王芳']) {
    expect(titled(name, '紧急：')).toEqual([]);
    expect(titled(name, '又有人报')).toEqual([]);
  }
  expect(await world.hazards()).toHaveLength(2);
  await world.at('2026-11-19 08:01');
  const review = world.person('王芳').sees('请核实：十一楼有烧塑料的味');
  expect(review.text).toContain(BURNS);
  expect(review.text).toContain('可能有关　YH-2026-0001');
  const fang = world.person('王芳');
  await fang.says('查询 十五楼');
  expect(fang.inbox().at(-1)?.text).toContain('0002');
  // 更正 of the first words leaves what the others wrote to be found.
  await fang.clicks(fang.sees('请核实：十一楼'), '更正');
  await fang.clicks(fang.sees('更正：十一楼'), '保存更正', { text: '十一楼西头电线烧焦' });
  for (const words of ['查询 十五楼', '查询 电线烧焦', '查询 十六楼']) {
    await fang.says(words);
    expect(fang.inbox().at(-1)?.text).toContain('0002');
  }
});

test('是误报 is seen by everybody who wrote; one of them alone can not take it back', async () => {
  const said = await oneFire();
  const first = world.person('刘小燕');
  await world.sim.client.recall(said.smells);
  await world.settle();
  expect((await first.clicks(first.sees('您撤回了消息'), '一起撤回')).toast?.content).toBe(
    '别人也报了这件，不能撤回，请找带班领导',
  );
  await world.sim.client.recall(said.burns);
  await world.settle();
  expect(world.person('许倩').sees('您撤回了消息').text).toContain(
    '您说的已记在 YH-2026-0002 里，别人也报了，照常办。',
  );
  const head = world.person('赵淑兰');
  await head.clicks(head.sees('紧急：'), '我来处理');
  await head.clicks(head.sees('紧急：'), '是误报');
  expect(answers(said.burns)[0]?.title).toContain('是误报（09:00）');
});

test('another danger in the same unit has its own card, linked; another unit is never joined', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', BURNS);
  await group.says('金凤', '三楼有人晕倒了');
  await group.says('孙强', '五楼有人晕倒了');
  await world.group(GROUPS.home2).says('田亮', '一楼厨房着火了');
  const [fire, faint, second, other] = (await world.hazards()).toSorted((a, b) =>
    a.code.localeCompare(b.code),
  );
  expect([fire, faint, second, other].map((one) => one?.emergency?.trigger)).toEqual([
    'smoke-fire',
    'collapsed-person',
    'collapsed-person',
    'smoke-fire',
  ]);
  expect(faint?.relatedIds).toEqual([fire?._id]);
  expect(other?.relatedIds ?? []).toEqual([]);
  expect(titled('赵淑兰', '紧急：').map(({ title }) => title)).toEqual([
    '紧急：十五楼楼道纸箱子烧起来了',
    '紧急：三楼有人晕倒了',
    '紧急：五楼有人晕倒了',
  ]);
  expect(titled('赵淑兰', '紧急：')[1]?.text).toContain(`可能有关　${fire?.code}`);
  expect(titled('马秀英', '紧急：')).toHaveLength(1);
});

test('after the danger is over, or half an hour without a word, the next message is an emergency of its own', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', BURNS);
  await world.at('2026-11-18 09:20');
  await group.says('金凤', '十六楼也全是烟');
  await world.at('2026-11-18 09:45');
  await group.says('孙强', '十七楼也全是烟');
  expect(await world.hazards()).toHaveLength(1);
  await world.at('2026-11-18 10:20');
  await group.says('金凤', '十二楼冒黑烟');
  expect(await world.hazards()).toHaveLength(2);
  const head = world.person('赵淑兰');
  await head.clicks(head.sees('紧急：十二楼'), '我来处理');
  await head.clicks(head.sees('紧急：十二楼'), '险情已排除');
  await group.says('孙强', '十二楼又着火了');
  // The first one is still open, but has been quiet for too long.
  expect(await world.hazards()).toHaveLength(3);
});

test('many voices in one minute: none is lost, the telephone rings at once and then once a minute', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', BURNS);
  for (const floor of ['六', '七', '八', '九', '十']) await group.says('金凤', `${floor}楼全是烟`);
  const fire = await world.hazard();
  expect(fire.history.filter(({ command }) => command === 'joinEmergency')).toHaveLength(5);
  expect(titled('赵淑兰', '又有人报')).toHaveLength(1);
  await world.at('2026-11-18 08:55');
  const pings = titled('赵淑兰', '又有人报');
  expect(pings).toHaveLength(2);
  for (const floor of ['七', '八', '九', '十']) expect(pings[1]?.text).toContain(`${floor}楼全是烟`);
  expect(titled('赵淑兰', '紧急：')[0]?.text).toContain('还有1条较早的，见办理过程');
});

test('danger written as an answer to a card is danger all the same', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('孙强', DRIPS);
  const drips = group.last().message.messageId;
  const burns = await group.says('刘小燕', BURNS, { replyTo: drips });
  expect(firstLine(answers(burns.messageId)[0])).toContain('119');
  const smoke = await group.says('金凤', '十六楼也全是烟', { replyTo: titledIn(group.messages(), '紧急：') });
  expect(answers(smoke.messageId)[0]?.text).toContain('已并入');
  expect(await world.hazards()).toHaveLength(2);
});

test('danger written as an answer to the digest of the morning is no progress note', async () => {
  await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  await world.at('2026-11-25 09:00');
  const qiang = world.person('孙强');
  const digest = qiang.sees('今天有').message.messageId;
  await qiang.says('二楼走廊着火了', { replyTo: digest });
  expect(firstLine(qiang.sees('紧急：二楼走廊着火了'))).toContain('119');
});

test('an anonymous voice joins without a trace of its author, and keeps its own receipt', async () => {
  await world.group(GROUPS.home1).says('刘小燕', SMELLS);
  const jin = world.person('金凤');
  await jin.says('匿名上报');
  await jin.says(BURNS);
  const [fire, sealed] = (await world.hazards()).toSorted((a, b) => a.code.localeCompare(b.code));
  expect(sealed).toMatchObject({ anonymous: true, status: 'merged', mergedInto: fire?._id });
  const stored = JSON.stringify([fire, sealed]);
  for (const trace of [openIdOf('金凤'), await idOf(world, '金凤'), '金凤', BURNS])
    expect(stored).not.toContain(trace);
  expect(titled('赵淑兰', '又有人报')[0]?.text).toContain('有人反映：十五楼楼道有烧起来');
  expect(titled('赵淑兰', '紧急：')).toHaveLength(1);
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}/u.exec(jin.sees('已收到匿名上报').text)?.[0] ?? '';
  await jin.says(`回执 ${code}`);
  expect(jin.inbox().at(-1)?.text).toContain(`和 ${fire?.code} 是同一件，已并入。`);
  expect(jin.inbox().at(-1)?.buttons).toEqual([]);
});

const firstLine = (seen: Seen | undefined): string =>
  (seen?.message.card as { body?: { elements?: readonly { content?: string }[] } } | undefined)?.body
    ?.elements?.[0]?.content ?? '';
const titledIn = (list: readonly Seen[], part: string): string =>
  list.findLast(({ title }) => title.includes(part))?.message.messageId ?? '';
