import { build, type BuildOptions } from 'esbuild';
import type Koa from 'koa';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import rawBody from 'raw-body';

/** What the page answers to one request. */
export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

const ROOT = fileURLToPath(new URL('./page/', import.meta.url));
/** Scripts of ours only, nothing from outside: the page works without a network. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'";

const SHARED: BuildOptions = {
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
  absWorkingDir: ROOT,
  // Its paths are the server's, and charts come on their own when the first one is drawn.
  external: ['/page/*'],
};

interface Built {
  readonly script: string;
  readonly style: string;
}

async function bundle(entry: string): Promise<Built> {
  const out = await build({ ...SHARED, entryPoints: [entry], outdir: '/out' });
  const find = (end: string): string => out.outputFiles?.find((file) => file.path.endsWith(end))?.text ?? '';
  return { script: find('.js'), style: find('.css') };
}

/**
 * The page, bundled in memory at the first request: no build step by the user.
 * @returns answers of its own routes, undefined for everything else
 */
export function createPage(): (
  method: string,
  url: string,
  body: () => Promise<string>,
) => Promise<PageAnswer | undefined> {
  const built = new Map<string, Promise<Built>>();
  const of = (entry: string): Promise<Built> => {
    const known = built.get(entry) ?? bundle(entry);
    built.set(entry, known);
    return known;
  };
  return async (method, url, body) => {
    const path = url.split('?')[0] ?? '';
    if (method === 'POST' && path === '/gallery') return html(await body());
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    switch (path) {
      case '/':
      case '/gallery':
        return html();
      case '/page/page.js':
        return { status: 200, type: 'text/javascript; charset=utf-8', body: (await of('main.tsx')).script };
      case '/page/page.css':
        return { status: 200, type: 'text/css; charset=utf-8', body: (await of('main.tsx')).style };
      case '/page/chart.js':
        return {
          status: 200,
          type: 'text/javascript; charset=utf-8',
          body: (await of('card/vchart.ts')).script,
        };
      default:
        return asset(path);
    }
  };
}

/** The same for Koa: `koa.use(pageMiddleware())` before the simulator's routes. */
export function pageMiddleware(): Koa.Middleware {
  const answer = createPage();
  return async (ctx, next) => {
    const found = await answer(ctx.method, ctx.url, () =>
      rawBody(ctx.req, { limit: '20mb', encoding: 'utf8' }),
    );
    if (found === undefined) return next();
    ctx.status = found.status;
    ctx.type = found.type;
    ctx.set({ 'content-security-policy': POLICY, 'cache-control': 'no-cache' });
    ctx.body = found.body;
    return undefined;
  };
}

async function asset(path: string): Promise<PageAnswer | undefined> {
  const name = /^\/page\/assets\/([\w-]+\.(?:jpg|svg))$/u.exec(path)?.[1];
  if (name === undefined) return undefined;
  const body = await readFile(`${ROOT}assets/${name}`).catch(() => undefined);
  const type = name.endsWith('.svg') ? 'image/svg+xml' : 'image/jpeg';
  return body === undefined
    ? { status: 404, type: 'text/plain', body: 'not found' }
    : { status: 200, type, body };
}

/** The one HTML document; cards that were POSTed to the gallery stand in it as data, never as markup. */
function html(cards?: string): PageAnswer {
  const data =
    cards === undefined
      ? ''
      : `<script type="application/json" id="cards">${cards.replaceAll('<', '\\u003c')}</script>`;
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>安全助手 · 演示</title>
<link rel="icon" href="/page/assets/icon.svg">
<link rel="stylesheet" href="/page/page.css">
</head>
<body>
<div id="app"></div>
${data}<script type="module" src="/page/page.js"></script>
</body>
</html>
`,
  };
}
