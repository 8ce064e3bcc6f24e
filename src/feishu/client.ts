import * as lark from '@larksuiteoapi/node-sdk';
import type { Config } from '../config.js';
import { GatewayError } from '../delivery/gateway-port.js';
import { sdkLogger, type Log } from '../log.js';
import { failure, notReached } from './failures.js';

/** The SDK's HTTP client has no timeout of its own: a hung call would block the sender (contract trap 14). */
const TIMEOUT_MS = 8000;

export interface Reply {
  readonly code?: number;
  readonly msg?: string;
  readonly data?: Record<string, unknown>;
  readonly bot?: { readonly open_id?: string };
}

export interface FeishuClient {
  readonly sdk: lark.Client;
  /** One call with one kind of error for both ways in which calls fail, and one retry after a refused token. */
  call<R>(work: () => Promise<R>): Promise<R>;
  /** @param url below /open-apis, its parts made safe with `segment` */
  request(method: string, url: string, params: object, data?: object): Promise<Reply>;
}

/**
 * The official SDK with its own token cache (the SDK's is shared by the whole process and never heals a bad token,
 * contract §1.2) and a timeout on every call.
 */
export function createClient(
  config: Pick<Config, 'appId' | 'appSecret' | 'baseUrl'>,
  log: Log,
  now: () => Date,
): FeishuClient {
  const tokens = new Map<string, { value: unknown; until: number }>();
  lark.defaultHttpInstance.defaults.timeout = TIMEOUT_MS;
  const sdk = new lark.Client({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl,
    logger: sdkLogger(log),
    loggerLevel: lark.LoggerLevel.warn,
    cache: {
      get: (key) => {
        const kept = tokens.get(String(key));
        return Promise.resolve(kept !== undefined && kept.until > now().getTime() ? kept.value : undefined);
      },
      set: (key, value, expire) => {
        tokens.set(String(key), { value, until: expire ?? Number.MAX_SAFE_INTEGER });
        return Promise.resolve(true);
      },
    },
  });

  async function call<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await settled(work);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.verdict !== 'token') throw error;
      tokens.clear();
      return settled(work);
    }
  }

  return {
    sdk,
    call,
    request: (method, url, params, data) =>
      call(async () =>
        feishus(
          await sdk.request<Reply>({
            method,
            url: `/open-apis${url}`,
            params,
            ...(data === undefined ? {} : { data }),
            timeout: TIMEOUT_MS,
          }),
        ),
      ),
  };
}

/**
 * A gateway or a proxy in between may answer 200 with a page of its own: nothing is known then of what was asked for.
 * @throws GatewayError if this is no answer of Feishu's
 */
function feishus(reply: Reply | null | undefined): Reply {
  if (typeof reply?.code === 'number') return reply;
  throw new GatewayError(0, 'unknown', "200 with an answer that is not Feishu's");
}

/** An id as one part of a path: what comes from an event may not lead elsewhere. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

/** A text field of a reply; empty if it is missing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function settled<R>(work: () => Promise<R>): Promise<R> {
  let result: R;
  try {
    result = await work();
  } catch (error) {
    throw error instanceof GatewayError ? error : await fromThrown(error);
  }
  const { code, msg } = (result ?? {}) as { code?: number; msg?: string };
  if (typeof code === 'number' && code !== 0)
    throw failure(200, { code, ...(msg === undefined ? {} : { msg }) }, undefined, undefined);
  return result;
}

interface Thrown {
  readonly code?: unknown;
  readonly config?: { readonly url?: unknown };
  readonly response?: {
    readonly status?: number;
    readonly data?: unknown;
    readonly headers?: Record<string, string>;
  };
}

async function fromThrown(error: unknown): Promise<GatewayError> {
  const { response, code, config } = error as Thrown;
  const body = await readBody(response?.data);
  const shape =
    typeof body === 'object' && body !== null && 'code' in body
      ? (body as { code?: number; msg?: string })
      : undefined;
  // The error itself holds the request with its token and texts: keep only its name.
  const cause = new Error(error instanceof Error ? error.name : 'failed');
  const noToken =
    textOf(config?.url).includes('tenant_access_token') ||
    (error instanceof Error && error.message.startsWith('failed to get tenant_access_token'));
  if (noToken) return notReached(withoutToken(error, shape), cause);
  if (response === undefined && NEVER_LEFT.has(textOf(code))) return notReached(textOf(code), cause);
  return failure(response?.status, shape, response?.headers?.['x-ogw-ratelimit-reset'], cause);
}

/** Why the app gets no token; whoever reads it can mend only the two settings (contract §1.1: 10003, 10014, 10015). */
function withoutToken(error: unknown, shape: { code?: number; msg?: string } | undefined): string {
  const said = error instanceof Error ? /code: (\d+), msg: (.{0,100})/u.exec(error.message) : null;
  const code = shape?.code ?? (said === null ? undefined : Number(said[1]));
  if (code === undefined || code === 0) return 'no token could be had';
  const words = shape?.msg ?? said?.[2] ?? '';
  return `no token could be had: ${code} ${words}: check FEISHU_APP_ID and FEISHU_APP_SECRET`;
}

/** A refused download has its body as a stream: the code in it tells a bad token from a missing picture. */
async function readBody(data: unknown): Promise<unknown> {
  if (typeof data !== 'object' || data === null || !(Symbol.asyncIterator in data)) return data;
  try {
    let text = '';
    for await (const chunk of data as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.length > 10_000) return undefined;
    }
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** No connection was made, so nothing can have been sent. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
