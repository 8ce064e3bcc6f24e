import { GROUPS, createWorld, samplePhoto, type World } from '../harness/world.js';
import { createDemoServer } from './demo-server.js';

/** experience.md §8: a Monday on which every date, theme and holiday shown is real. */
const START = '2026-05-25 10:00';

/** One hazard of 二号养老院 that is due today, so that the moved clock has something to say. */
async function seeded(): Promise<World> {
  const world = await createWorld('2026-05-22 09:00');
  const people = (await world.app().people.org()).people;
  const idOf = (name: string): string => people.find((person) => person.name === name)?._id ?? '';
  await world.group(GROUPS.home2).says('谢娜', '二楼水房消防水带接口漏水', { images: [await samplePhoto()] });
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title: '消防水带接口漏水',
    level: 'ordinary',
    manner: 'days3',
    rectifier: idOf('田亮'),
    measures: '更换接口垫圈',
  });
  const min = world.person('李敏');
  await min.clicks(min.sees('请审批'), '同意');
  await world.at(START);
  world.sim.state.unread.clear();
  return world;
}

let world = await seeded();
const server = createDemoServer(
  () => world,
  async () => {
    const old = world;
    world = await seeded();
    world.sim.onChange(server.changed);
    await old.stop();
  },
);
world.sim.onChange(server.changed);
const wanted = Number(process.env['PORT'] ?? 4010);
const listening = server.koa.listen(wanted, '127.0.0.1', () => {
  process.stdout.write(
    `\n  安全助手演示 · demo:  http://127.0.0.1:${wanted}\n\n  没有账号、没有服务器；按 Ctrl+C 结束。 No accounts, no servers; stop with Ctrl+C.\n\n`,
  );
});
listening.on('error', (error: Error) => {
  process.stderr.write(`port ${wanted} can't be used (${error.message}): set PORT to a free one\n`);
  process.exit(1);
});
const ticker = setInterval(() => void world.app().tick().then(server.changed), 1500);
process.once('SIGINT', () => {
  clearInterval(ticker);
  listening.close();
  listening.closeAllConnections();
  void world.stop().then(() => process.exit(0));
});
