import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { idOf } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, samplePhoto, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterAll(() => world.stop());
afterEach(() => expect(world.sim.state.violations).toEqual([]));

const id = (name: string): Promise<string> => idOf(world, name);

/** From 待核实 to 已销号 by the people who do that. */
async function closes(title: string): Promise<Hazard> {
  const fang = world.person('王芳');
  await fang.clicks(fang.sees(`请核实：${title}`), '核实属实，交办', {
    level: 'ordinary',
    manner: 'days3',
    rectifier: await id('孙强'),
    measures: '当天整改',
  });
  await world.person('李敏').says('同意');
  const sun = world.person('孙强');
  await sun.sends(1);
  await sun.clicks(sun.sees(`请整改：${title}`), '整改完成', { note: '已分柜存放，库房上锁' });
  await fang.clicks(fang.sees(`请复查：${title}`), '复查通过，销号', { opinion: '看过，已改好' });
  return world.hazard();
}

async function reportsAnonymously(name: string, words: string): Promise<string> {
  const who = world.person(name);
  await who.says('匿名上报');
  await who.says(words);
  return /[A-Z2-9]{4}-[A-Z2-9]{4}/u.exec(who.sees('已收到匿名上报').text)?.[0] ?? '';
}

async function rewrites(text: string): Promise<void> {
  const unit = (await world.app().people.org()).units.find((one) => one.name === '一号养老院')?._id;
  const jing = world.person('陈静');
  await jing.clicks(jing.sees('请改写：'), '改好，转单位', { unit, text });
}

const last = (name: string): string => world.person(name).inbox().at(-1)?.text ?? '';

/** Nothing that is stored or logged beside the sealed rows may hold these. */
async function foundIn(hazardId: string, secrets: readonly string[]): Promise<readonly string[]> {
  const rows: string[] = [...world.lines];
  for (const name of ['hazards', 'outbox', 'cardRefs', 'inbox', 'drafts'] as const)
    for await (const row of world.temp.store.collection(name).find()) {
      const text = JSON.stringify(row);
      if (name === 'drafts' || name === 'inbox' || text.includes(hazardId)) rows.push(text);
    }
  return secrets.filter((secret) => rows.some((row) => row.includes(secret)));
}

let code = '';

test('an anonymous reporter adds words and a photo with the code; the unit sees neither, and no trace of who it was', async () => {
  code = await reportsAnonymously('孙强', '三号库房酒精和84堆一起，门也不锁');
  const sun = world.person('孙强');
  const receipt = sun.sees('已收到匿名上报');
  await sun.clicks(receipt, '补充');
  expect(last('孙强')).toContain('请把要补充的话或照片用一条消息发来');
  await sun.says('昨天夜班我亲眼看到的', { images: [await samplePhoto()] });
  expect(last('孙强')).toContain('已补充');
  const jing = world.person('陈静');
  expect(jing.sees('请改写：').text).toContain('昨天夜班我亲眼看到的');
  await rewrites('库房内酒精与84消毒液混放');
  const hazard = await world.hazard();
  expect(hazard.history.map((entry) => [entry.command, entry.by])).toContainEqual([
    'supplement',
    'anonymous',
  ]);
  const photo = await world.temp.store.photos.get(hazard.photos[0]?.sha256 ?? '');
  expect(photo?.includes('secret position')).toBe(false);
  const review = world.person('王芳').sees('请核实：库房内酒精');
  expect(JSON.stringify(review.message.card)).not.toContain(hazard.photos[0]?.imageKey ?? 'no picture');
  expect(review.text).not.toContain('夜班');

  // Once it is with the unit an addition is re-worded before anybody there reads it.
  await sun.says(`补充 ${code} 钥匙在老周那里`);
  expect(last('孙强')).toContain('已补充');
  const again = jing.sees('请改写补充');
  expect(again.text).toContain('钥匙在老周那里');
  expect((await jing.clicks(again, '改好，转办理人', { text: '库房钥匙无人登记' })).toast?.content).toBe(
    '已转办理人',
  );
  await world.person('王芳').says(hazard.code);
  expect(last('王芳')).toContain('库房钥匙无人登记');
  expect(last('王芳')).not.toContain('老周');
  const secrets = [openIdOf('孙强'), '夜班我亲眼', '老周', code, `oc_p2p_${openIdOf('孙强').slice(3)}`];
  expect(await foundIn(hazard._id, secrets)).toEqual([]);
});

test('withdrawing with the code: before it is verified; plain commands get through, 不报了 ends it', async () => {
  const tian = world.person('田亮');
  const other = await reportsAnonymously('田亮', '二号院锅炉房的门整天开着');
  await tian.says(`撤回 ${other}`);
  expect(last('田亮')).toContain('已撤回，编号保留');
  expect((await world.hazard()).status).toBe('withdrawn');
  await tian.says(`回执 ${other}`);
  expect(last('田亮')).toContain('已撤回');
  await tian.says(`补充 ${other} 还有`);
  expect(last('田亮')).toContain('不能再补充');

  const n = (await world.hazards()).length;
  await tian.says('匿名上报');
  await tian.says('我的待办');
  expect(tian.inbox().at(-1)?.title).toContain('我的待办');
  await tian.clicks(tian.sees('匿名上报'), '不报了');
  await tian.says('二号院食堂后门锁坏了');
  expect(await world.hazard()).toMatchObject({ anonymous: false });
  expect(await world.hazards()).toHaveLength(n + 1);
});

test('no scheme: thanks, and no promise; with one 安委办 proposes, the director approves, a keeper hands it over against the code, once', async () => {
  const sun = world.person('孙强');
  const hazard = await closes('库房内酒精');
  await sun.says(`回执 ${code}`);
  expect(last('孙强')).toContain('已分柜存放，库房上锁。本局暂未设奖励，谢谢您提醒。');
  expect(() => world.person('陈静').sees('请核奖励')).toThrow();
  expect(hazard.reward).toBeUndefined();

  await world.person('王芳').says('奖励启用');
  expect(last('王芳')).toContain('何伟');
  await world.person('何伟').says('奖励启用');
  expect(last('何伟')).toContain('已启用奖励');

  code = await reportsAnonymously('孙强', '三号库房灭火器被挡住');
  await rewrites('库房灭火器被杂物遮挡');
  const closed = await closes('库房灭火器');
  const jing = world.person('陈静');
  const card = jing.sees('请核奖励');
  expect((await jing.clicks(card, '报周建国审批')).toast?.content).toBe('还差：奖励内容');
  expect((await jing.clicks(card, '报周建国审批', { text: '购物卡50元' })).toast?.content).toBe(
    '已报周建国审批',
  );
  await sun.says(`领奖励 ${code}`);
  expect(last('孙强')).toContain('奖励：正在核定。');
  expect(last('孙强')).not.toContain('50元');
  const zhou = world.person('周建国');
  expect((await jing.clicks(zhou.sees('请审批奖励'), '同意')).toast?.content).toBe('这一步由周建国办');
  expect((await zhou.clicks(zhou.sees('请审批奖励'), '同意')).toast?.content).toBe('已核定');
  await sun.says(`领奖励 ${code}`);
  expect(last('孙强')).toMatch(/奖励：已核定，凭回执码找(陈静或张磊|张磊或陈静)领取，不公布姓名。/u);

  const lei = world.person('张磊');
  await lei.says(`领奖励 ${code}`);
  const handing = lei.sees('匿名上报的进展');
  expect(handing.text).toContain(`${closed.code} 奖励已核定：购物卡50元`);
  expect((await lei.clicks(handing, '已发放')).toast?.content).toBe('已记下：奖励已发放');
  expect((await lei.clicks(handing, '已发放')).toast?.content).toContain('张磊已于10:0');
  await sun.says(`领奖励 ${code}`);
  expect(last('孙强')).toContain('奖励：已领取。');
  const identity = await world.temp.store.collection('identities').get(closed._id);
  expect(JSON.stringify(identity)).toContain('凭回执码发奖励');
  // (孙强 is also the one who rectified: his id stands there as that.)
  expect(await foundIn(closed._id, [code])).toEqual([]);
});

test('who reported with a name hears of it in private; whose job it is to find hazards is not rewarded', async () => {
  await world.group(GROUPS.home1).says('刘小燕', '一楼走廊地砖翘起');
  const hazard = await closes('一楼走廊地砖翘起');
  const jing = world.person('陈静');
  await jing.clicks(jing.sees('请核奖励：一楼走廊地砖翘起'), '报周建国审批', { text: '毛巾一条' });
  await world.person('周建国').clicks(world.person('周建国').sees('请审批奖励：一楼'), '同意');
  expect(world.person('刘小燕').sees('奖励已核定').text).toContain(
    '毛巾一条。请找安委办陈静领取，不公布姓名。',
  );
  await jing.clicks(jing.sees('奖励已核定：一楼走廊地砖翘起'), '已发放');
  expect((await world.hazard(hazard.code)).reward?.state).toBe('paid');

  await world.group(GROUPS.home1).says('王芳', '二楼活动室窗户关不上');
  await closes('二楼活动室窗户关不上');
  expect(() => jing.sees('请核奖励：二楼')).toThrow();
});

test('too many wrong codes lock the asker out for an hour, the right code included', async () => {
  const ma = world.person('马秀英');
  for (let n = 0; n < 6; n += 1) await ma.says(`回执 AAAA-BBB${'BCDEFG'[n] ?? 'H'}`);
  expect(last('马秀英')).toContain('输错太多次，请1小时后再试');
  await ma.says(`回执 ${code}`);
  expect(last('马秀英')).toContain('输错太多次');
  await world.at('2026-10-20 11:30');
  await ma.says(code);
  expect(last('马秀英')).toContain('已销号');
});
