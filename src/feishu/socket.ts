import * as lark from '@larksuiteoapi/node-sdk';
import type { Config } from '../config.js';
import { sdkLogger, type Log } from '../log.js';
import { readEnvelope, type Envelope } from './inbound.js';
import type { IntakeHandlers } from './webhook.js';

/** Off by default in the SDK: a half-dead socket would never be noticed (contract §9.2). Seconds. */
const PING_TIMEOUT_S = 10;

/** What the bot listens to: the list that README.md tells an administrator to add (step 4). */
export const EVENTS: readonly string[] = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.disbanded_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'application.bot.menu_v6',
  'contact.user.deleted_v3',
];

/** Nothing heard for so long, in a quiet bureau or because the connection is deaf: connected anew to be sure. */
const QUIET_MS = 30 * 60_000;
/** The old connection is kept until the new one is surely open. */
const OVERLAP_MS = 10_000;
/** An event that is this much older than the new connection was kept from us by the old one. */
const MISSED_MS = 60_000;

/** Waits after a refusal that the SDK takes for final ("system busy", too many connections): it would stay deaf. */
const REFUSED_MS: readonly number[] = [10_000, 60_000, 300_000];

export interface LongConnection {
  /**
   * Called by the clock. Pings may go on while no event comes any more (cases.md 95), so after a quiet half hour the
   * connection is made anew; what was missed comes again by Feishu's own retries.
   */
  check(): Promise<void>;
  close(): void;
}

/** The doors for what comes in, and who hears that the connection had been deaf. */
export interface SocketHandlers extends IntakeHandlers {
  readonly onDeaf?: (since: Date) => Promise<void>;
}

/**
 * The long connection: the same handlers as behind the webhook, no public address needed. The SDK hands events over
 * flattened, so the envelope is put together again.
 */
export async function openSocket(
  config: Config,
  handlers: SocketHandlers,
  log: Log,
  now: () => Date,
): Promise<LongConnection> {
  let heard = now();
  let renewed: { readonly at: Date; readonly quietSince: Date } | undefined;
  const hear = ({ header }: Envelope): void => {
    heard = now();
    const before = renewed;
    renewed = undefined;
    const written = Number(header.create_time.slice(0, 13));
    if (before === undefined || !(written > 0) || before.at.getTime() - written < MISSED_MS) return;
    log.warn({ since: before.quietSince }, 'the long connection had been deaf; it was made anew');
    // Not waited for: a click may be behind it.
    handlers
      .onDeaf?.(before.quietSince)
      .catch((error: unknown) => log.error({ err: error }, 'the deaf connection could not be told'));
  };
  const take = async (flat: Record<string, unknown>): Promise<object> => {
    const envelope = readEnvelope(unflattened(flat));
    if (envelope === undefined) return {};
    if (envelope.header.app_id !== config.appId) return {};
    if (config.tenantKey !== undefined && envelope.header.tenant_key !== config.tenantKey) return {};
    hear(envelope);
    if (envelope.header.event_type === 'card.action.trigger') return handlers.onCallback(envelope);
    await handlers.onEvent(envelope, JSON.stringify(envelope));
    return {};
  };
  let refused: { readonly at: Date; readonly times: number } | undefined;
  const state = {
    take,
    ready: () => {
      refused = undefined;
    },
    gaveUp: (reason: string) => {
      refused = { at: now(), times: (refused?.times ?? 0) + 1 };
      log.error({ reason, times: refused.times }, 'Feishu refused the long connection; it is tried again');
    },
  };
  let client = await connect(config, state, log);
  let retiring: lark.WSClient | undefined;
  const retire = (): void => {
    retiring?.close({ force: true });
    retiring = undefined;
  };
  return {
    async check() {
      if (refused !== undefined) {
        const wait = REFUSED_MS[Math.min(refused.times, REFUSED_MS.length) - 1] ?? 0;
        if (now().getTime() - refused.at.getTime() < wait) return;
        client.close({ force: true });
        refused = { ...refused, at: now() };
        client = await connect(config, state, log);
        return;
      }
      if (retiring !== undefined || now().getTime() - heard.getTime() < QUIET_MS) return;
      log.info({ since: heard }, 'nothing came over the long connection for a while: it is made anew');
      // Both are open for a moment: whatever comes in between comes to one of them, and twice is once.
      retiring = client;
      renewed = { at: now(), quietSince: heard };
      heard = now();
      client = await connect(config, state, log);
      setTimeout(retire, OVERLAP_MS).unref();
    },
    close() {
      retire();
      client.close({ force: true });
    },
  };
}

async function connect(
  config: Config,
  state: {
    readonly take: (flat: Record<string, unknown>) => Promise<object>;
    readonly ready: () => void;
    /** The SDK will not try again by itself. */
    readonly gaveUp: (reason: string) => void;
  },
  log: Log,
): Promise<lark.WSClient> {
  const dispatcher = new lark.EventDispatcher({ logger: sdkLogger(log), loggerLevel: lark.LoggerLevel.warn });
  dispatcher.register(
    Object.fromEntries([...EVENTS, 'card.action.trigger'].map((type) => [type, state.take])) as never,
  );
  const client = new lark.WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl,
    logger: sdkLogger(log),
    loggerLevel: lark.LoggerLevel.warn,
    autoReconnect: true,
    onReady: state.ready,
    onReconnected: state.ready,
    onError: (error) => state.gaveUp(error.message),
    wsConfig: { pingTimeout: PING_TIMEOUT_S },
  });
  await client.start({ eventDispatcher: dispatcher });
  return client;
}

const HEADER_KEYS = ['event_id', 'event_type', 'create_time', 'tenant_key', 'app_id'];

/** `{...rest, ...header, ...event}` back into header and event; the event keeps every key that isn't the header's. */
function unflattened(flat: Record<string, unknown>): unknown {
  const header = Object.fromEntries(
    HEADER_KEYS.map((key) => [key, typeof flat[key] === 'string' ? flat[key] : '']),
  );
  const event = Object.fromEntries(
    Object.entries(flat).filter(([key]) => !HEADER_KEYS.includes(key) && key !== 'schema'),
  );
  return { schema: '2.0', header: { ...header, token: '' }, event };
}
