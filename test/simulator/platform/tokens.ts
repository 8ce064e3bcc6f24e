import type { Endpoint, Platform } from './endpoint.js';
import { Refused } from './endpoint.js';

const LIFE_MS = 7_200_000;
/** With at least half an hour left a repeated call gets the same token (contract §1.1). */
const REUSE_MS = 30 * 60_000;

/** Tenant tokens on the simulator's clock. */
export class Tokens {
  private readonly until = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  issue(fresh: () => string): { token: string; expire: number } {
    const kept = [...this.until].findLast(([, until]) => until - this.now() >= REUSE_MS);
    const token = kept?.[0] ?? fresh();
    const until = kept?.[1] ?? this.now() + LIFE_MS;
    this.until.set(token, until);
    return { token, expire: Math.floor((until - this.now()) / 1000) };
  }

  /** What is wrong with an Authorization header (contract §1.1, §5.10); undefined if nothing is. */
  fault(header: string): Refused | undefined {
    if (header === '') return new Refused(99991661, 'Missing access token for authorization');
    const token = /^Bearer (.+)$/u.exec(header)?.[1] ?? '';
    if (!/^[tu]-/u.test(token))
      return new Refused(99991671, 'Invalid access token format, it must start with t- or u-');
    if ((this.until.get(token) ?? 0) > this.now()) return undefined;
    return new Refused(99991663, 'Invalid access token for authorization');
  }

  /** Ends every token, as a reset secret does. */
  revoke(): void {
    this.until.clear();
  }
}

/** The two token calls; the slash at the end of one page of the guide is taken as well (contract §1.1). */
export function tokenEndpoints(tokens: Tokens): readonly Endpoint[] {
  const make = (path: string, app: boolean): Endpoint => ({
    method: 'POST',
    path,
    scopes: [],
    open: true,
    run: (platform, { body }) => {
      checkSecret(platform, body);
      const { token, expire } = tokens.issue(() => platform.state.id('t-'));
      return {
        flat: {
          ...(app ? { app_access_token: `a-${token.slice(2)}` } : {}),
          tenant_access_token: token,
          expire,
        },
      };
    },
  });
  return [
    make('/auth/v3/tenant_access_token/internal', false),
    make('/auth/v3/app_access_token/internal', true),
  ];
}

function checkSecret({ app }: Platform, body: Readonly<Record<string, unknown>>): void {
  if (typeof body['app_id'] !== 'string' || typeof body['app_secret'] !== 'string')
    throw new Refused(10003, 'invalid param', 200);
  if (body['app_id'] !== app.appId) throw new Refused(10014, 'app not found or disabled', 200);
  if (body['app_secret'] !== app.appSecret) throw new Refused(10015, 'app secret invalid', 200);
}
