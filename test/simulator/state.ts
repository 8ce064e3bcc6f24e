import { createHash } from 'node:crypto';
import type { CallRecord, EventRecord } from './client-api.js';

export interface SimPerson {
  readonly openId: string;
  readonly name: string;
  readonly mobile?: string;
  readonly email?: string;
  /** What stands under the name in the page: 护理员, 院长… */
  readonly title: string;
  /** Ids of departments; the first is the main one. */
  readonly departments?: readonly string[];
  /** A picture as data URL; drawn from the name if there is none. */
  readonly avatar?: string;
  /** Has left the company: sends are refused (230029). */
  readonly left?: boolean;
  /** Outside 可用范围: sends are refused (230013). */
  readonly unavailable?: boolean;
  /** Outside 通讯录权限范围: left out of lists, 41050 when asked for. */
  readonly outOfRange?: boolean;
  /** Has stopped the bot (230053). */
  readonly stoppedBot?: boolean;
}

export interface SimDepartment {
  readonly id: string;
  readonly name: string;
  /** `0` is the root. */
  readonly parent: string;
  readonly leader?: string;
}

export interface SimChat {
  readonly chatId: string;
  readonly name: string;
  readonly mode: 'group' | 'p2p';
  readonly members: Set<string>;
  botInside: boolean;
  /** A topic group (话题群): every answer is in a thread, an @ to the bot arrives as post. */
  readonly topics?: boolean;
  readonly owner?: string;
  readonly external?: boolean;
  readonly description?: string;
  /** Bots of others in the group; the member list leaves them out, so its pages vary in size. */
  readonly otherBots?: number;
  dissolved?: boolean;
  /** Only administrators may speak (230018). */
  moderated?: boolean;
  /** Urgent messages are for the owner only (230052). */
  urgentOwnerOnly?: boolean;
}

export interface SimMention {
  readonly key: string;
  readonly openId: string;
  readonly name: string;
  readonly bot: boolean;
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
  /** Cards that only one person sees, after an answer "clicker only" (contract §4.1). */
  readonly cardFor: Map<string, Record<string, unknown>>;
  readonly parentId?: string;
  readonly rootId?: string;
  threadId?: string;
  readonly createdAt: number;
  updatedAt: number;
  deleted: boolean;
  urgentFor: string[];
  edits: number;
  /** Clicks that wait for their answer: the card is locked meanwhile (contract §4.3). */
  inFlight: number;
  readonly mentions: readonly SimMention[];
  readonly readBy: Map<string, number>;
  readonly reactions: Map<string, { emoji: string; by: string }>;
  /** Every version of a card this message ever showed. */
  readonly versions: Record<string, unknown>[];
  readonly resources: Set<string>;
}

export interface SimBlob {
  readonly bytes: Buffer;
  /** `app` or the open_id of who put it up. */
  readonly owner: 'app' | (string & {});
  readonly name: string;
  readonly kind: 'image' | 'file';
  readonly fileType?: string;
}

export type LoggedCall = CallRecord;
export type LoggedEvent = EventRecord;

export interface NewMessage {
  readonly chatId: string;
  readonly sender: string;
  readonly type: string;
  readonly content: string;
  readonly card?: Record<string, unknown>;
  readonly parentId?: string;
  readonly inThread?: boolean;
  readonly mentions?: readonly SimMention[];
  readonly resources?: readonly string[];
}

/** Everything the local Feishu knows. */
export class SimState {
  readonly people = new Map<string, SimPerson>();
  readonly departments = new Map<string, SimDepartment>();
  readonly chats = new Map<string, SimChat>();
  readonly messages: SimMessage[] = [];
  readonly blobs = new Map<string, SimBlob>();
  readonly calls: CallRecord[] = [];
  readonly events: EventRecord[] = [];
  /** What a correct bot never does: unknown endpoints, refused cards. Scenarios assert that it is empty. */
  readonly violations: string[] = [];
  readonly uuids = new Map<string, { messageId: string; at: number }>();
  /** uuids whose first send is still under way (230049). */
  readonly sending = new Set<string>();
  /** Unread messages by `openId|chatId`. */
  readonly unread = new Map<string, number>();
  /** open_ids that belong to another app (99992361). */
  readonly foreignIds = new Set<string>();
  private readonly byId = new Map<string, SimMessage>();
  private readonly below = new Map<string, string[]>();
  private n = 0;

  constructor(readonly now: () => number) {}

  id(prefix: string): string {
    this.n += 1;
    const digits = createHash('md5').update(`${prefix}${this.n}`).digest('hex').slice(0, 10);
    return `${prefix}${digits}${String(this.n).padStart(6, '0')}`;
  }

  message(id: string): SimMessage | undefined {
    return this.byId.get(id);
  }

  /** Messages below a root, oldest first. */
  repliesOf(rootId: string): readonly SimMessage[] {
    return (this.below.get(rootId) ?? []).flatMap((id) => this.byId.get(id) ?? []);
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
  add(part: NewMessage): SimMessage {
    const parent = part.parentId === undefined ? undefined : this.message(part.parentId);
    const chat = this.chats.get(part.chatId);
    const at = this.now();
    const rootId = parent?.rootId ?? part.parentId;
    const message: SimMessage = {
      messageId: this.id('om_'),
      chatId: part.chatId,
      sender: part.sender,
      type: part.type,
      content: part.content,
      ...(part.card === undefined ? {} : { card: part.card }),
      cardFor: new Map(),
      ...(part.parentId === undefined || rootId === undefined ? {} : { parentId: part.parentId, rootId }),
      createdAt: at,
      updatedAt: at,
      deleted: false,
      urgentFor: [],
      edits: 0,
      inFlight: 0,
      mentions: part.mentions ?? [],
      readBy: new Map(),
      reactions: new Map(),
      versions: part.card === undefined ? [] : [part.card],
      resources: new Set(part.resources ?? []),
    };
    const root = rootId === undefined ? undefined : this.message(rootId);
    if (
      root !== undefined &&
      (part.inThread === true || root.threadId !== undefined || chat?.topics === true)
    ) {
      root.threadId ??= this.id('omt_');
      message.threadId = root.threadId;
    }
    this.messages.push(message);
    this.byId.set(message.messageId, message);
    if (rootId !== undefined) this.below.set(rootId, [...(this.below.get(rootId) ?? []), message.messageId]);
    for (const member of chat?.members ?? []) {
      if (member === part.sender) continue;
      const key = `${member}|${part.chatId}`;
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    return message;
  }

  /** Changes something about a person, for everybody who looks from now on. */
  change(openId: string, part: Partial<SimPerson>): SimPerson | undefined {
    const known = this.people.get(openId);
    if (known === undefined) return undefined;
    const changed = { ...known, ...part };
    this.people.set(openId, changed);
    return changed;
  }
}
