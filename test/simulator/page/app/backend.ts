import type {
  CallRecord,
  ChatView,
  ClickAction,
  ClickResult,
  EventRecord,
  MessageView,
  PersonView,
} from '../../client-api.js';

export type { CallRecord, ChatView, ClickAction, ClickResult, EventRecord, MessageView, PersonView };

/** What the bot keeps, as its store gives it; the page knows no more of it than how to show JSON. */
export type Stored = Readonly<Record<string, unknown>>;

export interface DemoState {
  readonly hazards: readonly Stored[];
  readonly outbox: readonly Stored[];
  readonly runs: readonly Stored[];
  /** What stored codes mean to people: the cards' own words. */
  readonly words: {
    readonly status: Readonly<Record<string, { readonly word: string; readonly colour: string }>>;
    readonly deed: Readonly<Record<string, string>>;
    /** Of people, by id. */
    readonly names: Readonly<Record<string, string>>;
  };
}

export interface Written {
  readonly text: string;
  readonly at: boolean;
  /** People who are mentioned beside the bot, by open_id. */
  readonly mentions?: readonly string[];
  /** A picture of its own or a sample. */
  readonly picture?: Blob;
  readonly replyTo?: string;
}

/** A new message of the bot that came while the clock was moved. */
export interface Arrival {
  readonly messageId: string;
  readonly chatId: string;
  /** Whose private chat it is in; none in a group. */
  readonly openId?: string;
  /** The person's or the group's name. */
  readonly to: string;
  readonly words: string;
  /** All that its card says, as JSON; empty without one. */
  readonly card: string;
  readonly at: number;
}

/** All that the page asks of the simulator and the demo. */
export interface Backend {
  people(): Promise<readonly PersonView[]>;
  chats(as: string): Promise<readonly ChatView[]>;
  messages(as: string, chatId: string, limit: number, before?: string): Promise<readonly MessageView[]>;
  calls(): Promise<readonly CallRecord[]>;
  events(): Promise<readonly EventRecord[]>;
  stored(): Promise<DemoState>;
  now(): Promise<number>;
  say(as: string, chatId: string, written: Written): Promise<void>;
  click(as: string, messageId: string, action: ClickAction): Promise<ClickResult>;
  read(as: string, chatId: string): Promise<void>;
  /** @returns what arrived on the way, oldest first */
  setClock(at: number): Promise<readonly Arrival[]>;
  reset(): Promise<void>;
  imageUrl(key: string): string | undefined;
  /** Calls back whenever something changed. */
  listen(changed: () => void): void;
}
