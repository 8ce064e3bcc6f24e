import type { Interactions } from '../people/interactions.js';
import { cardFrom } from './cards-in.js';
import { Refused, textIn, type Answer, type Call, type Endpoint, type Platform } from './endpoint.js';

/** Bot info (flat, no scope, contract §1.3), outgoing addresses (§2.5) and the delayed update of a card (§4.3). */
export function miscEndpoints(interactions: Interactions): readonly Endpoint[] {
  return [
    { method: 'GET', path: '/bot/v3/info', scopes: [], run: botInfo },
    {
      method: 'GET',
      path: '/event/v1/outbound_ip',
      scopes: ['event:ip_list'],
      run: () => ({ data: { ip_list: ['127.0.0.1'], has_more: false } }),
    },
    {
      method: 'POST',
      path: '/interactive/v1/card/update',
      scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
      run: (platform, call) => delayedUpdate(interactions, platform, call),
    },
  ];
}

function botInfo({ app, console }: Platform): Answer {
  if (!console.live.bot) throw new Refused(11205, 'app do not have bot', 200);
  return {
    flat: {
      bot: {
        activate_status: 2,
        app_name: app.botName,
        avatar_url: '',
        ip_white_list: [],
        open_id: app.botOpenId,
      },
    },
  };
}

function delayedUpdate(interactions: Interactions, { state }: Platform, call: Call): Answer {
  const token = textIn(call, 'token');
  const card = call.body['card'];
  const use = interactions.use(token);
  if (use === 'malformed') throw new Refused(300020, 'token is malformed');
  if (use === 'expired') throw new Refused(300030, 'token is expired');
  if (use === 'used up') throw new Refused(300040, 'token was used too often');
  // Before the answer of the callback it fails or is turned back (contract trap 33).
  if (use === 'too early') throw new Refused(10002, 'the callback is not answered yet');
  const message = state.message(use.messageId);
  if (message === undefined || message.deleted) throw new Refused(200000, 'the message was recalled');
  if (typeof card !== 'object' || card === null) throw new Refused(100030, 'card is no JSON object');
  const content = JSON.stringify(card);
  const read = cardFrom(state, content);
  interactions.count(token);
  message.card = read;
  message.content = content;
  message.cardFor.clear();
  message.updatedAt = state.now();
  message.versions.push(read);
  return { data: {} };
}
