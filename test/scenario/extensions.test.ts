import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { clicksValue, idOf } from '../harness/acts.js';
import { createWorld, GROUPS, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const id = (name: string): Promise<string> => idOf(world, name);

/** 孙强 has it to rectify within seven days; 李敏 has approved. */
async function rectifying(text: string): Promise<void> {
  await world.group(GROUPS.home1).says('刘小燕', text);
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${text}`), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days7',
    rectifier: await id('孙强'),
    measures: '先围起来，换新的',
  });
  await world.person('李敏').says('同意');
}

async function asks(day: string, reason = '配件没到货'): Promise<string> {
  const sun = world.person('孙强');
  const { title } = await world.hazard();
  // A refused form stays open with what was typed.
  const open = sun.inbox().some((card) => card.title === `申请延期：${title}`);
  if (!open) {
    // A card that is 13 days old has no buttons any more: the digest leads to a fresh one.
    const age = world.sim.clock.now().getTime() - sun.sees(`请整改：${title}`).message.createdAt;
    if (age > 13 * 86_400_000) await sun.clicks(sun.sees('今天有'), '打开');
    const opened = await sun.clicks(sun.sees(`请整改：${title}`), '申请延期');
    if (opened.toast !== undefined) return opened.toast.content;
  }
  const form = sun.sees(`申请延期：${title}`);
  const submit = form.buttons[0]?.label ?? '';
  const result = await sun.clicks(form, submit, {
    reason,
    interim: '围挡，挂提示牌',
    newDay: `${day} +0800`,
  });
  return result.toast?.content ?? '';
}

test('an extension is asked for, returned in words, asked for again and approved; the old dates stay (domain §9)', async () => {
  await rectifying('二楼走廊扶手松动');
  expect((await world.hazard()).dueDay).toBe('2026-10-27');
  expect(await asks('2026-10-20')).toBe('日期要晚于今天');
  expect(await asks('2026-12-01')).toBe('最晚到11月3日，请重选');
  expect(await asks('2026-11-02')).toBe('已报李敏审批');
  const min = world.person('李敏');
  expect(min.sees('请审批延期').text).toContain('10月27日（周二）24时，保留');
  await min.says('退回 先用备用件');
  expect(world.person('孙强').sees('延期已退回').text).toContain('李敏退回：先用备用件');
  expect((await world.hazard()).dueDay).toBe('2026-10-27');

  expect(await asks('2026-11-02', '备用件也没有')).toBe('已报李敏审批');
  const toast = await min.clicks(min.sees('请审批延期'), '同意');
  expect(toast.toast?.content).toContain('已同意，期限改为11月2日');
  const hazard = await world.hazard();
  expect(hazard).toMatchObject({ dueDay: '2026-11-02', firstDueDay: '2026-10-27' });
  expect(hazard.extensions.map((one) => one.state)).toEqual(['returned', 'approved']);
  await world.person('孙强').says(hazard.code);
  expect(world.person('孙强').inbox().at(-1)?.text).toContain('原期限　10月27日（周二）');
});

test('a second one goes to the deputy, the third to the director and onto the committee’s agenda', async () => {
  await world.at('2026-10-28 10:00');
  expect(await asks('2026-11-09')).toBe('已报李敏审批');
  await world.person('李敏').clicks(world.person('李敏').sees('请审批延期'), '同意');
  await world.at('2026-11-04 10:00');
  expect(await asks('2026-11-13')).toBe('第3次延期，报局长并列入安委会');
  const zhou = world.person('周建国');
  expect(zhou.sees('请审批延期').text).toContain('第3次申请延期，列入安委会');
  const other = await world.person('李敏').clicks(zhou.sees('请审批延期'), '同意');
  expect(other.toast?.content).toBe('这一步由周建国办');
  await zhou.says('同意 抓紧');
  const hazard = await world.hazard();
  expect(hazard.dueDay).toBe('2026-11-13');
  expect(hazard.extensions.map((one) => [one.state, one.oldDay, one.newDay, one.toCommittee])).toEqual([
    ['returned', '2026-10-27', '2026-11-02', false],
    ['approved', '2026-10-27', '2026-11-02', false],
    ['approved', '2026-11-02', '2026-11-09', false],
    ['approved', '2026-11-09', '2026-11-13', true],
  ]);
});

test('fixed before anybody decided: nobody is asked any more', async () => {
  await world.at('2026-11-16 10:00');
  await rectifying('三楼水房地砖翘起');
  expect(await asks('2026-11-27')).toBe('已报李敏审批');
  const min = world.person('李敏');
  expect((await min.clicks(min.sees('请审批延期'), '退回')).toast?.content).toBe('请写一句原因');
  const sun = world.person('孙强');
  await sun.sends(1);
  const which = sun.inbox().at(-1);
  if (which?.title === '这张照片是哪一件的？') await sun.clicks(which, '三楼水房地砖翘起');
  await sun.clicks(sun.sees('请整改：三楼水房地砖翘起'), '整改完成', { note: '换好了' });
  const hazard = await world.hazard();
  expect(hazard.status).toBe('rechecking');
  expect(hazard.extensions.map((one) => one.state)).toEqual(['lapsed']);
  const card = min.inbox().findLast((one) => one.text.includes('这次延期不用再批'));
  expect(card?.title).toBe('不用再审批延期：三楼水房地砖翘起');
  expect(card?.buttons.map((one) => one.label)).not.toContain('同意');
  await min.says('我的待办');
  expect(min.inbox().at(-1)?.text).not.toContain('三楼水房地砖翘起');
});

test('on the day it is due it is too late to ask', async () => {
  await world.at('2026-11-17 10:00');
  await rectifying('四楼晾晒区插座外壳裂了');
  await world.at('2026-11-24 10:00');
  expect((await world.hazard()).dueDay).toBe('2026-11-24');
  expect(await asks('2026-11-27')).toBe('已过申请时间，请写原因和预计日期');
});

test('asked for twice at the same instant, and by the head as well: one counts, the others hear who was faster', async () => {
  await world.at('2026-11-25 10:00');
  await rectifying('一楼值班室门锁卡住');
  const sun = world.person('孙强');
  await sun.clicks(sun.sees('请整改：一楼值班室门锁卡住'), '申请延期');
  const form = sun.sees('申请延期：一楼值班室门锁卡住');
  const filled = { reason: '锁芯缺货', interim: '派人看守', newDay: '2026-12-04 +0800' };
  const value = form.buttons.find((one) => one.label === '报李敏审批')?.value;
  const click = (): ReturnType<typeof clicksValue> => clicksValue(world, '孙强', form, value, filled);
  const toasts = (await Promise.all([click(), click()])).map(({ toast }) => toast?.content);
  expect(new Set(toasts)).toEqual(new Set(['已报李敏审批', '孙强已于10:00申请延期，不用再点']));
  const head = await clicksValue(world, '赵淑兰', form, value, filled);
  expect(head.toast).toEqual({ type: 'info', content: '孙强已于10:00申请延期，不用再点' });
  expect((await world.hazard()).extensions).toHaveLength(1);
});

test('decided when the new date is over too: the card says so, and a digest with two lines of one hazard arrives', async () => {
  // Since the old date is over as well, 李敏 hears of both: the work that is late, and the decision that waits.
  await world.at('2026-12-08 09:01');
  const min = world.person('李敏');
  const digest = min.sees('今天有');
  expect(digest.text).toContain('请审批：一楼值班室门锁卡住');
  expect(digest.text).toContain('一楼值班室门锁卡住 · 孙强');
  const { _id } = await world.hazard();
  await clicksValue(world, '李敏', digest, { a: 'open', x: _id });
  const approval = min.sees('请审批延期：一楼值班室门锁卡住');
  expect(approval.text).toContain('新期限已过，同意后仍算逾期，从新期限算起');
  await min.clicks(approval, '同意');
  expect(await world.hazard()).toMatchObject({ dueDay: '2026-12-04', firstDueDay: '2026-12-02' });
});
