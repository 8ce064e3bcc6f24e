import Koa from 'koa';
import rawBody from 'raw-body';
import type { CallRecord } from '../client-api.js';
import type { Fault, Faults } from '../faults.js';
import { Refused, type Answer, type Call, type Endpoint, type Platform } from './endpoint.js';
import { readMultipart } from './multipart.js';
import { findEndpoint } from './routes.js';
import type { Tokens } from './tokens.js';

const BASE = '/open-apis';
const SLOW_MS = 1000;

export interface PlatformDeps {
  readonly platform: Platform;
  readonly endpoints: readonly Endpoint[];
  readonly tokens: Tokens;
  readonly faults: Faults;
  /** Called when a call begins and when it is answered. */
  readonly logged: (call: CallRecord) => void;
  /** A call was done: something may have changed. */
  readonly done: (call: CallRecord, params: Readonly<Record<string, string>>) => void;
}

/** The open platform's HTTP side: logging, faults, gateway checks, then the endpoint (contract §1, §5.9, §5.10). */
export function servePlatform(deps: PlatformDeps): Koa.Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${BASE}/`) && !ctx.path.startsWith('//')) return next();
    const raw = await rawBody(ctx.req, { limit: '40mb' });
    const record = begin(deps, ctx, raw);
    const started = performance.now();
    const fault = deps.faults.take(ctx.method, ctx.path);
    if (fault !== undefined) record.fault = fault.kind;
    let params: Readonly<Record<string, string>> = {};
    let answer: Answer | Refused;
    try {
      // No answer at all: the caller's own timeout has to end it.
      if (fault?.kind === 'timeout') return hang(ctx, deps, record);
      if (fault?.kind === 'page') return page(ctx, record, fault.code ?? 200);
      const prepared = prepare(deps, ctx, raw, fault);
      params = prepared.call.params;
      answer = await perform(deps, prepared, fault);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      answer = error;
    }
    give(ctx, answer, record);
    record.ms = Math.round(performance.now() - started);
    deps.done(record, params);
    return fault?.kind === 'accepted-no-answer' ? hang(ctx, deps, record) : undefined;
  };
}

/** Something on the way answers in Feishu's place. */
function page(ctx: Koa.Context, record: CallRecord, status: number): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = '<html><body>Please sign in</body></html>';
  record.status = status;
}

function begin(deps: PlatformDeps, ctx: Koa.Context, raw: Buffer): CallRecord {
  const { calls, now } = deps.platform.state;
  const multipart = ctx.get('content-type').startsWith('multipart/');
  const record: CallRecord = {
    n: (calls.at(-1)?.n ?? 0) + 1,
    at: now(),
    method: ctx.method,
    path: ctx.path,
    query: { ...ctx.query },
    body: ctx.path.includes('/auth/') ? '<secret>' : multipart ? `<${raw.length} bytes>` : loggable(raw),
    status: 0,
    code: 0,
    msg: '',
  };
  calls.push(record);
  deps.logged(record);
  return record;
}

interface Prepared {
  readonly endpoint: Endpoint;
  readonly call: Call;
}

/** Everything that the gateway checks before the endpoint sees the call. */
function prepare(deps: PlatformDeps, ctx: Koa.Context, raw: Buffer, fault: Fault | undefined): Prepared {
  const { platform, endpoints, tokens } = deps;
  if (fault !== undefined) applyFault(ctx, fault);
  const found = findEndpoint(endpoints, ctx.method, ctx.path.slice(BASE.length));
  if (found === undefined) {
    platform.state.violations.push(`unknown endpoint ${ctx.method} ${ctx.path}`);
    throw new Refused(99991201, 'path not found', 404);
  }
  if (found === 'wrong method') {
    platform.state.violations.push(`wrong method ${ctx.method} ${ctx.path}`);
    throw new Refused(99991301, 'method not allowed', 405);
  }
  const { endpoint, params } = found;
  const { ips, bot } = platform.console.live;
  const caller = ctx.ip.replace(/^::ffff:/u, '');
  if (ips !== undefined && !ips.includes(caller))
    throw new Refused(99991401, `ip ${caller} is denied by app setting`, 401);
  if (endpoint.open !== true) {
    const wrong = tokens.fault(ctx.get('authorization'));
    if (wrong !== undefined) throw wrong;
    if (!platform.console.grants(endpoint.scopes)) throw missingScope(endpoint);
    if (!bot && endpoint.path.startsWith('/im/v1/messages'))
      throw new Refused(230006, 'Bot ability is not activated.');
  }
  const over = platform.limits.tier(`${endpoint.method} ${endpoint.path}`, endpoint.tier ?? 4);
  if (over !== undefined) {
    ctx.set({ 'x-ogw-ratelimit-limit': String(over.limit), 'x-ogw-ratelimit-reset': String(over.reset) });
    throw new Refused(99991400, 'request trigger frequency limit', 429);
  }
  return { endpoint, call: { params, query: ctx.query, ...bodyOf(ctx, raw) } };
}

/** Runs the endpoint; a slow one keeps its uuid "being sent" until the answer leaves (230049). */
async function perform(
  { platform }: PlatformDeps,
  { endpoint, call }: Prepared,
  fault: Fault | undefined,
): Promise<Answer | Refused> {
  const answer = endpoint.run(platform, call);
  if (fault?.kind !== 'slow') return answer;
  const uuid = call.body['uuid'];
  if (typeof uuid === 'string') platform.state.sending.add(uuid);
  await new Promise((resolve) => setTimeout(resolve, fault.wait ?? SLOW_MS));
  if (typeof uuid === 'string') platform.state.sending.delete(uuid);
  return answer;
}

function applyFault(ctx: Koa.Context, fault: Fault): void {
  switch (fault.kind) {
    case '429':
      ctx.set({ 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': String(fault.wait ?? 1) });
      throw new Refused(99991400, 'request trigger frequency limit', 429);
    case '500':
    case '5xx':
      throw new Refused(fault.code ?? 0, 'internal error', 500);
    case 'bad-token':
    case 'expired-token':
      throw new Refused(99991663, 'Invalid access token for authorization');
    case 'ip':
      throw new Refused(99991401, 'ip is denied by app setting', 401);
    case 'code':
      throw new Refused(fault.code ?? 230001, 'a fault on demand');
    default:
  }
}

function missingScope({ scopes }: Endpoint): Refused {
  const url = 'https://open.feishu.cn/app';
  return new Refused(
    99991672,
    `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`,
    400,
    {
      permission_violations: scopes.map((scope) => ({ scope, url })),
    },
  );
}

/** A body on GET and DELETE is tolerated: the SDK sends `{}` (contract trap 41). */
function bodyOf(ctx: Koa.Context, raw: Buffer): Pick<Call, 'body' | 'form'> {
  const type = ctx.get('content-type');
  if (type.startsWith('multipart/')) return { body: {}, form: readMultipart(raw, type) };
  if (raw.length === 0) return { body: {}, form: [] };
  const value = parsed(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(9499, 'Bad Request: invalid json');
  return { body: value as Record<string, unknown>, form: [] };
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const loggable = (raw: Buffer): unknown => (raw.length === 0 ? {} : (parsed(raw) ?? `<${raw.length} bytes>`));

function give(ctx: Koa.Context, answer: Answer | Refused, record: CallRecord): void {
  ctx.set('x-tt-logid', `sim${String(record.n).padStart(10, '0')}`);
  if (answer instanceof Refused) {
    ctx.status = answer.status;
    const error = answer.error === undefined ? {} : { error: answer.error };
    ctx.body = { code: answer.code, msg: answer.message, ...error };
    record.code = answer.code;
    record.msg = answer.message;
  } else if ('bytes' in answer) {
    ctx.type = 'application/octet-stream';
    ctx.set('content-disposition', `attachment; filename="${encodeURIComponent(answer.name)}"`);
    ctx.body = answer.bytes;
  } else
    ctx.body =
      'flat' in answer
        ? { code: 0, msg: 'ok', ...answer.flat }
        : { code: 0, msg: 'success', data: answer.data };
  record.status = ctx.status;
}

function hang(ctx: Koa.Context, deps: PlatformDeps, record: CallRecord): void {
  ctx.respond = false;
  deps.logged(record);
}
