import type { Arrival, Backend, CallRecord, EventRecord } from './backend.js';

const KINDS = ['message', 'chat', 'person', 'call', 'event', 'toast', 'clock'];
/** Changes come in bursts; the page loads once for each. */
const BURST_MS = 60;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} ${response.status}`);
  return (await response.json()) as T;
}

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In parts: a call with a million arguments is refused.
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** A log that only grows: what is known stays, its last entries are asked for again since their status still changes. */
function growing<T extends { readonly n: number }>(path: string, keep: number): () => Promise<readonly T[]> {
  let known: readonly T[] = [];
  return async () => {
    const from = known.at(-UNSETTLED)?.n ?? 0;
    const fresh = await get<readonly T[]>(`${path}?after=${from}`);
    const restarted = known.length > 0 && (fresh.at(-1)?.n ?? 0) < (known.at(-1)?.n ?? 0);
    known = (
      restarted ? await get<readonly T[]>(path) : [...known.filter((one) => one.n <= from), ...fresh]
    ).slice(-keep);
    return known;
  };
}

const UNSETTLED = 20;
const KEPT = 200;

/** The simulator's client API and the demo's own state, over HTTP. */
export function httpBackend(): Backend {
  let close = (): void => undefined;
  let reopen = (): void => undefined;
  return {
    people: () => get('/_sim/people'),
    chats: (as) => get(`/_sim/chats?as=${encodeURIComponent(as)}`),
    messages: (as, chatId, limit, before) =>
      get(
        `/_sim/chats/${encodeURIComponent(chatId)}/messages?as=${encodeURIComponent(as)}&limit=${limit}${before === undefined ? '' : `&before=${before}`}`,
      ),
    calls: growing<CallRecord>('/_sim/calls', KEPT),
    events: growing<EventRecord>('/_sim/events', KEPT),
    stored: () => get('/_demo/state'),
    now: async () => (await get<{ now: number }>('/_sim/clock')).now,
    say: async (as, chatId, { picture, ...written }) => {
      await post('/_sim/says', {
        as,
        chatId,
        ...written,
        ...(picture === undefined ? {} : { images: [await base64(picture)] }),
      });
    },
    click: (as, messageId, action) => post('/_sim/click', { as, messageId, ...action }),
    read: async (as, chatId) => {
      await post('/_sim/read', { as, chatId });
    },
    setClock: async (at) => {
      const { arrived } = await post<{ arrived: readonly Arrival[] }>('/_demo/clock', {
        to: new Date(at).toISOString(),
      });
      return arrived;
    },
    reset: async () => {
      // The stream of the old bureau ends with it.
      close();
      await post('/_demo/reset', {});
      reopen();
    },
    imageUrl: (key) => (key === '' ? undefined : `/_sim/blobs/${encodeURIComponent(key)}`),
    listen: (changed) => {
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const soon = (): void => {
        waiting ??= setTimeout(() => {
          waiting = undefined;
          changed();
        }, BURST_MS);
      };
      let simulator: EventSource | undefined;
      close = () => simulator?.close();
      reopen = () => {
        simulator = new EventSource('/_sim/stream');
        for (const kind of KINDS) simulator.addEventListener(kind, soon);
        // A stream that was cut comes again, and everything may be new.
        simulator.addEventListener('open', soon);
      };
      reopen();
      const demo = new EventSource('/_demo/events');
      demo.addEventListener('message', soon);
    },
  };
}
