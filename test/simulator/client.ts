import type { ClickAction, ClickResult, Saying } from './client-api.js';
import { actionOf, failed, readAnswer } from './people/clicking.js';
import { Moves } from './people/moves.js';
import { compose, keep } from './people/saying.js';
import { faultsOf } from './platform/cards-in.js';
import type { SimMessage } from './state.js';

export type { ClickResult, Saying } from './client-api.js';

/** Cards of JSON 2.0 take clicks for 14 days (contract §4.4). */
const CLICK_MS = 14 * 24 * 3_600_000;

/** What people do in their Feishu client. Each resolves when the bot's side has answered the first delivery. */
export class SimClient extends Moves {
  /** What popped up, by person. */
  readonly toasts = new Map<string, ClickResult[]>();

  /** Writes a message; the bot gets its event when it may (private chat, or an @ in a group). */
  async says(openId: string, chatId: string, said: Saying): Promise<SimMessage> {
    const { state, app, console, engine } = this.deps;
    const chat = state.chats.get(chatId);
    const composed = compose(state, app, openId, said, chat?.topics === true);
    const { type, content, mentions, resources, toBot } = composed;
    const parent = said.replyTo === undefined ? {} : { parentId: said.replyTo };
    const message = state.add({ chatId, sender: openId, type, content, mentions, resources, ...parent });
    this.touched(message);
    if (chat?.botInside !== true) return message;
    // The scope decides which messages arrive (contract §3.1).
    const all = console.grants(['im:message.group_msg', 'im:message.group_msg:readonly']);
    const wanted = chat.mode === 'p2p' ? console.grants(P2P) : all || (toBot && console.grants(AT_BOT));
    const atAll = said.atAll !== undefined && said.atAll !== 'silent' && chat.mode === 'group';
    if (wanted || atAll)
      await engine.emit('im.message.receive_v1', this.messageEvent(message, toBot, said.atAll === 'mention'));
    return message;
  }

  /** A message to the bot; the private chat is made at the first. */
  tells(openId: string, said: Saying): Promise<SimMessage> {
    return this.says(openId, this.deps.state.p2p(openId).chatId, said);
  }

  /** The event of a message, as it would be sent now; with `at` the bot is mentioned even if it was not. */
  messageEvent(message: SimMessage, at: boolean, atAll = false): Record<string, unknown> {
    const { state, app } = this.deps;
    const chat = state.chats.get(message.chatId);
    const bot = { key: '@_user_1', openId: app.botOpenId, name: app.botName, bot: true };
    const known = message.mentions.filter((one) => at || !one.bot);
    const shownMentions = (at && !known.some((one) => one.bot) ? [bot, ...known] : known).map(
      ({ key, openId, name, bot }) => ({
        key,
        id: { open_id: openId, union_id: bot ? 'on_bot' : `on_${openId}`, user_id: '' },
        mentioned_type: bot ? 'bot' : 'user',
        name,
        tenant_key: app.tenantKey,
      }),
    );
    const everybody = {
      key: '@_all',
      id: { open_id: '', union_id: '', user_id: '' },
      name: '所有人',
      tenant_key: '',
    };
    const mentions = atAll ? [...shownMentions, everybody] : shownMentions;
    return {
      sender: {
        sender_id: { open_id: message.sender, union_id: `on_${message.sender}` },
        sender_type: 'user',
        tenant_key: app.tenantKey,
      },
      message: {
        message_id: message.messageId,
        ...(message.parentId === undefined ? {} : { parent_id: message.parentId, root_id: message.rootId }),
        ...(message.threadId === undefined ? {} : { thread_id: message.threadId }),
        create_time: String(message.createdAt),
        update_time: String(message.createdAt),
        chat_id: message.chatId,
        chat_type: chat?.mode ?? 'group',
        message_type: message.type,
        content: message.content,
        ...(mentions.length === 0 ? {} : { mentions }),
      },
    };
  }

  /** Clicks a button or uses another component of a card that calls back. */
  async click(openId: string, messageId: string, action: ClickAction): Promise<ClickResult> {
    const result = await this.answered(openId, messageId, action);
    this.toasts.set(openId, [...(this.toasts.get(openId) ?? []), result].slice(-50));
    this.deps.changed({ kind: 'toast', openId, messageId, result });
    return result;
  }

  private async answered(openId: string, messageId: string, action: ClickAction): Promise<ClickResult> {
    const { state, app, console, engine, interactions } = this.deps;
    const message = state.message(messageId);
    if (message === undefined || message.deleted || !console.live.callbacks) return failed(200340);
    if (state.now() - message.createdAt > CLICK_MS) return failed(200080);
    if (action.form !== undefined && action.name === '') return failed(200530);
    const token = state.id('c-');
    const eventId = state.id('ev_');
    interactions.open(token, messageId);
    const envelope = engine.envelope(
      'card.action.trigger',
      {
        operator: { tenant_key: app.tenantKey, open_id: openId, union_id: `on_${openId}` },
        token,
        action: actionOf(action),
        host: 'im_message',
        context: { open_message_id: messageId, open_chat_id: message.chatId },
      },
      eventId,
    );
    message.inFlight += 1;
    const answer = await engine.call(envelope, eventId);
    message.inFlight -= 1;
    interactions.answered(token);
    const read = readAnswer(answer);
    if ('violation' in read) state.violations.push(read.violation);
    else if (read.card !== undefined) return this.applied(message, openId, read.card, read.result);
    return read.result;
  }

  /** Puts the answer's card on everybody's screen, or on the clicker's alone (contract §4.1, unconfirmed). */
  private applied(
    message: SimMessage,
    openId: string,
    card: Record<string, unknown>,
    result: ClickResult,
  ): ClickResult {
    const { state, console } = this.deps;
    const unknown = faultsOf(state, card)[0];
    if (unknown !== undefined) {
      state.violations.push(`answer card refused: ${unknown.code} ${unknown.path} ${unknown.problem}`);
      return failed(200673);
    }
    if (console.live.answerCardFor === 'clicker') message.cardFor.set(openId, card);
    else {
      message.card = card;
      message.content = JSON.stringify(card);
      message.versions.push(card);
      message.updatedAt = state.now();
    }
    this.touched(message);
    return result;
  }

  /** Takes a message back. */
  async recall(messageId: string, by = 'message_owner'): Promise<void> {
    const { state, engine } = this.deps;
    const message = state.message(messageId);
    if (message === undefined) return;
    message.deleted = true;
    this.touched(message);
    await engine.emit('im.message.recalled_v1', {
      message_id: messageId,
      chat_id: message.chatId,
      recall_time: String(state.now()),
      recall_type: by,
    });
  }

  /** Changes the words of an own message: no event is sent (contract §3.1). */
  edit(messageId: string, text: string): void {
    const message = this.deps.state.message(messageId);
    if (message === undefined) return;
    message.content = JSON.stringify({ text });
    message.updatedAt = this.deps.state.now();
    this.touched(message);
  }

  /** Puts up a picture that a later message carries by its key. */
  upload(openId: string, bytes: Buffer, name = 'photo'): string {
    return keep(this.deps.state, 'img_v3_', { bytes, owner: openId, name, kind: 'image' });
  }

  /** Opens a chat: nothing in it is unread any more; in a private chat the bot may be told. */
  async reads(openId: string, chatId: string): Promise<void> {
    const { state, console, engine, app, changed } = this.deps;
    state.unread.delete(`${openId}|${chatId}`);
    const fresh = state.messages.filter(
      (one) => one.chatId === chatId && one.sender === 'bot' && !one.readBy.has(openId),
    );
    for (const message of fresh) {
      message.readBy.set(openId, state.now());
      message.urgentFor = message.urgentFor.filter((id) => id !== openId);
    }
    changed({ kind: 'chat', chatId });
    if (fresh.length === 0 || state.chats.get(chatId)?.mode !== 'p2p') return;
    if (console.live.events?.includes('im.message.message_read_v1') !== true) return;
    await engine.emit('im.message.message_read_v1', {
      reader: { reader_id: { open_id: openId }, read_time: String(state.now()), tenant_key: app.tenantKey },
      message_id_list: fresh.map((message) => message.messageId),
    });
  }
}

const P2P = ['im:message.p2p_msg:readonly', 'im:message.p2p_msg'];
const AT_BOT = [
  'im:message.group_at_msg:readonly',
  'im:message.group_at_msg',
  'im:message.group_at_msg.include_bot:readonly',
];
