import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Tokens of Feishu, card-update tokens, mobile numbers: never in a log line (cases.md 103). */
const SECRETS: readonly [RegExp, string][] = [
  [/\b([tauc])-[A-Za-z0-9_.-]{8,}/gu, '$1-***'],
  [/(?<!\d)1\d{10}(?!\d)/gu, '1**********'],
  [/("?(?:app_secret|AppSecret|encrypt_key|token|Authorization)"?\s*[:=]\s*)"(?:[^"\\]|\\.)*"/giu, '$1"***"'],
  [/(mongodb(?:\+srv)?:\/\/)[^@\s"]+@/giu, '$1***@'],
  // Our own words are English: whatever is Chinese was written by people.
  [/\p{Script=Han}[^"\\]*?(?=["\\]|$)/gu, '***'],
];

/** Takes secrets and what people wrote out of a text. */
export function redacted(line: string): string {
  return SECRETS.reduce((text, [pattern, mask]) => text.replace(pattern, mask), line);
}

/**
 * The program's logger: JSON lines with ids, never texts, names or secrets.
 * @param destination where the lines go; standard output if left out
 */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const out = destination ?? { write: (line: string) => void process.stdout.write(line) };
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          '*.app_secret',
          '*.token',
          '*.content',
          '*.text',
          '*.mobile',
          'headers',
          'config',
          'response',
        ],
        remove: true,
      },
      serializers: { err: errorForLog },
    },
    { write: (line: string) => out.write(redacted(line)) },
  );
}

/** An error without the request it carries: axios errors hold tokens and message texts. */
function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code: unknown = (error as { code?: unknown }).code;
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {};
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    ...cause,
    stack: stack?.split('\n').slice(1, 5).join(' | '),
  };
}

/** Of what the SDK logs only its words: the rest of an error holds the request with its token and texts. */
function wordOf(part: unknown): string {
  if (typeof part === 'string') return part;
  const message = typeof part === 'object' && part !== null && 'message' in part ? part.message : undefined;
  return typeof message === 'string' ? message : '';
}

/** The SDK's logger writes whole errors with secrets: keep the first words, drop the objects. */
export function sdkLogger(
  log: Log,
): Record<'error' | 'warn' | 'info' | 'debug' | 'trace', (...parts: unknown[]) => void> {
  const write =
    (level: 'error' | 'warn' | 'info' | 'debug' | 'trace') =>
    (...parts: unknown[]): void => {
      const words = parts
        .flat(2)
        .map(wordOf)
        .filter((word) => word !== '');
      // Nothing in it that may be logged: the call's own failure is told by whoever made it.
      if (words.length === 0) return;
      log[level === 'error' ? 'warn' : level === 'info' ? 'debug' : level](
        { from: 'sdk' },
        redacted(words.join(' ').slice(0, 300)),
      );
    };
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    trace: write('trace'),
  };
}
