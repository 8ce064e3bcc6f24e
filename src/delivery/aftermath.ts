import { replaceCard } from './card-refs.js';
import type { GatewayError } from './gateway-port.js';
import { delayRow } from './outbox.js';
import type { OutboxRow } from './rows.js';
import { finish, giveUp, type SenderDeps } from './sender-deps.js';
import type { Throttle } from './throttle.js';

/** Tries after an outcome that nobody knows, always with the same uuid. */
export const RETRY_MS: readonly number[] = [2000, 10_000, 60_000, 300_000, 1_200_000];
/** Feishu keeps a uuid for an hour: past this nobody can tell whether the message went out. */
export const UUID_WINDOW_MS = 55 * 60_000;

/**
 * What a failed call means for its row (design.md §5.2).
 * @returns may the next row of this lane go?
 */
export async function afterFailure(
  deps: SenderDeps,
  throttle: Throttle,
  row: OutboxRow,
  error: GatewayError,
): Promise<boolean> {
  const now = deps.now().getTime();
  if (error.verdict === 'shut-out') {
    deps.count('shut_out');
    deps.log.error({ row: row._id, code: error.code }, 'Feishu refuses this app: see its console; all waits');
  }
  switch (error.verdict) {
    case 'shut-out':
    case 'wait':
    case 'being-edited': {
      // Nothing was sent and nothing went wrong with it: not an attempt.
      const until = new Date(now + (error.waitMs ?? 1000));
      throttle.pause(row.lane, until);
      await delayRow(deps.outbox, row, until, error.message, false);
      return false;
    }
    case 'unknown':
    case 'token': {
      const wait = RETRY_MS[Math.min(row.attempts, RETRY_MS.length - 1)] ?? 2000;
      await delayRow(deps.outbox, row, new Date(now + wait), error.message, true);
      return false;
    }
    case 'stale-message':
      return staleMessage(deps, row, error);
    case 'permanent':
      if (await deps.onPermanent(row, error)) {
        await delayRow(deps.outbox, row, new Date(now), error.message, false);
        return true;
      }
      return finish(deps, row, 'failed', { error: error.message });
    case 'our-bug':
      return giveUp(deps, row, 'failed', error.message);
  }
}

/** The card was recalled or is out of reach: forget it, and show a card that waits for somebody anew. */
async function staleMessage(deps: SenderDeps, row: OutboxRow, error: GatewayError): Promise<true> {
  // A message of its own that can't be put where it belongs: somebody has to know.
  if (row.kind !== 'refresh') return giveUp(deps, row, 'failed', error.message);
  const ref = await deps.cardRefs.get(row.messageId ?? '');
  if (ref !== null && !ref.retired) {
    const now = deps.now();
    const rendered = await deps.renderRef(ref);
    // What was only for information is not said twice; the renderer says whether the rest still matters.
    if (rendered.do === 'send' && ref.notice.class !== 'informational')
      await replaceCard(deps, ref, now, deps.holdUntil?.(ref.notice, now));
    else await deps.cardRefs.change({ _id: ref._id }, { $set: { retired: true } });
  }
  return finish(deps, row, 'skipped', { error: error.message });
}

/** Has a message been tried for so long with an unknown outcome that its uuid no longer protects? */
export function pastUuidWindow(row: OutboxRow, now: Date): boolean {
  // A patch may be repeated without harm, and pictures end by themselves.
  if (row.kind !== 'send' || row.firstTryAt === undefined) return false;
  // A process that died in the middle (started runs ahead of finished) left an unknown outcome too.
  if (row.attempts === 0 && row.started - row.finished <= 1) return false;
  return now.getTime() - row.firstTryAt.getTime() > UUID_WINDOW_MS;
}

/** Nobody knows whether it went out: the class decides, and what is critical is sent again once, marked （重发）. */
export async function afterWindow(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  if (row.class !== 'critical')
    return finish(deps, row, 'uncertain', { error: 'outcome unknown for an hour', untold: true });
  if (row.resent === true)
    return giveUp(deps, row, 'uncertain', 'outcome unknown for an hour, also of the second message');
  const now = deps.now();
  await deps.outbox.change(
    { _id: row._id, open: true, token: row.token ?? '' },
    {
      // A new uuid has an hour of its own.
      $set: { resent: true, state: 'waiting', attempts: 0, wakeAt: now, firstTryAt: now },
      $unset: { leaseUntil: true },
      $inc: { finished: 1 },
    },
  );
  return true;
}
