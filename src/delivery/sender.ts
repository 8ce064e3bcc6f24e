import type { Log } from '../log.js';
import { listOf, type Collection } from '../store/collection.js';
import { GatewayError, type Address, type Gateway, type Outgoing } from './gateway-port.js';
import { dropLease, holdLease, type LeaseRow } from './lease.js';
import { delayRow, endRow, refreshRow, uuidOf } from './outbox.js';
import type { CardRef, OutboxRow } from './rows.js';
import { createThrottle } from './throttle.js';

const LEASE_ID = 'outbox-sender';
const LEASE_MS = 15_000;
const ROW_LEASE_MS = 30_000;
/** Tries after an outcome that nobody knows, always with the same uuid. */
const RETRY_MS = [2000, 10_000, 60_000, 300_000, 1_200_000];
/** Feishu keeps a uuid for an hour: past this nobody can tell whether the message went out. */
const UUID_WINDOW_MS = 55 * 60_000;
const POISON = 3;

/** What a row looks like at this moment: rendered when it is sent, from the state as it is then. */
export type Rendered =
  | { readonly do: 'send'; readonly to: Address; readonly message: Outgoing; readonly version: number; readonly urgentFor: readonly string[] }
  | { readonly do: 'skip'; readonly reason: string };

export interface SenderDeps {
  readonly outbox: Collection<OutboxRow>;
  readonly cardRefs: Collection<CardRef>;
  readonly leases: Collection<LeaseRow>;
  readonly gateway: Gateway;
  readonly now: () => Date;
  readonly newToken: () => string;
  readonly render: (row: OutboxRow) => Promise<Rendered>;
  readonly renderRef: (ref: CardRef) => Promise<Rendered>;
  readonly fetchPhotos: (hazardId: string) => Promise<'done' | 'retry'>;
  /** A permanent refusal: group gone, person stopped the bot. */
  readonly onPermanent: (row: OutboxRow, error: GatewayError) => Promise<void>;
  readonly onUrgentFailed: (row: OutboxRow) => Promise<void>;
  readonly count: (what: string) => void;
  readonly log: Log;
  readonly crash?: (point: string) => void;
}

export interface Sender {
  /** Sends what is due. @returns how many rows were worked on */
  pass(): Promise<number>;
  /** Did this instance hold the lease lately? For /readyz. */
  alive(): Promise<boolean>;
  stop(): Promise<void>;
}

export function createSender(deps: SenderDeps): Sender {
  const token = deps.newToken();
  const throttle = createThrottle();
  return {
    async pass() {
      const now = deps.now();
      if (!(await holdLease(deps.leases, LEASE_ID, token, now, LEASE_MS))) return 0;
      const lanes = await deps.outbox.tally(['lane'], { open: true, wakeAt: { $lte: now } });
      let worked = 0;
      for (const { key } of lanes) {
        const lane = String(key[0]);
        worked += await passLane(deps, throttle, lane);
        await holdLease(deps.leases, LEASE_ID, token, deps.now(), LEASE_MS);
      }
      return worked;
    },
    async alive() {
      const lease = await deps.leases.get(LEASE_ID);
      return lease !== null && lease.until.getTime() > deps.now().getTime() - 60_000;
    },
    stop: () => dropLease(deps.leases, LEASE_ID, token),
  };
}

/** The oldest row of a lane first; a row that has to wait keeps the later ones of its lane waiting. */
async function passLane(deps: SenderDeps, throttle: ReturnType<typeof createThrottle>, lane: string): Promise<number> {
  let worked = 0;
  for (;;) {
    const now = deps.now();
    const [row] = await listOf(deps.outbox.find({ open: true, lane, wakeAt: { $lte: now } }, { sort: { createdAt: 1 }, limit: 1 }));
    if (row === undefined || (row.leaseUntil !== undefined && row.leaseUntil > now)) return worked;
    if (throttle.take(lane, now) > 0) return worked;
    const claimed = await claim(deps, row, now);
    if (claimed === null) return worked;
    worked += 1;
    const goesOn = await workOn(deps, throttle, claimed);
    if (!goesOn) return worked;
  }
}

function claim(deps: SenderDeps, row: OutboxRow, now: Date): Promise<OutboxRow | null> {
  return deps.outbox.change(
    { _id: row._id, open: true, started: row.started },
    {
      $set: { state: 'sending', token: deps.newToken(), leaseUntil: new Date(now.getTime() + ROW_LEASE_MS), firstTryAt: row.firstTryAt ?? now },
      $inc: { started: 1 },
    },
  );
}

/** @returns may the next row of this lane go? */
async function workOn(deps: SenderDeps, throttle: ReturnType<typeof createThrottle>, row: OutboxRow): Promise<boolean> {
  const now = deps.now();
  // Started more often than finished: it took the process down each time.
  if (row.started - row.finished > POISON) return finish(deps, row, 'dead', { error: 'took the process down' });
  if (row.expiresAt !== undefined && row.expiresAt <= now) return finish(deps, row, 'skipped', { error: 'expired' });
  const tried = row.attempts > 0 && row.firstTryAt !== undefined ? now.getTime() - row.firstTryAt.getTime() : 0;
  if (tried > UUID_WINDOW_MS && row.resent !== true) return pastWindow(deps, row);
  try {
    return await perform(deps, row);
  } catch (error) {
    if (!(error instanceof GatewayError)) {
      deps.log.error({ err: error, row: row._id }, 'a row could not be rendered');
      return finish(deps, row, 'failed', { error: String(error).slice(0, 300) });
    }
    return afterFailure(deps, throttle, row, error);
  }
}

async function perform(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  if (row.kind === 'photo') {
    const result = await deps.fetchPhotos(row.hazardId ?? '');
    if (result === 'done') return finish(deps, row, 'sent');
    throw new GatewayError(0, 'unknown', 'a picture is not there yet');
  }
  if (row.kind === 'refresh') return refresh(deps, row);
  const rendered = await deps.render(row);
  if (rendered.do === 'skip') return finish(deps, row, 'skipped', { error: rendered.reason });
  deps.crash?.('before-send');
  const sent = await deps.gateway.send(rendered.to, rendered.message, uuidOf(row));
  deps.crash?.('sent');
  if (rendered.message.kind === 'card') await remember(deps, row, sent, rendered.version);
  if (rendered.urgentFor.length > 0) await ping(deps, row, sent.messageId, rendered.urgentFor);
  const ended = await finish(deps, row, 'sent', { messageId: sent.messageId });
  deps.crash?.('marked');
  return ended;
}

async function refresh(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  const later = await deps.outbox.count({ open: true, lane: row.lane, createdAt: { $gt: row.createdAt } });
  if (later > 0) return finish(deps, row, 'superseded');
  const ref = await deps.cardRefs.get(row.messageId ?? '');
  if (ref === null || ref.retired) return finish(deps, row, 'skipped', { error: 'card is gone' });
  const rendered = await deps.renderRef(ref);
  if (rendered.do === 'skip' || rendered.message.kind !== 'card') return finish(deps, row, 'skipped', { error: 'nothing to show' });
  if (ref.renderedVersion >= rendered.version && !row._id.includes(':force')) return finish(deps, row, 'skipped', { error: 'up to date' });
  await deps.gateway.patch(ref._id, rendered.message.card);
  await deps.cardRefs.change({ _id: ref._id }, { $max: { renderedVersion: rendered.version } });
  return finish(deps, row, 'sent', { messageId: ref._id });
}

async function remember(deps: SenderDeps, row: OutboxRow, sent: { messageId: string; chatId: string }, version: number): Promise<void> {
  if (row.notice === undefined) return;
  const ref: CardRef = {
    _id: sent.messageId,
    ...(row.hazardId === undefined ? {} : { hazardId: row.hazardId }),
    notice: row.notice,
    type: row.notice.type,
    lane: row.lane,
    ...(sent.chatId === '' ? {} : { chatId: sent.chatId }),
    renderedVersion: version,
    sentAt: deps.now(),
    retired: false,
  };
  await deps.cardRefs.insertAbsent([ref]);
}

/** 加急 may be refused (quota, group setting): the ordinary message is there already. */
async function ping(deps: SenderDeps, row: OutboxRow, messageId: string, openIds: readonly string[]): Promise<void> {
  try {
    await deps.gateway.urgent(messageId, openIds);
  } catch (error) {
    deps.log.warn({ err: error, row: row._id }, 'urgent ping refused; the ordinary message was sent');
    await deps.onUrgentFailed(row);
  }
}

async function finish(deps: SenderDeps, row: OutboxRow, state: Parameters<typeof endRow>[2], more: { messageId?: string; error?: string } = {}): Promise<true> {
  await endRow(deps.outbox, row, state, deps.now(), more);
  deps.count(state);
  if (state === 'dead' || state === 'failed') deps.log.error({ row: row._id, state, error: more.error }, 'a row was given up');
  return true;
}

async function afterFailure(deps: SenderDeps, throttle: ReturnType<typeof createThrottle>, row: OutboxRow, error: GatewayError): Promise<boolean> {
  const now = deps.now().getTime();
  const words = error.message;
  switch (error.verdict) {
    case 'wait':
    case 'being-edited': {
      const until = new Date(now + (error.waitMs ?? 1000));
      throttle.pause(row.lane, until);
      await delayRow(deps.outbox, row, until, words, false);
      return false;
    }
    case 'unknown':
    case 'token': {
      const wait = RETRY_MS[Math.min(row.attempts, RETRY_MS.length - 1)] ?? 2000;
      await delayRow(deps.outbox, row, new Date(now + wait), words, true);
      return false;
    }
    case 'stale-message':
      await deps.cardRefs.change({ _id: row.messageId ?? '' }, { $set: { retired: true } });
      return finish(deps, row, 'skipped', { error: words });
    case 'permanent':
      await deps.onPermanent(row, error);
      return finish(deps, row, 'failed', { error: words });
    case 'our-bug':
      return finish(deps, row, 'failed', { error: words });
  }
}

/** Nobody knows whether it went out and the uuid no longer protects: the class decides (design.md §5.2). */
async function pastWindow(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  if (row.class !== 'critical') return finish(deps, row, 'uncertain', { error: 'outcome unknown for an hour' });
  await deps.outbox.change({ _id: row._id }, { $set: { resent: true, state: 'waiting', attempts: 0, wakeAt: deps.now() }, $unset: { leaseUntil: true }, $inc: { finished: 1 } });
  return false;
}

export { refreshRow };
