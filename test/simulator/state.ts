import { createHash } from 'node:crypto';

export interface SimPerson {
  readonly openId: string;
  readonly name: string;
  readonly mobile?: string;
  readonly email?: string;
  /** What stands under the name in the page: 护理员, 院长… */
  readonly title: string;
}

export interface SimChat {
  readonly chatId: string;
  readonly name: string;
  readonly mode: 'group' | 'p2p';
  readonly members: Set<string>;
  botInside: boolean;
}

export interface SimMessage {
  readonly messageId: string;
  readonly chatId: string;
  /** open_id of a person or `bot`. */
  readonly sender: string;
  readonly type: string;
  /** Content as the API gives it back. */
  content: string;
  card?: Record<string, unknown>;
  readonly parentId?: string;
  readonly rootId?: string;
  readonly createdAt: number;
  updatedAt: number;
  deleted: boolean;
  urgentFor: string[];
  /** Every version of a card this message ever showed. */
  readonly versions: Record<string, unknown>[];
  readonly resources: Set<string>;
}

export interface LoggedCall {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  status: number;
  code: number;
}

export interface LoggedEvent {
  readonly at: number;
  readonly type: string;
  readonly envelope: unknown;
  status: number | 'lost';
  tries: number;
}

/** Everything the local Feishu knows. */
export class SimState {
  readonly people = new Map<string, SimPerson>();
  readonly chats = new Map<string, SimChat>();
  readonly messages: SimMessage[] = [];
  readonly blobs = new Map<string, { bytes: Buffer; owner: 'app' | string; name: string }>();
  readonly calls: LoggedCall[] = [];
  readonly events: LoggedEvent[] = [];
  readonly violations: string[] = [];
  readonly uuids = new Map<string, { messageId: string; at: number }>();
  readonly unread = new Map<string, number>();
  private n = 0;

  constructor(readonly now: () => number) {}

  id(prefix: string): string {
    this.n += 1;
    return `${prefix}${createHash('md5').update(`${prefix}${this.n}`).digest('hex').slice(0, 10)}${String(this.n).padStart(6, '0')}`;
  }

  message(id: string): SimMessage | undefined {
    return this.messages.find((message) => message.messageId === id);
  }

  /** The private chat of a person with the bot; made at first use. */
  p2p(openId: string): SimChat {
    const chatId = `oc_p2p_${openId.slice(3)}`;
    const known = this.chats.get(chatId);
    if (known !== undefined) return known;
    const chat: SimChat = {
      chatId,
      name: this.people.get(openId)?.name ?? openId,
      mode: 'p2p',
      members: new Set([openId]),
      botInside: true,
    };
    this.chats.set(chatId, chat);
    return chat;
  }

  /** Puts a message into a chat and counts it as unread for everybody else in it. */
  add(
    part: Pick<SimMessage, 'chatId' | 'sender' | 'type' | 'content'> & {
      card?: Record<string, unknown>;
      parentId?: string;
      resources?: readonly string[];
    },
  ): SimMessage {
    const parent = part.parentId === undefined ? undefined : this.message(part.parentId);
    const at = this.now();
    const message: SimMessage = {
      messageId: this.id('om_'),
      chatId: part.chatId,
      sender: part.sender,
      type: part.type,
      content: part.content,
      ...(part.card === undefined ? {} : { card: part.card }),
      ...(part.parentId === undefined
        ? {}
        : { parentId: part.parentId, rootId: parent?.rootId ?? part.parentId }),
      createdAt: at,
      updatedAt: at,
      deleted: false,
      urgentFor: [],
      versions: part.card === undefined ? [] : [part.card],
      resources: new Set(part.resources ?? []),
    };
    this.messages.push(message);
    for (const member of this.chats.get(part.chatId)?.members ?? []) {
      if (member === part.sender) continue;
      const key = `${member}|${part.chatId}`;
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    return message;
  }
}
