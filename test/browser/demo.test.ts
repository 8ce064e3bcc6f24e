import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { card, openBrowser, openPage, PC, played, ready, shot, startDemo, there, toast } from './stage.js';

let demo: Awaited<ReturnType<typeof startDemo>> | undefined;
let browser: Browser | undefined;
let page: Page;
let faults: string[];

beforeAll(async () => {
  if (!there) return;
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  ({ page, faults } = await openPage(browser, PC));
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const step = (n: number, done = false): Promise<void> =>
  page.locator(`.tour[data-step="${n}"][data-done="${done}"]`).waitFor();
/** Clicks what the tour has put its ring around; nothing else. */
const follow = (words: string): Promise<void> => page.locator('[data-here]', { hasText: words }).click();
const next = async (n: number): Promise<void> => {
  await step(n, true);
  await page.locator('[data-tour="next"][data-here]').click();
};
const notice = (): Promise<string> => page.locator('.tour__words').innerText();
const panel = (words: string): Promise<void> => page.locator('.panel', { hasText: words }).first().waitFor();

played(
  'whoever clicks only what the tour points at brings a hazard from report to 销号 and sees the days after',
  async () => {
    await page.goto(demo?.url ?? '');
    await ready(page);
    await step(1);
    expect(await page.locator('.composer__text').first().inputValue()).toContain('灭火器');
    await page.locator('.composer__picture img').waitFor();
    await follow('发送');
    await card(page, '待核实：二楼东头').waitFor();
    await shot(page, 'group-card');
    await next(1);

    await step(2);
    await card(page, '请核实：二楼东头').locator('img').first().waitFor();
    await shot(page, 'officer');
    await follow('核实属实，交办');
    await toast(page, '已交办，送李敏审批');
    await next(2);

    await card(page, '请审批').waitFor();
    await follow('同意');
    await toast(page, '开始整改');
    await card(page, '已同意').waitFor();
    // The panel keeps step: the click, and what the bot did because of it.
    await page.locator('.flow-list__fresh', { hasText: '点了卡片' }).waitFor();
    await page.locator('.flow-list__fresh', { hasText: '请整改' }).first().waitFor();
    expect(await card(page, '已同意').locator('.c-btn', { hasText: '同意' }).count()).toBe(0);
    await next(3);

    await step(4);
    await page.locator('.composer__picture img').waitFor();
    await follow('发送');
    await card(page, '照片已收到').waitFor();
    await card(page, '请整改').locator('.c-img img').nth(1).waitFor();
    await follow('整改完成');
    await toast(page, '已报复查');
    await next(4);

    await card(page, '请复查').locator('.c-img img').nth(1).waitFor();
    await shot(card(page, '请复查'), 'recheck-card');
    await follow('复查通过，销号');
    await page.locator('dialog.ask', { hasText: '销号' }).waitFor();
    await shot(page, 'confirm');
    await page.locator('dialog.ask').getByRole('button', { name: '确定' }).click();
    await toast(page, '已销号');
    await step(5, true);
    await page.getByRole('tab', { name: '隐患' }).click();
    for (const deed of ['上报', '核实属实，交办', '同意方案', '报整改完成', '复查通过']) await panel(deed);
    await panel('已销号');
    await shot(page, 'history');
    await next(5);

    await step(6);
    await follow('拨到明天09:00');
    await page.locator('[data-arrived="马秀英"]').waitFor();
    expect(await notice()).toContain('各收到一条摘要');
    // That day her digest only asks for topics of the meeting.
    expect(await notice()).not.toContain('李敏');
    await follow('拨到5月28日');
    await page.locator('[data-arrived="李敏"]').waitFor();
    expect(await notice()).toContain('李敏也收到了');
    await shot(page, 'skipped-days');
    await follow('拨到5月29日');
    await page.locator('.top__now', { hasText: '5月29日' }).waitFor();
    // A meeting's notice, if the bot sent one, is to be answered first.
    if ((await everythingSent()).includes('会议通知')) {
      await follow('参加');
      await toast(page, '已答复：参加');
    }
    await follow('发送');
    await card(page, '5月统计').locator('.c-chart[data-state=drawn]').waitFor();
    await shot(page, 'director');
    await next(6);

    await step(7);
    if ((await page.locator('.tour__words').innerText()).includes('同意推送')) await follow('同意推送');
    await follow('拨到6月1日');
    await page.locator('.top__now', { hasText: '6月1日' }).waitFor();
    if ((await page.locator('[data-arrived="民政安全群"]', { hasText: '安全生产月' }).count()) > 0) {
      await follow('民政安全群');
      await card(page, '安全生产月').waitFor();
    }
    await step(7, true);
    await shot(page, 'june');
    await next(7);
    expect(await notice()).toContain('走完了');
    expect(faults).toEqual([]);
  },
  // experience.md §8: under three minutes.
  180_000,
);

played('the tour claims only what the bot really sent', async () => {
  await page.locator('.tour__text', { hasText: '上一步' }).click();
  const said = [await notice()];
  await page.locator('.tour__text', { hasText: '上一步' }).click();
  said.push(await notice());
  const sent = await everythingSent();
  for (const words of ['会议通知', '推送预览', '安全生产月'])
    if (said.join().includes(words)) expect(sent).toContain(words);
  for (const [, quoted = ''] of said.join().matchAll(/“([^”]{8,})”到了/gu)) expect(sent).toContain(quoted);
});

/** The words of all that stands in any chat, as the simulator has it. */
async function everythingSent(): Promise<string> {
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${demo?.url}_sim/${path}`)).json()) as T;
  const words: string[] = [];
  for (const { openId } of await ask<{ openId: string }[]>('people'))
    for (const { chatId } of await ask<{ chatId: string }[]>(`chats?as=${openId}`))
      for (const message of await ask<{ words: string }[]>(`chats/${chatId}/messages?as=${openId}`))
        words.push(message.words);
  return words.join('\n');
}

played('the tour speaks English, too', async () => {
  await page.locator('[data-tour="language"]').click();
  expect(await notice()).toMatch(/Notice|Be the/u);
  expect(await notice()).not.toMatch(/[看点]：/u);
  await page.locator('[data-tour="language"]').click();
});

played('重新开始 begins the bureau and the tour anew', async () => {
  await page.locator('[data-tour="reset"]').click();
  await step(1);
  await page.locator('.top__now', { hasText: '5月25日' }).waitFor();
  expect(await page.locator('.hazard').count()).toBeLessThanOrEqual(1);
  // The stream of the new bureau is heard: a message shows what the bot makes of it.
  await page.locator('[data-tour="send"]').click();
  await card(page, '待核实').waitFor();
  expect(faults).toEqual([]);
});
