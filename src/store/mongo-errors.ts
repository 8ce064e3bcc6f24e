import { DuplicateKey, NotStorable, StoreUnavailable } from './collection.js';
import { tooLarge } from './check.js';
import type { Shape } from './shape.js';

interface ServerError {
  readonly code?: unknown;
  readonly name?: string;
  readonly message?: string;
  /** Where one document of several is refused, its text is here. */
  readonly errmsg?: string;
  readonly keyPattern?: Readonly<Record<string, unknown>>;
}

/** Names under which the driver says that it reached nobody. */
const UNREACHABLE =
  /Network|ServerSelection|NotConnected|PoolCleared|PoolClosed|Topology|ServerClosed|TimeoutError|ClientClosed/u;
/** The same, where the driver wraps it (a bulk write) or says it in words only. */
const NO_LINE =
  /not connected|client was closed|must be connected|session that has ended|Server selection timed out|ECONNRE|connection .*(closed|timed out)/iu;
/** Codes of a server that can't take the request now: stepped down, shutting down, recovering. */
const STEPPED_DOWN = new Set<unknown>([91, 189, 10058, 10107, 11600, 11602, 13435, 13436]);
/** Documents over 16 MB, as inserted and as grown by an update. */
const TOO_LARGE = new Set<unknown>([2, 10334, 17280, 17419, 17420]);

/** The index's name in the database: dots would be read as a path by some tools. */
export const indexName = (name: string): string => name.replaceAll('.', '_');

/** The port's error for what the driver or the server threw; anything else as it is. */
export function translated(error: unknown, name: string, shape?: Shape): unknown {
  if (error instanceof NotStorable || error instanceof DuplicateKey || error instanceof StoreUnavailable)
    return error;
  const { code, name: kind = '', keyPattern, errmsg, message = errmsg ?? '' } = error as ServerError;
  if (code === 11000) return new DuplicateKey(name, brokenIndex(shape, keyPattern, message));
  if (UNREACHABLE.test(kind) || STEPPED_DOWN.has(code) || NO_LINE.test(message))
    return new StoreUnavailable('down', 'MongoDB does not answer', { cause: error });
  if (code === 14031 || /OutOfDiskSpace|No space left/iu.test(message))
    return new StoreUnavailable('full', 'the disk of MongoDB is full', { cause: error });
  if (
    (TOO_LARGE.has(code) || kind === 'MongoInvalidArgumentError' || kind === 'RangeError') &&
    /too large|larger than|maximum .*size|out of range/iu.test(message)
  )
    return tooLarge(name);
  return error;
}

/** "E11000 duplicate key error collection: db.hazards index: code dup key: …", and where it is told, the key. */
function brokenIndex(
  shape: Shape | undefined,
  keyPattern: ServerError['keyPattern'],
  message: string,
): string {
  const named = / index: (\S+) /u.exec(message)?.[1];
  const keys = keyPattern === undefined ? undefined : Object.keys(keyPattern).join('+');
  const found = shape?.indexes.find(
    ({ unique, name }) => unique && (keys === undefined ? indexName(name) === named : name === keys),
  );
  return found?.name ?? (keys === '_id' || named === '_id_' ? '_id' : (keys ?? named ?? 'unknown'));
}

export async function guarded<R>(work: () => Promise<R>, name = 'store', shape?: Shape): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw translated(error, name, shape);
  }
}
