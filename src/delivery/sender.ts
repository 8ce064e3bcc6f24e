import { listOf } from '../store/collection.js';
import { afterFailure, afterWindow, pastUuidWindow } from './aftermath.js';
import { GatewayError } from './gateway-port.js';
import { dropLease, holdLease } from './lease.js';
import { perform } from './perform.js';
import type { OutboxRow } from './rows.js';
import { finish, giveUp, type SenderDeps } from './sender-deps.js';
import { createThrottle, type Throttle } from './throttle.js';

export type { Rendered, SenderDeps } from './sender-deps.js';

const LEASE_ID = 'outbox-sender';
const LEASE_MS = 15_000;
const ROW_LEASE_MS = 30_000;
/** A row that was started this often without an end takes the process down. */
const POISON = 3;

export interface Sender {
  /** Sends what is due. @returns how many rows were worked on */
  pass(): Promise<number>;
  /** Did this instance hold the lease lately? For /readyz. */
  alive(): Promise<boolean>;
  stop(): Promise<void>;
}

interface Run {
  readonly deps: SenderDeps;
  readonly throttle: Throttle;
  /** Takes or renews the sender's lease; one call to Feishu may last longer than half of it. */
  readonly hold: () => Promise<boolean>;
}

/** The one sender: lanes in turn, the oldest row of a lane first, everything rendered when it goes out (design.md §5.2). */
export function createSender(deps: SenderDeps): Sender {
  const token = deps.newToken();
  const run: Run = {
    deps,
    throttle: createThrottle(),
    hold: () => holdLease(deps.leases, LEASE_ID, token, deps.now(), LEASE_MS),
  };
  return {
    async pass() {
      if (!(await run.hold())) return 0;
      const lanes = await deps.outbox.tally(['lane'], { open: true, wakeAt: { $lte: deps.now() } });
      let worked = 0;
      for (const { key } of lanes) worked += await passLane(run, String(key[0]));
      return worked;
    },
    async alive() {
      const lease = await deps.leases.get(LEASE_ID);
      return lease !== null && lease.until.getTime() > deps.now().getTime() - 60_000;
    },
    stop: () => dropLease(deps.leases, LEASE_ID, token),
  };
}

async function passLane(run: Run, lane: string): Promise<number> {
  const { deps, throttle, hold } = run;
  let worked = 0;
  while (await hold()) {
    const now = deps.now();
    const row = await nextOf(deps, lane, now);
    if (row === undefined) return worked;
    if (await leftForLater(deps, row)) continue;
    if (throttle.take(lane, now) > 0) return worked;
    const claimed = await claim(deps, row, now);
    if (claimed === null) return worked;
    worked += 1;
    if (!(await workOn(deps, throttle, claimed))) return worked;
  }
  return worked;
}

/** What asks nothing of a reader who has enough for today is put off; it keeps no other row waiting. */
async function leftForLater(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  const until = row.notice?.mayWait === true ? await deps.waitsUntil?.(row) : undefined;
  if (until === undefined) return false;
  await deps.outbox.change({ _id: row._id, open: true, started: row.started }, { $set: { wakeAt: until } });
  return true;
}

/**
 * The oldest due row of a lane. One that was tried and waits for its next try keeps the later ones waiting (order);
 * one that waits for the morning does not, and an alarm waits for nobody.
 */
async function nextOf(deps: SenderDeps, lane: string, now: Date): Promise<OutboxRow | undefined> {
  const due = await listOf(
    deps.outbox.find({ open: true, lane, wakeAt: { $lte: now } }, { sort: { createdAt: 1 }, limit: 20 }),
  );
  const urgent = due.find((row) => row.notice?.urgent === true && !isHeld(row, now));
  if (urgent !== undefined) return urgent;
  const first = due[0];
  if (first === undefined || isHeld(first, now)) return undefined;
  const tried = await deps.outbox.count({ open: true, lane, started: { $gt: 0 }, wakeAt: { $gt: now } });
  return tried > 0 ? undefined : first;
}

/** Is somebody (also a process that died) holding the row? */
function isHeld(row: OutboxRow, now: Date): boolean {
  return row.leaseUntil !== undefined && row.leaseUntil > now;
}

function claim(deps: SenderDeps, row: OutboxRow, now: Date): Promise<OutboxRow | null> {
  return deps.outbox.change(
    { _id: row._id, open: true, started: row.started },
    {
      $set: {
        state: 'sending',
        token: deps.newToken(),
        leaseUntil: new Date(now.getTime() + ROW_LEASE_MS),
        firstTryAt: row.firstTryAt ?? now,
      },
      $inc: { started: 1 },
    },
  );
}

/** @returns may the next row of this lane go? */
async function workOn(deps: SenderDeps, throttle: Throttle, row: OutboxRow): Promise<boolean> {
  const now = deps.now();
  if (row.started - row.finished > POISON) return giveUp(deps, row, 'dead', 'took the process down');
  if (row.expiresAt !== undefined && row.expiresAt <= now)
    return finish(deps, row, 'skipped', { error: 'expired', untold: true });
  if (pastUuidWindow(row, now)) return afterWindow(deps, row);
  try {
    return await perform(deps, row);
  } catch (error) {
    // Anything else (store down, a crash point of a test) leaves the row as it is: its lease runs out.
    if (!(error instanceof GatewayError)) throw error;
    return afterFailure(deps, throttle, row, error);
  }
}
