import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

test('a newcomer reports like anybody, is told once how to be known, and an administrator confirms (experience §3 o)', async () => {
  await world.group(GROUPS.home1).says('许倩', '一楼大厅玻璃裂了');
  expect(world.group(GROUPS.home1).last().title).toContain('一楼大厅玻璃裂了');
  const newcomer = world.person('许倩');
  expect(newcomer.sees('已登记').text).toContain('我还不认识您');
  await newcomer.says('我是许倩，一号养老院护理员');
  expect(newcomer.sees('收到').text).toContain('收到，已请何伟确认。');
  const claim = world.person('何伟').sees('请确认：许倩');
  expect((await world.person('郭军').clicks(claim, '确认')).toast?.content).toContain('何伟');
  expect((await world.person('何伟').clicks(claim, '确认')).toast?.content).toBe('已确认');
  expect(newcomer.sees('已确认').text).toContain('何伟已确认');
  const known = (await world.app().people.org()).people.find((person) => person.openId === openIdOf('许倩'));
  expect(known).toMatchObject({ name: '许倩', post: '护理员' });
});

test('the bot asks an administrator what a new group is; the card becomes the greeting (experience §3 p)', async () => {
  world.sim.state.chats.set('oc_new', {
    chatId: 'oc_new',
    name: '救助站群',
    mode: 'group',
    members: new Set([openIdOf('秦明')]),
    botInside: false,
  });
  await world.sim.client.addBot(openIdOf('秦明'), 'oc_new');
  await world.settle();
  const card = world.group('oc_new').last();
  expect(card.title).toBe('请管理员选一下：这是什么群？');
  expect((await world.person('秦明').clicks(card, '是这个单位的群', {})).toast?.content).toBe(
    '请管理员何伟来选',
  );
  const unit = (await world.app().people.org()).units.find((candidate) => candidate.name === '救助站')?._id;
  await world.person('何伟').clicks(card, '是这个单位的群', { unit });
  expect(world.group('oc_new').last().text).toContain('大家好，我是安全助手。');
});

test('case 100: an anonymous report leaves no identity anywhere (experience §3 d)', async () => {
  const sun = world.person('孙强');
  const before = world.lines.length;
  await sun.says('匿名上报');
  expect(sun.sees('匿名上报').text).toContain('可以匿名。');
  await sun.says('三号库房酒精和84堆一起，门也不锁，我是后勤小孙', { images: [await samplePhoto()] });
  const receipt = sun.sees('已收到匿名上报');
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}/u.exec(receipt.text)?.[0] ?? '';
  expect(code).not.toBe('');
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({ anonymous: true, status: 'reported', text: '' });
  const store = world.temp.store;
  const dump: string[] = [];
  for (const name of ['hazards', 'outbox', 'cardRefs', 'inbox'] as const)
    for await (const row of store.collection(name).find()) dump.push(JSON.stringify(row));
  const mine = dump.filter((line) => line.includes(hazard._id));
  for (const secret of [
    openIdOf('孙强'),
    '孙强',
    '我是后勤小孙',
    code,
    `oc_p2p_${openIdOf('孙强').slice(3)}`,
  ])
    expect(mine.join('\n')).not.toContain(secret);
  expect(dump.join('\n')).not.toContain('我是后勤小孙');
  expect(world.lines.slice(before).join('\n')).not.toContain('我是后勤小孙');
  const stored = await store.photos.get(hazard.photos[0]?.sha256 ?? '');
  expect(stored?.includes('secret position')).toBe(false);

  const jing = world.person('陈静');
  const rewrite = jing.sees('请改写');
  expect(rewrite.text).toContain('我是后勤小孙');
  const unit = (await world.app().people.org()).units.find(
    (candidate) => candidate.name === '一号养老院',
  )?._id;
  expect(
    (await jing.clicks(rewrite, '改好，转单位', { unit, text: '库房内酒精与84消毒液混放，房门未锁' })).toast
      ?.content,
  ).toBe('已转王芳核实');
  const review = world.person('王芳').sees('请核实：库房内酒精与84消毒液混放');
  expect(review.text).not.toContain('小孙');
  await sun.says(`回执 ${code}`);
  expect(sun.sees('匿名上报的进展').text).toContain('待核实');
  await sun.says('回执 AAAA-BBBB');
  expect(sun.sees('匿名上报的进展').text).toContain('回执码不对');

  // Two keepers together only; the same neutral answer to whoever asks; each look logged, the reporter told.
  const number = hazard.code.slice(-4);
  const lei = world.person('张磊');
  await world.person('王芳').says(`查身份 ${number} 想知道`);
  expect(world.person('王芳').inbox().at(-1)?.text).toContain('这一步由匿名身份保管人办');
  await jing.says(`查身份 ${number} 要当面核实危险品位置`);
  const neutral = jing.inbox().at(-1)?.text;
  await jing.says('查身份 9999 随便问问');
  expect(jing.inbox().at(-1)?.text).toBe(neutral);
  const request = lei.sees('申请查看身份');
  expect((await jing.clicks(request, '同意查看')).toast?.content).toBe('已记下，还要另一位保管人同意');
  expect(() => jing.sees('上报人身份')).toThrow();
  expect((await lei.clicks(request, '同意查看')).toast?.content).toBe('已同意，查看已留记录');
  for (const keeper of [jing, lei]) expect(keeper.sees('上报人身份').text).toContain('孙强');
  expect(sun.sees('关于您的匿名上报').text).toContain('要当面核实危险品位置');
  expect(world.person('周建国').sees('告知：匿名身份被查看').text).not.toContain('孙强');
});

test('the head of a unit changes: open work, to-dos and notices move (experience §3 p)', async () => {
  const org = await world.app().people.org();
  const of = (name: string): string => org.people.find((person) => person.name === name)?._id ?? '';
  await world.group(GROUPS.home2).says('田亮', '厨房后门锁坏了');
  const review = world.person('郭军').sees('请核实');
  await world
    .person('郭军')
    .clicks(review, '核实属实，交办', { level: 'ordinary', manner: 'days7', rectifier: of('马秀英') });
  expect(world.person('马秀英').sees('请报方案').title).toContain('厨房后门锁坏了');
  await world.person('何伟').says('设置');
  const unit = org.units.find((candidate) => candidate.name === '二号养老院')?._id;
  await world
    .person('何伟')
    .clicks(world.person('何伟').sees('设置'), '更换', { unit, role: 'head', person: of('高翔') });
  expect(world.person('高翔').sees('您有新的职责').text).toContain(
    '您已任二号养老院负责人，转来1件，最近的10月23日（周五）到期。',
  );
  expect(world.person('马秀英').sees('已转交').text).toContain('已转给高翔。谢谢您。');
  await world.restart();
  expect((await world.app().people.org()).units.find((candidate) => candidate._id === unit)?.headId).toBe(
    of('高翔'),
  );
  await world.person('高翔').says('我的待办');
  expect(world.person('高翔').sees('我的待办（1件）').text).toContain('厨房后门锁坏了');
});
