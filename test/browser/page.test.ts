import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { samplePhoto } from '../harness/world.js';
import { openIdOf } from '../simulator/bureau.js';
import { accessibility } from './axe.js';
import {
  become,
  card,
  field,
  openBrowser,
  openPage,
  PC,
  PHONE,
  played,
  ready,
  shot,
  startDemo,
  tabTo,
  there,
  toast,
} from './stage.js';

let demo: Awaited<ReturnType<typeof startDemo>> | undefined;
let browser: Browser | undefined;
let page: Page;
let faults: string[];

beforeAll(async () => {
  if (there) [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A fresh bureau and a page in it, sitting as somebody. */
async function sit(as: string, viewport = PC, tour = false): Promise<void> {
  await fetch(`${demo?.url}_demo/reset`, { method: 'POST' });
  if (browser === undefined) throw new Error('no browser');
  ({ page, faults } = await openPage(browser, viewport));
  if (!tour) await page.addInitScript(`sessionStorage.setItem('demo-tour', '{"hidden":true}')`);
  await page.goto(`${demo?.url}?as=${encodeURIComponent(as)}`);
  await ready(page);
}
beforeEach(async () => {
  await page?.close();
});
const composer = () => page.locator('.composer__text').first();
const report = async (): Promise<void> => {
  await page.locator('[data-tour="chat:一号养老院群"]').click();
  await composer().fill('二楼走廊堆着纸箱');
  await page.keyboard.press('Enter');
  await card(page, '待核实：二楼走廊').waitFor();
};

/** 王芳 at her own card; on a slow machine it comes after she has sat down, and the group is open. */
const atReview = async (): Promise<void> => {
  await become(page, '王芳');
  await page.locator('.face--on', { hasText: '王芳' }).waitFor();
  await page.locator('[data-tour="chat:安全助手"]').click();
  await card(page, '请核实').waitFor();
};

played(
  'by keys only: @ somebody, send, fill in a card, refuse a dialog and then agree',
  async () => {
    await sit('刘小燕');
    await tabTo(page, '.composer__text');
    await page.keyboard.type('@');
    await page.locator('[role=listbox] [role=option]').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=listbox]').count()).toBe(0);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('@');
    await page.keyboard.type('王芳');
    await page.keyboard.press('Enter');
    await page.keyboard.type('二楼走廊堆着纸箱');
    expect(await composer().inputValue()).toBe('@王芳 二楼走廊堆着纸箱');
    await page.keyboard.press('Enter');
    await card(page, '二楼走廊堆着纸箱').waitFor();
    await page.locator('.msg--mine .c-at', { hasText: '王芳' }).waitFor();
    expect(await composer().inputValue()).toBe('');

    await tabTo(page, '[data-tour="face:王芳"]');
    await page.keyboard.press('Enter');
    const review = card(page, '请核实');
    await review.waitFor();
    await tabTo(page, '[data-field="level"]');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=option]', { hasText: '疑似重大' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await field(review, 'level').innerText()).toContain('一般');
    // The focus is back at the field: it opens again by the next key.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await tabTo(page, '[data-field="measures"]');
    await page.keyboard.type('搬到库房');
    await tabTo(page, '.c-btn', '核实属实，交办');
    await page.keyboard.press('Enter');
    await toast(page, '已交办');

    await tabTo(page, '[data-tour="face:刘小燕"]');
    await page.keyboard.press('Enter');
    expect(faults).toEqual([]);
  },
  90_000,
);

played(
  'a dialog: Escape is 取消 and sends nothing, the focus goes back; 确定 by keys',
  async () => {
    await sit('刘小燕');
    await report();
    const mine = card(page, '待核实：二楼走廊');
    await mine.locator('.c-panel__head', { hasText: '更多' }).click();
    const withdraw = mine.locator('.c-btn', { hasText: '撤回' });
    await withdraw.focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog.ask[open]').waitFor();
    expect(await page.locator('dialog.ask :focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('dialog.ask').waitFor({ state: 'detached' });
    expect(await mine.locator(':focus').innerText()).toBe('撤回');
    expect(await card(page, '已撤回').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.locator('dialog.ask[open]').waitFor();
    await tabTo(page, 'dialog.ask .c-btn', '确定');
    await page.keyboard.press('Enter');
    await card(page, '已撤回').waitFor();
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'what is half-filled stays: while others write, after a look at another chat, another person, another load',
  async () => {
    await sit('刘小燕');
    await report();
    await atReview();
    const review = card(page, '请核实');
    await field(review, 'measures').fill('送检充装，先换备用的');
    await composer().fill('帮');
    await field(review, 'interim').focus();
    // Somebody else's message and a moved clock load everything again.
    await fetch(`${demo?.url}_sim/says`, {
      method: 'POST',
      body: JSON.stringify({ as: openIdOf('王芳'), text: '帮助' }),
    });
    await card(page, '怎么用').waitFor();
    expect(await page.locator(':focus').getAttribute('data-field')).toBe('interim');
    expect(await field(review, 'measures').inputValue()).toBe('送检充装，先换备用的');
    expect(await composer().inputValue()).toBe('帮');
    await page.locator('[data-tour="chat:一号养老院群"]').click();
    await become(page, '李敏');
    await page.locator('.face--on', { hasText: '李敏' }).waitFor();
    await become(page, '王芳');
    await page.locator('.chat__head', { hasText: '一号养老院群' }).waitFor();
    await page.locator('[data-tour="chat:安全助手"]').click();
    expect(await field(card(page, '请核实'), 'measures').inputValue()).toBe('送检充装，先换备用的');
    expect(await composer().inputValue()).toBe('帮');
    await card(page, '请核实').locator('.c-btn', { hasText: '核实属实，交办' }).click();
    await toast(page, '已交办，送李敏审批');
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'an answer that comes late does not put one back into an earlier chair',
  async () => {
    await sit('刘小燕');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**/_sim/chats?as=${openIdOf('李敏')}`, async (route) => {
      await held;
      await route.continue();
    });
    await become(page, '李敏');
    await become(page, '王芳');
    await page.locator('.face--on', { hasText: '王芳' }).waitFor();
    const late = page.waitForResponse((response) => response.url().includes(openIdOf('李敏')));
    release();
    await late;
    await report();
    expect(await page.locator('.face--on').innerText()).toContain('王芳');
    expect(await page.locator('.msg--mine').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'while a message is still on its way the next one goes out, and the focus stays where its writer went',
  async () => {
    await sit('刘小燕');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/_sim/says', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    await report();
    await composer().fill('三楼水房漏水');
    await page.keyboard.press('Enter');
    const second = card(page, '待核实：三楼水房');
    await second.waitFor();
    await second.locator('.c-panel__head', { hasText: '更多' }).click();
    const withdraw = second.locator('.c-btn', { hasText: '撤回' });
    await withdraw.focus();
    const late = page.waitForResponse((response) => response.url().endsWith('/_sim/says'));
    release();
    await late;
    await page.locator('[data-tour="send"][aria-busy=false]').waitFor();
    expect(await second.locator(':focus').innerText()).toBe('撤回');
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'an own picture is sent, seen large, and Escape closes it',
  async () => {
    await sit('刘小燕');
    await page.locator('[data-tour="chat:一号养老院群"]').click();
    await page.locator('[data-tour="photos"]').click();
    await page
      .locator('.photos__own input')
      .setInputFiles({ name: 'own.jpg', mimeType: 'image/jpeg', buffer: await samplePhoto() });
    await page.locator('.composer__picture img').waitFor();
    await composer().fill('二楼走廊堆着纸箱');
    await page.keyboard.press('Enter');
    await page.locator('.msg--mine .bubble__img').click();
    await page.locator('dialog.viewer img').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog.viewer').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'without an @ the bot hears nothing in a group; a thread opens beside the chat and is answered',
  async () => {
    await sit('刘小燕');
    await page.locator('[data-tour="chat:一号养老院群"]').click();
    await page.locator('.at-chip').click();
    await composer().fill('今天谁值班');
    await page.keyboard.press('Enter');
    await page.locator('.msg--mine', { hasText: '今天谁值班' }).waitFor();
    await page.locator('.at-chip').first().click();
    await report();
    expect(await page.locator('.branch', { hasText: '今天谁值班' }).locator('.card').count()).toBe(0);
    await page.locator('.replies__more').click();
    await page.locator('.thread .card').waitFor();
    await page.locator('.thread .composer__text').fill('箱子还在');
    await page.keyboard.press('Enter');
    await page.locator('.thread .msg--mine', { hasText: '箱子还在' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.thread').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'who has something to do is counted at the faces, and read when it is opened',
  async () => {
    await sit('刘小燕');
    await report();
    await page.locator('[data-tour="face:王芳"] .badge').waitFor();
    await become(page, '王芳');
    await card(page, '请核实').waitFor();
    await page.locator('[data-tour="chat:一号养老院群"]').click();
    await page.locator('[data-tour="face:王芳"] .badge').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'on a phone: list, chat, sheet, dialog; nothing sticks out',
  async () => {
    await sit('刘小燕', PHONE);
    await page.locator('.chat__back').click();
    await page.locator('.chats').waitFor();
    await shot(page, 'phone-list');
    await page.locator('[data-tour="chat:一号养老院群"]').click();
    await composer().fill('二楼走廊堆着纸箱');
    await page.locator('[data-tour="send"]').click();
    await card(page, '待核实：').waitFor();
    await shot(page, 'phone-group');
    await become(page, '王芳');
    const review = card(page, '请核实');
    await field(review, 'level').click();
    await page.locator('.c-popup--sheet [role=option]', { hasText: '疑似重大' }).waitFor();
    await shot(page, 'phone-sheet');
    await page.locator('.c-popup--sheet .c-sheet__side', { hasText: '取消' }).click();
    await field(review, 'measures').fill('搬到库房');
    await shot(page, 'phone-card');
    await review.locator('.c-btn', { hasText: '核实属实，交办' }).click();
    await toast(page, '已交办');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const small = await page.evaluate(
      "[...document.querySelectorAll('.card button, .composer button')].filter((node) => node.getBoundingClientRect().height > 0 && node.getBoundingClientRect().height < 28).map((node) => node.textContent)",
    );
    expect(small).toEqual([]);
    expect(faults).toEqual([]);
  },
  60_000,
);

played.each(['light', 'dark'])(
  'axe finds nothing wrong with the whole page (%s)',
  async (theme) => {
    await sit('刘小燕', PC, true);
    await report();
    await atReview();
    if (theme === 'dark') await page.getByRole('button', { name: '换成深色' }).click();
    await page.getByRole('tab', { name: '隐患' }).click();
    await page.locator('.hazard').first().waitFor();
    await shot(page, `page-${theme}`);
    expect(await accessibility(page)).toEqual([]);
  },
  60_000,
);
