import type { SimApp } from '../app.js';
import type { AppConsole } from '../console.js';
import type { SimState } from '../state.js';
import type { Limits } from './limits.js';
import type { Part } from './multipart.js';

/** What the endpoints work on. */
export interface Platform {
  readonly state: SimState;
  readonly app: SimApp;
  readonly console: AppConsole;
  readonly limits: Limits;
}

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly form: readonly Part[];
}

/** `data` is wrapped as usual; `flat` is for old endpoints (contract §0); `bytes` for downloads. */
export type Answer =
  { readonly data: object } | { readonly flat: object } | { readonly bytes: Buffer; readonly name: string };

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/open-apis`, with `:name` parts. */
  readonly path: string;
  /** Any one is enough; none are needed if it is empty. */
  readonly scopes: readonly string[];
  /** Tier of contract §5.9; 4 (1000 a minute, 50 a second) if not given. */
  readonly tier?: number;
  /** Only the token endpoint has none. */
  readonly open?: true;
  readonly run: (platform: Platform, call: Call) => Answer;
}

/** An answer that says no, with Feishu's code. */
export class Refused extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
    readonly error?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** A field is missing or wrong before the domain looks at it (contract §5.10). */
export function badField(field: string, description: string): Refused {
  return new Refused(99992402, 'field validation failed', 400, {
    field_violations: [{ field, description }],
  });
}

export function queryOf(call: Call, name: string): string | undefined {
  const value = call.query[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Repeated keys make a list (contract §6.3). */
export function queryList(call: Call, name: string): readonly string[] {
  const value = call.query[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

export function textIn(call: Call, name: string): string {
  const value = call.body[name];
  if (value === undefined || value === '') throw badField(name, `${name} is required`);
  if (typeof value !== 'string') throw badField(name, `${name} is not a string`);
  return value;
}

export function listIn(call: Call, name: string): readonly string[] {
  const value = call.body[name];
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string'))
    throw badField(name, `${name} is not a list of strings`);
  return value as string[];
}

/** `page_size` and `page_token` over a list; tokens are bound to the call's other parameters (contract §6.3). */
export function pageOf<T>(
  call: Call,
  items: readonly T[],
  size: { readonly default: number; readonly max: number; readonly code: number },
): { readonly items: readonly T[]; readonly has_more: boolean; readonly page_token?: string } {
  const wanted = Number(queryOf(call, 'page_size') ?? size.default);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > size.max)
    throw new Refused(size.code, `page_size is 1 to ${size.max}`);
  const bound = JSON.stringify([call.params, { ...call.query, page_token: undefined, page_size: undefined }]);
  const start = startOf(queryOf(call, 'page_token'), bound, size.code);
  const end = start + wanted;
  const more = end < items.length;
  const token = Buffer.from(JSON.stringify([end, bound])).toString('base64url');
  return { items: items.slice(start, end), has_more: more, ...(more ? { page_token: token } : {}) };
}

function startOf(token: string | undefined, bound: string, code: number): number {
  if (token === undefined || token === '') return 0;
  try {
    const [start, of] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as [number, string];
    if (of === bound) return start;
  } catch {
    // Not one of ours: refused below.
  }
  throw new Refused(code, 'page_token is not valid here');
}
