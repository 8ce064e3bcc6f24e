import { afterEach, describe, expect, test } from '@jest/globals';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const posts = (chatId: string, title: string): readonly Seen[] =>
  world
    .group(chatId)
    .messages()
    .filter((seen) => seen.title.includes(title));
describe('安全生产月, from seven days before to the closing summary (experience §3 n)', () => {
  test('2026 in the bureau’s words', async () => {
    world = await createWorld('2026-05-25 08:00');
    const jing = world.person('陈静');
    await world.at('2026-05-25 09:00');
    const plan = jing.sees('请核对：安全生产月');
    expect(plan.text).toContain('人人讲安全、个个会应急——排查整治风险隐患');
    expect(plan.text).toContain('6月1日（周一） 安全生产月第一件事：看三样');

    await world.at('2026-05-29 10:00');
    const preview = jing.sees('请看推送预览');
    expect(preview.text).toContain('6月1日（周一）09:30');
    expect(preview.text).toContain('没有人同意就不发');
    expect(world.group(GROUPS.bureau).messages()).toEqual([]);
    expect((await world.person('刘小燕').clicks(preview, '同意推送')).toast?.content).toBe('这一步由陈静办');
    expect((await jing.clicks(preview, '同意推送')).toast?.content).toBe('已同意，6月1日09:30发');
    expect((await jing.clicks(preview, '同意推送')).toast?.content).toContain('已于10:00同意推送');

    await world.at('2026-06-01 09:29');
    expect(posts(GROUPS.bureau, '安全生产月')).toEqual([]);
    await world.at('2026-06-01 09:30');
    for (const chat of Object.values(GROUPS))
      expect(posts(chat, '安全生产月第1天（6月1日 周一）')).toHaveLength(1);
    const post = world.group(GROUPS.bureau).last();
    expect(post.text).toContain('看一眼出口、插座和燃气软管，有问题发照片和地点给我');
    expect(post.text).toContain('5月没有登记隐患');
    expect(post.text).toContain('火警119 · 安全生产举报12350');
  });
});
