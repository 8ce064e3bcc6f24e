import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { playedTo, reported, SIX } from '../harness/acts.js';
import { createWorld, GROUPS, type Seen, type World } from '../harness/world.js';

/* 同意 and 退回 typed: by @ in a group, in the thread of a report, in private as an answer to the card (experience §3 k). */
let world: World;
beforeEach(async () => {
  world = await createWorld('2026-10-20 10:00');
});
afterEach(() => world.stop());

const home = GROUPS.home1;
const status = async (hazard: Hazard): Promise<string> => (await world.hazard(hazard.code)).status;
const remarks = async (hazard: Hazard): Promise<readonly (string | undefined)[]> =>
  (await world.hazard(hazard.code)).history
    .filter((entry) => entry.command === 'remark')
    .map((entry) => entry.note);

/** Somebody writes with an @; what the bot answered in the group, and to them in private. */
async function inGroup(
  name: string,
  text: string,
  replyTo?: string,
  chatId: string = home,
): Promise<{ group: string; asked: readonly Seen[] }> {
  const before = world.group(chatId).messages().length;
  const heard = world.person(name).inbox().length;
  await world.group(chatId).says(name, text, replyTo === undefined ? {} : { replyTo });
  const answers = world.group(chatId).messages().slice(before);
  expect(answers).toHaveLength(1);
  return { group: answers[0]?.text ?? '', asked: world.person(name).inbox().slice(heard) };
}

describe('in a group', () => {
  test('one thing waits: @ 同意 decides it, with the words behind it as the opinion; once more nothing waits', async () => {
    const hazard = await playedTo(world, 'approving', '一号库房门锁坏');
    expect((await inGroup('李敏', '同意，注意防盗')).group).toContain('已同意，孙强开始整改。');
    expect(await world.hazard(hazard.code)).toMatchObject({
      status: 'rectifying',
      plan: { opinion: '注意防盗' },
    });
    expect((await inGroup('李敏', '同意')).group).toContain('现在没有等您审批的。');
  });

  test('@ 退回 with a reason sends it back with the reason; 退回 alone asks for one; 可以 asks back in private', async () => {
    const hazard = await playedTo(world, 'approving', '一号库房门锁坏');
    expect((await inGroup('李敏', '退回')).group).toContain('请写一句原因，例如：退回 经费来源没写清');
    expect(await status(hazard)).toBe('approving');
    const { group, asked } = await inGroup('李敏', '可以');
    expect(group).toContain('我私聊问您，请在那里点一下。');
    expect(group).not.toContain('库房');
    expect(asked.map((one) => one.text).join('')).toContain('您是同意“一号库房门锁坏”的方案吗？');
    expect((await inGroup('李敏', '退回 措施不够具体')).group).toContain('已退回孙强，原因已转达。');
    expect(await status(hazard)).toBe('planning');
    expect(world.person('孙强').sees('请改方案').text).toContain('措施不够具体');
  });

  test('two wait: which one is asked in private; in the thread of one it is that one, for the reporter’s message and the bot’s card alike', async () => {
    const locks = await playedTo(world, 'approving', '一号库房门锁坏');
    const rain = await playedTo(world, 'approving', '二号库房漏雨');
    const { group, asked } = await inGroup('李敏', '同意');
    expect(group).not.toContain('库房');
    expect(asked.at(-1)?.buttons.map((one) => one.label)).toEqual(
      expect.arrayContaining(['一号库房门锁坏', '二号库房漏雨']),
    );
    expect([await status(locks), await status(rain)]).toEqual(['approving', 'approving']);

    const root = locks.source.messageId ?? '';
    expect((await inGroup('李敏', '退回 写明换什么锁', root)).group).toContain('已退回孙强');
    expect([await status(locks), await status(rain)]).toEqual(['planning', 'approving']);
    const card = world.sim.state.repliesOf(rain.source.messageId ?? '')[0]?.messageId;
    expect((await inGroup('李敏', '同意', card)).group).toContain('已同意，孙强开始整改。');
    expect(await status(rain)).toBe('rectifying');
  });

  test('who has not the right hears whose step it is, the words are kept; without a thread too, if one thing waits in this home', async () => {
    const hazard = await playedTo(world, 'approving', '一号库房门锁坏');
    expect((await inGroup('王芳', '同意', hazard.source.messageId)).group).toContain(
      '这一步由李敏办。您的话已记入办理过程。',
    );
    expect((await inGroup('孙强', '退回 换个便宜的')).group).toContain(
      '这一步由李敏办。您的话已记入办理过程。',
    );
    expect(await status(hazard)).toBe('approving');
    expect(await remarks(hazard)).toEqual([
      expect.stringContaining('同意'),
      expect.stringContaining('换个便宜的'),
    ]);
    expect((await inGroup('许倩', '同意', hazard.source.messageId)).group).toContain(
      '还不认识您，请私聊我登记',
    );
    // 孙强 is not asked for a decision, so what he says to the card of the report is his words about it.
    const card = world.sim.state.repliesOf(hazard.source.messageId ?? '')[0]?.messageId;
    expect((await inGroup('孙强', '不行，锁芯也锈了', card)).group).toContain('的办理过程');
  });

  test('what waits in another home is nothing for this group', async () => {
    const here = await playedTo(world, 'approving', '一号库房门锁坏');
    expect((await inGroup('李敏', '同意', undefined, GROUPS.home2)).group).toContain('现在没有等您审批的。');
    expect((await inGroup('田亮', '同意', undefined, GROUPS.home2)).group).not.toContain('李敏');
    expect(await status(here)).toBe('approving');
    // In the bureau's own group everything counts.
    expect((await inGroup('李敏', '同意', undefined, GROUPS.bureau)).group).toContain('已同意');
    expect(await status(here)).toBe('rectifying');
  });
});

describe('in private, as an answer to the card', () => {
  test.each([
    ['同意', 'rectifying', '已同意，孙强开始整改。'],
    ['我同意', 'rectifying', '已同意，孙强开始整改。'],
    ['准', 'rectifying', '已同意，孙强开始整改。'],
    ['不同意 再想想', 'planning', '已退回孙强，原因已转达。'],
    ['退回：写明换什么锁', 'planning', '已退回孙强，原因已转达。'],
    ['收到', 'approving', '“收到”不算同意'],
    ['行', 'approving', '您是同意“一号库房门锁坏”的方案吗？'],
    ['退回', 'approving', '请写一句原因'],
  ])('“%s” leaves it %s', async (words, after, answer) => {
    const hazard = await playedTo(world, 'approving', '一号库房门锁坏');
    await playedTo(world, 'approving', '二号库房漏雨');
    const min = world.person('李敏');
    await min.says(words, { replyTo: min.sees('请审批：一号库房').message.messageId });
    expect(min.inbox().at(-1)?.text).toContain(answer);
    expect(await status(hazard)).toBe(after);
  });

  test('decided already: who did it and when; the card of an earlier round decides nothing about the new plan', async () => {
    const hazard = await playedTo(world, 'approving', '三楼安全出口被锁', 'major');
    const zhou = world.person('周建国');
    const first = zhou.sees('请审批：三楼安全出口被锁').message.messageId;
    await zhou.says('退回 夜里谁看门也没写', { replyTo: first });
    const matron = world.person('赵淑兰');
    await matron.clicks(matron.sees('请改方案'), '报周建国审批', { ...SIX, finish: '2026-11-05 +0800' });
    await zhou.says('同意', { replyTo: first });
    expect(zhou.inbox().at(-1)?.text).toMatch(/周建国已于10:\d\d退回，同意没有生效。/u);
    expect(await status(hazard)).toBe('approving');
    await zhou.clicks(zhou.inbox().at(-1) as Seen, '打开最新的卡片');
    const newest = zhou.sees('请审批：三楼安全出口被锁').message.messageId;
    await zhou.says('同意', { replyTo: newest });
    expect(await status(hazard)).toBe('rectifying');
    await zhou.says('同意', { replyTo: newest });
    expect(zhou.inbox().at(-1)?.text).toMatch(/周建国已于10:\d\d同意，不用再点。$/u);
    expect(
      (await world.hazard(hazard.code)).history.filter((one) => one.command === 'approvePlan'),
    ).toHaveLength(1);
  });

  test('收到 and 不行 of the one who has to mend it are words about the work, not a decision', async () => {
    const hazard = await playedTo(world, 'rectifying', '一号库房门锁坏');
    const qiang = world.person('孙强');
    const card = qiang.sees('请整改').message.messageId;
    for (const words of ['收到', '不行，锁芯也锈了']) await qiang.says(words, { replyTo: card });
    const now = await world.hazard(hazard.code);
    expect(now.status).toBe('rectifying');
    expect(now.history.filter((entry) => entry.command === 'addProgress').map((entry) => entry.note)).toEqual(
      ['收到', '不行，锁芯也锈了'],
    );
    await qiang.says('同意', { replyTo: card });
    expect(qiang.inbox().at(-1)?.text).toContain('李敏已于10:0');
  });

  test('nothing waits: 同意 alone is answered, not taken for a report', async () => {
    await reported(world, '一号库房门锁坏');
    await world.person('李敏').says('同意');
    expect(world.person('李敏').inbox().at(-1)?.text).toContain('现在没有等您审批的。');
    expect(await world.hazards()).toHaveLength(1);
  });
});
