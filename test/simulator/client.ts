import { checkCard } from './card-check.js';
import type { EventEngine } from './events.js';
import type { SimApp } from './platform.js';
import type { SimMessage, SimState } from './state.js';

/** What the client shows after a click. */
export interface ClickResult {
  readonly toast?: { readonly type: string; readonly content: string };
  /** Feishu's code when the click failed (contract §4.2). */
  readonly error?: number;
  readonly card?: Record<string, unknown>;
}

export interface Saying {
  readonly text?: string;
  /** Address the bot by an @. */
  readonly at?: boolean;
  readonly images?: readonly Buffer[];
  readonly replyTo?: string;
  /** A raw type and content, for odd messages. */
  readonly raw?: { readonly type: string; readonly content: unknown };
}

/** What people do in their Feishu client. */
export class SimClient {
  constructor(
    private readonly state: SimState,
    private readonly app: SimApp,
    private readonly engine: EventEngine,
    private readonly changed: () => void,
  ) {}

  /** Writes a message; the bot gets its event when it may (private chat, or an @ in a group). */
  async says(openId: string, chatId: string, said: Saying): Promise<SimMessage> {
    const keys = (said.images ?? []).map((bytes) => {
      const key = this.state.id('img_v3_');
      this.state.blobs.set(key, { bytes, owner: openId, name: 'photo' });
      return key;
    });
    const { type, content } = this.contentOf(said, keys);
    const message = this.state.add({
      chatId,
      sender: openId,
      type,
      content: JSON.stringify(content),
      resources: keys,
      ...(said.replyTo === undefined ? {} : { parentId: said.replyTo }),
    });
    this.changed();
    const chat = this.state.chats.get(chatId);
    if (chat?.botInside === true && (chat.mode === 'p2p' || said.at === true))
      await this.engine.emit('im.message.receive_v1', this.messageEvent(message, said.at === true));
    return message;
  }

  private contentOf(said: Saying, keys: readonly string[]): { type: string; content: unknown } {
    if (said.raw !== undefined) return said.raw;
    const text = said.text ?? '';
    const words = said.at === true ? `@_user_1 ${text}` : text;
    if (keys.length === 0) return { type: 'text', content: { text: words } };
    if (keys.length === 1 && text === '' && said.at !== true)
      return { type: 'image', content: { image_key: keys[0] } };
    const at = said.at === true ? [{ tag: 'at', user_id: '@_user_1', user_name: '安全助手', style: [] }] : [];
    return {
      type: 'post',
      content: {
        title: '',
        content: [
          [...at, { tag: 'text', text: ` ${text}`, style: [] }],
          ...keys.map((key) => [{ tag: 'img', image_key: key }]),
        ],
      },
    };
  }

  messageEvent(message: SimMessage, at: boolean): Record<string, unknown> {
    const chat = this.state.chats.get(message.chatId);
    const mentions = at
      ? [
          {
            key: '@_user_1',
            id: { open_id: this.app.botOpenId, union_id: 'on_bot', user_id: '' },
            mentioned_type: 'bot',
            name: '安全助手',
            tenant_key: this.app.tenantKey,
          },
        ]
      : undefined;
    return {
      sender: {
        sender_id: { open_id: message.sender, union_id: `on_${message.sender}` },
        sender_type: 'user',
        tenant_key: this.app.tenantKey,
      },
      message: {
        message_id: message.messageId,
        ...(message.parentId === undefined ? {} : { parent_id: message.parentId, root_id: message.rootId }),
        create_time: String(message.createdAt),
        update_time: String(message.createdAt),
        chat_id: message.chatId,
        chat_type: chat?.mode ?? 'group',
        message_type: message.type,
        content: message.content,
        ...(mentions === undefined ? {} : { mentions }),
      },
    };
  }

  /** Clicks a button (or another callback component) of a card. */
  async click(
    openId: string,
    messageId: string,
    action: { value?: unknown; name?: string; form?: Record<string, unknown>; tag?: string; option?: string },
  ): Promise<ClickResult> {
    const message = this.state.message(messageId);
    const transport = this.engine.transport;
    if (message === undefined || transport === undefined) return { error: 200340 };
    const envelope = this.engine.envelope(
      'card.action.trigger',
      {
        operator: { tenant_key: this.app.tenantKey, open_id: openId, union_id: `on_${openId}` },
        token: this.state.id('c-'),
        action: {
          tag: action.tag ?? 'button',
          ...(action.value === undefined ? {} : { value: action.value }),
          ...(action.name === undefined ? {} : { name: action.name }),
          ...(action.option === undefined ? {} : { option: action.option }),
          ...(action.form === undefined ? {} : { form_value: action.form }),
          timezone: 'Asia/Shanghai',
        },
        host: 'im_message',
        context: { open_message_id: messageId, open_chat_id: message.chatId },
      },
      this.state.id('ev_'),
    );
    const log = {
      at: this.state.now(),
      type: 'card.action.trigger',
      envelope,
      status: 'lost' as number | 'lost',
      tries: 1,
    };
    this.state.events.push(log);
    try {
      const { status, body } = await transport.callback(envelope);
      log.status = status;
      return this.applied(message, status, body);
    } catch {
      return { error: 200341 };
    } finally {
      this.changed();
    }
  }

  private applied(message: SimMessage, status: number, body: unknown): ClickResult {
    if (status !== 200) return { error: 200671 };
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return { error: 200672 };
    const { toast, card, ...rest } = body as {
      toast?: { type: string; content: string };
      card?: { type?: string; data?: Record<string, unknown> };
    };
    if (Object.keys(rest).length > 0) return { error: 200672 };
    if (card !== undefined) {
      const faults =
        card.type === 'raw' ? checkCard(card.data) : [{ code: 200672, path: 'card', problem: 'not raw' }];
      const first = faults[0];
      if (first !== undefined || card.data === undefined) {
        this.state.violations.push(`answer card refused: ${first?.code} ${first?.path} ${first?.problem}`);
        return { error: 200673 };
      }
      message.card = card.data;
      message.versions.push(card.data);
    }
    return {
      ...(toast === undefined ? {} : { toast }),
      ...(card?.data === undefined ? {} : { card: card.data }),
    };
  }

  /** Takes a message back. */
  async recall(messageId: string, by = 'message_owner'): Promise<void> {
    const message = this.state.message(messageId);
    if (message === undefined) return;
    message.deleted = true;
    await this.engine.emit('im.message.recalled_v1', {
      message_id: messageId,
      chat_id: message.chatId,
      recall_time: String(this.state.now()),
      recall_type: by,
    });
  }

  async addBot(openId: string, chatId: string): Promise<void> {
    const chat = this.state.chats.get(chatId);
    if (chat === undefined) return;
    chat.botInside = true;
    await this.engine.emit('im.chat.member.bot.added_v1', {
      chat_id: chatId,
      operator_id: { open_id: openId },
      external: false,
      name: chat.name,
    });
  }

  async removeBot(openId: string, chatId: string): Promise<void> {
    const chat = this.state.chats.get(chatId);
    if (chat === undefined) return;
    chat.botInside = false;
    await this.engine.emit('im.chat.member.bot.deleted_v1', {
      chat_id: chatId,
      operator_id: { open_id: openId },
      external: false,
      name: chat.name,
    });
  }

  async enterPrivate(openId: string): Promise<void> {
    const chat = this.state.p2p(openId);
    await this.engine.emit('im.chat.access_event.bot_p2p_chat_entered_v1', {
      chat_id: chat.chatId,
      operator_id: { open_id: openId },
    });
  }

  async menu(openId: string, key: string): Promise<void> {
    await this.engine.emit('application.bot.menu_v6', {
      operator: { operator_id: { open_id: openId } },
      event_key: key,
      timestamp: Math.floor(this.state.now() / 1000),
    });
  }

  async leavesCompany(openId: string): Promise<void> {
    await this.engine.emit('contact.user.deleted_v3', {
      object: { open_id: openId },
      old_object: { department_ids: [], open_id: openId },
    });
  }
}
