import * as lark from '@larksuiteoapi/node-sdk';
import type { Config } from '../config.js';
import { sdkLogger, type Log } from '../log.js';
import { readEnvelope } from './inbound.js';
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

/**
 * The long connection: the same handlers as behind the webhook, no public address needed. The SDK hands events over
 * flattened, so the envelope is put together again.
 * @returns how to close it
 */
export async function openSocket(config: Config, handlers: IntakeHandlers, log: Log): Promise<() => void> {
  const dispatcher = new lark.EventDispatcher({ logger: sdkLogger(log), loggerLevel: lark.LoggerLevel.warn });
  const take = async (flat: Record<string, unknown>): Promise<object> => {
    const envelope = readEnvelope(unflattened(flat));
    if (envelope === undefined) return {};
    if (envelope.header.app_id !== config.appId) return {};
    if (config.tenantKey !== undefined && envelope.header.tenant_key !== config.tenantKey) return {};
    if (envelope.header.event_type === 'card.action.trigger') return handlers.onCallback(envelope);
    await handlers.onEvent(envelope, JSON.stringify(envelope));
    return {};
  };
  const table = Object.fromEntries([...EVENTS, 'card.action.trigger'].map((type) => [type, take]));
  dispatcher.register(table as never);
  const client = new lark.WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl,
    logger: sdkLogger(log),
    loggerLevel: lark.LoggerLevel.warn,
    autoReconnect: true,
    wsConfig: { pingTimeout: PING_TIMEOUT_S },
  });
  await client.start({ eventDispatcher: dispatcher });
  return () => client.close({ force: true });
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
