import { test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import Koa from 'koa';
import { existsSync, mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { pageMiddleware } from '../simulator/page-server.js';

/** Where Debian puts it; another place by CHROMIUM_PATH. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const there = existsSync(CHROMIUM);
if (!there)
  process.stdout.write(
    `no chromium at ${CHROMIUM}: the demo is not played in a browser here (install chromium or set CHROMIUM_PATH)\n`,
  );
/** A test that needs a browser; where none is installed the suite says so and goes on. */
export const played = there ? test : test.skip;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

export const PC = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

/** A page of its own, as in Shanghai. Whatever it complains about, or fetches from elsewhere, is collected. */
export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') faults.push(`asks ${request.url()}`);
  });
  return { page, faults };
}

/** `npm run demo` on a port of its own. */
export async function startDemo(): Promise<{ url: string; stop(): Promise<void> }> {
  const demo: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'test/simulator/demo.ts'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    demo.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/\S+/u.exec(said)?.[0];
      if (found !== undefined) resolve(`${found}/`);
    });
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  const ended = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  return {
    url,
    stop: () => {
      demo.kill('SIGINT');
      return ended;
    },
  };
}

/** The page alone, for its gallery; `cards.json` holds what is to be drawn. */
export async function startGallery(cards: () => object = () => ({})): Promise<{ url: string; stop(): void }> {
  const koa = new Koa();
  koa.use(pageMiddleware());
  koa.use((ctx) => {
    if (ctx.path === '/cards.json') ctx.body = cards();
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = koa.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/gallery`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The tour's ring and what pops up are no part of a card's picture. */
const STILL =
  '[data-here] { outline: none !important; animation: none !important } .toasts { display: none !important }';

/** For README and for looking at: with SCREENSHOTS=folder only. */
export async function shot(of: Page | Locator, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  if (!('page' in of)) return void (await of.screenshot({ path, style: STILL }));
  // A card is taller than the window: it is taken whole.
  const page = of.page();
  const window = page.viewportSize() ?? PC;
  await page.setViewportSize({ ...window, height: 1400 });
  await of.screenshot({ path, style: STILL });
  await page.setViewportSize(window);
  return undefined;
}

export const ready = (page: Page): Promise<void> => page.locator('.app[data-ready=true]').waitFor();
export const become = (page: Page, name: string): Promise<void> =>
  page.locator(`[data-tour="face:${name}"]`).click();
/** The newest card with such words in its title. */
export const card = (page: Page, title: string): Locator =>
  page.locator('article.card', { has: page.locator('.card__title', { hasText: title }) }).last();
export const toast = (page: Page, words: string): Promise<void> =>
  page.locator('.toast', { hasText: words }).waitFor();
export const field = (of: Locator, name: string): Locator => of.locator(`[data-field="${name}"]`);

/** Presses Tab until something like this has the focus; a keyboard user must get everywhere. */
export async function tabTo(page: Page, selector: string, words = ''): Promise<void> {
  for (let n = 0; n < 150; n += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(`${selector}:focus`);
    if ((await focused.count()) > 0 && (await focused.innerText()).includes(words)) return;
  }
  throw new Error(`Tab never reaches ${selector} ${words}`);
}
