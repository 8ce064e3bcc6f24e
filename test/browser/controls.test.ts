import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  card,
  field,
  openBrowser,
  openPage,
  PC,
  PHONE,
  played,
  shot,
  startGallery,
  tabTo,
  there,
  toast,
} from './stage.js';

let browser: Browser | undefined;
let gallery: Awaited<ReturnType<typeof startGallery>> | undefined;
let page: Page;
let faults: string[];
let form: Locator;

beforeAll(async () => {
  if (!there) return;
  gallery = await startGallery();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  gallery?.stop();
});

beforeEach(async () => {
  if (there) await open(PC, 'pc');
});

/** The gallery's own specimens: one card has every control in one form. */
async function open(viewport: typeof PC, device: string): Promise<void> {
  await page?.close();
  if (browser === undefined) throw new Error('no browser');
  ({ page, faults } = await openPage(browser, viewport));
  await page.goto(`${gallery?.url}?device=${device}`);
  await page.locator('.gallery[data-ready=true]').waitFor();
  form = card(page, '表单的每一种控件');
}

/** What the page would have sent to the bot. */
const sent = async (): Promise<readonly Record<string, unknown>[]> =>
  (await page.evaluate('window.clicks ?? []')) as Record<string, unknown>[];
const submit = (): Locator => form.locator('.c-btn', { hasText: '核实属实，交办' });
/** The popup is there and has the focus. */
const opened = (): Promise<void> => page.locator('.c-popup :focus').waitFor();
const keys = async (...list: readonly string[]): Promise<void> => {
  for (const key of list) await page.keyboard.press(key);
};

played(
  'a form by keys: what is missing gets the focus, what is filled goes out as Feishu writes it',
  async () => {
    await tabTo(page, '.c-btn', '核实属实，交办');
    await keys('Enter');
    await toast(page, '有必填项未填写');
    expect(await sent()).toEqual([]);
    expect(await page.locator(':focus').getAttribute('data-field')).toBe('level');
    // Arrows walk, letters jump, Enter takes; the focus is back at the field.
    await keys('ArrowDown');
    await opened();
    await keys('End', 'Enter');
    expect(await page.locator(':focus').innerText()).toBe('疑似重大');
    await keys('Tab', 'ArrowDown');
    await opened();
    await page.keyboard.type('李');
    await keys('Enter');
    expect(await field(form, 'who').innerText()).toContain('李敏');
    // Several: Enter ticks, Escape closes and keeps.
    await keys('Tab', 'ArrowDown');
    await opened();
    await keys('ArrowDown', 'ArrowDown', 'Enter', 'Escape');
    expect(await field(form, 'kinds').innerText()).toContain('燃气');
    // The calendar: a week on, a month on, taken.
    await keys('Tab', 'Enter');
    await opened();
    await keys('ArrowDown', 'PageDown', 'Enter');
    expect(await field(form, 'day').innerText()).toBe('2026-07-08');
    await field(form, 'measures').fill('送检充装');
    await form.locator('label', { hasText: '责任已落实' }).click();
    await submit().focus();
    await keys('Enter');
    const [click] = await sent();
    expect(click).toMatchObject({
      tag: 'button',
      form: {
        title: '二楼灭火器失压',
        left: '',
        level: '疑似重大',
        who: 'ou_li',
        kinds: ['防火', '用电', '燃气'],
        day: '2026-07-08 +0800',
        time: '',
        moment: '',
        measures: '送检充装',
        tick: true,
        pick: '',
      },
    });
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'time and date with time: columns by arrows, 确定 takes, Escape leaves it as it was',
  async () => {
    await field(form, 'time').click();
    await page.locator('.c-popup [role=listbox][aria-label="时"]').waitFor();
    await keys('ArrowDown', 'Tab', 'ArrowDown', 'ArrowDown');
    await page.locator('.c-popup .c-btn', { hasText: '确定' }).click();
    expect(await field(form, 'time').innerText()).toBe('11:02');
    await field(form, 'moment').click();
    await opened();
    await keys('Escape');
    expect(await page.locator('.c-popup').count()).toBe(0);
    expect(await field(form, 'moment').innerText()).toContain('日期和时间');
    await field(form, 'moment').click();
    await page.locator('.c-popup').getByRole('button', { name: '5月28日' }).click();
    await shot(page, 'picker-datetime');
    await page.locator('.c-popup .c-btn', { hasText: '确定' }).click();
    expect(await field(form, 'moment').innerText()).toBe('2026-05-28 10:00');
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'too long a text is said at the field; a picture is chosen by key',
  async () => {
    await field(form, 'title').fill('十七个字的简称放不进十六个字的格子里');
    await field(form, 'measures').fill('x');
    await submit().click();
    await form.locator('.c-field__bad', { hasText: '最多16个字' }).waitFor();
    expect(await field(form, 'title').getAttribute('aria-invalid')).toBe('true');
    await form.getByRole('radio', { name: '第2张' }).focus();
    await keys('Enter');
    expect(await form.getByRole('radio', { name: '第2张' }).getAttribute('aria-checked')).toBe('true');
    expect(await sent()).toEqual([]);
  },
  60_000,
);

played(
  'a dialog before the click, a menu, a box that is a button',
  async () => {
    const close = form.locator('.c-btn', { hasText: '复查通过，销号' });
    await close.focus();
    await keys('Enter');
    await page.locator('dialog.ask :focus').waitFor();
    await keys('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await sent()).toEqual([]);
    await keys('Enter');
    await page.locator('dialog.ask :focus').waitFor();
    await keys('Tab', 'Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect((await sent()).map((one) => one['value'])).toEqual([{ a: '复查通过，销号' }]);
    await form.getByRole('button', { name: '更多' }).focus();
    await keys('Enter');
    await opened();
    await keys('ArrowDown', 'Enter');
    expect((await sent()).at(-1)).toMatchObject({ tag: 'overflow', option: '撤回' });
    await card(page, '容器').locator('.c-box').focus();
    await keys('Enter');
    expect((await sent()).at(-1)).toMatchObject({ tag: 'interactive_container', value: { a: 'box' } });
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'charts are drawn, tables turn pages, a stray tag breaks nothing',
  async () => {
    const numbers = card(page, '5月统计');
    await numbers.locator('.c-chart[data-state=drawn] canvas').nth(1).waitFor();
    expect(await numbers.locator('.c-chart table').first().innerText()).toContain('通道堆物');
    await numbers.getByRole('button', { name: '下一页' }).click();
    await numbers.locator('td', { hasText: 'YH-2026-0146' }).waitFor();
    expect(await card(page, '文字').innerText()).toContain('走失的');
    expect(await card(page, '容器').locator('.c-unknown').innerText()).toContain('no_such_tag');
    await shot(numbers, 'charts');
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'on a phone pickers are sheets with wheels',
  async () => {
    await open(PHONE, 'phone');
    await field(form, 'day').click();
    await page.locator('.c-popup--sheet [role=listbox][aria-label="月"]').waitFor();
    await page.locator('.c-popup--sheet [aria-label="日"] [role=option]', { hasText: '15日' }).click();
    await shot(page, 'phone-wheels');
    await page.locator('.c-sheet__side--done').click();
    expect(await field(form, 'day').innerText()).toBe('2026-06-15');
    await field(form, 'kinds').click();
    await page.locator('.c-popup--sheet [role=option]', { hasText: '食品' }).click();
    await page.locator('.c-sheet__side', { hasText: '取消' }).click();
    expect(await field(form, 'kinds').innerText()).not.toContain('食品');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(faults).toEqual([]);
  },
  60_000,
);
