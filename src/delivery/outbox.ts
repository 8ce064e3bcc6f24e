import { createHash } from 'node:crypto';
import { targetKey, type Notice } from '../notices.js';
import type { Collection } from '../store/collection.js';
import type { OutboxRow } from './rows.js';

/** A row for a notice; dates go beside it, the rest is kept as it is. */
export function sendRow(id: string, notice: Notice, now: Date, holdUntil: Date | undefined): OutboxRow {
  const { expiresAt, notBefore, ...plain } = notice;
  const wakeAt = latest(notBefore, holdUntil) ?? now;
  return {
    _id: id,
    kind: 'send',
    notice: plain,
    class: notice.class,
    lane: targetKey(notice.target),
    ...(notice.hazardId === undefined ? {} : { hazardId: notice.hazardId }),
    wakeAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...freshRow(now),
  };
}

/** The clicked card is answered by the callback; other copies wait so long, ms, or Feishu reverts the clicked one (contract §4.3). */
export const AFTER_CALLBACK_MS = 2000;

/** A row that brings one card on a screen up to date. Superseded by a later one for the same message. */
export function refreshRow(
  messageId: string,
  hazardId: string | undefined,
  lane: string,
  version: number | string,
  wakeAt: Date,
  now: Date,
): OutboxRow {
  return {
    _id: `refresh:${messageId}:${version}`,
    kind: 'refresh',
    class: 'informational',
    lane: `m/${messageId}`,
    ...(hazardId === undefined ? {} : { hazardId }),
    messageId,
    wakeAt,
    ...freshRow(now),
  };
}

/** A row that fetches the pictures of a hazard. */
export function photoRow(hazardId: string, version: number, now: Date): OutboxRow {
  return {
    _id: `photo:${hazardId}:${version}`,
    kind: 'photo',
    class: 'critical',
    lane: `photo/${hazardId}`,
    hazardId,
    wakeAt: now,
    ...freshRow(now),
  };
}

function freshRow(
  now: Date,
): Pick<OutboxRow, 'state' | 'open' | 'started' | 'finished' | 'attempts' | 'createdAt' | 'schema'> {
  return { state: 'waiting', open: true, started: 0, finished: 0, attempts: 0, createdAt: now, schema: 1 };
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/** An operator's second chance for a row that was given up; it keeps its id, so its uuid may still protect. */
export async function retryRow(rows: Collection<OutboxRow>, id: string, now: Date): Promise<boolean> {
  const again = await rows.change(
    { _id: id, state: { $in: ['failed', 'dead', 'uncertain'] } },
    {
      $set: { state: 'waiting', open: true, wakeAt: now, attempts: 0, started: 0, finished: 0 },
      $unset: { doneAt: true, error: true, firstTryAt: true, leaseUntil: true, token: true },
    },
  );
  return again !== null;
}

/** A due message may wait this long, ms; longer is a fault to be told (/readyz, the auditor). */
export const MAX_LAG_MS = 10 * 60_000;

/** How long the oldest due row has been waiting, in ms: the lag that /readyz and the auditor look at. */
export async function lagOf(rows: Collection<OutboxRow>, now: Date): Promise<number> {
  for await (const row of rows.find({ open: true, wakeAt: { $lte: now } }, { sort: { wakeAt: 1 }, limit: 1 }))
    return now.getTime() - (row.wakeAt ?? now).getTime();
  return 0;
}

/** Feishu's `uuid`, at most 50 signs: the same for every attempt of one logical message (contract §5.2). */
export const uuidOf = (message: string): string =>
  createHash('sha256').update(message).digest('hex').slice(0, 40);

/** The same for a row; one that is sent a second time on purpose is another message. */
export const rowUuid = (row: Pick<OutboxRow, '_id' | 'resent'>): string =>
  uuidOf(row.resent === true ? `${row._id}:resent` : row._id);

/** Ends a row. Only its present holder may: a late owner's write finds no match. */
export async function endRow(
  rows: Collection<OutboxRow>,
  row: OutboxRow,
  state: Exclude<OutboxRow['state'], 'waiting' | 'sending'>,
  now: Date,
  more: { messageId?: string; error?: string; untold?: true } = {},
): Promise<boolean> {
  const ended = await rows.change(
    { _id: row._id, open: true, ...(row.token === undefined ? {} : { token: row.token }) },
    {
      $set: { state, open: false, doneAt: now, ...more },
      $unset: { wakeAt: true, leaseUntil: true },
      $inc: { finished: 1 },
    },
  );
  return ended !== null;
}

/**
 * Puts a row back to sleep until later.
 * @param counts was it an attempt with an unknown outcome? If nothing can have gone out yet, the uuid's hour has not begun.
 */
export async function delayRow(
  rows: Collection<OutboxRow>,
  row: OutboxRow,
  wakeAt: Date,
  error: string,
  counts: boolean,
): Promise<void> {
  await rows.change(
    { _id: row._id, open: true, ...(row.token === undefined ? {} : { token: row.token }) },
    {
      $set: { state: 'waiting', wakeAt, error },
      $unset: { leaseUntil: true, ...(!counts && row.attempts === 0 ? { firstTryAt: true as const } : {}) },
      $inc: { finished: 1, attempts: counts ? 1 : 0 },
    },
  );
}
