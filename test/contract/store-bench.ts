import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Danger, Named, Row } from './store-rows.js';
import { listOf, type Collection, type Store } from '../../src/store/collection.js';

/** What a case works with; opened once for a suite, emptied before each case. */
export interface Bench {
  readonly store: Store;
  readonly rows: Collection<Row>;
  readonly people: Collection<Named>;
  readonly hazards: Collection<Danger>;
  /** Ids of the outbox rows that are found, in order. */
  ids(filter: object, options?: object): Promise<string[]>;
}

export function createBench(open: () => Promise<{ store: Store; cleanUp: () => Promise<void> }>): Bench {
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  const store = (): Store => {
    if (opened === undefined) throw new Error('the bench is used outside a case');
    return opened.store;
  };
  const bench: Bench = {
    get store() {
      return store();
    },
    get rows() {
      return store().collection<Row>('outbox');
    },
    get people() {
      return store().collection<Named>('people');
    },
    get hazards() {
      return store().collection<Danger>('hazards');
    },
    ids: async (filter, options = {}) =>
      (await listOf(bench.rows.find(filter as never, options))).map((found) => found._id),
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.cleanUp());
  beforeEach(async () => {
    for (const collection of [bench.rows, bench.people, bench.hazards])
      await (collection as Collection<Row>).remove({});
  });
  return bench;
}
