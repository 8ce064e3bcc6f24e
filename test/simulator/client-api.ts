/**
 * What a person's Feishu client can do and see, as plain data: the same in process (`sim.people`, `sim.client`) and
 * over HTTP under `/_sim/…` (see README.md). Nothing in here knows how the simulator works inside.
 */

export interface PersonView {
  readonly openId: string;
  readonly name: string;
  /** What stands under the name: 护理员, 院长… */
  readonly title: string;
  readonly departments: readonly string[];
  /** A drawn face, `data:image/svg+xml;…`. */
  readonly avatar: string;
  /** Unread messages in all chats together. */
  readonly unread: number;
  /** Has left the company. */
  readonly left: boolean;
}

export interface ChatView {
  readonly chatId: string;
  /** In a private chat the other side's name, so the bot's. */
  readonly name: string;
  readonly mode: 'group' | 'p2p';
  /** A topic group (话题群). */
  readonly topics: boolean;
  readonly members: readonly string[];
  readonly botInside: boolean;
  readonly dissolved: boolean;
  readonly unread: number;
  /** Somebody was urgent (加急) and this person has not read it yet. */
  readonly urgent: boolean;
  readonly last?: { readonly at: number; readonly sender: string; readonly words: string };
}

export interface FileView {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** Where the bytes are: `/_sim/blobs/<key>`. */
  readonly url: string;
}

export interface MessageView {
  readonly messageId: string;
  readonly chatId: string;
  readonly sender: {
    readonly id: string;
    readonly name: string;
    readonly bot: boolean;
    readonly avatar: string;
  };
  readonly mine: boolean;
  /** Feishu's message type: text, post, image, file, interactive… */
  readonly type: string;
  /** The words, mentions written out; the summary or title of a card. */
  readonly words: string;
  /** Content as the API has it, parsed; for a card see `card`. */
  readonly content: unknown;
  /** The card as this person sees it now. */
  readonly card?: Readonly<Record<string, unknown>>;
  /** How often the card was changed; 1 is the first version. */
  readonly version: number;
  readonly images: readonly FileView[];
  readonly files: readonly FileView[];
  readonly parentId?: string;
  readonly rootId?: string;
  readonly threadId?: string;
  /** Messages below this one. */
  readonly replies: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly recalled: boolean;
  /** 加急 to this person. */
  readonly urgent: boolean;
  readonly reactions: readonly { readonly emoji: string; readonly by: readonly string[] }[];
  readonly readBy: readonly string[];
}

/** What somebody writes. */
export interface Saying {
  readonly text?: string;
  /** Address the bot by an @. */
  readonly at?: boolean;
  /** Mention people as well, by open_id. */
  readonly mentions?: readonly string[];
  /** `@所有人` in one of the three ways that were seen (contract §3.1). */
  readonly atAll?: 'text' | 'mention' | 'silent';
  readonly images?: readonly Buffer[];
  /** Pictures that were put up by `upload` before. */
  readonly imageKeys?: readonly string[];
  /** A title makes it rich text (post). */
  readonly title?: string;
  readonly replyTo?: string;
  readonly asFile?: { readonly name: string; readonly bytes: Buffer };
  /** A raw type and content, for odd messages. */
  readonly raw?: { readonly type: string; readonly content: unknown };
}

/** What is clicked, chosen or submitted on a card. */
export interface ClickAction {
  readonly tag?: string;
  /** The value of the clicked component's callback. */
  readonly value?: unknown;
  readonly name?: string;
  /** Everything in the form, for a submit button. */
  readonly form?: Readonly<Record<string, unknown>>;
  readonly option?: string;
  readonly options?: readonly string[];
  readonly checked?: boolean;
  readonly input?: string;
}

/** What the client shows after a click. */
export interface ClickResult {
  readonly toast?: { readonly type: string; readonly content: string };
  /** Feishu's code when the click failed (contract §4.2); the card stays as it was. */
  readonly error?: number;
  /** The words with it: 出错了，请稍后重试 code: 200671 */
  readonly errorText?: string;
  /** The new card, if the answer held one. */
  readonly card?: Record<string, unknown>;
}

/** One call that the bot made. */
export interface CallRecord {
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  status: number;
  code: number;
  msg: string;
  /** Real milliseconds; undefined while it is under way. */
  ms?: number;
  /** The fault that was put on it. */
  fault?: string;
}

/** One event or callback as it was sent. */
export interface EventRecord {
  readonly n: number;
  readonly at: number;
  readonly type: string;
  readonly eventId: string;
  readonly envelope: unknown;
  /** HTTP status of the last delivery (200 = taken), `lost` without an answer, `held` before the first. */
  status: number | 'lost' | 'held';
  tries: number;
  readonly deliveries: { readonly at: number; readonly status: number | 'lost'; readonly ms: number }[];
  /** When it comes again, on the simulator's clock. */
  nextAt?: number;
  /** What a callback was answered. */
  answer?: unknown;
}

/** What changed; over HTTP each is one server-sent event, named by `kind`. */
export type Change =
  | { readonly kind: 'message'; readonly messageId: string; readonly chatId: string }
  | { readonly kind: 'chat'; readonly chatId: string }
  | { readonly kind: 'person'; readonly openId: string }
  | { readonly kind: 'call'; readonly call: CallRecord }
  | { readonly kind: 'event'; readonly event: EventRecord }
  | {
      readonly kind: 'toast';
      readonly openId: string;
      readonly messageId: string;
      readonly result: ClickResult;
    }
  | { readonly kind: 'clock'; readonly now: number };

/** What anybody can look at. */
export interface Viewer {
  people(): readonly PersonView[];
  chats(openId: string): readonly ChatView[];
  /** The newest messages of a chat as this person sees them, oldest first. */
  messages(
    openId: string,
    chatId: string,
    options?: { limit?: number; before?: string },
  ): readonly MessageView[];
  /** The message and everything below it. */
  thread(openId: string, messageId: string): readonly MessageView[];
  message(openId: string, messageId: string): MessageView | undefined;
  calls(after?: number): readonly CallRecord[];
  events(after?: number): readonly EventRecord[];
  /** What a person saw pop up, newest last. */
  toasts(openId: string): readonly ClickResult[];
}
