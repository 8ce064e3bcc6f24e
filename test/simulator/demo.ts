import type { AddressInfo } from 'node:net';
import { createDemoServer } from './demo-server.js';
import { seededWorld } from './demo-world.js';

/** How often the bot looks for what is due while nobody does anything. */
const TICK_MS = 1500;

/** What the bot did wrong towards the platform is said, and the demo goes on. */
const complain = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);

let world = await seededWorld();
const demo = createDemoServer(
  () => world,
  async () => {
    const old = world;
    world = await seededWorld();
    await old.stop().catch(complain);
  },
);
const wanted = Number(process.env['PORT'] ?? 4010);
const listening = demo.koa.listen(wanted, '127.0.0.1', () => {
  const { port } = listening.address() as AddressInfo;
  process.stdout.write(
    `\n  安全助手演示 · demo:  http://127.0.0.1:${port}\n\n  没有账号、没有服务器；按 Ctrl+C 结束。 No accounts, no servers; stop with Ctrl+C.\n\n`,
  );
});
listening.on('error', (error: Error) => {
  process.stderr.write(`port ${wanted} can't be used (${error.message}): set PORT to a free one\n`);
  process.exit(1);
});
const ticker = setInterval(() => void demo.tick(), TICK_MS);
process.once('SIGINT', () => {
  clearInterval(ticker);
  demo.stop();
  listening.close();
  listening.closeAllConnections();
  void world
    .stop()
    .catch(complain)
    .then(() => process.exit(0));
});
