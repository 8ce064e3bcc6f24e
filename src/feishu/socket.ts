import * as lark from '@larksuiteoapi/node-sdk';
import type { Config } from '../config.js';
import { sdkLogger, type Log } from '../log.js';
import { readEnvelope, type Envelope } from './inbound.js';
import type { IntakeHandlers } from './webhook.js';

/** Seconds. Off in the SDK by default: a half-dead socket would never be noticed (contract §9.2). */
const PING_TIMEOUT_S = 10;
/**
 * A socket may answer pings and yet bring no event for hours (cases.md 95). Nothing on the wire shows that, so after
 * this long without an event the connection is made anew; the platform re-pushes what was not acknowledged.
 */
export const QUIET_MS = 30 * 60_000;
const HANDSHAKE_MS = 15_000;

/** What the long connection needs of the SDK's client: so that tests can stand in for it. */
export interface WireClient {
  start(options: { eventDispatcher: lark.EventDispatcher }): Promise<void>;
  close(options?: { force?: boolean }): void;
}

export interface SocketDeps extends IntakeHandlers {
  readonly config: Pick<Config, 'appId' | 'appSecret' | 'baseUrl' | 'tenantKey'>;
  readonly log: Log;
  readonly now: () => Date;
  readonly rejected?: (reason: string) => void;
  /** Told at each renewal after a quiet period, with how long nothing came. */
  readonly onQuiet?: (quietMs: number) => void;
  readonly newClient?: (status: { ready: () => void; lost: (error: Error) => void }) => WireClient;
}

export interface Socket {
  start(): Promise<void>;
  /** Called by the minute ticker: renews a connection that has been quiet too long. @returns true if it did */
  tick(): Promise<boolean>;
  /** Is the connection up, as far as the client knows? */
  connected(): boolean;
  stop(): void;
}

/** The long connection: the same handlers as the webhook, no signatures, since Feishu authenticates at connect time. */
export function createSocket(deps: SocketDeps): Socket {
  const dispatcher = new EnvelopeDispatcher((data) => receive(deps, data, () => (lastSign = deps.now())));
  let client: WireClient | undefined;
  let lastSign = deps.now();
  let up = false;

  const connect = async (): Promise<void> => {
    lastSign = deps.now();
    const status = {
      ready: (): void => void (up = true),
      lost: (error: Error): void => {
        up = false;
        deps.log.warn({ err: error }, 'long connection lost');
      },
    };
    client = (deps.newClient ?? ((signs) => sdkClient(deps, signs)))(status);
    await client.start({ eventDispatcher: dispatcher });
  };

  return {
    start: connect,
    async tick() {
      const quietMs = deps.now().getTime() - lastSign.getTime();
      if (client === undefined || quietMs < QUIET_MS) return false;
      deps.log.info({ quietMs }, 'no event for a while: the long connection is made anew');
      deps.onQuiet?.(quietMs);
      client.close({ force: true });
      up = false;
      await connect();
      return true;
    },
    connected: () => up,
    stop() {
      client?.close({ force: true });
      client = undefined;
      up = false;
    },
  };
}

/** The SDK's own dispatcher flattens envelopes and loses header.token and shape: take the envelope as it came. */
class EnvelopeDispatcher extends lark.EventDispatcher {
  constructor(private readonly handle: (data: unknown) => Promise<unknown>) {
    super({});
  }

  override invoke(data: unknown): Promise<unknown> {
    return this.handle(data);
  }
}

/** Throwing makes the client acknowledge with 500, so that an event comes again. */
async function receive(deps: SocketDeps, data: unknown, sign: () => void): Promise<unknown> {
  const envelope = readEnvelope(data);
  if (envelope === undefined) {
    deps.rejected?.('not an event of schema 2.0');
    return undefined;
  }
  const reason = strangerReason(deps, envelope);
  if (reason !== undefined) {
    deps.rejected?.(reason);
    deps.log.warn({ reason, eventId: envelope.header.event_id }, 'event refused');
    return undefined;
  }
  sign();
  if (envelope.header.event_type === 'card.action.trigger') return deps.onCallback(envelope);
  await deps.onEvent(envelope, JSON.stringify(data));
  return undefined;
}

/** The token is empty over the long connection, so only app and tenant can be compared (contract trap 43). */
function strangerReason({ config }: SocketDeps, { header }: Envelope): string | undefined {
  if (header.app_id !== config.appId) return 'another app';
  if (config.tenantKey !== undefined && header.tenant_key !== config.tenantKey) return 'another tenant';
  return undefined;
}

function sdkClient(deps: SocketDeps, status: { ready: () => void; lost: (error: Error) => void }): WireClient {
  return new lark.WSClient({
    appId: deps.config.appId,
    appSecret: deps.config.appSecret,
    domain: deps.config.baseUrl,
    logger: sdkLogger(deps.log),
    loggerLevel: lark.LoggerLevel.warn,
    wsConfig: { pingTimeout: PING_TIMEOUT_S },
    handshakeTimeoutMs: HANDSHAKE_MS,
    onReady: status.ready,
    onReconnected: status.ready,
    onReconnecting: () => status.lost(new Error('reconnecting')),
    onError: status.lost,
  });
}
