import { afterEach, expect, test } from '@jest/globals';
import { dumpOf, idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const cards = (name: string, title: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((card) => card.title.startsWith(title));

test('case 90: a deputy on leave with a substitute: what waited is shown to both, the first decision counts with 代, and what is still open is the deputy’s own again', async () => {
  world = await createWorld('2026-10-10 09:30');
  const min = world.person('李敏');
  await min.says('请假 10月12日到10月16日 赵国庆代');
  const a = await playedTo(world, 'approving', '二楼走廊的灯坏了');
  expect(cards('赵国庆', '请审批')).toHaveLength(0);
  await world.at('2026-10-12 09:00:10');
  expect(world.person('赵国庆').sees('今天有').text).toContain(a.title);
  expect(min.sees('今天有').text).toContain(a.title);
  await world.at('2026-10-13 10:00');
  const b = await playedTo(world, 'approving', '三楼水房的地砖松了');
  expect(cards('赵国庆', `请审批：${b.title}`)).toHaveLength(1);
  expect(cards('李敏', `请审批：${b.title}`)).toHaveLength(1);
  const digest = world.person('赵国庆').sees('今天有');
  const open = digest.buttons.find((button) => (button.value as { x?: string }).x === a._id);
  expect(open).toBeDefined();
  await world.person('赵国庆').clicks(digest, open?.label ?? '');
  await world.person('赵国庆').clicks(world.person('赵国庆').sees(`请审批：${a.title}`), '同意');
  const decided = (await world.hazard(a.code)).history.find((entry) => entry.command === 'approvePlan');
  expect(decided).toMatchObject({ by: await idOf(world, '赵国庆'), actingFor: await idOf(world, '李敏') });
  const live = min
    .inbox()
    .filter((card) => card.title.includes(a.title) && card.buttons.some((button) => button.label === '同意'));
  expect(live).toEqual([]);
  await world.at('2026-10-19 09:30');
  await min.says('我的待办');
  expect(min.sees('我的待办').text).toContain(b.title);
  await world.person('赵国庆').says('我的待办');
  expect(world.person('赵国庆').sees('我的待办').text).not.toContain(b.title);
  expect(
    (await world.person('赵国庆').clicks(cards('赵国庆', `请审批：${b.title}`)[0] ?? digest, '同意')).toast
      ?.content,
  ).toBe('这一步由李敏办');
});

test('case 94: the deputy stopped the bot when a hazard reaches T+3: it goes to the office, and the director is left in peace until T+7', async () => {
  world = await createWorld('2026-10-20 10:00');
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  expect(hazard.dueDay).toBe('2026-10-27');
  world.sim.state.change(openIdOf('李敏'), { stoppedBot: true });
  await world.at('2026-10-30 09:00:10');
  await world.settle();
  const digests = (name: string): readonly Seen[] => cards(name, '今天有');
  // Beside a digest of her own.
  expect(digests('陈静').some((card) => card.text.includes(hazard.title))).toBe(true);
  expect(digests('周建国').filter((card) => card.text.includes(hazard.title))).toEqual([]);
  await world.at('2026-11-05 09:00:10');
  expect(digests('周建国').at(-1)?.text).toContain(hazard.title);
});

test('who stopped the bot and writes to it again is reached again, as `org check` promises', async () => {
  world = await createWorld('2026-10-20 10:00');
  world.sim.state.change(openIdOf('王芳'), { stoppedBot: true });
  const home = world.group(GROUPS.home1);
  await home.says('刘小燕', '二楼走廊的灯坏了');
  expect(cards('王芳', '请核实')).toHaveLength(0);
  expect(cards('赵淑兰', '请核实')).toHaveLength(1);
  const away = async (): Promise<boolean> =>
    (await world.app().people.org()).people.find(({ name }) => name === '王芳')?.unreachable === true;
  expect(await away()).toBe(true);
  world.sim.state.change(openIdOf('王芳'), { stoppedBot: false });
  await world.person('王芳').says('帮助');
  expect(await away()).toBe(false);
  await home.says('刘小燕', '三楼水房的水龙头漏水');
  expect(cards('王芳', '请核实：三楼')).toHaveLength(1);
});

test('case 99: the morning’s digest answered in words: 弄好了 opens the form, 别催了 is progress, 已知晓 silences until the next rung', async () => {
  world = await createWorld('2026-10-20 10:00');
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const qiang = world.person('孙强');
  await world.at('2026-10-28 09:00:10');
  const replyTo = qiang.sees('今天有').message.messageId;
  for (const words of ['弄好了', '早修完了啊']) {
    const before = cards('孙强', '请整改').length;
    await qiang.says(words, { replyTo });
    expect(cards('孙强', '请整改')).toHaveLength(before + 1);
    expect((await world.hazard(hazard.code)).status).toBe('rectifying');
  }
  await qiang.says('别催了 配件没到', { replyTo });
  expect((await world.hazard(hazard.code)).history.at(-1)).toMatchObject({
    command: 'addProgress',
    note: '别催了 配件没到',
  });
  await qiang.says('已知晓', { replyTo });
  expect(qiang.sees('知道了').text).toContain('下次升级前不再提醒');
  const n = cards('孙强', '今天有').length;
  await world.at('2026-10-29 09:00:10');
  expect(cards('孙强', '今天有')).toHaveLength(n);
  await world.at('2026-10-30 09:00:10');
  expect(cards('孙强', '今天有')).toHaveLength(n + 1);
});

test('case 99: with two things in hand the digest’s answer asks which one, or takes the one that is named', async () => {
  world = await createWorld('2026-10-20 10:00');
  const one = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const two = await playedTo(world, 'rectifying', '三楼水房的地砖松了');
  const qiang = world.person('孙强');
  await world.at('2026-10-28 09:00:10');
  const replyTo = qiang.sees('今天有').message.messageId;
  await qiang.says('弄好了', { replyTo });
  expect(qiang.sees('是哪一件').buttons.map((button) => button.label)).toEqual(
    expect.arrayContaining([one.title, two.title]),
  );
  await qiang.says(`${two.title} 等配件`, { replyTo });
  expect((await world.hazard(two.code)).history.at(-1)?.command).toBe('addProgress');
  expect((await world.hazard(one.code)).history.at(-1)?.command).not.toBe('addProgress');
});

test('case 87: numbers are never used again: withdrawn, not a hazard, restart', async () => {
  world = await createWorld('2026-10-20 10:00');
  const liu = world.person('刘小燕');
  await reported(world, '一楼大厅的灯坏了');
  await reported(world, '二楼走廊的灯坏了');
  await liu.clicks(world.group(GROUPS.home1).last(), '撤回');
  await reported(world, '三楼水房的灯坏了');
  await liu.clicks(world.group(GROUPS.home1).last(), '不是隐患');
  const third = (await world.hazards()).find((hazard) => hazard.code === 'YH-2026-0003');
  expect(third?.open).toBe(false);
  await world.restart();
  expect((await reported(world, '四楼水房的灯坏了')).code).toBe('YH-2026-0004');
  expect((await reported(world, '五楼水房的灯坏了')).code).toBe('YH-2026-0005');
});

test('case 100: an anonymous report with a photo that knows its place: no trace of its author in anything that is stored, sent, logged, exported or counted', async () => {
  world = await createWorld('2026-10-20 10:00');
  const sun = world.person('孙强');
  const from = world.lines.length;
  await sun.says('匿名上报');
  await sun.says('三号库房酒精和84堆一起，我是护理部小孙', { images: [await samplePhoto()] });
  const hazard = await world.hazard();
  const chat = world.sim.state.p2p(openIdOf('孙强')).chatId;
  const secrets = [openIdOf('孙强'), '孙强', '护理部小孙', chat, await idOf(world, '孙强')];
  const said = world.sim.state.messages
    .filter((one) => one.sender === openIdOf('孙强'))
    .map((one) => one.messageId);
  const about = (await dumpOf(world, ['hazards', 'outbox', 'cardRefs', 'inbox'])).filter((line) =>
    line.includes(hazard._id),
  );
  expect(about.length).toBeGreaterThan(1);
  for (const secret of [...secrets, ...said]) expect(about.join('\n')).not.toContain(secret);
  const logs = world.lines.slice(from).join('\n');
  expect(logs).not.toContain('护理部小孙');
  for (const secret of said) expect(logs.includes(secret) && logs.includes(hazard._id)).toBe(false);
  const keys = hazard.photos.map((photo) => photo.imageKey ?? '');
  expect(keys).toHaveLength(1);
  const uploaded = world.sim.state.blobs.get(keys[0] ?? '')?.bytes;
  expect(uploaded?.includes('secret position')).toBe(false);
  expect(world.person('陈静').sees('请改写').text).toContain('护理部小孙');
  for (const other of ['王芳', '赵淑兰', '周建国', '李敏'])
    expect(
      world
        .person(other)
        .inbox()
        .map((card) => card.text)
        .join('\n'),
    ).not.toContain('小孙');
  await world.person('周建国').says('台账');
  const file = world
    .person('周建国')
    .inbox()
    .find((one) => one.message.type === 'file');
  expect(file).toBeDefined();
});

test('case 102: curious keepers learn nothing from how they are answered; only both, about the same report, and it is logged and told', async () => {
  world = await createWorld('2026-10-20 10:00');
  const codes: string[] = [];
  for (const words of ['三号库房酒精和84堆一起', '配电间的门锁不上']) {
    await world.person('孙强').says('匿名上报');
    await world.person('孙强').says(words);
    codes.push((await world.hazard()).code);
  }
  const [one = '', two = ''] = codes;
  const ordinary = await reported(world, '一楼大厅的灯坏了');
  const jing = world.person('陈静');
  const lei = world.person('张磊');
  const ask = async (who: typeof jing, code: string): Promise<string> => {
    await who.says(`查身份 ${code.slice(-4)} 要当面核实`);
    return who.inbox().at(-1)?.text ?? '';
  };
  const neutral = await ask(jing, one);
  expect(await ask(jing, ordinary.code)).toBe(neutral);
  expect(await ask(jing, 'YH-2026-9999')).toBe(neutral);
  await world.person('王芳').says(`查身份 ${one.slice(-4)} 想知道`);
  expect(world.person('王芳').inbox().at(-1)?.text).toContain('这一步由匿名身份保管人办');
  await world.at('2026-10-20 10:20');
  expect(await ask(lei, two)).toBe(neutral);
  for (const keeper of [jing, lei]) expect(() => keeper.sees('上报人身份')).toThrow();
  const request = lei.inbox().findLast((card) => card.title === '申请查看身份' && card.text.includes(one));
  if (request === undefined) throw new Error('the other keeper was not asked');
  expect((await lei.clicks(request, '同意查看')).toast?.content).toBe('已同意，查看已留记录');
  for (const keeper of [jing, lei]) expect(keeper.sees('上报人身份').text).toContain(one);
  expect(world.person('孙强').sees('关于您的匿名上报').text).toContain('要当面核实');
  const [look] = (await dumpOf(world, ['identities'])).filter((line) => line.includes('looks'));
  expect(look).toContain(await idOf(world, '陈静'));
  expect(look).toContain(await idOf(world, '张磊'));
});
