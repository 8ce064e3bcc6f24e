import { GatewayError, type Address, type Sent } from './gateway-port.js';
import { refreshRow, rowUuid } from './outbox.js';
import { endsNow } from './card-refs.js';
import type { CardRef, OutboxRow } from './rows.js';
import { finish, giveUp, type Rendered, type SenderDeps } from './sender-deps.js';
import { StoreUnavailable } from '../store/collection.js';

const SOON_MS = 5000;

/**
 * Does what a row asks for.
 * @returns may the next row of this lane go?
 * @throws GatewayError when Feishu refused or did not answer
 */
export async function perform(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  switch (row.kind) {
    case 'photo':
      return fetchPhotos(deps, row);
    case 'refresh':
      return refresh(deps, row);
    case 'send':
      return sendNotice(deps, row);
  }
}

async function fetchPhotos(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  const result = await deps.fetchPhotos(row.hazardId ?? '');
  if (result === 'done') return finish(deps, row, 'sent');
  throw new GatewayError(0, 'unknown', 'a picture is not there yet');
}

async function sendNotice(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  const rendered = await rendering(deps, row, () => deps.render(row));
  if (rendered === undefined) return true;
  if (rendered.do === 'skip') return finish(deps, row, 'skipped', { error: rendered.reason });
  deps.crash?.('before-send');
  const sent = await deliver(deps, row, rendered);
  deps.crash?.('sent');
  if (rendered.message.kind === 'card') await remember(deps, row, sent, rendered.version);
  // Before the mark: after a crash the same uuid sends nothing new, but the ping is made up for.
  const urgentError =
    rendered.urgentFor.length > 0 ? await ping(deps, row, sent.messageId, rendered.urgentFor) : undefined;
  await finish(deps, row, 'sent', {
    messageId: sent.messageId,
    ...(urgentError === undefined ? {} : { error: urgentError }),
  });
  deps.crash?.('marked');
  return true;
}

/** An answer under a message that was recalled meanwhile goes to the chat itself (contract §5.3). */
async function deliver(deps: SenderDeps, row: OutboxRow, rendered: Rendered & { do: 'send' }): Promise<Sent> {
  try {
    return await deps.gateway.send(rendered.to, rendered.message, rowUuid(row));
  } catch (error) {
    const plain = rendered.to.by === 'reply' ? (chatOf(row) ?? rendered.instead) : undefined;
    if (!(error instanceof GatewayError) || error.verdict !== 'stale-message' || plain === undefined)
      throw error;
    return deps.gateway.send(plain, rendered.message, rowUuid(row));
  }
}

function chatOf(row: OutboxRow): Address | undefined {
  const target = row.notice?.target;
  if (target?.kind === 'chat') return { by: 'chat_id', id: target.chatId };
  return target?.kind === 'openId' ? { by: 'open_id', id: target.openId } : undefined;
}

async function refresh(deps: SenderDeps, row: OutboxRow): Promise<boolean> {
  // A later one that takes its time does not hold this one up.
  const later = await deps.outbox.count({
    open: true,
    lane: row.lane,
    createdAt: { $gt: row.createdAt },
    wakeAt: { $lte: new Date(deps.now().getTime() + SOON_MS) },
  });
  if (later > 0) return finish(deps, row, 'superseded');
  const ref = await deps.cardRefs.get(row.messageId ?? '');
  if (ref === null || ref.retired) return finish(deps, row, 'skipped', { error: 'card is gone' });
  const rendered = await rendering(deps, row, () => deps.renderRef(ref));
  if (rendered === undefined) return true;
  if (rendered.do === 'skip' || rendered.message.kind !== 'card')
    return finish(deps, row, 'skipped', { error: 'nothing to show' });
  if (ref.renderedVersion >= rendered.version && !row._id.endsWith(':force'))
    return finish(deps, row, 'skipped', { error: 'up to date' });
  await deps.gateway.patch(ref._id, rendered.message.card);
  const old = endsNow(ref, deps.now());
  await deps.cardRefs.change(
    { _id: ref._id },
    { $max: { renderedVersion: rendered.version }, ...(old ? { $set: { retired: true } } : {}) },
  );
  return finish(deps, row, 'sent', { messageId: ref._id });
}

/**
 * A renderer that throws is our bug: the row is given up with an alarm, since trying again would only hold up its lane.
 * A store that does not answer is not: the row's lease runs out and it is tried again.
 */
async function rendering(
  deps: SenderDeps,
  row: OutboxRow,
  render: () => Promise<Rendered>,
): Promise<Rendered | undefined> {
  try {
    return await render();
  } catch (error) {
    if (error instanceof GatewayError || error instanceof StoreUnavailable) throw error;
    deps.log.error({ err: error, row: row._id }, 'a row could not be rendered');
    await giveUp(deps, row, 'failed', String(error).slice(0, 300));
    return undefined;
  }
}

async function remember(deps: SenderDeps, row: OutboxRow, sent: Sent, version: number): Promise<void> {
  // Feishu may answer a repeated uuid without an id (contract §5.2): then there is nothing to refresh.
  if (row.notice === undefined || sent.messageId === '') return;
  const ref: CardRef = {
    _id: sent.messageId,
    ...(row.hazardId === undefined ? {} : { hazardId: row.hazardId }),
    ...(row.notice.subject === undefined ? {} : { subject: row.notice.subject }),
    notice: row.notice,
    type: row.notice.type,
    lane: row.lane,
    ...(sent.chatId === '' ? {} : { chatId: sent.chatId }),
    renderedVersion: version,
    sentAt: deps.now(),
    retired: false,
  };
  await deps.cardRefs.insertAbsent([ref]);
  await catchUp(deps, ref);
}

/** If the hazard moved between rendering and this line, the relay did not see this card: plan its refresh here. */
async function catchUp(deps: SenderDeps, ref: CardRef): Promise<void> {
  if (ref.hazardId === undefined && ref.subject === undefined) return;
  const now = deps.now();
  const fresh = await deps.renderRef(ref).catch((): Rendered => ({ do: 'skip', reason: 'not readable now' }));
  if (fresh.do === 'send' && fresh.version > ref.renderedVersion)
    await deps.outbox.insertAbsent([refreshRow(ref._id, ref.hazardId, ref.lane, fresh.version, now, now)]);
}

/** 加急 may be refused (quota, group setting): the ordinary message is there already. @returns the refusal */
async function ping(
  deps: SenderDeps,
  row: OutboxRow,
  messageId: string,
  openIds: readonly string[],
): Promise<string | undefined> {
  try {
    await deps.gateway.urgent(messageId, openIds);
    return undefined;
  } catch (error) {
    // Too fast: the row comes again with the same uuid, so that nothing is said twice, and pings then.
    if (!(error instanceof GatewayError) || error.verdict === 'wait') throw error;
    deps.log.warn({ err: error, row: row._id }, 'urgent ping refused; the ordinary message was sent');
    await deps.onUrgentFailed(row);
    return `urgent refused: ${error.message.slice(0, 200)}`;
  }
}
