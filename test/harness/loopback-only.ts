import { Socket } from 'node:net';

/**
 * No test may reach beyond this machine: what is not loopback is refused before a packet leaves. Loaded before each
 * test file (jest.config.mjs).
 */
const GUARDED = Symbol.for('safety-bot.loopback-only');
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost|::ffff:127\.\d+\.\d+\.\d+|)$/u;

const own = Socket.prototype as Socket & { [GUARDED]?: true };
if (own[GUARDED] !== true) {
  const connect = own.connect as (this: Socket, ...args: unknown[]) => Socket;
  Object.defineProperty(own, GUARDED, { value: true });
  own.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (!LOOPBACK.test(host)) {
      // As a real connection fails: by an event, not by a throw that nobody expects.
      process.nextTick(() =>
        this.destroy(new Error(`a test wanted to reach ${host}: only loopback is there`)),
      );
      return this;
    }
    return connect.apply(this, args);
  };
}

/** Node hands itself over as a list of its normalized arguments, or as options, or as port and host. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: unknown; path?: unknown };
    return typeof path === 'string' || typeof host !== 'string' ? '' : host;
  }
  return typeof second === 'string' ? second : '';
}
