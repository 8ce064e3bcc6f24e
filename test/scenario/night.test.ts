import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/main.js';
import { botProcess, type BotProcess } from '../harness/process.js';
import { until } from '../harness/world.js';
import { exampleBureau, GROUPS, openIdOf, ORG_FILE } from '../simulator/bureau.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

/** The bureau's IT person at night: the real service, the command line beside it, and the README in the hand. */
let sim: Simulator;
let bot: BotProcess;
let orgFile: string;
beforeAll(async () => {
  sim = await startSimulator(await exampleBureau());
  bot = await botProcess(sim, {
    // Clear of 6000, which fetch refuses to call.
    basePort: 7300,
    env: () => ({ METRICS_TOKEN: 'night-token', PUBLIC_URL: 'https://bot.example.org/', ORG_FILE: orgFile }),
  });
  orgFile = join(bot.dataDir, 'org.yaml');
  await writeFile(orgFile, await readFile(ORG_FILE));
  await bot.start();
});
afterAll(async () => {
  await bot.end('SIGKILL');
  await sim.stop();
  await bot.cleanUp();
});

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const env = { DATA_DIR: bot.dataDir, ORG_FILE: orgFile };
  const code = await runCli(args, { stdin, stdout, stderr, env });
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), err: await text(stderr) };
}

const says = async (words: string): Promise<string> =>
  (await sim.client.says(openIdOf('刘小燕'), GROUPS.home1, { text: words, at: true })).messageId;
const receiptsOf = (messageId: string): number =>
  sim.state.messages.filter((message) => message.parentId === messageId && message.card !== undefined).length;

test('at the start it says its request URL; /metrics wants the token; /readyz is yes', async () => {
  expect(bot.lines.find((line) => line.includes('"ready"'))).toContain(
    'https://bot.example.org/feishu/webhook',
  );
  const base = sim.webhookUrl().replace('/feishu/webhook', '');
  expect((await fetch(`${base}/metrics`)).status).toBe(401);
  const metrics = await fetch(`${base}/metrics`, { headers: { authorization: 'Bearer night-token' } });
  expect(await metrics.text()).toContain('safety_bot_outbox_lag_seconds');
  expect((await fetch(`${base}/readyz`)).status).toBe(200);
});

test('backup while it runs; export; restore over the store in use is refused and changes nothing', async () => {
  const said = await says('二楼走廊的灭火器没压力了');
  await until(() => receiptsOf(said) === 1, 20_000);
  const archive = join(bot.dataDir, 'night.archive');
  expect(await cli('store', 'backup', '--to', archive)).toMatchObject({ code: 0, err: '' });
  expect(await cli('store', 'restore', '--from', archive)).toMatchObject({
    code: 1,
    err: expect.stringContaining('another bot is using'),
  });
  expect(await cli('hazard', 'export', '--to', join(bot.dataDir, 'l.xlsx'))).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 hazards written'),
  });
  expect(await cli('outbox', 'list')).toMatchObject({ code: 0 });
});

test('called wrongly: what is missing is said in a line, never a stack', async () => {
  const wrong: readonly (readonly [readonly string[], number, RegExp])[] = [
    [['outbox', 'lst'], 2, /^usage: outbox list/u],
    [['outbox', 'retry'], 2, /^usage: outbox list/u],
    [['outbox', 'retry', 'nope'], 1, /nothing that failed has this id/u],
    [['jobs', 'run', 'nope'], 2, /no such job; there are: .*morning-digest/u],
    [['jobs', 'run', 'morning-digest', '--slot', '2026-13-40'], 2, /which slot\? for example/u],
    [['hazard', 'export', '--to'], 2, /^usage: hazard export/u],
    [['hazard', 'export', '--to', '/nonexistent/l.xlsx'], 1, /ENOENT.*\/nonexistent\/l\.xlsx/u],
    [['store', 'backup', '--to', '/nonexistent/b'], 1, /no such file.*\/nonexistent/u],
    [['org', 'check', '--file'], 2, /^usage: org check/u],
    [['org', 'check', '--file', '/nope.yaml'], 1, /读不到名册 \/nope\.yaml/u],
    [['fly'], 2, /^usage: npm run cli/u],
  ];
  for (const [args, code, words] of wrong) {
    const answer = await cli(...args);
    expect([args, answer.code]).toEqual([args, code]);
    expect(answer.err).toMatch(words);
    expect(answer.err).not.toMatch(/\n\s+at /u);
  }
});

test('SIGHUP with a broken file keeps the old one; with a good one it is taken', async () => {
  const good = await readFile(ORG_FILE, 'utf8');
  await writeFile(orgFile, good.replace('head: { name: 赵淑兰', 'head: 赵淑'));
  bot.hangUp();
  await until(() => bot.lines.some((line) => line.includes('the old one stays')), 20_000);
  await writeFile(orgFile, good.replace('{ name: 孙强, post: 后勤', '{ name: 孙强, post: 电工'));
  bot.hangUp();
  await until(async () => (await cli('org', 'export')).out.includes('电工'), 20_000);
});

test('SIGTERM in the middle of a send: it ends in time with 0, and after the start the message is there once', async () => {
  sim.faults.push({ match: 'POST /open-apis/im/v1/messages', kind: 'slow', wait: 3000, times: 1 });
  const calls = sim.state.calls.length;
  const said = await says('三楼走廊的应急灯不亮');
  await until(() => sim.state.calls.slice(calls).some(({ path }) => path.includes('/messages')), 20_000);
  const before = Date.now();
  expect(await bot.end('SIGTERM')).toBe(0);
  expect(Date.now() - before).toBeLessThan(10_000);
  await bot.start();
  await until(() => receiptsOf(said) >= 1, 20_000);
  await sim.clock.advance(60_000);
  expect(receiptsOf(said)).toBe(1);
});
