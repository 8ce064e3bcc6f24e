import { z } from 'zod';
import { CodedError } from './errors.js';

const text = z.string().trim().min(1);

const schema = z
  .object({
    FEISHU_APP_ID: text,
    FEISHU_APP_SECRET: text,
    FEISHU_ENCRYPT_KEY: text.optional(),
    FEISHU_VERIFICATION_TOKEN: text.optional(),
    FEISHU_TRANSPORT: z.enum(['webhook', 'websocket']).default('webhook'),
    FEISHU_BASE_URL: z.url().default('https://open.feishu.cn'),
    FEISHU_TENANT_KEY: text.optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: text.default('0.0.0.0'),
    MONGODB_URI: text.optional(),
    DATA_DIR: text.default('./data'),
    ORG_FILE: text.default('./org.yaml'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    METRICS_TOKEN: text.optional(),
    PUBLIC_URL: z.url().optional(),
  })
  .superRefine((values, context) => {
    if (values.FEISHU_TRANSPORT !== 'webhook') return;
    for (const name of ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'] as const)
      if (values[name] === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message:
            "is required with FEISHU_TRANSPORT=webhook: copy it from the app's 事件与回调 > 加密策略 page, or set FEISHU_TRANSPORT=websocket",
        });
  });

/** The settings of the service, checked. */
export interface Config {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey?: string;
  readonly verificationToken?: string;
  readonly transport: 'webhook' | 'websocket';
  /** Without a trailing slash: the SDK joins paths to it. */
  readonly baseUrl: string;
  /** Only events of this tenant are taken; unset = the first one seen is not restricted. */
  readonly tenantKey?: string;
  readonly port: number;
  readonly host: string;
  readonly mongodbUri?: string;
  readonly dataDir: string;
  readonly orgFile: string;
  readonly logLevel: string;
  readonly metricsToken?: string;
  /** How the outside reaches this bot; shown where its request URL has to be known. */
  readonly publicUrl?: string;
}

/** What to write as request URL (请求地址) on the tabs 事件配置 and 回调配置, if the public address is known. */
export const requestUrl = ({ transport, publicUrl }: Config): string | undefined =>
  transport === 'webhook' && publicUrl !== undefined
    ? `${publicUrl.replace(/\/+$/u, '')}/feishu/webhook`
    : undefined;

/** What to do about a variable that is missing or can't be used. */
const REMEDIES: Readonly<Record<string, string>> = {
  FEISHU_APP_ID: 'set it to the App ID of the self-built app (凭证与基础信息 page)',
  FEISHU_APP_SECRET: 'set it to the App Secret of the self-built app (凭证与基础信息 page)',
  FEISHU_TRANSPORT: 'write webhook or websocket',
  FEISHU_BASE_URL: 'write a whole address, for example https://open.feishu.cn',
  PORT: 'write a number from 0 to 65535, for example 3000',
  LOG_LEVEL: 'write fatal, error, warn, info, debug, trace or silent',
  PUBLIC_URL: 'write a whole address, for example https://bot.example.gov.cn',
};

/**
 * Reads the settings from environment variables (design.md §6). Empty variables count as unset.
 * @throws CodedError `config` listing every wrong variable with what to do
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = schema.safeParse(set);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? '');
      const remedy = REMEDIES[name];
      const what = set[name] === undefined ? 'is missing' : 'can not be used';
      return `  ${name} ${remedy === undefined ? issue.message : `${what}: ${remedy}`}`;
    });
    throw new CodedError('config', `the settings are not usable:\n${lines.join('\n')}`);
  }
  checkTimeZone();
  const v = result.data;
  return {
    appId: v.FEISHU_APP_ID,
    appSecret: v.FEISHU_APP_SECRET,
    ...(v.FEISHU_ENCRYPT_KEY === undefined ? {} : { encryptKey: v.FEISHU_ENCRYPT_KEY }),
    ...(v.FEISHU_VERIFICATION_TOKEN === undefined ? {} : { verificationToken: v.FEISHU_VERIFICATION_TOKEN }),
    transport: v.FEISHU_TRANSPORT,
    baseUrl: v.FEISHU_BASE_URL.replace(/\/+$/u, ''),
    ...(v.FEISHU_TENANT_KEY === undefined ? {} : { tenantKey: v.FEISHU_TENANT_KEY }),
    port: v.PORT,
    host: v.HOST,
    ...(v.MONGODB_URI === undefined ? {} : { mongodbUri: v.MONGODB_URI }),
    dataDir: v.DATA_DIR,
    orgFile: v.ORG_FILE,
    logLevel: v.LOG_LEVEL,
    ...(v.METRICS_TOKEN === undefined ? {} : { metricsToken: v.METRICS_TOKEN }),
    ...(v.PUBLIC_URL === undefined ? {} : { publicUrl: v.PUBLIC_URL }),
  };
}

/** A runtime without zone data would make every job eight hours late (cases.md 97): refuse to start instead. */
function checkTimeZone(): void {
  if (shanghaiHour() !== '08')
    throw new CodedError(
      'config',
      'this machine cannot compute Asia/Shanghai time: install the time zone data (tzdata, full ICU)',
    );
}

function shanghaiHour(): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      hourCycle: 'h23',
    }).format(new Date('2026-01-01T00:00:00Z'));
  } catch {
    // Without the zone's data it isn't even a name.
    return undefined;
  }
}
