import type { Server } from 'node:http';
import protobuf from 'protobufjs';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Transport } from './events.js';

/** The frames of the long connection (feishu-contract §9.3). */
const { root } = protobuf.parse(
  `syntax = "proto2";
   message Header { required string key = 1; required string value = 2; }
   message Frame {
     required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
     repeated Header headers = 5; optional string payloadEncoding = 6; optional string payloadType = 7;
     optional bytes payload = 8; optional string LogIDNew = 9;
   }`,
  { keepCase: true },
);
const Frame = root.lookupType('Frame');

interface FrameData {
  readonly method: number;
  readonly headers: readonly { key: string; value: string }[];
  readonly payload?: Uint8Array;
}

const SERVICE = 33554678;
const ACK_MS = 3000;

export interface LongConnection {
  readonly transport: Transport;
  /** Address that the endpoint call gives; the first parameter must not be one the SDK reads. */
  readonly url: () => string;
  readonly connected: () => number;
  /** Cuts all connections, as a network does. */
  cut(): void;
}

/** Serves the long connection on the platform's own port; each event goes to one random client. */
export function serveLongConnection(server: Server, port: () => number): LongConnection {
  const sockets = new WebSocketServer({ server, path: '/ws/v2' });
  const waiting = new Map<string, (answer: { code: number; data?: string }) => void>();
  let serial = 0;
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => receive(socket, bytes));
  });

  function receive(socket: WebSocket, bytes: Buffer): void {
    const frame = Frame.decode(bytes) as unknown as FrameData;
    const header = (key: string): string => frame.headers.find((one) => one.key === key)?.value ?? '';
    if (frame.method === 0) {
      if (header('type') === 'ping') socket.send(encode(0, [{ key: 'type', value: 'pong' }], ''));
      return;
    }
    const answer = JSON.parse(Buffer.from(frame.payload ?? []).toString('utf8')) as {
      code: number;
      data?: string;
    };
    waiting.get(header('message_id'))?.(answer);
  }

  async function send(
    envelope: Record<string, unknown>,
  ): Promise<{ code: number; data?: string } | undefined> {
    const clients = [...sockets.clients].filter((client) => client.readyState === client.OPEN);
    const chosen = clients[Math.floor(Math.random() * clients.length)];
    if (chosen === undefined) return undefined;
    serial += 1;
    const id = `ws-${serial}`;
    // The Verification Token is empty over the long connection (contract trap 43).
    const bare = { ...envelope, header: { ...(envelope['header'] as object), token: '' } };
    const headers = [
      { key: 'type', value: 'event' },
      { key: 'message_id', value: id },
      { key: 'sum', value: '1' },
      { key: 'seq', value: '0' },
      { key: 'trace_id', value: id },
    ];
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), ACK_MS);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      });
      chosen.send(encode(1, headers, JSON.stringify(bare)));
    });
  }

  return {
    url: () =>
      `ws://127.0.0.1:${port()}/ws/v2?fpid=1&aid=1&device_id=d-1&access_key=k&service_id=${SERVICE}&ticket=t`,
    connected: () => [...sockets.clients].filter((client) => client.readyState === client.OPEN).length,
    cut: () => sockets.clients.forEach((client) => client.terminate()),
    transport: {
      event: async (envelope) => {
        const answer = await send(envelope);
        return answer === undefined ? 'lost' : answer.code;
      },
      callback: async (envelope) => {
        const answer = await send(envelope);
        if (answer === undefined) throw new Error('no answer in time');
        const body: unknown =
          answer.data === undefined ? {} : JSON.parse(Buffer.from(answer.data, 'base64').toString('utf8'));
        return { status: answer.code, body };
      },
    },
  };
}

function encode(
  method: number,
  headers: readonly { key: string; value: string }[],
  payload: string,
): Uint8Array {
  const frame = Frame.create({
    SeqID: 1,
    LogID: 1,
    service: SERVICE,
    method,
    headers,
    payload: Buffer.from(payload),
  });
  return Frame.encode(frame).finish();
}
