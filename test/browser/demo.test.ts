import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where Debian puts it; another place by CHROMIUM_PATH. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const there = existsSync(CHROMIUM);
if (!there)
  process.stdout.write(
    `no chromium at ${CHROMIUM}: the demo is not played in a browser here (install chromium or set CHROMIUM_PATH)\n`,
  );
const played = there ? test : test.skip;

const PORT = 4100 + (process.pid % 800);
let demo: ChildProcess | undefined;
let browser: Browser | undefined;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  if (!there) return;
  demo = spawn(process.execPath, ['--import', 'tsx', 'test/simulator/demo.ts'], {
    env: { ...process.env, PORT: String(PORT) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    demo?.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('http://') && resolve());
    demo?.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  browser = await chromium.launch({
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
  page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${PORT}/`);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  demo?.kill('SIGINT');
});

const shot = async (name: string): Promise<void> => {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
};
const become = (name: string): Promise<void> => page.locator(`#people button[title^="${name}"]`).click();
const card = (title: string) =>
  page.locator('article.card', { has: page.locator('h3', { hasText: title }) }).last();

played(
  'a newcomer plays one hazard from report to 销号 in the page',
  async () => {
    await page.locator('#go').click();
    await page.locator('#text').fill('二楼东头灭火器指针在红的地方');
    await page.locator('.sample.on').first().waitFor();
    await page.locator('#send').click();
    await card('待核实：二楼东头').waitFor();
    await shot('group-card');

    await become('王芳');
    await card('请核实：二楼东头').waitFor();
    await card('请核实：二楼东头').locator('[name=measures]').fill('送检充装，先换备用的');
    await shot('officer-card');
    // Something new in the chat, and a look at another one, leave the half-filled form as it is.
    await page.locator('#text').fill('帮助');
    await page.locator('#send').click();
    await card('怎么用').waitFor();
    await become('李敏');
    await page.locator('#people button.face.on[title^="李敏"]').waitFor();
    await become('王芳');
    expect(await card('请核实：二楼东头').locator('[name=measures]').inputValue()).toBe(
      '送检充装，先换备用的',
    );
    await card('请核实：二楼东头').getByRole('button', { name: '核实属实，交办' }).click();
    await page.locator('#toast.show', { hasText: '已交办，送李敏审批' }).waitFor();

    await become('李敏');
    await card('请审批').waitFor();
    await shot('leader-card');
    await card('请审批').getByRole('button', { name: '同意', exact: true }).click();
    await page.locator('#toast.show', { hasText: '开始整改' }).waitFor();

    await become('赵淑兰');
    await card('请整改').waitFor();
    if ((await page.locator('.sample.on').count()) === 0) await page.locator('.sample').nth(1).click();
    await page.locator('#text').fill('');
    await page.locator('#send').click();
    await card('照片已收到').waitFor();
    await card('请整改').locator('img').nth(1).waitFor();
    await card('请整改').locator('[name=note]').fill('3具已充装，指针在绿区');
    await card('请整改').getByRole('button', { name: '整改完成' }).click();
    await page.locator('#toast.show', { hasText: '已报复查' }).waitFor();

    await become('王芳');
    await card('请复查').waitFor();
    await shot('recheck-card');
    await card('请复查').locator('[name=opinion]').fill('现场看过，已改好');
    await card('请复查').getByRole('button', { name: '复查通过，销号' }).click();
    await page.locator('dialog button', { hasText: '确定' }).click();
    await page.locator('#toast.show', { hasText: '已销号' }).waitFor();

    await become('周建国');
    await page.locator('#chats button', { hasText: '安全助手' }).click();
    await page.locator('#chat h2', { hasText: '安全助手' }).waitFor();
    await page.locator('#text').fill('本月统计');
    await page.keyboard.press('Tab');
    await page.locator('#send').click();
    await card('5月统计').waitFor();
    await shot('director-stats');
    await page.setViewportSize({ width: 390, height: 844 });
    await shot('phone');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(errors).toEqual([]);
  },
  60_000,
);
