import { cardFrom } from './cards-in.js';
import { checkContent } from './content.js';
import {
  listIn,
  queryOf,
  Refused,
  textIn,
  type Answer,
  type Call,
  type Endpoint,
  type Platform,
} from './endpoint.js';
import { existing, inside, SEND } from './send.js';
import { shown } from './shown.js';

const PATCH_MS = 14 * 24 * 3_600_000;
const EDITS = 20;
const UPDATE = ['im:message', 'im:message:send_as_bot', 'im:message:update'];
const URGENT = {
  app: ['im:message.urgent', 'im:message.urgent:app_send'],
  sms: ['im:message.urgent:sms', 'im:message.urgent:sms_send'],
  phone: ['im:message.urgent:phone', 'im:message.urgent:phone_send'],
};

/** Patch, edit, recall, urgent (contract §4.3, §5.4, §5.5). */
export const CHANGING: readonly Endpoint[] = [
  { method: 'PATCH', path: '/im/v1/messages/:id', scopes: UPDATE, run: patch },
  { method: 'PUT', path: '/im/v1/messages/:id', scopes: UPDATE, run: edit },
  {
    method: 'DELETE',
    path: '/im/v1/messages/:id',
    scopes: ['im:message', 'im:message:recall', 'im:message:send_as_bot'],
    run: recall,
  },
  ...(['app', 'sms', 'phone'] as const).map((by): Endpoint => ({
    method: 'PATCH',
    path: `/im/v1/messages/:id/urgent_${by}`,
    scopes: URGENT[by],
    run: urgent,
  })),
  { method: 'POST', path: '/im/v1/pins', scopes: [...SEND, 'im:message.pins:write_only'], run: pin },
];

function patch(platform: Platform, call: Call): Answer {
  const { state, limits } = platform;
  const message = existing(platform, call);
  const content = textIn(call, 'content');
  if (message.card === undefined) throw new Refused(230001, 'This message is NOT a card.');
  if (message.sender !== 'bot') throw new Refused(230027, 'Lack of necessary permissions.');
  if (message.deleted) throw new Refused(230011, 'The message was withdrawn.');
  if (state.chats.get(message.chatId)?.dissolved === true)
    throw new Refused(232009, 'The chat has been dissolved.');
  if (state.now() - message.createdAt > PATCH_MS)
    throw new Refused(230031, 'The message exceeds the time limit for updating (14 days).');
  if (!limits.allows(`patch|${message.messageId}`, 5))
    throw new Refused(230020, 'This operation triggers the frequency limit.');
  // Somebody's click is under way: whatever is written now would turn back (contract §4.3, §11.33).
  if (message.inFlight > 0)
    throw new Refused(
      230099,
      'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ErrorValue: ;',
    );
  const card = cardFrom(state, content);
  message.card = card;
  message.content = content;
  message.cardFor.clear();
  message.updatedAt = state.now();
  message.versions.push(card);
  return { data: {} };
}

/** For text and post only; a card needs PATCH (contract trap 33). */
function edit(platform: Platform, call: Call): Answer {
  const { state, app } = platform;
  const message = existing(platform, call);
  const type = textIn(call, 'msg_type');
  const content = textIn(call, 'content');
  if (type !== 'text' && type !== 'post') throw new Refused(230001, 'only text and post can be edited');
  if (message.sender !== 'bot') throw new Refused(230071, 'The operator is not the sender of the message.');
  if (message.type !== type) throw new Refused(230001, 'msg_type does not fit');
  if (message.deleted) throw new Refused(230011, 'The message was withdrawn.');
  if (message.edits >= EDITS) throw new Refused(230072, 'The message has been edited 20 times.');
  checkContent(state, type, content);
  message.content = content;
  message.edits += 1;
  message.updatedAt = state.now();
  return { data: shown(message, app) };
}

function recall(platform: Platform, call: Call): Answer {
  const message = existing(platform, call);
  if (message.deleted) throw new Refused(230110, 'The message has been deleted.');
  inside(platform, message.chatId);
  if (message.sender !== 'bot') throw new Refused(230026, 'No permission to recall this message.');
  message.deleted = true;
  return { data: {} };
}

function urgent(platform: Platform, call: Call): Answer {
  const { state } = platform;
  const message = existing(platform, call);
  const type = queryOf(call, 'user_id_type');
  if (type !== undefined && type !== 'open_id') throw new Refused(230001, 'only open_id is known here');
  const ids = listIn(call, 'user_id_list');
  if (ids.length === 0 || ids.length > 200) throw new Refused(230001, 'user_id_list has 1 to 200 entries');
  if (message.sender !== 'bot') throw new Refused(230012, 'Bot is NOT the sender of the message.');
  if (message.deleted) throw new Refused(230110, 'The message has been deleted.');
  const chat = inside(platform, message.chatId);
  if (chat.urgentOwnerOnly === true)
    throw new Refused(230052, 'Urgent messages are not permitted in this group.');
  const valid = ids.filter((id) => chat.members.has(id) && state.people.get(id)?.left !== true);
  if (valid.length === 0) throw new Refused(230001, 'all user ids are invalid');
  message.urgentFor.push(...valid.filter((id) => !message.urgentFor.includes(id)));
  return { data: { invalid_user_id_list: ids.filter((id) => !valid.includes(id)) } };
}

function pin(platform: Platform, call: Call): Answer {
  const id = textIn(call, 'message_id');
  const message = platform.state.message(id);
  if (message === undefined) throw new Refused(99992354, 'message_id not exist');
  inside(platform, message.chatId);
  const at = String(platform.state.now());
  return {
    data: {
      pin: {
        message_id: id,
        chat_id: message.chatId,
        operator_id: platform.app.appId,
        operator_id_type: 'app_id',
        create_time: at,
      },
    },
  };
}
