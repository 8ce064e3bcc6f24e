import type { Inbound } from '../feishu/inbound.js';
import { personByOpenId } from '../people/org.js';
import type { Desk } from './desk.js';
import { onMessage } from './message.js';
import { onBotAdded, onEntered, onGroupGone, onMenu, onPersonLeft, onRecalled } from './people-events.js';

/** Sends an event to its listener. @returns a word for the inbox: what was made of it */
export async function handleInbound(desk: Desk, key: string, inbound: Inbound): Promise<string> {
  await backAgain(desk, inbound);
  switch (inbound.kind) {
    case 'message':
      return onMessage(desk, key, inbound);
    case 'recalled':
      return onRecalled(desk, key, inbound);
    case 'botAdded':
      return onBotAdded(desk, key, inbound);
    case 'botRemoved':
    case 'chatGone':
      return onGroupGone(desk, key, inbound);
    case 'entered':
      return onEntered(desk, key, inbound);
    case 'menu':
      return onMenu(desk, key, inbound);
    case 'personLeft':
      return onPersonLeft(desk, key, inbound);
    default:
      return 'not ours';
  }
}

/**
 * Who stopped the bot or was out of its range, and now writes to it or opens its chat, is reached again: that is what
 * `org check` tells them to do.
 */
async function backAgain(desk: Pick<Desk, 'people'>, inbound: Inbound): Promise<void> {
  const openId =
    inbound.kind === 'entered' || inbound.kind === 'menu'
      ? inbound.openId
      : inbound.kind === 'message' && inbound.chatType === 'p2p'
        ? inbound.senderOpenId
        : '';
  const person = personByOpenId(await desk.people.org(), openId);
  if (person?.unreachable === true) await desk.people.markReachable(person._id);
}
