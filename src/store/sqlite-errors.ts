import { StoreUnavailable } from './collection.js';

/** Codes of SQLite and what they mean for the program. A path that can't be written to is as good as broken. */
const KINDS: readonly (readonly [
  codes: RegExp,
  words: RegExp,
  kind: StoreUnavailable['kind'],
  message: string,
])[] = [
  [
    /^SQLITE_FULL/u,
    /database or disk is full/iu,
    'full',
    'the disk of the store is full: free some space, nothing else is needed',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/u,
    /database is locked|busy/iu,
    'locked',
    'the store is busy: another program holds it',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/u,
    /malformed|not a database/iu,
    'broken',
    'the store file is damaged: restore the last backup (store restore)',
  ],
  [
    /^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/u,
    /I\/O error|unable to open|readonly/iu,
    'broken',
    'the store file can not be read or written',
  ],
  [/^SQLITE_MISUSE/u, /connection is not open/iu, 'down', 'the store is closed'],
];

/** Errors of opening have no code and, inside jest, are not even instances of Error (stack.md §7). */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

export function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | null)?.message ?? error);
}

/** Is a unique key taken? */
export function isConstraint(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CONSTRAINT');
}

/** A StoreUnavailable for what the program can't mend; anything else as it is. */
export function translated(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const found =
    KINDS.find(([codes]) => codes.test(codeOf(error))) ??
    KINDS.find(([, words]) => words.test(messageOf(error)));
  return found === undefined ? error : new StoreUnavailable(found[2], found[3], { cause: error });
}

export function guarded<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}
