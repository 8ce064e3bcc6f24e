import type { Collection, Filter } from '../store/collection.js';
import { groupedIntake } from './intake.js';
import type { InboxRow } from './rows.js';

/** A handler that fails this often is poison: the row is kept aside and the operators are told. */
const MAX_ATTEMPTS = 5;
const LEASE_MS = 60_000;
/** Waits between attempts: long enough together to outlast a restart of the store or a hiccup of the network. */
const RETRY_MS: readonly number[] = [2000, 10_000, 60_000, 300_000];

/** Something that the row needs is not there yet: it comes again at that time, and this was no attempt. */
export class NotYet extends Error {
  constructor(readonly until: Date) {
    super('not yet');
    this.name = 'NotYet';
  }
}

export interface Inbox {
  /** Keeps an event before it is acknowledged; one that was taken in before changes nothing. */
  accept(key: string, kind: string, payload: string): Promise<void>;
  /**
   * Claims and handles waiting rows until none is left.
   * @param handle returns a word for the record; throwing leaves the row for a later try, `NotYet` says when
   */
  work(handle: (row: InboxRow) => Promise<string>): Promise<void>;
  /** Takes the payload out of a row: sender and words of an anonymous report may not stay. */
  scrub(key: string): Promise<void>;
  /** How many could be handled now; what waits for its next try is not among them. */
  waiting(): Promise<number>;
}

export function createInbox(
  rows: Collection<InboxRow>,
  tools: {
    now: () => Date;
    newToken: () => string;
    crash?: (point: string) => void;
    /** How many of the events just kept were new, how many had come before. */
    counted?: (fresh: number, again: number) => void;
    onDead?: (row: InboxRow) => void;
  },
): Inbox {
  /** Oldest first, so that one person's messages keep their order. */
  const claim = (): Promise<InboxRow | null> => {
    const now = tools.now();
    return rows.change(
      due(now),
      {
        $set: { leaseUntil: new Date(now.getTime() + LEASE_MS), token: tools.newToken() },
        $inc: { started: 1 },
      },
      { sort: { receivedAt: 1 } },
    );
  };
  const keep = groupedIntake(rows, tools.counted ?? (() => undefined));
  return {
    async accept(key, kind, payload) {
      await keep({
        _id: key,
        kind,
        payload,
        state: 'new',
        started: 0,
        finished: 0,
        receivedAt: tools.now(),
        schema: 1,
      });
      tools.crash?.('inbox-inserted');
    },
    async work(handle) {
      for (let row = await claim(); row !== null; row = await claim())
        await handleOne(rows, row, handle, tools);
    },
    async scrub(key) {
      await rows.change({ _id: key }, { $unset: { payload: true } });
    },
    waiting: () => rows.count(due(tools.now())),
  };
}

/** New, and nobody's at the moment. */
const due = (now: Date): Filter<InboxRow> => ({
  state: 'new',
  $or: [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lt: now } }],
});

/** An operator's second chance for an event that could not be handled: another set of attempts. */
export async function reviveEvent(rows: Collection<InboxRow>, key: string): Promise<boolean> {
  const revived = await rows.change(
    { _id: key, state: 'dead' },
    {
      $set: { state: 'new', started: 0, finished: 0 },
      $unset: { doneAt: true, leaseUntil: true, token: true },
    },
  );
  return revived !== null;
}

async function handleOne(
  rows: Collection<InboxRow>,
  row: InboxRow,
  handle: (row: InboxRow) => Promise<string>,
  tools: { now: () => Date; onDead?: (row: InboxRow) => void },
): Promise<void> {
  // A process that died in the middle counts as an attempt too: started runs ahead of finished.
  if (row.started > MAX_ATTEMPTS) {
    const dead = await rows.change(
      { _id: row._id, state: 'new' },
      { $set: { state: 'dead', doneAt: tools.now() }, $unset: { leaseUntil: true } },
    );
    if (dead !== null) tools.onDead?.(dead);
    return;
  }
  const mine = { _id: row._id, ...(row.token === undefined ? {} : { token: row.token }) };
  try {
    const outcome = await handle(row);
    await rows.change(mine, { $set: { state: 'done', doneAt: tools.now(), outcome }, $inc: { finished: 1 } });
  } catch (error) {
    if (error instanceof NotYet) {
      await rows.change(mine, { $set: { leaseUntil: error.until }, $inc: { started: -1 } });
      return;
    }
    const retryAt = new Date(tools.now().getTime() + (RETRY_MS[row.started - 1] ?? 300_000));
    await rows.change(mine, {
      $set: { leaseUntil: retryAt, error: String(error).slice(0, 300) },
      $inc: { finished: 1 },
    });
  }
}
