import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SimApp } from '../app.js';
import { decodeFrame, encodeFrame, SERVICE } from './frames.js';
import type { CallbackAnswer, Envelope, Transport } from './transport.js';
import { ANSWER_MS } from './webhook.js';

const MOST_CLIENTS = 50;
/** Seconds, as the endpoint call tells the client (contract §9.3). */
const CLIENT_CONFIG = { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 };

/** How the connection misbehaves. */
export interface SocketManners {
  /** Into how many frames each event is cut. */
  fragments: number;
  /** Pings are answered. */
  pong: boolean;
  /** Intervals that the client is told, seconds. */
  config: Record<keyof typeof CLIENT_CONFIG, number>;
}

export interface LongConnection {
  readonly transport: Transport;
  readonly manners: SocketManners;
  /** The answer of `POST /callback/ws/endpoint`. */
  endpoint(body: unknown): Readonly<Record<string, unknown>>;
  readonly connected: () => number;
  /** Frames of events that each client got, in the order of connecting. */
  readonly received: readonly { events: number; pings: number }[];
  /** Cuts all connections, as a network does. */
  cut(): void;
  close(): void;
}

interface Ack {
  readonly code: number;
  readonly data?: string;
}

/** Serves the long connection on the platform's own port; each event goes to one random client (contract §9.1). */
export function serveLongConnection(server: Server, port: () => number, app: SimApp): LongConnection {
  const sockets = new WebSocketServer({ server, path: '/ws/v2' });
  const waiting = new Map<string, (ack: Ack) => void>();
  const tickets = new Set<string>();
  const counts = new Map<WebSocket, { events: number; pings: number }>();
  const received: { events: number; pings: number }[] = [];
  const manners: SocketManners = { fragments: 1, pong: true, config: { ...CLIENT_CONFIG } };
  let serial = 0;

  sockets.on('connection', (socket, request) => {
    const ticket = new URL(request.url ?? '/', 'ws://sim').searchParams.get('ticket') ?? '';
    if (!tickets.has(ticket)) return socket.close(1008, 'unknown ticket');
    const count = { events: 0, pings: 0 };
    counts.set(socket, count);
    received.push(count);
    socket.on('error', () => undefined);
    socket.on('message', (bytes: Buffer) => receive(socket, bytes));
    return undefined;
  });
  // The client pings as soon as it listens; what is sent before that ping would be missed.
  const open = (): WebSocket[] =>
    [...sockets.clients].filter(
      (client) => client.readyState === client.OPEN && (counts.get(client)?.pings ?? 0) > 0,
    );

  function receive(socket: WebSocket, bytes: Buffer): void {
    const frame = decodeFrame(bytes);
    if (frame.method === 1) {
      waiting.get(frame.header('message_id'))?.(JSON.parse(frame.text) as Ack);
      return;
    }
    if (frame.header('type') !== 'ping') return;
    const count = counts.get(socket);
    if (count !== undefined) count.pings += 1;
    if (manners.pong)
      socket.send(encodeFrame(0, { type: 'pong' }, Buffer.from(JSON.stringify(manners.config))));
  }

  async function send(envelope: Envelope): Promise<Ack | undefined> {
    const clients = open();
    const chosen = clients[Math.floor(Math.random() * clients.length)];
    if (chosen === undefined) return undefined;
    serial += 1;
    const id = `ws-${serial}`;
    // The Verification Token is empty over the long connection (contract trap 43).
    const bare = { ...envelope, header: { ...(envelope['header'] as object), token: '' } };
    const payload = Buffer.from(JSON.stringify(bare));
    const count = counts.get(chosen);
    if (count !== undefined) count.events += 1;
    return new Promise((resolve) => {
      const end = (ack: Ack | undefined): void => {
        clearTimeout(timer);
        chosen.off('close', lost);
        waiting.delete(id);
        resolve(ack);
      };
      const lost = (): void => end(undefined);
      const timer = setTimeout(lost, ANSWER_MS);
      waiting.set(id, end);
      chosen.once('close', lost);
      const size = Math.ceil(payload.length / manners.fragments);
      for (let seq = 0; seq < manners.fragments; seq += 1) {
        const headers = {
          type: 'event',
          message_id: id,
          sum: String(manners.fragments),
          seq: String(seq),
          trace_id: id,
        };
        chosen.send(encodeFrame(1, headers, payload.subarray(seq * size, (seq + 1) * size)));
      }
    });
  }

  return {
    manners,
    received,
    endpoint(body) {
      const { AppID, AppSecret } = body as { AppID?: unknown; AppSecret?: unknown };
      if (AppID !== app.appId || AppSecret !== app.appSecret)
        return { code: 514, msg: 'auth failed', data: {} };
      if (open().length >= MOST_CLIENTS) return { code: 1000040350, msg: 'too many connections', data: {} };
      const ticket = randomBytes(8).toString('hex');
      tickets.add(ticket);
      // The SDK reads the whole address as a query string: device_id and service_id must not come first.
      const URL = `ws://127.0.0.1:${port()}/ws/v2?fpid=1&aid=1&device_id=d-${ticket}&access_key=k&service_id=${SERVICE}&ticket=${ticket}`;
      return { code: 0, msg: '', data: { URL, ClientConfig: manners.config } };
    },
    connected: () => open().length,
    cut: () => sockets.clients.forEach((client) => client.terminate()),
    close: () => {
      sockets.clients.forEach((client) => client.terminate());
      sockets.close();
    },
    transport: {
      kind: 'socket',
      event: async (envelope) => (await send(envelope))?.code ?? 'lost',
      callback: async (envelope): Promise<CallbackAnswer> => {
        if (open().length === 0) return { none: 'offline' };
        const ack = await send(envelope);
        if (ack === undefined) return { none: 'timeout' };
        const text = ack.data === undefined ? '{}' : Buffer.from(ack.data, 'base64').toString('utf8');
        return { status: ack.code, body: JSON.parse(text) as unknown };
      },
    },
  };
}
