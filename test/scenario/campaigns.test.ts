import { afterEach, describe, expect, test } from '@jest/globals';
import type { StoredActivity } from '../../src/campaigns/activity.js';
import type { StoredYear } from '../../src/campaigns/ports.js';
import type { CampaignPost } from '../../src/campaigns/post.js';
import { listOf } from '../../src/store/collection.js';
import { unitIdOf } from '../../src/people/import-org.js';
import { createWorld, GROUPS, moment, openIdOf, type Seen, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  const { violations } = world.sim.state;
  await world.stop();
  expect(violations).toEqual([]);
});

const posts = (chatId: string, title: string): readonly Seen[] =>
  world
    .group(chatId)
    .messages()
    .filter((seen) => seen.title.includes(title));
const stored = async (id: string): Promise<CampaignPost | null> =>
  world.temp.store.collection<CampaignPost>('campaignPosts').get(id);
const files = (): readonly string[] =>
  world.sim.state.messages
    .filter(({ type }) => type === 'file')
    .map(({ content }) => (JSON.parse(content) as { file_key: string }).file_key)
    .map((key) => world.sim.state.blobs.get(key)?.name ?? '');
/** Opens a campaign's plan from the newest digest. */
const openPlan = async (name: string, extra: string): Promise<void> => {
  const digest = world.person(name).sees('今天有');
  const button = digest.buttons.find(({ value }) => (value as { x?: string }).x === extra);
  if (button === undefined) throw new Error(`no button for ${extra} in ${digest.text}`);
  await world.sim.client.click(openIdOf(name), digest.message.messageId, {
    value: button.value,
    name: button.name,
  });
  await world.settle();
};
const inPrivate = (name: string, title: string): readonly Seen[] =>
  world
    .person(name)
    .inbox()
    .filter((seen) => seen.title.includes(title));

describe('安全生产月, from seven days before to the closing summary (experience §3 n)', () => {
  test('approved, learned, changed, skipped, left undecided, slept through, summed up and filed', async () => {
    world = await createWorld('2026-05-25 08:00');
    const jing = world.person('陈静');
    await world.at('2026-05-25 09:00');
    expect(jing.sees('今天有').text).toContain('6月1日（周一）开始，请核对主题和推送安排。');
    await openPlan('陈静', 'safety-month:2026');
    const plan = jing.sees('请核对：安全生产月');
    expect(plan.text).toContain('人人讲安全、个个会应急——排查整治风险隐患');
    expect(plan.text).toContain('6月1日（周一） 安全生产月第一件事：看三样');
    for (const text of ['三楼楼道堆了好多纸箱', '二楼走廊堆着旧床', '一楼灭火器指针在红的地方']) {
      await world.group(GROUPS.home1).says('刘小燕', text);
    }

    await world.at('2026-05-29 10:00');
    const preview = jing.sees('请看推送预览');
    expect(preview.text).toContain('6月1日（周一）09:30发到3个群');
    expect(preview.text).toContain('没有人同意就不发，当天再问一次');
    expect(posts(GROUPS.bureau, '安全生产月')).toEqual([]);
    expect((await world.person('刘小燕').clicks(preview, '同意推送')).toast?.content).toBe('这一步由陈静办');
    expect((await jing.clicks(preview, '同意推送')).toast?.content).toBe('已同意，6月1日09:30发');
    expect((await jing.clicks(preview, '同意推送')).toast?.content).toBe('陈静已于10:00同意推送，不用再点');
    expect(jing.sees('已同意推送').text).toContain('陈静今天10:00同意推送');

    await world.at('2026-06-01 09:29');
    expect(posts(GROUPS.bureau, '安全生产月')).toEqual([]);
    await world.at('2026-06-01 09:30');
    for (const chat of Object.values(GROUPS))
      expect(posts(chat, '安全生产月第1天（6月1日 周一）')).toHaveLength(1);
    const [first] = posts(GROUPS.bureau, '安全生产月第1天');
    if (first === undefined) throw new Error('no post');
    expect(first.text).toContain('看一眼出口、插座和燃气软管，有问题发照片和地点给我');
    expect(first.text).toContain('5月隐患3条，最多的是通道堆物2条');
    expect(first.text).toContain('火警119 · 安全生产举报12350');
    expect(jing.sees('已推送').text).toContain('已发到3个群');

    // 已学习: voluntary, a number and no names; the second click is told so; who is not known is told how.
    const liu = world.person('刘小燕');
    expect((await liu.clicks(first, '已学习')).toast?.content).toBe('已记下，谢谢');
    expect((await liu.clicks(first, '已学习')).toast?.content).toBe('您已点过，不用再点');
    await world.person('孙强').clicks(first, '已学习');
    await world.person('马秀英').clicks(first, '已学习');
    expect((await world.person('许倩').clicks(first, '已学习')).toast?.content).toBe(
      '还不认识您，请私聊我登记',
    );
    expect(posts(GROUPS.bureau, '安全生产月第1天')[0]?.text).toContain('已有3人，自愿，不排名');
    expect(posts(GROUPS.bureau, '安全生产月第1天')[0]?.text).not.toContain('刘小燕');
    // The other groups' copies count at most each ten minutes.
    expect(posts(GROUPS.home1, '安全生产月第1天')[0]?.text).not.toContain('已有');
    await world.at('2026-06-01 09:41');
    expect(posts(GROUPS.home1, '安全生产月第1天')[0]?.text).toContain('已有3人，自愿，不排名');

    // 修改: the words of the second post are changed; what was typed goes out.
    await world.at('2026-06-04 10:00');
    const second = jing.sees('请看推送预览：发现隐患，当时就说');
    expect((await world.person('刘小燕').clicks(second, '修改')).toast?.content).toBe('这一步由陈静办');
    const form = await jing.clicks(second, '修改');
    expect(JSON.stringify(form.card)).toContain('今天路过看到的问题');
    await jing.clicks(jing.sees('请看推送预览：发现隐患'), '保存，同意推送', {
      today: '今天交班时说一句：哪里不安全，我们马上来看。',
    });
    expect(jing.sees('已同意推送：发现隐患').text).toContain('内容有改动');
    await world.at('2026-06-05 09:30');
    expect(world.group(GROUPS.bureau).last().text).toContain('今天交班时说一句：哪里不安全，我们马上来看。');

    // 跳过这篇: it goes nowhere, and the history says who did it.
    await world.at('2026-06-08 10:00');
    const third = jing.sees('请看推送预览：有危险，可以不干');
    expect((await jing.clicks(third, '跳过这篇')).toast?.content).toBe('这篇不发了');
    await world.at('2026-06-09 10:00');
    expect(posts(GROUPS.bureau, '安全生产月第9天')).toEqual([]);
    expect((await stored('safety-month:2026:sm-refuse'))?.history.map(({ command }) => command)).toEqual([
      'preview',
      'skip',
    ]);

    // The bot stands still over the time of the fourth preview: it comes on the day itself, and nothing goes unasked.
    await world.at('2026-06-12 09:50');
    await world.restart();
    await world.at('2026-06-15 09:31');
    expect(posts(GROUPS.bureau, '安全生产月第15天')).toEqual([]);
    const late = jing.sees('今天这篇还没有定：出口不能锁');
    expect(late.colour).toBe('orange');
    expect((await jing.clicks(late, '同意推送')).toast?.content).toBe('已同意，发到3个群');
    expect(posts(GROUPS.bureau, '安全生产月第15天（6月15日 周一）')).toHaveLength(1);
    const midway = jing.sees('安全生产月进展');
    expect(midway.text).toContain('2篇，跳过1篇');
    for (const unit of ['一号养老院2人', '二号养老院1人']) expect(midway.text).toContain(unit);

    // The skipped one is wanted after all, when it can't go out any more: said at once, not left to lapse.
    const skipped = jing.sees('这篇不发：有危险，可以不干');
    expect((await jing.clicks(skipped, '还是要发')).toast?.content).toBe('过了三个工作日，这篇不再发');
    expect((await stored('safety-month:2026:sm-refuse'))?.status).toBe('skipped');

    // 16 June nobody decides: it is asked again that day, not posted, and given up after three working days.
    await world.at('2026-06-16 09:30');
    expect(posts(GROUPS.bureau, '安全生产月第16天')).toEqual([]);
    expect(jing.sees('今天这篇还没有定').text).toContain('路过咨询点问一个问题');
    await world.at('2026-06-23 09:30');
    expect((await stored('safety-month:2026:sm-consult'))?.status).toBe('lapsed');

    // 安委办 is on leave: whoever stands in decides.
    await jing.says('请假 6月26日到6月29日 李敏代');
    await world.at('2026-06-26 10:00');
    const closing = world.person('李敏').sees('请看推送预览：安全生产月最后一问');
    await world.person('李敏').clicks(closing, '同意推送');
    await world.at('2026-06-29 09:30');
    expect(posts(GROUPS.home2, '安全生产月第29天')).toHaveLength(1);

    await world.at('2026-06-30 09:00');
    const summary = jing.sees('安全生产月小结');
    expect(summary.text).toContain(
      '2026年6月1日至2026年6月30日。主题：人人讲安全、个个会应急——排查整治风险隐患',
    );
    expect(summary.text).toContain('推送　4篇，跳过1篇，没有定、没有发3篇');
    for (const unit of ['一号养老院2人', '二号养老院1人']) expect(summary.text).toContain(unit);
    expect(summary.text).toContain('活动　没有登记');
    expect((await jing.clicks(summary, '归档')).toast?.content).toBe('已归档，小结做好后私聊发给您');
    expect(files()).toEqual(['2026年安全生产月宣传活动小结.docx']);
    expect((await jing.clicks(jing.sees('安全生产月小结'), '小结文档')).toast?.content).toContain(
      '做好后私聊',
    );
    expect((await jing.clicks(jing.sees('安全生产月小结'), '活动台账')).toast?.content).toContain('表格');
    expect(jing.sees('安全生产月小结').text).toContain('陈静今天09:00归档');
    const year = await world.temp.store.collection<StoredYear>('campaignYears').get('safety-month:2026');
    expect(year?.filed?.join('')).toContain('推送：4篇');
    expect(year?.history.map(({ command, by }) => [command, by !== ''])).toEqual([['file', true]]);
  });
});

describe('what goes out, and when', () => {
  test('a restart between the write and the message posts once; two instances of the slot too', async () => {
    world = await createWorld('2026-05-29 09:55');
    await world.at('2026-05-29 10:00');
    await world.person('陈静').clicks(world.person('陈静').sees('请看推送预览'), '同意推送');
    let crashed = false;
    await world.restart({
      crash: (point) => {
        if (point === 'sent' && !crashed) {
          crashed = true;
          throw new Error('power cut');
        }
      },
    });
    await world.sim.clock.set(moment('2026-06-01 09:30'));
    await world.app().tick();
    // The dead process held a row: its lease runs out while a new one is at work.
    await world.restart();
    await world.at('2026-06-01 09:32');
    await world.at('2026-06-01 09:50');
    expect(crashed).toBe(true);
    for (const chat of Object.values(GROUPS)) expect(posts(chat, '安全生产月第1天')).toHaveLength(1);
    expect((await stored('safety-month:2026:sm-three'))?.status).toBe('posted');
  });

  test('two decide at once: the first one counts, the other hears who it was', async () => {
    world = await createWorld('2026-05-28 09:00');
    await world.person('陈静').says('请假 5月29日到5月30日 李敏代');
    await world.at('2026-05-29 10:00');
    const [jing, min] = [world.person('陈静'), world.person('李敏')];
    const [one, two] = [jing.sees('请看推送预览'), min.sees('请看推送预览')];
    const answers = await Promise.all([jing.clicks(one, '跳过这篇'), min.clicks(two, '同意推送')]);
    const words = answers.map(({ toast }) => toast?.content ?? '');
    const status = (await stored('safety-month:2026:sm-three'))?.status;
    expect((await stored('safety-month:2026:sm-three'))?.history).toHaveLength(2);
    expect(['skipped', 'approved']).toContain(status);
    if (status === 'skipped') expect(words).toEqual(['这篇不发了', '陈静已于10:00跳过，不用再点']);
    else expect(words).toEqual(['李敏已于10:00同意推送，不用再点', '已同意，6月1日09:30发']);
    // Both cards show what was decided; a skipped one can still be wanted.
    const settled = status === 'skipped' ? '这篇不发' : '已同意推送';
    for (const person of [jing, min]) expect(person.sees(settled).text).toContain('10:00');
    if (status === 'skipped') await min.clicks(min.sees(settled), '还是要发');
    expect((await stored('safety-month:2026:sm-three'))?.status).toBe('approved');
  });

  test('two switch at once: each has what they wanted, and who comes second to the same hears who was first', async () => {
    world = await createWorld('2026-05-25 10:00');
    const [min, jing] = [world.person('李敏'), world.person('陈静')];
    await min.says('宣传计划');
    await jing.says('宣传计划');
    const [hers, other] = [min.sees('宣传计划'), jing.sees('宣传计划')];
    const press = (name: string, seen: Seen, label: string): Promise<{ toast?: { content: string } }> => {
      const button = seen.buttons.find((one) => one.label === label);
      return world.sim.client.click(openIdOf(name), seen.message.messageId, {
        value: button?.value,
        name: button?.name ?? '',
      });
    };
    const [auto, daily] = await Promise.all([
      press('李敏', hers, '打开自动推送'),
      press('陈静', other, '打开每日一题'),
    ]);
    expect([auto.toast?.content, daily.toast?.content]).toEqual([
      expect.stringContaining('自动推送已打开'),
      expect.stringContaining('每日一题已打开'),
    ]);
    await world.settle();
    expect((await world.app().people.setting('campaigns')) as object).toMatchObject({
      auto: true,
      daily: true,
    });
    // Her card still offers it: told who did it, and the card is drawn anew.
    const late = await jing.clicks(other, '打开自动推送');
    expect(late.toast?.content).toBe('李敏已于10:00打开自动推送，不用再点');
    expect(jing.sees('宣传计划').buttons.map(({ label }) => label)).toContain('关闭自动推送');
    await jing.says('自动推送 开');
    expect(jing.sees('设置').text).toContain('李敏已于10:00打开自动推送');
  });

  test('自动推送: only a leader or 安委办 switches it; then an undecided post goes out, medical lines never do', async () => {
    world = await createWorld('2026-09-10 09:00');
    await world.person('何伟').says('自动推送 开');
    expect(world.person('何伟').inbox().at(-1)?.text).toContain('这一步由陈静办');
    await world.person('李敏').says('自动推送 开');
    expect(world.person('李敏').sees('已设置').text).toContain('没有人定的也按时发，急救内容除外');
    // 世界急救日 12 September is a Saturday: its post is meant for Friday the 11th.
    await world.at('2026-09-10 10:00');
    const medic = world.person('陈静').sees('请看推送预览');
    expect(medic.text).toContain('先请医务人员看过');
    await world.at('2026-09-11 09:30');
    expect(posts(GROUPS.bureau, '世界急救日')).toEqual([]);
    await world
      .person('陈静')
      .clicks(world.person('陈静').sees('今天这篇还没有定'), '医务人员看过了，同意推送');
    const post = world.group(GROUPS.bureau).last();
    expect(post.title).toBe('世界急救日（9月11日 周五）');
    expect(post.text).toContain('9月12日是世界急救日');
    await world.at('2026-10-29 10:00');
    await world.at('2026-10-30 10:00');
    await world.at('2026-11-02 09:30');
    expect(world.group(GROUPS.bureau).last().title).toContain('消防宣传月第2天');
    expect((await stored('fire-month:2026:fm-start'))?.history.map(({ by }) => by)).toEqual(['bot', 'bot']);
  });

  test('no group is set up: nothing is lost, 安委办 hears why, and it goes out once there is one', async () => {
    world = await createWorld('2026-05-29 09:55');
    for (const chat of Object.values(GROUPS)) await world.app().people.groupGone(chat, chat);
    await world.at('2026-05-29 10:00');
    await world.person('陈静').clicks(world.person('陈静').sees('请看推送预览'), '同意推送');
    await world.at('2026-06-01 09:30');
    expect(world.person('陈静').sees('今天的宣传没有发出去').text).toContain('还没有设好局安全群');
    expect((await stored('safety-month:2026:sm-three'))?.status).toBe('approved');
  });

  test('nothing is sent on rest days or in rest hours: the Spring Festival pack keeps to working days', async () => {
    world = await createWorld('2026-02-05 08:00');
    for (const day of ['05', '06', '07', '08', '09', '10', '14', '16', '17', '24'])
      for (const time of ['09:30', '10:00', '22:00']) await world.at(`2026-02-${day} ${time}`);
    const days = inPrivate('陈静', '')
      .map(({ message }) => new Date(message.createdAt + 8 * 3_600_000).toISOString())
      .map((at) => [at.slice(0, 10), Number(at.slice(11, 13))] as const);
    expect(days.length).toBeGreaterThan(1);
    // 7, 8 February is a weekend, 15 to 23 the holiday; the 14th is a working Saturday.
    for (const [day, hour] of days) {
      expect(['2026-02-05', '2026-02-06', '2026-02-09', '2026-02-10', '2026-02-14', '2026-02-24']).toContain(
        day,
      );
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(20);
    }
  });
});

describe('themes and dates are entered each year', () => {
  test('a theme of another year is refused and told why; the right one stands on the next post', async () => {
    world = await createWorld('2026-10-20 09:00');
    const jing = world.person('陈静');
    await jing.says('主题 消防宣传月 2026年 全民消防、生命至上——安全用火用电');
    expect(jing.sees('没有录入：消防宣传月').text).toContain('这是2025年的主题，请核对2026年的文件');
    await jing.says('主题 消防宣传月 2025年 全民消防、生命至上');
    expect(jing.sees('没有录入：消防宣传月').text).toContain('只能录入2026年或2027年的');
    await world.person('王芳').says('主题 消防宣传月 随便写一个');
    expect(world.person('王芳').inbox().at(-1)?.text).toContain('这一步由陈静办');
    await world.at('2026-10-23 09:00');
    expect(jing.sees('今天有').text).toContain('请录入主题：消防宣传月');
    await openPlan('陈静', 'fire-month:2026');
    const plan = jing.sees('请录入主题：消防宣传月');
    expect((await jing.clicks(plan, '保存', { theme: '全民消防，生命至上!' })).toast?.content).toContain(
      '感叹号',
    );
    expect((await jing.clicks(plan, '保存', { theme: '关注消防、生命至上' })).toast?.content).toContain(
      '这是2020年的主题',
    );
    expect(
      (await jing.clicks(plan, '保存', { theme: '人人会用灭火器，家家留好逃生路' })).toast?.content,
    ).toBe('已保存');
    expect(jing.sees('请核对：消防宣传月').text).toContain('人人会用灭火器，家家留好逃生路');
    await world.at('2026-10-30 10:00');
    await jing.clicks(jing.sees('请看推送预览'), '同意推送');
    await world.at('2026-11-02 09:30');
    expect(world.group(GROUPS.bureau).last().text).toContain('人人会用灭火器，家家留好逃生路');
    const year = await world.temp.store.collection<StoredYear>('campaignYears').get('fire-month:2026');
    expect(year?.history).toHaveLength(1);
  });

  test('食品安全宣传周 has no date until somebody enters it; the bot asks in time', async () => {
    world = await createWorld('2026-08-03 08:30');
    const jing = world.person('陈静');
    await world.at('2026-08-03 09:00');
    expect(jing.sees('今天有').text).toContain('请录入日期：食品安全宣传周');
    await openPlan('陈静', 'food-week:2026');
    const ask = jing.sees('请录入日期：食品安全宣传周');
    expect(
      (await jing.clicks(ask, '保存', { from: '2025-09-01 +0800', until: '2025-09-07 +0800' })).toast
        ?.content,
    ).toBe('2025-09-01不是2026年的日期');
    await world.person('何伟').says('宣传日期 食品安全宣传周 2026年 9月7日至9月13日');
    expect(world.person('何伟').sees('已录入').text).toContain('2026-09-07至2026-09-13');
    await world.at('2026-08-31 09:00');
    expect(jing.sees('今天有').text).toContain('请录入主题：食品安全宣传周');
    expect(jing.sees('请录入主题：食品安全宣传周').text).toContain('9月7日至9月13日');
    await world.at('2026-09-04 10:00');
    expect(jing.sees('请看推送预览：留样看一眼').text).toContain('9月7日（周一）09:30');
    await world.at('2026-09-30 09:00');
    expect(inPrivate('陈静', '请录入日期：食品安全宣传周')).toHaveLength(0);
  });

  test('宣传计划 for everybody, with switches only for those who decide', async () => {
    world = await createWorld('2026-05-25 10:00');
    await world.person('刘小燕').says('宣传');
    const seen = world.person('刘小燕').sees('宣传计划');
    expect(seen.text).toContain('安全生产月');
    expect(seen.buttons.map(({ label }) => label)).not.toContain('打开自动推送');
    await world.person('陈静').says('宣传计划');
    const jing = world.person('陈静').sees('宣传计划');
    expect((await world.person('陈静').clicks(jing, '打开每日一题')).toast?.content).toContain(
      '每日一题已打开',
    );
    await world.person('许倩').says('宣传计划');
    expect(world.person('许倩').sees('宣传计划').text).toContain('还不认识您');
  });
});

describe('警示教育', () => {
  test('everybody can read it; 安委办 puts a case into the groups after seeing the preview', async () => {
    world = await createWorld('2026-05-20 10:00');
    await world.person('刘小燕').says('警示教育');
    const read = world.person('刘小燕').sees('警示教育');
    expect(read.text).toContain('2025年4月8日，河北隆化国恩老年公寓，20人死亡');
    expect(read.buttons).toEqual([]);
    const jing = world.person('陈静');
    await jing.says('警示教育');
    await jing.clicks(jing.sees('警示教育'), '推送到群');
    const preview = jing.sees('请看推送预览：一根插排电源线短路');
    expect(posts(GROUPS.bureau, '警示教育')).toEqual([]);
    expect((await jing.clicks(preview, '同意推送')).toast?.content).toBe('已同意，发到3个群');
    expect(world.group(GROUPS.home2).last().text).toContain('今天看什么');
    await world.person('马秀英').clicks(world.group(GROUPS.home2).last(), '已学习');
    expect(world.group(GROUPS.home2).last().text).toContain('已有1人');
  });
});

describe('活动台账 (domain §8.10)', () => {
  test('a drill is registered by form, its photos follow, a unit sees its own, 安委办 all', async () => {
    world = await createWorld('2026-06-10 15:00');
    const fang = world.person('王芳');
    await fang.says('登记活动');
    const form = fang.sees('登记宣传活动');
    const filled = {
      topic: '夜间火灾疏散演练',
      day: '2026-06-10 +0800',
      place: '一号养老院二楼',
      form: '演练',
      headcount: '三十二',
      materials: '折页60份',
      effect: '疏散用时4分10秒',
    };
    expect((await fang.clicks(form, '登记', filled)).toast?.content).toContain('人数请写0到5000的整数');
    expect(
      (await fang.clicks(form, '登记', { ...filled, headcount: '32人', day: '2026-06-11' })).toast?.content,
    ).toContain('活动还没有到，办完再记');
    expect((await fang.clicks(form, '登记', { ...filled, headcount: '32人' })).toast?.content).toBe(
      '已登记，照片直接发到这里',
    );
    expect((await fang.clicks(form, '登记', { ...filled, headcount: '32' })).toast?.content).toBe(
      '这次活动已登记过',
    );
    await fang.sends(2);
    expect(fang.sees('照片已收到').text).toContain('夜间火灾疏散演练”（共2张）');
    expect(fang.sees('已登记：夜间火灾疏散演练').text).toContain('照片　2张');
    const [activity] = await listOf(world.temp.store.collection<StoredActivity>('activities').find());
    expect(activity).toMatchObject({
      unitId: unitIdOf('一号养老院'),
      campaignId: 'safety-month',
      people: 32,
      form: '演练',
    });
    expect(activity?.photos).toHaveLength(2);
    expect(await world.hazards()).toEqual([]);

    await world.person('刘小燕').says('登记活动');
    expect(world.person('刘小燕').inbox().at(-1)?.text).toContain('这一步由各单位负责人、安全员或陈静办');
    for (const [name, count] of [
      ['王芳', '1次'],
      ['郭军', '0次'],
      ['陈静', '1次'],
    ] as const) {
      await world.person(name).says('活动台账 6月');
      expect(files().at(-1)).toBe(`2026年6月宣传活动台账${count}.xlsx`);
    }
    await world.person('陈静').says('宣传小结 安全生产月');
    expect(world.person('陈静').sees('安全生产月小结').text).toContain('1次（演练1次），32人次，照片2张');
    await fang.clicks(fang.sees('已登记：夜间火灾疏散演练'), '登记错了，作废');
    expect(fang.sees('已作废：夜间火灾疏散演练').colour).toBe('grey');
    expect(world.person('陈静').sees('安全生产月小结').text).toContain('活动　没有登记');
  });
});
