import Router from '@koa/router';
import Koa from 'koa';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import rawBody from 'raw-body';
import { z } from 'zod';
import type { World } from '../harness/world.js';
import { storedOf, walkTo } from './demo-world.js';
import { pageMiddleware } from './page-server.js';
import { clientRoutes } from './people/http.js';

export interface DemoServer {
  readonly koa: Koa;
  /** Lets the bot do what is due, and tells the page if anything came of it. */
  tick(): Promise<void>;
  /** Ends the open streams, so that the server can close. */
  stop(): void;
}

const clock = z.object({ to: z.iso.datetime() });

/**
 * The page, the simulator's client API under `/_sim`, and what only a demo has under `/_demo`: the stored state, the
 * clock that is walked, starting anew.
 * @param worldOf the bureau of now
 * @param reset puts a fresh one in its place
 */
export function createDemoServer(worldOf: () => World, reset: () => Promise<void>): DemoServer {
  const koa = new Koa();
  // A closed page ends its stream early: that is no fault.
  koa.on(
    'error',
    (error: NodeJS.ErrnoException) =>
      QUIET.has(error.code ?? '') || process.stderr.write(`${String(error.stack)}\n`),
  );
  const streams = new Set<PassThrough>();
  const simStreams = new Set<ServerResponse>();
  const changed = (): void => streams.forEach((stream) => stream.write('data: changed\n\n'));
  const work = async (): Promise<void> => {
    const { calls } = worldOf().sim.state;
    const before = calls.length;
    await worldOf().app().tick();
    if (calls.length !== before) changed();
  };
  const cut = (): void => {
    simStreams.forEach((response) => response.destroy());
    simStreams.clear();
  };

  koa.use(pageMiddleware());
  koa.use(async (ctx, next) => {
    if (ctx.path === '/_sim/stream') {
      simStreams.add(ctx.res);
      ctx.req.on('close', () => simStreams.delete(ctx.res));
    }
    await next();
    // What somebody did may be followed by work of the bot that nothing else would start; the answer does not wait.
    if (ctx.method === 'POST' && ctx.path.startsWith('/_sim/')) void work().then(changed);
  });
  koa.use(clientRoutes(() => worldOf().sim));

  const router = new Router({ prefix: '/_demo' });
  router.get('/state', async (ctx) => {
    ctx.body = await storedOf(worldOf());
  });
  router.get('/events', (ctx) => {
    const stream = new PassThrough();
    streams.add(stream);
    ctx.req.on('close', () => {
      streams.delete(stream);
      stream.end();
    });
    ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    ctx.status = 200;
    stream.write('retry: 500\n\n');
    ctx.body = stream;
  });
  router.post('/clock', async (ctx) => {
    const raw = await rawBody(ctx.req, { limit: '1kb', encoding: 'utf8' });
    const { to } = clock.parse(JSON.parse(raw));
    ctx.body = { arrived: await walkTo(worldOf(), new Date(to)) };
    changed();
  });
  router.post('/reset', async (ctx) => {
    await reset();
    // The old bureau's streams would stay silent for ever; the page opens new ones.
    cut();
    ctx.body = {};
    changed();
  });
  koa.use(router.routes());
  return {
    koa,
    tick: work,
    stop: () => {
      cut();
      streams.forEach((stream) => stream.end());
    },
  };
}

const QUIET = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);
