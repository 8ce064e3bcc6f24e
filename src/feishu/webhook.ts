import Router from '@koa/router';
import Koa from 'koa';
import rawBody from 'raw-body';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { readEnvelope, type Envelope } from './inbound.js';
import { decrypt, sameText, signatureHolds } from './verify.js';

/** 1 MB is plenty (contract §10.1). */
export const BODY_LIMIT = 1024 * 1024;
/** Callbacks are never re-sent, so an old one is a replay; events may be (design §4.1). */
const CALLBACK_AGE_MS = 5 * 60_000;

export interface IntakeHandlers {
  /** Stores the event; resolves once it is safe. Rejecting answers 503, so that Feishu sends it again. */
  readonly onEvent: (envelope: Envelope, raw: string) => Promise<void>;
  /** Answers a click; the object is the body of the answer. */
  readonly onCallback: (envelope: Envelope) => Promise<object>;
}

export interface HttpDeps extends IntakeHandlers {
  readonly config: Pick<
    Config,
    'appId' | 'encryptKey' | 'verificationToken' | 'tenantKey' | 'metricsToken' | 'transport'
  >;
  readonly log: Log;
  readonly now: () => Date;
  readonly ready: () => Promise<{ ok: boolean; detail: Readonly<Record<string, unknown>> }>;
  readonly metrics: () => Promise<{ type: string; text: string }>;
  readonly rejected?: (reason: string) => void;
}

/** The HTTP side of the bot; every answer is JSON but the metrics. */
export function createHttp(deps: HttpDeps): Koa {
  const app = new Koa();
  const router = new Router();
  app.on('error', (error) => deps.log.warn({ err: error }, 'http'));
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      // Koa's own answer would be plain text.
      deps.log.error({ err: error, path: ctx.path }, 'http');
      ctx.status = 500;
      ctx.body = { error: 'internal error' };
      return;
    }
    if (ctx.body === undefined || ctx.body === null || ctx.body === '') {
      // An OPTIONS or an unknown method on a known path is a wrong method as well (design.md §6).
      const known = router.stack.some((layer) => layer.match(ctx.path));
      const status = known && ctx.status !== 404 ? 405 : 404;
      ctx.body = { error: status === 405 ? 'method not allowed' : 'not found' };
      ctx.status = status;
    }
  });
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true };
  });
  router.get('/readyz', async (ctx) => {
    const { ok, detail } = await deps.ready().catch((error: unknown) => {
      deps.log.warn({ err: error }, 'readiness could not be told');
      return { ok: false, detail: { error: 'readiness could not be told' } };
    });
    ctx.status = ok ? 200 : 503;
    ctx.body = { ok, ...detail };
  });
  router.get('/metrics', async (ctx) => {
    const token = deps.config.metricsToken;
    if (token !== undefined && !sameText(`Bearer ${token}`, ctx.get('authorization'))) {
      ctx.status = 401;
      ctx.body = { error: 'a bearer token is needed' };
      return;
    }
    const { type, text } = await deps.metrics();
    ctx.set('content-type', type);
    ctx.body = text;
  });
  router.post('/feishu/webhook', async (ctx) => {
    const answer = await takeIn(deps, ctx);
    ctx.status = answer.status;
    ctx.body = answer.body;
  });
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function takeIn(deps: HttpDeps, ctx: Koa.Context): Promise<Answer> {
  // With the long connection the secrets may be unset, and then nobody who calls here could be believed.
  if (deps.config.encryptKey === undefined || deps.config.verificationToken === undefined)
    return rejected(deps, 404, 'no webhook: the long connection is in use');
  let raw: Buffer;
  try {
    raw = await rawBody(ctx.req, { limit: BODY_LIMIT, length: ctx.get('content-length') || null });
  } catch (error) {
    const tooLarge = (error as { type?: string }).type === 'entity.too.large';
    return rejected(deps, tooLarge ? 413 : 400, tooLarge ? 'too large' : 'unreadable body');
  }
  return open(deps, ctx, raw);
}

async function open(deps: HttpDeps, ctx: Koa.Context, raw: Buffer): Promise<Answer> {
  let text = raw.toString('utf8');
  const outer = parseJson(text);
  if (outer === undefined) return rejected(deps, 400, 'not JSON');
  const { encryptKey } = deps.config;
  const encrypted = outer['encrypt'];
  let inner = outer;
  if (encryptKey !== undefined) {
    // With a key configured nothing plain is believed, not even a challenge (contract §2.2).
    if (typeof encrypted !== 'string') return rejected(deps, 401, 'not encrypted');
    const opened = decrypted(encrypted, encryptKey);
    const parsed = opened === undefined ? undefined : parseJson(opened);
    if (opened === undefined || parsed === undefined) return rejected(deps, 401, 'wrong key');
    inner = parsed;
    text = opened;
  }
  if (inner['type'] === 'url_verification') return challenge(deps, inner);
  const headers = {
    timestamp: ctx.get('x-lark-request-timestamp'),
    nonce: ctx.get('x-lark-request-nonce'),
    signature: ctx.get('x-lark-signature'),
  };
  if (encryptKey !== undefined && !signatureHolds(raw, headers, encryptKey))
    return rejected(deps, 401, 'wrong signature');
  const envelope = readEnvelope(inner);
  if (envelope === undefined) return rejected(deps, 400, 'not an event of schema 2.0');
  const stranger = strangerReason(deps, envelope);
  if (stranger !== undefined) return rejected(deps, 401, stranger);
  return dispatch(deps, envelope, headers.timestamp, text);
}

async function dispatch(
  deps: HttpDeps,
  envelope: Envelope,
  timestamp: string,
  text: string,
): Promise<Answer> {
  const age = Math.abs(deps.now().getTime() - Number(timestamp) * 1000);
  if (envelope.header.event_type === 'card.action.trigger') {
    // Written so that a timestamp that is no number is too old as well.
    if (!(age <= CALLBACK_AGE_MS))
      return rejected(deps, 401, 'callback is too old: check the clock of this machine');
    try {
      return { status: 200, body: await deps.onCallback(envelope) };
    } catch (error) {
      // Not a 2xx without a card: Feishu then tells the person that it failed (contract §4.2).
      deps.log.error({ err: error, eventId: envelope.header.event_id }, 'a click could not be answered');
      return { status: 500, body: { error: 'not answered' } };
    }
  }
  if (age > 2 * CALLBACK_AGE_MS)
    deps.log.info({ eventId: envelope.header.event_id, ageMs: age }, 'late event');
  try {
    await deps.onEvent(envelope, text);
    return { status: 200, body: {} };
  } catch (error) {
    deps.log.error(
      { err: error, eventId: envelope.header.event_id },
      'event not stored; Feishu will send it again',
    );
    return { status: 503, body: { error: 'not stored, please send again' } };
  }
}

function challenge(deps: HttpDeps, inner: Record<string, unknown>): Answer {
  const token = deps.config.verificationToken;
  if (token === undefined || typeof inner['token'] !== 'string' || !sameText(token, inner['token']))
    return rejected(deps, 401, 'wrong token');
  return { status: 200, body: { challenge: String(inner['challenge'] ?? '') } };
}

/** Verification Token, app and tenant must be ours (cases.md 48). */
function strangerReason({ config }: HttpDeps, { header }: Envelope): string | undefined {
  if (config.verificationToken === undefined || !sameText(config.verificationToken, header.token))
    return 'wrong token';
  if (header.app_id !== config.appId) return 'another app';
  if (config.tenantKey !== undefined && header.tenant_key !== config.tenantKey) return 'another tenant';
  return undefined;
}

function rejected(deps: HttpDeps, status: number, reason: string): Answer {
  deps.rejected?.(reason);
  deps.log.warn({ status, reason }, 'request refused');
  return { status, body: { error: reason } };
}

function decrypted(encrypted: string, key: string): string | undefined {
  try {
    return decrypt(encrypted, key);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
