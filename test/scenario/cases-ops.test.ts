import { afterEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/config.js';
import { readContent } from '../../src/feishu/content.js';
import { StoreUnavailable } from '../../src/store/collection.js';
import { createLog } from '../../src/log.js';
import { startBot } from '../harness/bot.js';
import { dumpOf, playedTo, reported } from '../harness/acts.js';
import { createWorld, GROUPS, openIdOf, until, type World } from '../harness/world.js';

let world: World;
afterEach(async () => {
  jest.restoreAllMocks();
  expect(world.sim.state.violations).toEqual([]);
  await world.stop();
});

const home = GROUPS.home1;

/** A stored document without what may differ between two runs: ids and moments. */
function comparable(rows: readonly string[]): readonly string[] {
  return rows
    .map((row) =>
      row
        .replace(/"(?:20\d\d-\d\d-\d\dT[^"]+)"/gu, '"<moment>"')
        .replace(/\b(?:om|img_v3|ev|evt|msg|file_v3|oc_p2p)[_:][A-Za-z0-9:_]+/gu, '<id>')
        .replace(/\b01[0-9A-HJKMNP-TV-Z]{24}\b/gu, '<ulid>')
        .replace(/今天\d\d:\d\d/gu, '<moment>'),
    )
    .toSorted();
}

test('case 20: every form of the loop by webhook and by long connection: the same toasts, and the same documents but for ids and moments', async () => {
  const play = async (transport: 'webhook' | 'websocket'): Promise<readonly (readonly string[])[]> => {
    world = await createWorld('2026-10-20 10:00', transport);
    await playedTo(world, 'closed', '二楼走廊的灯坏了');
    await playedTo(world, 'closed', '三楼东侧安全出口锁了', 'major');
    const hazard = await playedTo(world, 'rectifying', '一楼水房的地砖松了');
    const qiang = world.person('孙强');
    await qiang.clicks(qiang.sees(`请整改：${hazard.title}`), '申请延期');
    await qiang.clicks(qiang.sees('申请延期'), '报李敏审批', {
      reason: '缺货',
      interim: '拉警戒线',
      newDay: '2026-10-30 +0800',
    });
    await world.person('李敏').clicks(world.person('李敏').sees('请审批延期'), '同意');
    const toasts = ['刘小燕', '王芳', '孙强', '赵淑兰', '李敏', '周建国', '陈静'].flatMap((name) =>
      world.sim.people.toasts(openIdOf(name)).map((one) => `${name}: ${one.toast?.content ?? '-'}`),
    );
    const stored = comparable(await dumpOf(world, ['hazards']));
    expect(world.sim.state.violations).toEqual([]);
    if (transport === 'webhook') await world.stop();
    return [toasts, stored];
  };
  const byWebhook = await play('webhook');
  const bySocket = await play('websocket');
  expect(byWebhook[0]?.length).toBeGreaterThan(15);
  expect(byWebhook[1]).toHaveLength(3);
  expect(bySocket).toEqual(byWebhook);
});

test('case 95: a connection that pongs but brings nothing for half an hour is made anew; the administrators hear of it; nothing is lost', async () => {
  world = await createWorld('2026-10-20 10:00', 'websocket');
  await reported(world, '一楼大厅的灯坏了');
  const { engine, socket } = world.sim;
  const heard = engine.transport;
  const before = socket.received.length;
  if (heard === undefined) throw new Error('not connected');
  engine.transport = {
    ...heard,
    event: (envelope) =>
      socket.received.length > before ? heard.event(envelope) : Promise.resolve('lost' as const),
  };
  await world.sim.client.says(openIdOf('刘小燕'), home, { text: '三楼西侧应急灯不亮', at: true });
  await world.at('2026-10-20 10:20');
  expect(await world.hazards()).toHaveLength(1);
  await world.at('2026-10-20 10:31');
  await until(() => socket.received.length > before && (socket.received.at(-1)?.pings ?? 0) > 0);
  await world.at('2026-10-20 11:06');
  await world.settle();
  expect((await world.hazard()).text).toBe('三楼西侧应急灯不亮');
  expect(world.group(home).last().title).toContain('三楼西侧应急灯不亮');
  expect(world.person('何伟').sees('收消息中断过').text).toContain('10:00起收不到飞书的消息');
});

test('case 97: where Asia/Shanghai can not be computed the start is refused with a sentence', async () => {
  world = await createWorld();
  const env = { FEISHU_APP_ID: 'a', FEISHU_APP_SECRET: 'b', FEISHU_TRANSPORT: 'websocket' };
  expect(readConfig(env).appId).toBe('a');
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(() => {
    throw new RangeError('Invalid time zone specified: Asia/Shanghai');
  });
  expect(() => readConfig(env)).toThrow(/cannot compute Asia\/Shanghai time: install the time zone data/u);
});

test('case 86: two instances and twenty reports in the first moment of a year: the codes 0001 to 0020', async () => {
  world = await createWorld('2026-12-31 23:59:58');
  const log = createLog('silent');
  const second = await startBot(world.sim, world.temp.store, world.temp.dataDir, log, 'webhook');
  await world.sim.clock.set(new Date('2027-01-01T00:00:00+08:00'));
  const taking = Array.from({ length: 20 }, async (_one, index) => {
    const message = await world.sim.client.says(openIdOf('刘小燕'), home, {
      text: `${index + 1}号房间的应急灯不亮`,
    });
    const envelope = world.sim.engine.envelope(
      'im.message.receive_v1',
      world.sim.client.messageEvent(message, true),
      world.sim.state.id('ev_'),
    );
    const bot = index % 2 === 0 ? world.app() : second.app;
    await bot.onEvent(envelope as never, JSON.stringify(envelope));
  });
  await Promise.all(taking);
  await Promise.all([world.app().drain(), second.app.drain()]);
  await world.settle();
  const codes = (await world.hazards()).map((hazard) => hazard.code).toSorted();
  expect(codes).toEqual(Array.from({ length: 20 }, (_one, n) => `YH-2027-${String(n + 1).padStart(4, '0')}`));
  await second.stop();
});

test('case 88: the disk is full: 503, no half record, and it recovers by itself', async () => {
  world = await createWorld('2026-10-20 10:00');
  const rows = world.temp.store.collection('inbox');
  const full = jest
    .spyOn(rows, 'insertAbsent')
    .mockRejectedValue(new StoreUnavailable('full', 'the disk of the store is full'));
  await world.sim.client.says(openIdOf('刘小燕'), home, { text: '三楼西侧应急灯不亮', at: true });
  expect(world.sim.state.events.at(-1)?.status).toBe(503);
  await world.settle();
  expect(await world.hazards()).toHaveLength(0);
  full.mockRestore();
  await world.at('2026-10-20 10:06');
  expect(await world.hazards()).toHaveLength(1);
  expect(world.group(home).messages()).toHaveLength(1);
});

test('case 81: a file’s name brings no path with it, and the ledger’s own file arrives with its Chinese name', async () => {
  world = await createWorld('2026-10-20 10:00');
  const nameOf = (name: string): string | undefined =>
    readContent('file', JSON.stringify({ file_key: 'f', file_name: name })).files[0]?.name;
  expect(nameOf('9月隐患台账（福利院）#1.xlsx')).toBe('9月隐患台账（福利院）#1.xlsx');
  expect(nameOf(`${'长'.repeat(115)}.xlsx`)).toHaveLength(120);
  for (const name of ['../../etc/passwd.xlsx', '..\\..\\x.xlsx', '/root/x.xlsx'])
    expect(nameOf(name)).not.toMatch(/[/\\]|\.\./u);
  const fang = world.person('王芳');
  await fang.says('', {
    raw: { type: 'file', content: { file_key: 'f1', file_name: '../9月隐患台账（福利院）#1.xlsx' } },
  });
  expect(fang.inbox().at(-1)?.text).toContain('报隐患请写地点和情况');
  await fang.says('台账 一号养老院 10月');
  const sent = fang.inbox().find((one) => one.message.type === 'file');
  const key = (JSON.parse(sent?.message.content ?? '{}') as { file_key?: string }).file_key ?? '';
  expect(world.sim.state.blobs.get(key)?.name).toMatch(/^一号养老院隐患排查治理台账.*\.xlsx$/u);
});

test('case 103: a loop at level debug with refused, failing and unanswered calls: no token, secret, number or word of people in any line', async () => {
  world = await createWorld('2026-10-20 10:00');
  const { faults } = world.sim;
  faults.push(
    { match: /POST .*\/messages/u, kind: 'bad-token', times: 1 },
    { match: /POST .*\/messages/u, kind: '500', times: 2 },
    { match: /POST .*\/messages/u, kind: 'code', code: 230001, times: 1 },
    { match: /PATCH/u, kind: '429', times: 2 },
  );
  await world.group(home).says('刘小燕', '三号库房酒精和消毒液混放在一起');
  await world.at('2026-10-20 10:02');
  await playedTo(world, 'closed', '二楼走廊的灯坏了');
  const clicked = world.sim.state.events.filter((event) => event.type === 'card.action.trigger');
  const tokens = clicked.map(
    (event) => JSON.stringify(event.envelope).match(/"token":"(c-[^"]+)"/u)?.[1] ?? '',
  );
  expect(tokens.filter((token) => token !== '').length).toBeGreaterThan(3);
  const text = world.lines.join('\n');
  const { appSecret, encryptKey, verificationToken } = world.sim.app;
  for (const secret of [
    appSecret,
    encryptKey,
    verificationToken,
    '酒精和消毒液',
    '走廊',
    '今天换新的',
    '10000000032',
  ])
    expect(text).not.toContain(secret);
  for (const token of tokens) if (token !== '') expect(text).not.toContain(token);
  expect(text).not.toMatch(/\b[tc]-[0-9a-f]{8,}/u);
  expect(text).toMatch(/"level":[345]0/u);
  const server = world.app().http.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const metrics = await (
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`)
  ).text();
  server.close();
  server.closeAllConnections();
  expect(metrics).not.toMatch(/ou_|p2p|走廊/u);
});
