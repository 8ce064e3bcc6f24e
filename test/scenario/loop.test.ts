import { afterEach, describe, expect, test } from '@jest/globals';
import { createWorld, GROUPS, samplePhoto, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

describe.each(['webhook', 'websocket'] as const)('by %s', (transport) => {
  test('an ordinary hazard goes from a group message to 销号 (experience §3 a)', async () => {
    world = await createWorld('2026-09-29 15:20', transport);
    const report = await world
      .group(GROUPS.home1)
      .says('刘小燕', '二楼东头灭火器指针在红的地方 3个', { images: [await samplePhoto()] });
    const receipt = world.group(GROUPS.home1).last();
    expect(receipt.message.parentId).toBe(report.messageId);
    expect(receipt.title).toBe('待核实：二楼东头灭火器指针在红的地方');
    expect(receipt.text).toContain('YH-2026-0001 · 一号养老院');
    expect(receipt.text).toContain('明天（9月30日 周三）15:20前');
    expect(receipt.text).toContain('王芳（安全员）核实');

    const fang = world.person('王芳');
    const review = fang.sees('请核实');
    await world.at('2026-09-29 15:52');
    const sun = (await world.app().people.org()).people.find((person) => person.name === '孙强')?._id;
    const handed = await fang.clicks(review, '核实属实，交办', {
      title: '二楼东头灭火器失压',
      level: 'ordinary',
      manner: 'days7',
      rectifier: sun,
      measures: '送检充装，先换备用的',
    });
    expect(handed.toast?.content).toBe('已交办，送李敏审批');

    const min = world.person('李敏');
    const approval = min.sees('请审批：二楼东头灭火器失压');
    expect(approval.text).toContain('10月8日（周四）24时');
    expect((await min.clicks(approval, '同意')).toast?.content).toBe('已同意，孙强开始整改');
    expect((await min.clicks(approval, '同意')).toast?.content).toContain('李敏已于15:5');
    const qiang = world.person('孙强');
    const rectify = qiang.sees('请整改：二楼东头灭火器失压');
    expect(rectify.text).toContain('10月8日（周四）24时前（7日，10月6日遇国庆假期，顺延）');

    await world.at('2026-09-30 11:10');
    await qiang.sends(1);
    expect(qiang.sees('照片已收到').text).toContain('照片已放进“整改后”（1张）。写好情况，点“整改完成”。');
    const fixed = await qiang.clicks(rectify, '整改完成', { note: '3具已充装，指针在绿区' });
    expect(fixed.toast?.content).toBe('已报复查，现由王芳复查');
    const recheck = fang.sees('请复查：二楼东头灭火器失压');
    await world.at('2026-09-30 14:05');
    expect(
      (await fang.clicks(recheck, '复查通过，销号', { opinion: '现场看过，已改好' })).toast?.content,
    ).toBe('已销号');

    const told = world.person('刘小燕').sees('已销号');
    expect(told.text).toContain('您9月29日报的“二楼东头灭火器失压”已销号');
    const group = world.group(GROUPS.home1).messages();
    expect(group).toHaveLength(1);
    expect(group[0]?.colour).toBe('green');
    const hazard = await world.hazard();
    expect(hazard.status).toBe('closed');
    expect(hazard.history.map((entry) => entry.command)).toEqual(
      expect.arrayContaining(['report', 'verify', 'approvePlan', 'addPhotos', 'reportDone', 'passRecheck']),
    );
  });
});
