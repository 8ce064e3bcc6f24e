import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWorld, openIdOf, type World } from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const CODE = /[A-Z2-9]{4}-[A-Z2-9]{4}/u;
const withLostPicture = (text: string): { raw: { type: string; content: unknown } } => ({
  raw: {
    type: 'post',
    content: {
      title: '',
      content: [[{ tag: 'text', text }], [{ tag: 'img', image_key: 'img_that_is_gone' }]],
    },
  },
});

test('匿名, then a picture alone, from somebody who just reported something else under their name: it joins the anonymous words only', async () => {
  const sun = world.person('孙强');
  await sun.says('一楼大厅玻璃裂了');
  const named = await world.hazard();
  await sun.says('匿名上报');
  await sun.sends(1);
  expect(sun.sees('匿名上报').text).toContain('仍按匿名');
  expect((await world.hazard(named.code)).photos).toEqual([]);
  await sun.says('三号库房酒精和84堆一起');
  expect(sun.sees('已收到匿名上报').text).toMatch(CODE);
  const made = await world.hazard();
  expect(made).toMatchObject({ anonymous: true, photos: [{ state: 'kept' }] });
  expect(JSON.stringify(made)).not.toContain(openIdOf('孙强'));
});

test('a picture of an anonymous report can’t be fetched: the words are taken, still without a name, and the receipt says so', async () => {
  const feng = world.person('金凤');
  await feng.says('匿名');
  await feng.says('', withLostPicture('四楼走廊电线裸露'));
  const receipt = feng.sees('已收到匿名上报');
  expect(receipt.text).toContain('有1张照片没取到，文字已收下');
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made).toMatchObject({ anonymous: true, photos: [] });
  const code = CODE.exec(receipt.text)?.[0] ?? '';
  await feng.says(`补充 ${code}`);
  await feng.sends(1);
  expect((await world.hazard()).photos).toHaveLength(1);
});

test('gas, anonymously, with a picture that can’t be fetched: those on duty are pinged at once', async () => {
  await world.person('魏国').says('匿名');
  await world.person('魏国').says('', withLostPicture('厨房煤气味很大'));
  expect(world.person('赵淑兰').sees('紧急').text).toContain('马上打119');
  expect(await world.hazard()).toMatchObject({ anonymous: true });
});

test('Feishu refuses the receipt and the bot is started anew: one record, still anonymous, and the receipt comes', async () => {
  const sun = world.person('孙强');
  await sun.says('匿名上报');
  world.sim.faults.next({ match: 'POST /open-apis/im/v1/messages', kind: '500' });
  await sun.says('三号库房酒精和84堆一起');
  await world.restart();
  for (let round = 0; round < 3; round += 1) {
    await world.sim.clock.advance(15_000);
    await world.settle();
  }
  const [made, ...more] = await world.hazards();
  expect(more).toEqual([]);
  expect(made?.anonymous).toBe(true);
  // The receipt that Feishu refused at first comes too: without it nobody could ask any more.
  expect(sun.sees('已收到匿名上报').text).toMatch(CODE);
});

test('不报了 typed ends it, 谢谢 waits on; in the unit nobody learns of it before 安委办 has put it into its words', async () => {
  const sun = world.person('孙强');
  await sun.says('匿名上报');
  await sun.says('谢谢');
  expect(sun.inbox().at(-1)?.text).toContain('仍按匿名');
  await sun.says('不报了');
  expect(sun.inbox().at(-1)?.text).toContain('好的，没有登记');
  expect(await world.hazards()).toEqual([]);
  await sun.says('匿名上报 一号养老院三号库房酒精和84堆一起');
  for (const name of ['王芳', '孙强', '赵淑兰']) {
    await world.person(name).says('0001');
    expect(world.person(name).inbox().at(-1)?.text).toContain('只有本单位和局里可以查看');
    await world.person(name).says('查询 0001');
  }
  const jing = world.person('陈静');
  await jing.clicks(jing.sees('请改写'), '改好，转单位', { text: '库房内酒精与消毒液混放' });
  await world.person('王芳').says('0001');
  expect(world.person('王芳').sees('待核实').text).toContain('库房内酒精与消毒液混放');
});

test('who takes an hour over the words is anonymous all the same; the next day not any more', async () => {
  const sun = world.person('孙强');
  await sun.says('匿名上报');
  await world.at('2026-10-20 11:10');
  await sun.says('三号库房酒精和84堆一起');
  expect((await world.hazard()).anonymous).toBe(true);
  await sun.says('匿名上报');
  await world.at('2026-10-21 09:30');
  await sun.says('一楼大厅玻璃裂了');
  expect((await world.hazard()).anonymous).toBe(false);
});
