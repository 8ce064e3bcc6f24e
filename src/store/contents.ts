import { createHash } from 'node:crypto';
import { canonical } from './canonical.js';
import type { Collection, Store } from './collection.js';
import { SCHEMAS, type CollectionName } from './models.js';
import { SWITCH_ID } from './switch.js';

/** A document of which only the id matters. */
export interface AnyDoc {
  readonly _id: string;
}

/** What a collection holds: how many, and a hash over its documents in order, keys sorted. */
export interface Sum {
  readonly name: CollectionName;
  readonly documents: number;
  readonly hash: string;
}

/**
 * Collections in the order in which they are copied and dumped while a bot may be writing. What drives comes before
 * what it drives: an event read as "new" whose hazard is there already is harmless, the other way round it is lost.
 * Counters come last: they may run ahead of the codes in use, never behind. Leases belong to running processes.
 */
export const MOVED: readonly CollectionName[] = ordered();

function ordered(): CollectionName[] {
  const first: CollectionName[] = [
    'inbox',
    'drafts',
    'anonymousReports',
    'identities',
    'hazards',
    'outbox',
    'cardRefs',
  ];
  const last: CollectionName[] = ['counters'];
  const all = (Object.keys(SCHEMAS) as CollectionName[]).filter((name) => name !== 'leases');
  return [...first, ...all.filter((name) => ![...first, ...last].includes(name)), ...last];
}

export function collectionOf(store: Store, name: CollectionName): Collection<AnyDoc> {
  return store.collection<AnyDoc>(name);
}

/** The documents of one collection in the order of their ids, without the row that switches a copy off. */
export async function* documentsOf(store: Store, name: CollectionName): AsyncIterable<AnyDoc> {
  for await (const doc of collectionOf(store, name).find())
    if (!(name === 'settings' && doc._id === SWITCH_ID)) yield doc;
}

export function createSum(name: CollectionName): { add(line: string): void; done(): Sum } {
  const hash = createHash('sha256');
  let documents = 0;
  return {
    add(line) {
      documents += 1;
      hash.update(line).update('\n');
    },
    done: () => ({ name, documents, hash: hash.digest('hex') }),
  };
}

export async function sumOf(store: Store, name: CollectionName): Promise<Sum> {
  const sum = createSum(name);
  for await (const doc of documentsOf(store, name)) sum.add(canonical(doc));
  return sum.done();
}

/** Names of the photos that a document speaks of: every `sha256` in it, however deep. */
export function photosOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'sha256' && typeof inner === 'string' && /^[0-9a-f]{64}$/u.test(inner)
      ? [inner]
      : photosOf(inner),
  );
}
