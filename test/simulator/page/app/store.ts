import { useEffect, useState } from 'preact/hooks';
import { shared, waiting } from './pick.js';
import type {
  Arrival,
  Backend,
  CallRecord,
  ChatView,
  ClickAction,
  ClickResult,
  DemoState,
  EventRecord,
  MessageView,
  PersonView,
  Written,
} from './backend.js';

/** Messages kept on the screen; older ones come on scroll (card-look §6). */
export const MOUNTED = 200;

export interface View {
  readonly ready: boolean;
  readonly failed: string | undefined;
  readonly now: number;
  readonly as: string;
  readonly chatId: string;
  readonly people: readonly PersonView[];
  readonly chats: readonly ChatView[];
  readonly messages: readonly MessageView[];
  readonly calls: readonly CallRecord[];
  readonly events: readonly EventRecord[];
  readonly stored: DemoState;
  /** What the last move of the clock brought, until it is put away. */
  readonly arrived: readonly Arrival[] | undefined;
  /** What all moves together brought. */
  readonly arrivals: readonly Arrival[];
  /** The clock is on its way. */
  readonly moving: boolean;
  /** How often this page began the bureau anew. */
  readonly resets: number;
  /** Texts that were sent from this page. */
  readonly said: readonly string[];
}

const EMPTY: View = {
  ready: false,
  failed: undefined,
  now: 0,
  as: '',
  chatId: '',
  people: [],
  chats: [],
  messages: [],
  calls: [],
  events: [],
  stored: { hazards: [], outbox: [], runs: [], words: { status: {}, deed: {}, names: {} } },
  arrived: undefined,
  arrivals: [],
  moving: false,
  resets: 0,
  said: [],
};

/** The page's one state: who one is, what one sees, and what lies underneath; loaded again when something changed. */
export class DemoStore {
  view = EMPTY;
  /** What was begun and not sent, so that a look elsewhere loses nothing: by who and where. */
  readonly drafts = new Map<string, unknown>();
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | undefined;
  private again = false;
  private limit = MOUNTED;
  private marked = '';
  /** Where each person was last, by open_id. */
  private readonly places = new Map<string, string>();
  /** Counts changes of seat and chat: an answer that was overtaken is dropped. */
  private turn = 0;

  constructor(readonly backend: Backend) {
    // While the clock walks a change comes every few milliseconds; what it brought is loaded when it stands.
    backend.listen(() => void (this.view.moving || this.refresh()));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private put(part: Partial<View>): void {
    this.view = { ...this.view, ...part };
    this.listeners.forEach((listener) => listener());
  }

  /** Loads everything; calls while one is under way become one more. */
  refresh(): Promise<void> {
    if (this.running !== undefined) {
      this.again = true;
      return this.running;
    }
    this.running = (async () => {
      do {
        this.again = false;
        await this.load();
      } while (this.again);
    })()
      .catch((error: unknown) => this.put({ failed: String(error) }))
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }

  private async load(): Promise<void> {
    const before = this.view;
    const people = await this.backend.people();
    const asked = new URLSearchParams(location.search).get('as') ?? '刘小燕';
    const kept = people.find((person) => person.openId === this.view.as);
    const me = kept ?? people.find((person) => person.name === asked) ?? people[0];
    const as = me?.openId ?? '';
    const [now, chats, calls, events, stored] = await Promise.all([
      this.backend.now(),
      this.backend.chats(as),
      this.backend.calls(),
      this.backend.events(),
      this.backend.stored(),
    ]);
    const chatId = chats.some((chat) => chat.chatId === this.view.chatId) ? this.view.chatId : waiting(chats);
    const messages = chatId === '' ? [] : await this.backend.messages(as, chatId, this.limit);
    // Somebody changed seats or chats meanwhile: what was loaded is no longer asked for.
    if (this.view.as !== before.as || this.view.chatId !== before.chatId) {
      this.again = true;
      return;
    }
    const old = new Map(this.view.messages.map((message) => [message.messageId, message]));
    this.put({
      ready: true,
      failed: undefined,
      now,
      as,
      chatId,
      people,
      chats,
      calls,
      events,
      stored,
      messages: messages.map((message) => shared(old.get(message.messageId), message)),
    });
    // What is seen is read; once for each newest message, or a server that disagrees would be asked for ever.
    const open = chats.find((chat) => chat.chatId === chatId);
    const mark = `${as}|${chatId}|${messages.at(-1)?.messageId}|${open?.unread}`;
    if ((open?.unread ?? 0) > 0 && mark !== this.marked && document.visibilityState === 'visible') {
      this.marked = mark;
      await this.backend.read(as, chatId);
      this.again = true;
    }
  }

  /** Sits down as somebody else; what waits for that person opens. */
  async become(openId: string, chatName?: string): Promise<void> {
    this.turn += 1;
    const mine = this.turn;
    const chats = await this.backend.chats(openId);
    if (mine !== this.turn) return;
    const own = chats.find((chat) => chat.mode === 'p2p' && chat.unread > 0)?.chatId;
    const last = own ?? this.places.get(openId) ?? waiting(chats);
    const chatId = chats.find((chat) => chat.name === chatName)?.chatId ?? last;
    this.limit = MOUNTED;
    this.put({ as: openId, chatId, chats, messages: [] });
    await this.refresh();
  }

  async open(chatId: string): Promise<void> {
    this.turn += 1;
    this.limit = MOUNTED;
    this.places.set(this.view.as, chatId);
    this.put({ chatId, ...(chatId === this.view.chatId ? {} : { messages: [] }) });
    await this.refresh();
  }

  async older(): Promise<void> {
    this.limit += MOUNTED / 2;
    await this.refresh();
  }

  async say(written: Written): Promise<void> {
    await this.backend.say(this.view.as, this.view.chatId, written);
    this.put({ said: [...this.view.said, written.text] });
    await this.refresh();
  }

  async click(messageId: string, action: ClickAction): Promise<ClickResult> {
    const result = await this.backend.click(this.view.as, messageId, action);
    await this.refresh();
    return result;
  }

  async setClock(at: number): Promise<void> {
    if (this.view.moving) return;
    this.put({ moving: true });
    try {
      const arrived = await this.backend.setClock(at);
      this.put({ arrived, arrivals: [...this.view.arrivals, ...arrived] });
    } catch (error: unknown) {
      this.put({ failed: String(error) });
    } finally {
      this.put({ moving: false });
    }
    await this.refresh();
  }

  putAway(): void {
    this.put({ arrived: undefined });
  }

  async reset(): Promise<void> {
    await this.backend.reset();
    this.drafts.clear();
    this.places.clear();
    this.limit = MOUNTED;
    this.put({
      resets: this.view.resets + 1,
      as: '',
      chatId: '',
      messages: [],
      said: [],
      arrived: undefined,
      arrivals: [],
    });
    await this.refresh();
  }
}

export function useView(store: DemoStore): View {
  const [view, setView] = useState(store.view);
  useEffect(() => {
    setView(store.view);
    return store.subscribe(() => setView(store.view));
  }, [store]);
  return view;
}
