import { afterEach, expect, test } from '@jest/globals';
import { clicksValue, FIVE, idOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, samplePhoto, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(() => world.stop());

const valueOf = (card: Seen, label: string): unknown =>
  card.buttons.find((one) => one.label === label)?.value;

test('who reports it done in the rectifier’s place is not the one who re-checks it (domain §0.7)', async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  const sun = world.person('孙强');
  await sun.says('请假 10月20日到10月30日 王芳代');
  await sun.sends(1);
  const card = sun.sees('请整改');
  const done = await clicksValue(world, '王芳', card, valueOf(card, '整改完成'), { note: '换好了' });
  expect(done.toast?.content).toBe('已报复查，现由赵淑兰复查');
  const recheck = world.person('赵淑兰').sees('请复查');
  const own = await clicksValue(world, '王芳', recheck, valueOf(recheck, '复查通过，销号'), {
    opinion: '好',
  });
  expect(own.toast?.content).toBe('现由赵淑兰办理，您不用操作');
  await world.person('赵淑兰').clicks(recheck, '复查通过，销号', { opinion: '现场看过' });
  expect((await world.hazard()).status).toBe('closed');
});

test('the officer is away and named the rectifier as substitute: somebody else re-checks', async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  await world.person('王芳').says('请假 10月20日到10月30日 孙强代');
  const sun = world.person('孙强');
  await sun.sends(1);
  const done = await sun.clicks(sun.sees('请整改'), '整改完成', { note: '换好了' });
  expect(done.toast?.content).toBe('已报复查，现由赵淑兰复查');
});

test('a deputy who rectifies, and one who is away with the rectifier as substitute: the plan is decided by somebody else', async () => {
  world = await createWorld('2026-10-20 10:00');
  const fang = world.person('王芳');
  const verified = async (title: string, rectifier: string): Promise<string | undefined> => {
    await reported(world, title);
    const result = await fang.clicks(fang.sees(`请核实：${title}`), '核实属实，交办', {
      level: 'ordinary',
      manner: 'days7',
      rectifier: await idOf(world, rectifier),
      measures: '今天换新的',
    });
    return result.toast?.content;
  };
  expect(await verified('二楼走廊扶手松动', '李敏')).toBe('已交办，送周建国审批');
  await world.person('李敏').says('请假 10月20日到10月30日 孙强代');
  expect(await verified('三楼水房地砖翘起', '孙强')).toBe('已交办，送李敏审批');
  const approval = world.person('李敏').sees('请审批：三楼水房地砖翘起');
  const own = await clicksValue(world, '孙强', approval, valueOf(approval, '同意'));
  expect(own.toast?.content).toBe('自己的方案要由上一级审批');
  expect((await world.hazard()).status).toBe('approving');
});

test('who passed a major hazard’s re-check does not close it in the director’s place, nor grants an own extension in the deputy’s', async () => {
  world = await createWorld('2026-10-20 10:00');
  await playedTo(world, 'rechecking', '三楼东侧安全出口又锁上了', 'major');
  await world.person('周建国').says('请假 10月20日到10月30日 陈静代');
  const jing = world.person('陈静');
  const five = { opinion: '现场看过', fileNumber: '民安〔2026〕8号', ...FIVE };
  await jing.clicks(jing.sees('请复查'), '复查通过，报局长销号', five);
  const closing = jing.sees('请审批');
  expect((await jing.clicks(closing, '同意')).toast?.content).toBe('自己的复查结论要由上一级审批');
  expect((await world.hazard()).status).toBe('closing');

  const other = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  await world.person('李敏').says('请假 10月20日到10月30日 孙强代');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改'), '申请延期');
  await sun.clicks(sun.sees('申请延期'), '报李敏审批', {
    reason: '缺货',
    interim: '围挡',
    newDay: '2026-10-30 +0800',
  });
  expect((await sun.clicks(sun.sees('请审批延期'), '同意')).toast?.content).toBe(
    '自己的延期申请要由上一级审批',
  );
  expect((await world.hazard(other.code)).dueDay).toBe('2026-10-27');
});

test('stood in for somebody of another home: what was theirs is seen only as long as that lasts', async () => {
  world = await createWorld('2026-10-20 10:00');
  const hazard = await playedTo(world, 'rectifying', '二楼走廊扶手松动');
  const tian = world.person('田亮');
  const asks = async (): Promise<string> => {
    await tian.says(hazard.code);
    return tian.inbox().at(-1)?.text ?? '';
  };
  await world.person('孙强').says('请假 10月22日到10月30日 田亮代');
  expect(await asks()).toContain('只有本单位和局里可以查看');
  await world.at('2026-10-22 10:00');
  expect(await asks()).toContain('二楼走廊扶手松动');
  await world.at('2026-10-31 10:00');
  expect(await asks()).toContain('只有本单位和局里可以查看');
});

test('mended on the spot and sent back: there is a date by which it has to be done, and who is late is asked', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await reported(world, '二楼走廊堆了纸箱');
  const fang = world.person('王芳');
  await fang.says('', { images: [await samplePhoto()], replyTo: fang.sees('请核实').message.messageId });
  await fang.clicks(fang.sees('请核实'), '已当场改好');
  await fang.clicks(fang.sees('立行立改'), '报复查', { note: '清走了' });
  const shulan = world.person('赵淑兰');
  await shulan.clicks(shulan.sees('请复查'), '没改好，退回', { opinion: '又堆上了' });
  const back = await world.hazard(code);
  expect(back).toMatchObject({ status: 'rectifying', dueDay: '2026-10-21', firstDueDay: '2026-10-21' });
  expect(back.manner).toBeUndefined();
  expect(fang.sees('请整改').text).toContain('赵淑兰：又堆上了');
  await world.at('2026-10-22 09:01');
  expect(fang.sees('今天有').text).toContain('原定10月21日（周三），已过1个工作日');
});

test('a suspected major hazard mended on the spot: 安委办 looks within one working day, the director closes it', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { code } = await reported(world, '三楼东侧安全出口又锁上了');
  const fang = world.person('王芳');
  await fang.says('', { images: [await samplePhoto()], replyTo: fang.sees('请核实').message.messageId });
  await fang.clicks(fang.sees('请核实'), '已当场改好');
  await fang.clicks(fang.sees('立行立改'), '报复查', { note: '锁已打开，钥匙交值班室' });
  const jing = world.person('陈静');
  expect(jing.sees('请复查').text).toContain('明天（10月21日 周三）24时前（1个工作日）');
  await jing.clicks(jing.sees('请复查'), '复查通过，报局长销号', {
    opinion: '现场看过',
    fileNumber: '民安〔2026〕8号',
    ...FIVE,
  });
  const zhou = world.person('周建国');
  await zhou.clicks(zhou.sees('请审批'), '退回', { reason: '门禁还没有联动' });
  const again = fang.sees('请整改');
  expect(again.title).toContain('第2次整改');
  expect(again.text).toContain('周建国：门禁还没有联动');
  expect((await world.hazard(code)).status).toBe('rectifying');
});
