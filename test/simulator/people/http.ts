import Router from '@koa/router';
import type Koa from 'koa';
import { PassThrough } from 'node:stream';
import rawBody from 'raw-body';
import { z } from 'zod';
import type { Simulator } from '../index.js';

const who = z.string();
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const says = z.object({
  as: who,
  /** A group; without it the message goes to the bot in private. */
  chatId: z.string().optional(),
  text: z.string().optional(),
  title: z.string().optional(),
  at: z.boolean().optional(),
  mentions: z.array(z.string()).optional(),
  atAll: z.enum(['text', 'mention', 'silent']).optional(),
  images: z.array(base64).optional(),
  imageKeys: z.array(z.string()).optional(),
  replyTo: z.string().optional(),
  asFile: z.object({ name: z.string(), bytes: base64 }).optional(),
});
const click = z.object({
  as: who,
  messageId: z.string(),
  tag: z.string().optional(),
  value: z.unknown().optional(),
  name: z.string().optional(),
  form: z.record(z.string(), z.unknown()).optional(),
  option: z.string().optional(),
  options: z.array(z.string()).optional(),
  checked: z.boolean().optional(),
  input: z.string().optional(),
});
const inChat = z.object({ as: who, chatId: z.string() });
const fault = z.object({
  match: z.string(),
  kind: z.enum([
    '429',
    '500',
    '5xx',
    'timeout',
    'accepted-no-answer',
    'bad-token',
    'expired-token',
    'slow',
    'code',
    'ip',
    'page',
  ]),
  code: z.number().optional(),
  wait: z.number().optional(),
  times: z.number().optional(),
});
const clock = z.union([z.object({ set: z.string() }), z.object({ advance: z.number() })]);
const person = z.object({
  openId: who,
  left: z.boolean().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  departments: z.array(z.string()).optional(),
});

/** A field that is not given is no field: `undefined` must not shadow what the simulator takes as default. */
type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const given = <T extends object>(value: T): Given<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Given<T>;

/** The client API as JSON under `/_sim/…`, and the stream of changes; can be put into any Koa beside a page. */
export function clientRoutes(sim: () => Simulator): Koa.Middleware {
  const router = new Router({ prefix: '/_sim' });
  const query = (ctx: Koa.Context, name: string): string => String(ctx.query[name] ?? '');
  const gets: Readonly<Record<string, (ctx: Koa.Context & { params: Record<string, string> }) => unknown>> = {
    '/people': () => sim().people.people(),
    '/chats': (ctx) => sim().people.chats(query(ctx, 'as')),
    '/chats/:id/messages': (ctx) =>
      sim().people.messages(query(ctx, 'as'), ctx.params['id'] ?? '', {
        limit: Number(ctx.query['limit'] ?? 200),
        ...(typeof ctx.query['before'] === 'string' ? { before: ctx.query['before'] } : {}),
      }),
    '/messages/:id': (ctx) => sim().people.message(query(ctx, 'as'), ctx.params['id'] ?? ''),
    '/messages/:id/thread': (ctx) => sim().people.thread(query(ctx, 'as'), ctx.params['id'] ?? ''),
    '/toasts': (ctx) => sim().people.toasts(query(ctx, 'as')),
    '/calls': (ctx) => sim().people.calls(Number(ctx.query['after'] ?? 0)),
    '/events': (ctx) => sim().people.events(Number(ctx.query['after'] ?? 0)),
    '/violations': () => sim().state.violations,
    '/clock': () => ({ now: sim().clock.now().getTime() }),
  };
  for (const [path, answer] of Object.entries(gets))
    router.get(path, (ctx) => {
      const found = answer(ctx);
      if (found === undefined) ctx.status = 404;
      ctx.body = found ?? { error: 'not found' };
    });

  const posts: Readonly<Record<string, (body: unknown) => unknown>> = {
    '/says': async (body) => {
      const { as, chatId, ...said } = given(says.parse(body));
      const { client, people } = sim();
      const message = await (chatId === undefined ? client.tells(as, said) : client.says(as, chatId, said));
      return people.message(as, message.messageId);
    },
    '/click': (body) => {
      const { as, messageId, ...action } = given(click.parse(body));
      return sim().client.click(as, messageId, action);
    },
    '/images': (body) => {
      const { as, bytes } = z.object({ as: who, bytes: base64 }).parse(body);
      return { imageKey: sim().client.upload(as, bytes) };
    },
    '/recall': (body) => sim().client.recall(z.object({ messageId: z.string() }).parse(body).messageId),
    '/read': (body) => {
      const { as, chatId } = inChat.parse(body);
      return sim().client.reads(as, chatId);
    },
    '/bot': (body) => {
      const { as, chatId, inside } = inChat.extend({ inside: z.boolean() }).parse(body);
      return inside ? sim().client.addBot(as, chatId) : sim().client.removeBot(as, chatId);
    },
    '/dissolve': (body) => {
      const { as, chatId } = inChat.parse(body);
      return sim().client.dissolve(as, chatId);
    },
    '/enter': (body) => sim().client.enterPrivate(z.object({ as: who }).parse(body).as),
    '/menu': (body) => {
      const { as, key } = z.object({ as: who, key: z.string() }).parse(body);
      return sim().client.menu(as, key);
    },
    '/react': (body) => {
      const { as, messageId, emoji } = z
        .object({ as: who, messageId: z.string(), emoji: z.string() })
        .parse(body);
      return sim().client.reacts(as, messageId, emoji);
    },
    '/person': (body) => {
      const { openId, left, ...part } = given(person.parse(body));
      return left === true ? sim().client.leavesCompany(openId) : sim().client.updatesPerson(openId, part);
    },
    '/clock': async (body) => {
      const move = clock.parse(body);
      await ('set' in move ? sim().clock.set(move.set) : sim().clock.advance(move.advance));
      return { now: sim().clock.now().getTime() };
    },
    '/faults': (body) => sim().faults.next(given(fault.parse(body))),
  };
  for (const [path, act] of Object.entries(posts))
    router.post(path, async (ctx) => {
      const raw = (await rawBody(ctx.req, { limit: '40mb' })).toString('utf8');
      try {
        ctx.body = (await act(JSON.parse(raw === '' ? '{}' : raw) as unknown)) ?? {};
      } catch (error) {
        if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
        ctx.status = 400;
        ctx.body = { error: error instanceof z.ZodError ? z.prettifyError(error) : 'not JSON' };
      }
    });

  router.get('/blobs/:key', (ctx) => {
    const blob = sim().state.blobs.get(ctx.params['key'] ?? '');
    if (blob === undefined) return;
    ctx.type = blob.kind === 'image' ? 'image/jpeg' : 'application/octet-stream';
    if (blob.kind === 'file') ctx.attachment(blob.name);
    ctx.body = blob.bytes;
  });
  router.get('/stream', (ctx) => {
    const stream = new PassThrough();
    const stop = sim().onChange((change) => {
      stream.write(`event: ${change.kind}\ndata: ${JSON.stringify(change)}\n\n`);
    });
    ctx.req.on('close', () => {
      stop();
      stream.end();
    });
    ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    ctx.status = 200;
    stream.write(': hello\n\n');
    ctx.body = stream;
  });
  return router.routes() as unknown as Koa.Middleware;
}
