import type { Gateway } from '../delivery/gateway-port.js';
import type { Inbox } from '../delivery/inbox.js';
import { uuidOf } from '../delivery/outbox.js';
import type { OwnId } from '../delivery/own-id.js';
import type { InboxRow } from '../delivery/rows.js';
import { inboxKey, readEnvelope, readInbound, type Envelope } from '../feishu/inbound.js';
import type { Desk } from '../listeners/desk.js';
import { handleInbound } from '../listeners/index.js';
import type { Understander } from '../understanding/index.js';
import { emergencyWithoutStore } from '../../cards/texts.zh-CN.js';

export interface EventDoor {
  /** Keeps an event; resolves once it is safe, rejects when the store is down. */
  readonly take: (envelope: Envelope, raw: string) => Promise<void>;
  /** Handles a kept event. @returns a word for the record */
  readonly handle: (row: InboxRow) => Promise<string>;
}

/** The way of an event: kept before it is acknowledged, handled after. */
export function createEventDoor(deps: {
  readonly inbox: Inbox;
  readonly desk: Desk;
  readonly ownId: OwnId;
  readonly gateway: Gateway;
  readonly understand: Understander;
  /** Something is there to be done. */
  readonly wake: () => void;
}): EventDoor {
  const { inbox, desk, ownId, gateway } = deps;
  const warned = new Set<string>();

  /** The store is down and somebody is in danger: silence would be the greater harm (experience.md §3 r). */
  async function answerEmergencyWithoutStore(envelope: Envelope, key: string): Promise<void> {
    if (envelope.header.event_type !== 'im.message.receive_v1' || warned.has(key)) return;
    // Without our own id no @ in a group is known as ours; right after a start it may not have been asked for yet.
    const message = readInbound(envelope, await ownId.need().catch(() => ''));
    if (message.kind !== 'message' || (message.chatType === 'group' && !message.mentionsBot)) return;
    const urgent = deps.understand(message.text).urgent;
    if (urgent === null) return;
    warned.add(key);
    const uuid = uuidOf(`storeless:${key}`);
    await gateway
      .send(
        { by: 'reply', id: message.messageId },
        { kind: 'text', text: emergencyWithoutStore(urgent.trigger) },
        uuid,
      )
      .catch(() => undefined);
  }

  return {
    async take(envelope, raw) {
      const key = inboxKey(envelope);
      try {
        await inbox.accept(key, envelope.header.event_type, raw);
      } catch (error) {
        await answerEmergencyWithoutStore(envelope, key);
        throw error;
      }
      deps.wake();
    },
    async handle(row) {
      if (row.payload === undefined) return 'nothing is left of it';
      const envelope = readEnvelope(JSON.parse(row.payload));
      if (envelope === undefined) return 'unreadable';
      const inbound = readInbound(envelope, ownId.known());
      // Only an @ has to be known as one of the bot: everything else goes on without the id.
      const addressed = inbound.kind === 'message' && inbound.mentions.length > 0;
      return handleInbound(desk, row._id, addressed ? readInbound(envelope, await ownId.need()) : inbound);
    },
  };
}
