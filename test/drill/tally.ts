import { dayOf, timeOf, type BusinessCalendar } from '../../src/calendar.js';
import type { CardRef, OutboxRow } from '../../src/delivery/rows.js';
import { weekOf } from '../../src/screens/week.js';
import type { Store } from '../../src/store/collection.js';
import { listOf } from '../../src/store/collection.js';
import type { SimMessage, SimState } from '../simulator/state.js';

/** What people got, counted from their side: the messages that stand in their chats. */
export interface Tally {
  /** Takes in what was sent since the last call. */
  take(): Promise<void>;
  /** Messages by the bot's word for their kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Messages in private by person. */
  readonly people: ReadonlyMap<string, number>;
  /** The most that one person got in one week (Monday to Sunday), and who. */
  busiest(): { readonly who: string; readonly week: string; readonly n: number };
  /** Nags that came on a rest day or outside 8:00–20:00. */
  readonly untimely: readonly string[];
  /** The same card twice in one chat within a day. */
  readonly twice: readonly string[];
}

const NAGS = new Set(['digest']);
const DAY_MS = 24 * 3_600_000;

export function tallyOf(state: SimState, store: Store, calendar: () => Promise<BusinessCalendar>): Tally {
  const kinds = new Map<string, number>();
  const people = new Map<string, number>();
  const weeks = new Map<string, number>();
  const untimely: string[] = [];
  const twice: string[] = [];
  const lately = new Map<string, SimMessage>();
  const cardRefs = store.collection<CardRef>('cardRefs');
  const outbox = store.collection<OutboxRow>('outbox');
  let read = 0;

  const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const owner = (message: SimMessage): string | undefined => {
    const chat = state.chats.get(message.chatId);
    if (chat?.mode !== 'p2p') return undefined;
    const id = [...chat.members].find((member) => state.people.has(member));
    return id === undefined ? undefined : state.people.get(id)?.name;
  };

  /** Who does the same twice is answered the same twice: two rows, each made by what somebody said or clicked. */
  async function twoActs(a: SimMessage, b: SimMessage): Promise<boolean> {
    const made = await listOf(outbox.find({ messageId: { $in: [a.messageId, b.messageId] }, kind: 'send' }));
    return made.length === 2 && made.every(({ lane }) => lane.startsWith('u/'));
  }

  async function count(message: SimMessage, business: BusinessCalendar): Promise<void> {
    const type =
      (await cardRefs.get(message.messageId))?.type ?? (message.card === undefined ? message.type : 'answer');
    const at = new Date(message.createdAt);
    add(kinds, type);
    const who = owner(message);
    if (who !== undefined) {
      add(people, who);
      add(weeks, `${who} ${weekOf(dayOf(at)).from}`);
    }
    const time = timeOf(at);
    if (NAGS.has(type) && (!business.isWorkday(dayOf(at)) || time < '08:00' || time >= '20:00'))
      untimely.push(`${type} ${at.toISOString()} ${who ?? message.chatId}`);
    const same = `${message.chatId} ${JSON.stringify(message.versions[0] ?? message.content)}`;
    const before = lately.get(same);
    if (
      before !== undefined &&
      message.createdAt - before.createdAt < DAY_MS &&
      !(await twoActs(before, message))
    )
      twice.push(`${type} ${at.toISOString()} ${who ?? message.chatId}`);
    lately.set(same, message);
  }

  return {
    kinds,
    people,
    untimely,
    twice,
    async take() {
      const business = await calendar();
      for (const message of state.messages.slice(read))
        if (message.sender === 'bot') await count(message, business);
      read = state.messages.length;
      const now = state.now();
      for (const [key, { createdAt }] of lately) if (now - createdAt > DAY_MS) lately.delete(key);
    },
    busiest() {
      const [key = '', n = 0] = [...weeks].toSorted((a, b) => b[1] - a[1])[0] ?? [];
      const [who = '', week = ''] = key.split(' ');
      return { who, week, n };
    },
  };
}

/** Weeks begin on Monday. */
/** Rows of the outbox that were given up, by reason. */
export async function givenUp(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await listOf(
    store.collection<OutboxRow>('outbox').find({ state: { $in: ['failed', 'dead', 'uncertain'] } }),
  );
  const map = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.notice?.type ?? row.kind} ${row.state}: ${row.error ?? ''}`.slice(0, 120);
    map.set(key, (map.get(key) ?? 0) + 1);
  }
  return map;
}
