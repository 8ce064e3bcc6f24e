import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { listOf, type Collection, type Store } from '../../src/store/collection.js';

/** An outbox row, as far as the contract cares: it has every type of field. */
export interface Row {
  readonly _id: string;
  readonly kind?: 'send' | 'refresh' | 'photo';
  readonly class?: string;
  readonly lane?: string;
  readonly notice?: unknown;
  readonly hazardId?: string;
  readonly wakeAt?: Date;
  readonly state?: string;
  readonly open?: boolean;
  readonly started?: number;
  readonly finished?: number;
  readonly attempts?: number;
  readonly createdAt?: Date;
  readonly token?: string;
  readonly error?: string;
  readonly schema?: number;
}

/** A person: a list of scalars, and a part with required fields. */
export interface Named {
  readonly _id: string;
  readonly name: string;
  readonly post: string;
  readonly roles?: readonly string[];
  readonly state: 'active' | 'left';
  readonly mobile?: string;
  readonly leave?: { readonly from: string; readonly to: string; readonly substituteId: string };
}

export const at = (text: string): Date => new Date(text);

export function row(id: string, more: Partial<Row> = {}): Row {
  return {
    _id: id,
    kind: 'send',
    class: 'nag',
    lane: 'p/a',
    state: 'waiting',
    open: true,
    started: 0,
    finished: 0,
    attempts: 0,
    createdAt: at('2026-10-01T00:00:00Z'),
    schema: 1,
    ...more,
  };
}

export const person = (id: string, more: Partial<Named> = {}): Named => ({
  _id: id,
  name: id,
  post: '护理员',
  state: 'active',
  ...more,
});

/** The smallest hazard: it has the two unique indexes. */
export interface Danger {
  readonly _id: string;
  readonly code: string;
  readonly source?: { readonly channel: string; readonly messageId?: string; readonly index?: number };
  readonly history?: readonly { readonly seq: number; readonly at: Date }[];
  readonly plan?: unknown;
}

export function danger(id: string, code: string, messageId?: string, index?: number): Danger {
  const day = at('2026-10-09T01:00:00Z');
  const source = {
    channel: 'group',
    ...(messageId === undefined ? {} : { messageId }),
    ...(index === undefined ? {} : { index }),
  };
  const rest = {
    anonymous: false,
    reportedAt: day,
    text: '灯不亮',
    title: '灯不亮',
    kind: 'FIRE',
    level: 'ordinary',
    majorConfirmed: false,
  };
  const state = {
    status: 'reported',
    open: true,
    stageSeq: 1,
    version: 1,
    relayedSeq: 0,
    relayPending: true,
    round: 1,
  };
  return {
    _id: id,
    code,
    source,
    ...rest,
    ...state,
    searchText: '灯不亮',
    reportedDay: '2026-10-09',
    schema: 1,
  } as Danger;
}

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
