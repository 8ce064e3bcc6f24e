import Router from '@koa/router';
import Koa from 'koa';
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import rawBody from 'raw-body';
import { z } from 'zod';
import { type World } from '../harness/world.js';
import { samplePicture, SAMPLES } from './samples.js';

const say = z.object({
  as: z.string(),
  chatId: z.string(),
  text: z.string().default(''),
  at: z.boolean().default(false),
  photo: z.string().optional(),
  picture: z.string().optional(),
  replyTo: z.string().optional(),
});
const click = z.object({
  as: z.string(),
  messageId: z.string(),
  value: z.unknown(),
  name: z.string().optional(),
  form: z.record(z.string(), z.unknown()).optional(),
});

/** The page and its JSON: everything a person does in the browser goes through the simulator's client. */
export function createDemoServer(
  worldOf: () => World,
  reset: () => Promise<void>,
): { koa: Koa; changed: () => void } {
  const koa = new Koa();
  // A closed page ends its stream early: that is no fault.
  koa.on(
    'error',
    (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_STREAM_PREMATURE_CLOSE' || process.stderr.write(`${String(error.stack)}\n`),
  );
  const router = new Router();
  const streams = new Set<PassThrough>();
  const changed = (): void => streams.forEach((stream) => stream.write('data: changed\n\n'));
  const page =
    (file: string, type: string) =>
    async (ctx: Koa.Context): Promise<void> => {
      ctx.type = type;
      ctx.body = await readFile(new URL(`./page/${file}`, import.meta.url), 'utf8');
    };
  router.get('/', page('index.html', 'html'));
  router.get('/app.js', page('app.js', 'js'));
  router.get('/card.js', page('card.js', 'js'));
  router.get('/tour.js', page('tour.js', 'js'));
  router.get('/style.css', page('style.css', 'css'));
  router.get('/_sim/state', async (ctx) => {
    ctx.body = await stateFor(worldOf(), String(ctx.query['as'] ?? ''));
  });
  router.get('/_sim/image/:key', (ctx) => {
    const blob = worldOf().sim.state.blobs.get(ctx.params['key'] ?? '');
    if (blob === undefined) return;
    ctx.type = 'image/jpeg';
    ctx.body = blob.bytes;
  });
  router.get('/_sim/sample/:name', async (ctx) => {
    ctx.type = 'image/jpeg';
    ctx.body = await samplePicture(ctx.params['name'] ?? '');
  });
  router.get('/_sim/stream', (ctx) => {
    const stream = new PassThrough();
    streams.add(stream);
    ctx.req.on('close', () => streams.delete(stream));
    ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    ctx.status = 200;
    stream.write(': hello\n\n');
    ctx.body = stream;
  });
  const body = async (ctx: Koa.Context): Promise<unknown> =>
    JSON.parse((await rawBody(ctx.req, { limit: '20mb' })).toString('utf8') || '{}');
  router.post('/_sim/say', async (ctx) => {
    const said = say.parse(await body(ctx));
    const picture =
      said.photo !== undefined && SAMPLES.includes(said.photo)
        ? await samplePicture(said.photo)
        : said.picture === undefined
          ? undefined
          : Buffer.from(said.picture, 'base64');
    const world = worldOf();
    await world.sim.client.says(said.as, said.chatId, {
      text: said.text,
      at: said.at,
      ...(picture === undefined ? {} : { images: [picture] }),
      ...(said.replyTo === undefined ? {} : { replyTo: said.replyTo }),
    });
    await world.app().tick();
    ctx.body = {};
  });
  router.post('/_sim/click', async (ctx) => {
    const { as, messageId, value, name, form } = click.parse(await body(ctx));
    ctx.body = await worldOf().sim.client.click(as, messageId, {
      value,
      ...(name === undefined ? {} : { name }),
      ...(form === undefined ? {} : { form }),
    });
    await worldOf().app().tick();
  });
  router.post('/_sim/read', async (ctx) => {
    const { as, chatId } = z.object({ as: z.string(), chatId: z.string() }).parse(await body(ctx));
    worldOf().sim.state.unread.delete(`${as}|${chatId}`);
    ctx.body = {};
  });
  router.post('/_sim/clock', async (ctx) => {
    const { to } = z.object({ to: z.string() }).parse(await body(ctx));
    await worldOf().at(to);
    ctx.body = {};
    changed();
  });
  router.post('/_sim/reset', async (ctx) => {
    await reset();
    ctx.body = {};
    changed();
  });
  koa.use(router.routes());
  return { koa, changed };
}

async function stateFor(world: World, as: string): Promise<object> {
  const { state } = world.sim;
  const p2p = as === '' ? undefined : state.p2p(as);
  const chats = [...state.chats.values()].filter(
    (chat) => chat.members.has(as) || chat.chatId === p2p?.chatId,
  );
  const people = [...state.people.values()];
  const names = new Map(people.map((person) => [person.openId, person.name]));
  const todo = (openId: string): number =>
    [...state.unread].filter(([key]) => key.startsWith(`${openId}|`)).reduce((sum, [, n]) => sum + n, 0);
  const hazards = await world.hazards();
  const outbox: unknown[] = [];
  for await (const row of world.temp.store
    .collection<{ _id: string; createdAt: Date }>('outbox')
    .find({}, { sort: { createdAt: -1 }, limit: 40 }))
    outbox.push(row);
  return {
    now: world.sim.clock.now().getTime(),
    people: people.map((person) => ({ ...person, unread: todo(person.openId) })),
    chats: chats.map((chat) => ({
      chatId: chat.chatId,
      name: chat.mode === 'p2p' ? '安全助手' : chat.name,
      mode: chat.mode,
      unread: state.unread.get(`${as}|${chat.chatId}`) ?? 0,
      messages: state.messages
        .filter((message) => message.chatId === chat.chatId && !message.deleted)
        .slice(-200)
        .map((message) => ({
          id: message.messageId,
          sender: message.sender === 'bot' ? '安全助手' : (names.get(message.sender) ?? message.sender),
          bot: message.sender === 'bot',
          mine: message.sender === as,
          type: message.type,
          content: message.type === 'interactive' ? '' : message.content,
          card: message.card,
          parentId: message.parentId,
          urgent: message.urgentFor.includes(as),
          at: message.createdAt,
        })),
    })),
    names: Object.fromEntries(names),
    calls: state.calls.slice(-40).toReversed(),
    events: state.events.slice(-20).toReversed(),
    hazards: hazards.toReversed().slice(0, 10),
    outbox,
    samples: SAMPLES,
  };
}
