import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clicksValue, idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, samplePhoto, type World } from '../harness/world.js';

/** What happens beside the straight road from report to 销号, done as people do it. */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const labels = (name: string, title: string): readonly string[] =>
  world
    .person(name)
    .sees(title)
    .buttons.map((one) => one.label);

test('移送: the unit proposes, 安委办 fills in the letter, the reporter hears of it, no button is left', async () => {
  const hazard = await reported(world, '院门外消防车道被占');
  const fang = world.person('王芳');
  expect((await fang.clicks(fang.sees('请核实'), '建议移送')).toast?.content).toBe('已请安委办移送');
  const jing = world.person('陈静');
  const form = jing.sees('移送：');
  expect((await jing.clicks(form, '移送', { reason: '车道归社区管' })).toast?.content).toBe('还差：接收单位');
  const filled = { reason: '车道归社区管', to: '县消防救援大队', letter: '民函〔2026〕12号' };
  expect((await fang.clicks(form, '移送', filled)).toast?.content).toContain('您不用操作');
  expect((await jing.clicks(form, '移送', filled)).toast?.content).toBe('已移送');
  expect(world.person('刘小燕').sees('已移送').text).toContain('已移送县消防救援大队，安委办继续跟进');
  expect(await world.hazard(hazard.code)).toMatchObject({ status: 'transferred', open: false });
  expect(labels('王芳', '已移送：院门外')).not.toContain('核实属实，交办');
});

test('已当场改好: needs a picture, goes to somebody else for the re-check, and counts', async () => {
  await reported(world, '一楼走廊堆了纸箱');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实'), '已当场改好');
  const form = fang.sees('立行立改');
  expect((await fang.clicks(form, '报复查', { note: '已搬走' })).toast?.content).toBe(
    '请先发整改后照片，或写原因',
  );
  await fang.sends(1);
  await fang.clicks(fang.sees('这张照片是哪一件的？'), '一楼走廊堆了纸箱');
  // The picture stands on the fresh card; the form is opened again from there.
  await fang.clicks(fang.sees('请核实'), '已当场改好');
  const again = fang.sees('立行立改');
  const result = await fang.clicks(again, '报复查', { note: '已搬走' });
  expect(result.toast?.content).toContain('已报复查');
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({
    status: 'rechecking',
    manner: 'onTheSpot',
    rectifierId: await idOf(world, '王芳'),
  });
  expect(hazard.recheckerId).not.toBe(hazard.rectifierId);
  expect(hazard.photos.map((photo) => photo.stage)).toEqual(['after']);
});

test('不是隐患 by the reporter without a word, 不属实 by the officer only with what was found; the reporter is told', async () => {
  await reported(world, '二楼窗户关不上');
  const liu = world.person('刘小燕');
  const receipt = world.group(GROUPS.home1).last();
  const opened = await liu.clicks(receipt, '不是隐患');
  expect(opened.toast?.content).not.toContain('只有');
  await reported(world, '三楼水房地滑');
  const fang = world.person('王芳');
  await fang.clicks(fang.sees('请核实：三楼水房'), '不属实');
  const form = fang.sees('不属实');
  const empty = await fang.clicks(form, form.buttons[0]?.label ?? '', { note: '　' });
  expect(empty.toast?.content).toBe('还差：现场情况');
  await fang.clicks(form, form.buttons[0]?.label ?? '', { note: '地面干燥，没有积水' });
  expect(await world.hazard()).toMatchObject({ status: 'unfounded' });
  expect(liu.sees('不属实：三楼').text).toContain('王芳到现场看过，地面干燥，没有积水，按不属实结案');
});

test('撤回 is the reporter’s, and only before it is verified', async () => {
  const hazard = await playedTo(world, 'planning', '二楼插座松动');
  const value = { a: 'withdraw', h: hazard._id, s: hazard.stageSeq };
  const card = world.group(GROUPS.home1).last();
  expect(card.buttons.map((one) => one.label)).not.toContain('撤回');
  expect((await clicksValue(world, '刘小燕', card, value)).toast?.content).toBe('已核实，不能撤回');
});

test('拍不了照片 with the reason; 请人代办 moves the work with its card; words and photos of others are kept out', async () => {
  await playedTo(world, 'rectifying', '三楼护栏松动');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改'), '请人代办');
  const handing = sun.inbox().at(-1);
  if (handing === undefined) throw new Error('no form');
  const submit = handing.buttons.find((one) => one.submit)?.label ?? '';
  const given = await sun.clicks(handing, submit, { person: await idOf(world, '赵淑兰') });
  expect(given.toast?.content).toBe('已交办，现由赵淑兰');
  const matron = world.person('赵淑兰');
  await matron.clicks(matron.sees('请整改'), '拍不了照片');
  const form = matron.inbox().at(-1);
  if (form === undefined) throw new Error('no form');
  const send = form.buttons.find((one) => one.submit)?.label ?? '';
  expect((await matron.clicks(form, send, { note: '已加固', reason: '' })).toast?.content).toContain('照片');
  expect(
    (await matron.clicks(form, send, { note: '已加固', reason: '在高处，够不着' })).toast?.content,
  ).toContain('已报复查');
  expect(world.person('王芳').sees('请复查').text).toContain('在高处，够不着');
});

test('the director sends the closing of a major hazard back in words; it is fixed again and closed', async () => {
  const hazard = await playedTo(world, 'closing', '三楼东侧安全出口锁了', 'major');
  const zhou = world.person('周建国');
  await zhou.says('退回 门禁没有联动');
  expect(zhou.inbox().at(-1)?.text).toContain('已退回赵淑兰，原因已转达');
  const back = await world.hazard(hazard.code);
  expect(back).toMatchObject({ status: 'rectifying', round: 2 });
  expect(world.person('赵淑兰').sees('请整改').title).toContain('第2次整改');
});

test('two things wait: 同意 alone asks which; as an answer to the card it is that one; in the group by @', async () => {
  await playedTo(world, 'approving', '一号库房门锁坏');
  await playedTo(world, 'approving', '二号库房漏雨');
  const min = world.person('李敏');
  await min.says('同意');
  const which = min.sees('您有2件待审批，是哪一件？');
  expect(which.buttons.map((one) => one.label)).toEqual(
    expect.arrayContaining(['一号库房门锁坏', '二号库房漏雨']),
  );
  await min.says('退回', { replyTo: min.sees('请审批：一号库房').message.messageId });
  expect(min.inbox().at(-1)?.text).toContain('请写一句原因');
  await min.says('退回 先问物业', { replyTo: min.sees('请审批：一号库房').message.messageId });
  const states = new Map((await world.hazards()).map((one) => [one.title, one.status]));
  expect(states.get('一号库房门锁坏')).toBe('planning');
  expect(states.get('二号库房漏雨')).toBe('approving');
  await min.says('可以');
  await min.clicks(min.sees('请确认'), '同意');
  expect((await world.hazards()).find((one) => one.title === '二号库房漏雨')?.status).toBe('rectifying');
  await min.says('收到');
  expect(min.inbox().at(-1)?.title).not.toContain('已同意');
});

test('紧急 at three in the morning: at once, pinged; 有人受伤 starts the hour of the unit’s head; 是误报 is thanked for', async () => {
  await world.at('2026-10-21 03:00');
  await world.group(GROUPS.home1).says('刘小燕', '厨房着火了，有浓烟');
  expect(world.group(GROUPS.home1).last().text).toContain('马上打119');
  const matron = world.person('赵淑兰');
  const alert = matron.sees('紧急：');
  expect(alert.message.urgentFor.length).toBeGreaterThan(0);
  expect(
    world
      .person('孙强')
      .inbox()
      .filter((one) => one.title.includes('紧急')),
  ).toHaveLength(0);
  expect(
    (await world.person('田亮').clicks(world.group(GROUPS.home1).last(), '我来处理')).toast?.content,
  ).toBe('请先打电话，到安全处等候');
  await matron.clicks(alert, '我来处理');
  await matron.clicks(matron.sees('紧急：'), '有人受伤');
  expect(matron.sees('请在04:00前报告').text).toContain('我不会替您上报');
  await matron.clicks(matron.sees('紧急：'), '险情已排除', { note: '油锅起火，已扑灭' });
  expect(world.group(GROUPS.home1).last().title).toContain('险情已排除（03:00）');

  await world.group(GROUPS.home1).says('刘小燕', '配电间冒烟了');
  const second = matron.sees('紧急：配电间');
  await matron.clicks(second, '我来处理');
  const calm = await matron.clicks(matron.sees('紧急：配电间'), '是误报');
  expect(calm.toast?.content).toBe('知道了。宁可多报，不追究');
});

test('forged buttons: another hazard’s stage, a step of somebody else, a reward, a group, a person: refused, nothing changes', async () => {
  const hazard = await playedTo(world, 'approving', '食堂燃气软管老化');
  const card = world.group(GROUPS.home1).last();
  const before = JSON.stringify(await world.hazard(hazard.code));
  const h = hazard._id;
  for (const value of [
    { a: 'approve', h, s: 99 },
    { a: 'approve', h },
    { a: 'approve', x: h },
    { a: 'verify', h },
    { a: 'assign-unit', h },
    { a: 'reward-approve', h },
    { a: 'reward-paid', h },
    { a: 'pass-recheck', h },
    { a: 'settle', h },
    { a: 'take-charge', h },
    { a: 'identity-yes', h },
    { a: 'rewrite', h: 'x'.repeat(64) },
    { a: 'split', h },
    { a: 'same', h },
    { a: 'approve', h: { $ne: 'x' } },
    { a: 'approve', h, s: '1' },
    { a: '__proto__', h },
    { a: 'view', h: '../../etc/passwd' },
    ['approve', h],
    'approve',
    null,
  ]) {
    const result = await clicksValue(world, '刘小燕', card, value, { title: '改名', level: 'ordinary' });
    expect(result.error).toBeUndefined();
    expect(result.toast?.type).not.toBe('success');
    expect(result.toast?.content).not.toMatch(/没有保存成功/u);
  }
  for (const value of [
    { a: 'group-use', x: 'reports' },
    { a: 'group-unit' },
    { a: 'unit-change' },
    { a: 'claim-confirm', x: 'nobody' },
  ])
    expect(
      (
        await clicksValue(world, '刘小燕', card, value, {
          unit: hazard.unitId ?? '',
          role: 'head',
          person: await idOf(world, '刘小燕'),
        })
      ).toast?.content,
    ).toContain('何伟');
  expect(JSON.stringify(await world.hazard(hazard.code))).toBe(before);
  const unit = (await world.app().people.org()).units.find((one) => one._id === hazard.unitId);
  expect(unit?.headId).toBe(await idOf(world, '赵淑兰'));
});

test('灯已换 with a picture, from who has just this to mend: it goes there, nothing new is registered', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const qiang = world.person('孙强');
  await qiang.says('灯已换', { images: [await samplePhoto()] });
  expect(await world.hazards()).toHaveLength(1);
  expect(qiang.sees('已记下').text).toContain(hazard.code);
  expect((await world.hazard(hazard.code)).photos.map(({ stage }) => stage)).toEqual(['after']);
  const done = await qiang.clicks(qiang.sees('请整改'), '整改完成', { note: '已换新灯' });
  expect(done.toast?.content).toContain('复查');
  expect((await world.hazard(hazard.code)).status).toBe('rechecking');
});

test('a part about somebody’s health or care stays out of the group: while it is offered, and after 是一件事', async () => {
  const group = world.group(GROUPS.home1);
  await group.says('刘小燕', '厨房灭火器没压力了，另外203床王奶奶身上长疥疮了');
  const offer = group.last();
  expect(offer.text).toContain('厨房灭火器没压力了');
  expect((await world.hazard()).partMarks?.map(({ kind }) => kind)).toEqual(['FIRE', 'CARE']);
  const seenByAll = (): string => JSON.stringify(group.messages().map(({ message }) => message.card));
  expect(seenByAll()).not.toContain('王奶奶');
  const fang = world.person('王芳');
  expect(fang.sees('请核实').text).toContain('王奶奶');
  await world.person('刘小燕').clicks(offer, '是一件事');
  expect(group.last().title).toBe('待核实：一号养老院防火情况');
  expect(group.last().text).toContain('详情只有办理人可见');
  expect(seenByAll()).not.toContain('王奶奶');
  // Words added to it in the group are acknowledged without its title.
  await group.says('王芳', '已经去看过了', { replyTo: group.last().message.messageId });
  expect(group.last().text).toContain(`已记入 ${(await world.hazard()).code} 的办理过程`);
  expect(group.last().text).not.toContain('灭火器没压力');
  expect(fang.sees('请核实').text).toContain('王奶奶');
});
