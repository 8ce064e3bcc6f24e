import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Collection } from '../../src/store/collection.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { clicksValue, idOf, playedTo, reported, SIX } from '../harness/acts.js';
import { cardButtons, cardMarkdown, cardText } from '../harness/card-reader.js';
import {
  createWorld,
  GROUPS,
  openIdOf,
  samplePhoto,
  until,
  type Seen,
  type World,
} from '../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(async () => {
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;
const labels = (seen: Seen): readonly string[] => seen.buttons.map((button) => button.label);
const valueOf = (seen: Seen, label: string): unknown =>
  seen.buttons.find((button) => button.label === label)?.value;
/** The same message as it stands now. */
const now = (name: string, seen: Seen): Seen => {
  const found = world
    .person(name)
    .inbox()
    .find((one) => one.message.messageId === seen.message.messageId);
  if (found === undefined) throw new Error('the message is gone');
  return found;
};

test('case 19: the store is slow while 整改完成 is submitted twice: an answer within three seconds, one entry, the final card later', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const qiang = world.person('孙强');
  await qiang.sends(1);
  const card = qiang.sees('请整改');
  const rows: Collection<Hazard> = world.temp.store.collection<Hazard>('hazards');
  const change = rows.change.bind(rows);
  const slow = jest.spyOn(rows, 'change').mockImplementation(async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return change(...args);
  });
  await world.restart({ clickBudgetMs: 150 });
  const press = (): Promise<{ toast?: { content: string }; error?: number }> =>
    world.sim.client.click(openIdOf('孙强'), card.message.messageId, {
      value: valueOf(card, '整改完成'),
      name: 'b',
      form: { note: '已换新灯' },
    });
  expect((await press()).toast?.content).toBe('正在保存，结果会显示在卡片上');
  // The local Feishu gives up after three seconds as the real one does; a toast means that it came in time.
  const second = await press();
  expect(second.error).toBeUndefined();
  await until(() => slow.mock.results.length >= 2, 5000);
  slow.mockRestore();
  await until(async () => (await world.hazard(hazard.code)).status === 'rechecking');
  await world.settle();
  await world.settle();
  const after = await world.hazard(hazard.code);
  expect(after.status).toBe('rechecking');
  expect(after.history.filter((entry) => entry.command === 'reportDone')).toHaveLength(1);
  expect(labels(now('孙强', card))).not.toContain('整改完成');
  expect(now('孙强', card).text).toContain('已换新灯');
  expect(
    (await clicksValue(world, '孙强', card, valueOf(card, '整改完成'), { note: '再点' })).toast?.content,
  ).toMatch(/孙强已于10:0\d报整改完成/u);
});

test('case 21: after a restart the first tap on an older card counts; who may not is told who may', async () => {
  const hazard = await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const card = world.person('李敏').sees('请审批');
  await world.restart();
  expect((await world.person('孙强').clicks(card, '同意')).toast?.content).toBe('这一步由李敏办');
  expect((await world.person('李敏').clicks(card, '同意')).toast?.content).toBe('已同意，孙强开始整改');
  expect((await world.hazard(hazard.code)).status).toBe('rectifying');
});

test('case 22, 43: through the whole loop each message keeps one generation of cards, and no answer goes to a click’s token', async () => {
  await playedTo(world, 'closed', '二楼走廊的灯坏了');
  await playedTo(world, 'closed', '三楼东侧安全出口锁了', 'major');
  const zhou = world.person('周建国');
  await zhou.says('本月统计');
  expect(zhou.sees('统计').text).toContain('\n整改率　100%（应销号2件）');
  expect(zhou.sees('统计').text).toContain('按期整改率　100%（到期1件；含延期 100%）');
  await zhou.clicks(zhou.sees('统计'), '下载表格');
  const min = world.person('李敏');
  await playedTo(world, 'approving', '一楼水房的地砖松了');
  await min.clicks(min.sees('请审批：一楼水房'), '退回', { reason: '措施太空' });
  expect(world.person('孙强').sees('请改方案').text).toContain('措施太空');
  expect(zhou.inbox().some((one) => one.message.type === 'file')).toBe(true);
  const versions = world.sim.state.messages.flatMap((message) => message.versions);
  expect(versions.length).toBeGreaterThan(30);
  expect(versions.every((card) => card['schema'] === '2.0')).toBe(true);
  const failed = world.sim.state.calls.filter((call) => call.code !== 0);
  expect(failed.map((call) => `${call.code} ${call.path}`)).toEqual([]);
});

test('case 23: 退回 with a reason while the group’s receipt has to change too: the clicked card ends as returned, the group follows', async () => {
  await playedTo(world, 'approving', '二楼走廊的灯坏了');
  const min = world.person('李敏');
  const card = min.sees('请审批');
  await min.clicks(card, '退回', { reason: '经费没写' });
  await world.at('2026-10-20 10:05');
  const after = now('李敏', card);
  expect(labels(after)).not.toContain('同意');
  expect(labels(after)).not.toContain('退回');
  expect(after.text).toContain('经费没写');
  expect(world.group(home).last().title).toContain('待提交方案');
  const codes = world.sim.state.calls.map((call) => call.code);
  expect(codes.filter((code) => code !== 0)).toEqual([]);
});

test.each([
  [
    'approved by a typed 同意',
    'approving' as const,
    async (hazard: Hazard) => {
      const card = world.person('李敏').sees(`请审批：${hazard.title}`);
      await world.person('李敏').says('同意', { replyTo: card.message.messageId });
    },
  ],
  [
    'withdrawn by the reporter',
    'verifying' as const,
    async () => void (await world.person('刘小燕').clicks(world.group(home).last(), '撤回')),
  ],
  [
    'merged into another',
    'verifying' as const,
    async (hazard: Hazard) => {
      await reported(world, '大厅地砖裂了');
      const other = (await world.hazards()).find((one) => one.text === '大厅地砖裂了');
      const card = world.person('王芳').sees(`请核实：${hazard.title}`);
      await clicksValue(world, '王芳', card, { a: 'merge', h: hazard._id }, { to: other?._id });
    },
  ],
])(
  'case 24: %s while two people have the card open: ten seconds later no copy has a live button',
  async (_what, step, act) => {
    // 赵国庆 stands in for 李敏, so both have the card of the approval.
    await world.person('李敏').says('请假 10月20日到10月23日 赵国庆代');
    const hazard = await playedTo(world, step, '二楼走廊的灯坏了');
    const holders = step === 'approving' ? ['李敏', '赵国庆'] : ['王芳'];
    const copies = holders.map(
      (name) =>
        [
          name,
          world.person(name).sees(`${step === 'approving' ? '请审批' : '请核实'}：${hazard.title}`),
        ] as const,
    );
    await act(hazard);
    await world.at('2026-10-20 10:01');
    for (const [name, old] of copies) {
      const left = labels(now(name, old)).filter((label) => label !== '查看进展' && label !== '办理我的一步');
      expect([name, left]).toEqual([name, []]);
      // A screen that still shows the old face gets words and a fresh card.
      const live = old.buttons[0];
      const late = await clicksValue(world, name, old, live?.value, { reason: 'x', level: 'ordinary' });
      expect(late.toast?.content).not.toBe('');
      expect(late.card).toBeDefined();
    }
  },
);

test('case 25: ten hazards in ten states, the process dies, one tap on the open button of each goes on', async () => {
  const states: { code: string; act: () => Promise<unknown> }[] = [];
  const add = (hazard: Hazard, act: () => Promise<unknown>): void =>
    void states.push({ code: hazard.code, act });
  const fang = world.person('王芳');
  const officer = await idOf(world, '孙强');

  const stray = await world.sim.client.says(openIdOf('何花'), GROUPS.bureau, {
    text: '大门口的井盖松了',
    at: true,
  });
  await world.settle();
  const homeless = (await world.hazards()).find((one) => one.source.messageId === stray.messageId);
  if (homeless === undefined) throw new Error('not stored');
  add(homeless, () => {
    const who = homeless.status === 'reported' ? '陈静' : '许强';
    const card = world.person(who).sees(homeless.title);
    return world.person(who).clicks(card, '核实属实，交办', {
      level: 'ordinary',
      manner: 'days7',
      rectifier: officer,
      measures: '加固',
    });
  });
  const verifying = await playedTo(world, 'verifying', '一楼大厅的灯坏了');
  add(verifying, () =>
    fang.clicks(fang.sees('请核实：一楼大厅'), '核实属实，交办', {
      level: 'ordinary',
      manner: 'days7',
      rectifier: officer,
    }),
  );
  const planning = await playedTo(world, 'planning', '二楼走廊的灯坏了');
  add(planning, () =>
    world.person('孙强').clicks(world.person('孙强').sees('请报方案：二楼'), '报李敏审批', {
      measures: '换灯',
      finish: '2026-10-26 +0800',
    }),
  );
  const majorPlan = await playedTo(world, 'planning', '三楼东侧安全出口锁了', 'major');
  add(majorPlan, () =>
    world.person('赵淑兰').clicks(world.person('赵淑兰').sees('请报方案：三楼'), '报周建国审批', {
      ...SIX,
      finish: '2026-11-06 +0800',
    }),
  );
  const approving = await playedTo(world, 'approving', '四楼水房的地砖松了');
  add(approving, () => world.person('李敏').clicks(world.person('李敏').sees('请审批：四楼'), '同意'));
  const majorApproving = await playedTo(world, 'approving', '五楼西侧疏散通道堵死了', 'major');
  add(majorApproving, () =>
    world.person('周建国').clicks(world.person('周建国').sees('请审批：五楼'), '同意'),
  );
  const rectifying = await playedTo(world, 'rectifying', '六楼阳台的护栏松了');
  await world
    .person('孙强')
    .says('', { images: [], replyTo: world.person('孙强').sees('请整改：六楼').message.messageId });
  add(rectifying, () => world.person('孙强').clicks(world.person('孙强').sees('请整改：六楼'), '申请延期'));
  const rechecking = await playedTo(world, 'rechecking', '七楼楼梯的扶手松了');
  add(rechecking, () => fang.clicks(fang.sees('请复查：七楼'), '复查通过，销号', { opinion: '好了' }));
  const closing = await playedTo(world, 'closing', '八楼北侧安全出口锁了', 'major');
  add(closing, () => world.person('周建国').clicks(world.person('周建国').sees('请审批：八楼'), '同意'));
  const typed = await playedTo(world, 'approving', '九楼开水间的插座松了');
  add(typed, () =>
    world
      .person('李敏')
      .says('同意', { replyTo: world.person('李敏').sees('请审批：九楼').message.messageId }),
  );

  await world.restart();
  const before = new Map((await world.hazards()).map((one) => [one.code, one.version]));
  for (const { code, act } of states) {
    const answer = (await act()) as { toast?: { content: string }; error?: number } | undefined;
    expect(answer?.error).toBeUndefined();
    if (code === rectifying.code) {
      const form = world.person('孙强').sees('申请延期');
      await world
        .person('孙强')
        .clicks(form, '报李敏审批', { reason: '缺货', interim: '拉警戒线', newDay: '2026-10-30 +0800' });
    }
    expect([code, (await world.hazard(code)).version > (before.get(code) ?? 0)]).toEqual([code, true]);
  }
});

test('case 27: 20,000 characters, an account of 5,000 and 400 entries: stored whole, shown in part with where the rest is, taken at first try', async () => {
  const text = `二楼走廊堆了纸箱，${'很长的经过'.repeat(4000)}`;
  const long = await reported(world, text);
  expect(long.text).toBe(text);
  const fang = world.person('王芳');
  await fang.says(`隐患 ${long.code.slice(-4)}`);
  expect(fang.inbox().at(-1)?.text).toMatch(/中间略去\d+字，全文发“台账”查看/u);

  const hazard = await playedTo(world, 'rectifying', '三楼水房的灯坏了');
  const qiang = world.person('孙强');
  const card = qiang.sees('请整改：三楼');
  const note = `${'一'.repeat(4990)}最后一句：阀门已关`;
  await qiang.sends(1);
  await qiang.clicks(now('孙强', card), '整改完成', { note });
  const rows = world.temp.store.collection<Hazard>('hazards');
  const stored = await world.hazard(hazard.code);
  const entries = Array.from({ length: 400 }, (_one, index) => ({
    seq: stored.version + index + 1,
    command: 'remark' as const,
    by: stored.rectifierId ?? '',
    at: world.sim.clock.now(),
    causeEventId: `many:${index}`,
    status: stored.status,
    note: `第${index + 1}条留言`,
  }));
  await rows.change(
    { _id: hazard._id },
    {
      $set: {
        history: [...stored.history, ...entries],
        version: stored.version + 400,
        relayedSeq: stored.version + 400,
      } as never,
    },
  );
  const seen: string[] = [];
  for (let page = 1; page <= 30; page += 1) {
    await fang.says(
      page === 1 ? `隐患 ${hazard.code.slice(-4)}` : `隐患 ${hazard.code.slice(-4)} 第${page}页`,
    );
    const shown = fang.inbox().at(-1)?.text ?? '';
    seen.push(...[...shown.matchAll(/第\d+条留言/gu)].map(([words]) => words));
    if (!shown.includes('条较早的记录')) break;
  }
  expect(new Set(seen).size).toBe(400);
  // Beyond the end is the end.
  await fang.says(`隐患 ${hazard.code.slice(-4)} 第99页`);
  expect(fang.inbox().at(-1)?.text).toContain('刘小燕　上报');
});

test('case 28: eight tables, 300 list lines and 60 links are shown literally, in one hazard', async () => {
  const table = '| a | b |\n|---|---|\n| 1 | 2 |\n';
  const text = `二楼走廊堆了纸箱\n${table.repeat(8)}${'- 一行\n'.repeat(300)}${'[点](http://x.example) '.repeat(60)}`;
  await reported(world, text);
  expect(await world.hazards()).toHaveLength(1);
  const fang = world.person('王芳');
  await fang.says('隐患 0001');
  expect(fang.inbox().at(-1)?.text).toContain('| a | b |');
  expect(fang.inbox().at(-1)?.text).toContain('[点](http://x.example)');
  expect(world.sim.state.calls.filter((call) => call.code !== 0)).toEqual([]);
});

const ODD = '3楼<机房>门口`插座`冒火星 2>1 & **加粗** [点我](http://x) <at id=all></at> <font color=red>';

test('case 29: every sign is visible as typed on every card, in toasts, searches and digests, and nobody is pinged', async () => {
  const hazard = await playedTo(world, 'verifying', `插座${ODD}`);
  const fang = world.person('王芳');
  const review = fang.sees('请');
  const sent = await clicksValue(
    world,
    '王芳',
    review,
    valueOf(review, '核实属实，交办') ?? { a: 'verify', h: hazard._id, s: hazard.stageSeq },
    {
      title: ODD.slice(0, 16),
      level: 'ordinary',
      manner: 'days7',
      reason: ODD,
      rectifier: await idOf(world, '孙强'),
      measures: ODD,
      interim: ODD,
    },
  );
  expect(sent.error).toBeUndefined();
  const min = world.person('李敏');
  await min.clicks(min.sees('请审批'), '退回', { reason: ODD });
  const qiang = world.person('孙强');
  await qiang.clicks(qiang.sees('请改方案'), '报李敏审批', { measures: ODD });
  await min.clicks(min.sees('请审批'), '同意', { reason: ODD });
  await qiang.sends(1);
  await qiang.clicks(qiang.sees('请整改'), '整改完成', { note: ODD });
  await fang.clicks(fang.sees('请复查'), '没改好，退回', { opinion: ODD });
  await fang.says(`查询 ${ODD.slice(0, 6)}`);
  await fang.says('反馈 ' + ODD);
  await world.person('何伟').says('我的待办');
  await world.at('2026-10-30 09:01');
  const cards = world.sim.state.messages.flatMap((message) => message.versions);
  const withText = cards.filter((card) => cardText(card).includes('<机房>'));
  expect(withText.length).toBeGreaterThan(12);
  for (const card of cards)
    for (const markdown of cardMarkdown(card))
      expect(markdown).not.toMatch(/<at |<font color=red>|\]\(http/u);
  for (const card of withText)
    if (cardText(card).includes('加粗')) expect(cardText(card)).toContain('2>1 & **加粗** [点我](http://x)');
});

test('case 30: an account of 6,000 signs: its last sentence is readable by whoever re-checks', async () => {
  await playedTo(world, 'rectifying', '三楼水房的灯坏了');
  const qiang = world.person('孙强');
  await qiang.sends(1);
  await qiang.clicks(qiang.sees('请整改'), '整改完成', { note: `${'说明'.repeat(2996)}最后一句：阀门已关` });
  const card = world.person('王芳').sees('请复查');
  expect(card.text).toContain('最后一句：阀门已关');
  const texts = JSON.stringify(card.message.card).match(/"content":"[^"]*"/gu) ?? [];
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(5000);
});

test('case 31: five of six items, then one of them blank or 无: refused by name, what was typed is kept', async () => {
  await playedTo(world, 'planning', '三楼东侧安全出口锁了', 'major');
  const matron = world.person('赵淑兰');
  const finish = '2026-11-06 +0800';
  const refusedWith = async (form: Record<string, unknown>): Promise<string> =>
    (await matron.clicks(matron.sees('请报方案'), '报周建国审批', { ...SIX, finish, ...form })).toast
      ?.content ?? '';
  expect(await refusedWith({ funds: '' })).toBe('六项还差：经费和物资的落实');
  expect(matron.sees('请报方案').text).toContain(SIX.measures);
  expect(await refusedWith({ people: '　' })).toBe('六项还差：负责治理的机构和人员');
  expect(await refusedWith({ safety: '无' })).toBe('六项还差：安全措施和应急预案');
  expect((await world.hazard()).status).toBe('planning');
  expect(await refusedWith({})).toBe('已报周建国审批');
});

test('a second note of progress that comes too late is not called done already because of the first', async () => {
  const hazard = await playedTo(world, 'rectifying', '二楼走廊的灯坏了');
  const qiang = world.person('孙强');
  const card = qiang.sees('请整改');
  await qiang.clicks(card, '记一笔进展');
  const form = qiang.sees('记一笔进展');
  expect((await qiang.clicks(form, '记下', { note: '灯管到货了' })).toast?.type).toBe('success');
  await qiang.says('', { images: [await samplePhoto()], replyTo: card.message.messageId });
  await qiang.clicks(qiang.sees('请整改'), '整改完成', { note: '已换' });
  const late = await clicksValue(world, '孙强', card, valueOf(form, '记下'), { note: '再说一句' });
  expect(late.toast).toMatchObject({ type: 'warning', content: '情况有变，已换成最新卡片' });
  expect(
    (await world.hazard(hazard.code)).history.filter((one) => one.command === 'addProgress'),
  ).toHaveLength(1);
});

test.each([
  ['left out', {}],
  ['sent as ""', { note: '' }],
])('case 33: an empty progress form (%s) says what is wanted and changes nothing', async (_how, form) => {
  const hazard = await playedTo(world, 'rectifying', '三楼水房的灯坏了');
  const qiang = world.person('孙强');
  await qiang.clicks(qiang.sees('请整改'), '记一笔进展');
  const card = qiang.inbox().at(-1);
  const button = card?.buttons.find((one) => one.submit);
  if (card === undefined || button === undefined) throw new Error('no form');
  const before = (await world.hazard(hazard.code)).version;
  const answer = await clicksValue(world, '孙强', card, button.value, form);
  expect(answer.toast?.content).toMatch(/还差|请写/u);
  expect((await world.hazard(hazard.code)).version).toBe(before);
  expect((await clicksValue(world, '孙强', card, button.value, { note: '等配件' })).toast?.content).toContain(
    '已记下',
  );
  expect((await world.hazard(hazard.code)).version).toBe(before + 1);
});

test('case 34: keys that the form does not own, numbers, dates with a zone and a list with one person: taken, and nothing else is set by them', async () => {
  const hazard = await playedTo(world, 'verifying', '三楼水房的灯坏了');
  const card = world.person('王芳').sees('请核实');
  const answer = await clicksValue(world, '王芳', card, valueOf(card, '核实属实，交办'), {
    verify: '核实属实，交办',
    title: 3,
    level: ['ordinary'],
    manner: 'days7',
    rectifier: [await idOf(world, '孙强')],
    status: 'closed',
    dueDay: '2030-01-01',
    roles: ['director'],
    officerId: await idOf(world, '孙强'),
    __proto__: { status: 'closed' },
  });
  expect(answer.toast?.content).toBe('已交办，孙强10月23日前报方案');
  const qiang = world.person('孙强');
  const plan = qiang.sees('请报方案');
  await clicksValue(world, '孙强', plan, valueOf(plan, '报李敏审批'), {
    measures: '换灯',
    finish: '2026-10-26 +0800',
    extra: { deep: true },
  });
  expect(await world.hazard(hazard.code)).toMatchObject({
    status: 'approving',
    title: '3',
    officerId: await idOf(world, '王芳'),
    plan: { finishDay: '2026-10-26' },
  });
  expect((await world.hazard(hazard.code)).dueDay).not.toBe('2030-01-01');
});

test('case 35: a week after a major plan was approved the same message still shows its six items, who decided and when', async () => {
  await playedTo(world, 'approving', '三楼东侧安全出口锁了', 'major');
  const zhou = world.person('周建国');
  const card = zhou.sees('请审批');
  await zhou.clicks(card, '同意');
  await world.at('2026-10-27 10:00');
  const after = now('周建国', card);
  for (const item of Object.values(SIX)) expect(after.text).toContain(item);
  expect(after.text).toContain('周建国');
  expect(after.text).toMatch(/同意/u);
  expect(after.text).toContain('10月20日');
  expect(cardButtons(card.message.card ?? {}).map((button) => button.label)).not.toContain('同意');
});
